import { join } from 'node:path';
import type { Finding } from '../language/messages.ts';
import type { EarlierRun } from '../models/movements/earlier.ts';
import { earlierRunMissing, earlierRunNotAlike } from './messages.ts';
import { readRecord } from './read-record.ts';
import type { RunRecord } from './record.ts';
import { findRun, latestRun } from './run-folder.ts';

/** The earlier run that this one is compared with, as its own record names it. */
export interface Compared extends EarlierRun {
  readonly asOf: string;
  readonly periodStart: string;
}

/**
 * Finds the run to compare with. `latest` is the last finished run of the folder of runs; before the first one there
 * is none, which is told and does no harm. Any other run must be there, and in the same currency.
 */
export async function runToCompare(
  given: string | undefined,
  out: string,
  currency: string,
): Promise<{ compared?: Compared; findings: Finding[] }> {
  if (given === undefined) return { findings: [] };
  let folder: string;
  if (given === 'latest') {
    const id = await latestRun(out);
    if (id === undefined) return { findings: [earlierRunMissing.finding({})] };
    folder = join(out, id);
  } else folder = await findRun(given);
  const record = await readRecord(folder);
  const theirs = (record.settings as { currency?: string }).currency ?? '';
  if (theirs !== currency)
    throw earlierRunNotAlike.error({ run: record.run.id, currency: theirs, wanted: currency });
  return {
    compared: {
      id: record.run.id,
      fingerprint: record.fingerprint,
      warehouse: join(folder, 'warehouse.duckdb'),
      asOf: record.asOf,
      periodStart: record.periodStart,
    },
    findings: [],
  };
}

/** What the record of a run says about the run it was compared with. */
export function comparedRecord({
  id,
  fingerprint,
  asOf,
  periodStart,
}: Compared): NonNullable<RunRecord['comparedWith']> {
  return { id, fingerprint, asOf, periodStart };
}
