import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beginAnew, createMemory } from '../../engine/built.ts';
import type { Database } from '../../engine/database.ts';
import { type IngestResult, type LocatedFile, messageOf } from '../../ingest/ingest.ts';
import { type EarlierRun, lastRun, recordedName, stateOf } from '../changes.ts';
import type { Pipeline } from '../load.ts';
import type { NotReused, WarehouseStamp } from '../record.ts';
import { buildId } from './build-id.ts';

/**
 * The run that another one builds on. A run may begin on a copy of the warehouse of the run before it where the
 * exports have the same bytes and are read in the same way; then ingest is done, and of the models only those are built
 * whose text, or something they read, is another. Whether that is so is decided by content, never by the time of a file
 * (`identity.ts` spares reading one that nobody has touched) or by the name of the pipeline file: a scenario in a file of
 * its own begins where the main one ended.
 */
export type Base = EarlierRun;

export async function stampOf(folder: string): Promise<WarehouseStamp> {
  const { size, mtimeMs } = await stat(join(folder, 'warehouse.duckdb'));
  return { bytes: size, modified: mtimeMs };
}

/** What decides how the exports are read, apart from their bytes. */
export function readingKey({ sources, settings }: Pick<Pipeline, 'sources' | 'settings'>): string {
  const text = JSON.stringify([buildId(), sources, settings.quality, settings.time_zone ?? null]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The run whose warehouse this one may begin with, or why there is none. */
export async function findBase(
  pipeline: Pipeline,
  out: string,
  located: readonly LocatedFile[],
): Promise<Base | NotReused> {
  const before = await lastRun(out);
  if (before === undefined) return 'no_run';
  const { inputs, run } = before.record;
  const { reuse } = run;
  if (reuse?.build !== buildId()) return 'other_build';
  const stamp = await stampOf(before.folder).catch(() => undefined);
  if (stamp?.bytes !== reuse.warehouse.bytes || stamp.modified !== reuse.warehouse.modified)
    return 'warehouse_changed';
  if (reuse.reading !== readingKey(pipeline)) return 'mapping_changed';
  // What lies in an archive has no hash that could be compared without unpacking it.
  if (located.some(({ entry }) => entry !== undefined)) return 'in_archive';
  const names = located.map((file) => `${file.source}\0${recordedName(file)}`);
  if (names.join('\n') !== inputs.map(({ source, file }) => `${source}\0${file}`).join('\n'))
    return 'exports_changed';
  for (const file of located) if ((await stateOf(file, before.record)) !== 'same') return 'exports_changed';
  return before;
}

/** Puts a copy of the warehouse where a run is being built; on file systems that can, without copying a byte. */
export async function copyWarehouse(base: Base, building: string): Promise<void> {
  await copyFile(
    join(base.folder, 'warehouse.duckdb'),
    join(building, 'warehouse.duckdb'),
    constants.COPYFILE_FICLONE,
  );
}

/** The schemas that the stages after ingest write. */
const later = ['settings', 'features', 'models'] as const;

/** What ingest came to, from the warehouse that was taken over; the stages behind it begin anew. */
export async function takeOver(database: Database): Promise<IngestResult> {
  const { outcome } = await database.row<{ outcome: string }>(
    'select cast(outcome as varchar) as outcome from built.reading',
  );
  await beginAnew(database, later);
  const { findings, ...result } = JSON.parse(outcome) as IngestResult;
  return {
    ...result,
    findings: findings.map(({ code, params, place }) => messageOf(code).finding(params, place)),
  };
}

/** Keeps what ingest came to for the runs after this one. */
export async function keepReading(
  database: Database,
  pipeline: Pipeline,
  { sources, files, tables, findings }: IngestResult,
): Promise<void> {
  const told = findings.map(({ code, params, place }) => ({ code, params, place }));
  await createMemory(database, `${readingKey(pipeline)} ${files.map(({ sha256 }) => sha256).join(' ')}`);
  await database.run('update built.reading set outcome = cast($outcome as json)', {
    outcome: JSON.stringify({ sources, files, tables, findings: told }),
  });
}
