import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { version as duckdbVersion } from '@duckdb/node-api';
import type { Database } from '../engine/database.ts';
import { literal } from '../engine/sql-text.ts';
import type { LocatedFile } from '../ingest/ingest.ts';
import type { Pipeline } from './load.ts';
import { readRecord } from './read-record.ts';
import type { Changes, RunRecord, SourceChange } from './record.ts';
import { hashByIdentity } from './reuse/identity.ts';
import { latestRun } from './run-folder.ts';

export interface EarlierRun {
  readonly id: string;
  readonly folder: string;
  readonly record: RunRecord;
}

/** The run that `latest` points to, with its record, whatever its pipeline; nothing where there is none that can be read. */
export async function lastRun(out: string): Promise<EarlierRun | undefined> {
  const id = await latestRun(out);
  if (id === undefined) return undefined;
  const folder = join(out, id);
  try {
    return { id, folder, record: await readRecord(folder) };
  } catch {
    return undefined;
  }
}

/** The last run, where it is one of this pipeline: what figures may be compared with. */
export async function runBefore(
  out: string,
  pipeline: Pick<Pipeline, 'file'>,
): Promise<EarlierRun | undefined> {
  const last = await lastRun(out);
  return last !== undefined && basename(last.record.run.pipeline) === basename(pipeline.file)
    ? last
    : undefined;
}

export type FileState = 'new' | 'changed' | 'same';

/**
 * Whether a file is the one that a run has read: by its content, which a file that nobody has touched since need not be
 * read for. What lies in an archive is compared by its size.
 */
export async function stateOf(file: LocatedFile, { inputs, run }: RunRecord): Promise<FileState> {
  const then = inputs.find((one) => one.source === file.source && one.file === recordedName(file));
  if (then === undefined) return 'new';
  if (then.bytes !== file.bytes) return 'changed';
  if (file.entry !== undefined) return 'same';
  const sha256 = (await hashByIdentity(file.path, run.reuse?.identities ?? {})) ?? (await hashOf(file.path));
  return sha256 === then.sha256 ? 'same' : 'changed';
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The name under which a file stands in the record: with its sheet, where the source names one. */
export function recordedName({ name, settings }: LocatedFile): string {
  return settings.sheet === undefined ? name : `${name} [${settings.sheet}]`;
}

/**
 * Counts what was added, changed and taken away since the run before, by the marks that ingest leaves of every row.
 * Another pipeline's run is none to compare with; sources that one of the two does not have are left out; so is everything where the marks were made by another
 * version of the database, which may hash otherwise.
 */
export async function changesSince(
  database: Database,
  out: string,
  pipeline: Pick<Pipeline, 'file' | 'settings'>,
): Promise<Changes | undefined> {
  const { sources } = pipeline.settings;
  const before = await runBefore(out, pipeline);
  if (before === undefined || before.record.versions?.duckdb !== duckdbVersion()) return undefined;
  const then = (before.record.settings as { sources?: Record<string, unknown> }).sources ?? {};
  const names = Object.keys(sources).filter((name) => name in then);
  if (names.length === 0) return undefined;
  const path = join(before.folder, 'warehouse.duckdb');
  try {
    await database.run(`attach ${literal(path)} as before (read_only)`);
  } catch {
    return undefined;
  }
  try {
    const rows = await database.rows<Omit<SourceChange, 'remapped'>>(
      `select coalesce(now.source, past.source) as source,
         count(*) filter (past.key_mark is null) as added,
         count(*) filter (now.content_mark <> past.content_mark) as changed,
         count(*) filter (now.key_mark is null) as gone,
         count(*) filter (now.content_mark = past.content_mark) as unchanged
       from ingest.row_marks as now
       full join before.ingest.row_marks as past on past.source = now.source and past.key_mark = now.key_mark
       group by all order by source`,
    );
    const order = new Map(names.map((name, index) => [name, index]));
    const found = rows
      .filter(({ source }) => order.has(source))
      .sort((a, b) => order.get(a.source)! - order.get(b.source)!)
      .map((row) => ({ ...row, remapped: mapping(sources[row.source]) !== mapping(then[row.source]) }));
    return { since: before.id, sources: found };
  } catch {
    // A run of an earlier version left no marks.
    return undefined;
  } finally {
    await database.run('detach before');
  }
}

/** The changes since a run whose rows this one has taken over: none. */
export async function nothingChanged(
  database: Database,
  since: string,
  { settings: { sources } }: Pick<Pipeline, 'settings'>,
): Promise<Changes> {
  const rows = await database.rows<{ source: string; unchanged: number }>(
    'select source, count(*) as unchanged from ingest.row_marks group by source',
  );
  const counts = new Map(rows.map(({ source, unchanged }) => [source, unchanged]));
  const found = Object.keys(sources).flatMap((source): SourceChange[] => {
    const unchanged = counts.get(source);
    return unchanged === undefined
      ? []
      : [{ source, added: 0, changed: 0, gone: 0, unchanged, remapped: false }];
  });
  return { since, sources: found };
}

/** What a source says of how it is read, without which files. */
function mapping(source: unknown): string {
  const { files: _, ...rest } = (source ?? {}) as Record<string, unknown>;
  // As the record has it: without what is undefined.
  return JSON.stringify(rest);
}
