import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runDamaged } from './messages.ts';
import type { RunRecord } from './record.ts';

/**
 * The record of a finished run, as far as every reader of it relies on.
 * @throws ProductError CFG022 where somebody, or a synchronisation, has left something else in its place
 */
export async function readRecord(folder: string): Promise<RunRecord> {
  const path = join(folder, 'run.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw runDamaged.error({ path }, undefined, cause);
  });
  let record: Partial<RunRecord> | null;
  try {
    record = JSON.parse(text) as Partial<RunRecord> | null;
  } catch (cause) {
    throw runDamaged.error({ path }, undefined, cause);
  }
  if (typeof record?.run?.id !== 'string' || !isObject(record.settings) || !Array.isArray(record.inputs))
    throw runDamaged.error({ path });
  return record as RunRecord;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
