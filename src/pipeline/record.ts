import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FileRecord, TableRecord } from '../contracts/accounting.ts';
import type { Database } from '../engine/database.ts';
import type { StepRecord } from '../engine/effects.ts';
import type { Locale } from '../language/locale.ts';
import type { Finding } from '../language/messages.ts';
import type { Identities } from './reuse/identity.ts';

/** `run.json`: what a run read, did, checked and found. Times of the clock stand only in `run` and `stages`. */
export interface RunRecord {
  readonly run: {
    id: string;
    pipeline: string;
    started: string;
    finished: string;
    seconds: number;
    status: 'done' | 'failed_checks';
    exitCode: number;
    /** What a later run must find unchanged to begin with this one's warehouse, and what this run has begun with. */
    readonly reuse?: {
      readonly build: string;
      readonly reading: string;
      readonly warehouse: WarehouseStamp;
      /** The files that were read, so that whether they are still the same can be told without reading them. */
      readonly identities?: Identities;
      /** The run whose warehouse this one took over; or why it read everything. */
      readonly from: string | null;
      readonly why: NotReused | 'asked' | null;
    };
  };
  readonly versions: { whalecurve: string; node: string; duckdb: string; platform: string };
  readonly fingerprint: string;
  readonly settings: unknown;
  readonly asOf: string;
  readonly periodStart: string;
  /** The earlier run whose movements the tables hold, or null. */
  readonly comparedWith: { id: string; fingerprint: string; asOf: string; periodStart: string } | null;
  /** What each source feeds and how, with what its profile came to: canonical column ← column of the export. */
  readonly sources: Readonly<
    Record<string, { readonly table: string; readonly columns: Readonly<Record<string, unknown>> }>
  >;
  readonly inputs: readonly FileRecord[];
  readonly tables: readonly TableRecord[];
  /** What has changed in the extracts since the run that `latest` pointed to; null where there is none to compare. */
  readonly changes: Changes | null;
  readonly stages: readonly { stage: string; milliseconds: number; steps: readonly StepRecord[] }[];
  readonly checks: readonly Check[];
  readonly tieOuts: readonly TieOut[];
  readonly findings: readonly object[];
  readonly headline: unknown;
  readonly outputs: readonly { file: string; bytes: number; sha256: string }[];
}

/** Why a run could not begin with the warehouse of the run before. */
export type NotReused =
  | 'no_run'
  | 'other_build'
  | 'warehouse_changed'
  | 'mapping_changed'
  | 'exports_changed'
  | 'in_archive';

/** Size and time of a warehouse when its run was through: whoever has written into it since has changed them. */
export interface WarehouseStamp {
  readonly bytes: number;
  readonly modified: number;
}

/** What has become of the rows of a source since the run before. */
export interface SourceChange {
  readonly source: string;
  readonly added: number;
  /** Same key, other values. */
  readonly changed: number;
  readonly gone: number;
  readonly unchanged: number;
  /** The source is mapped otherwise than then, so that every row may say something else. */
  readonly remapped: boolean;
}

export interface Changes {
  /** Name of the run that is compared with. */
  readonly since: string;
  readonly sources: readonly SourceChange[];
}

export interface Check {
  readonly check: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

export interface TieOut {
  readonly account: string;
  readonly description: string | null;
  readonly role: string;
  readonly months: number;
  readonly ledger: string;
  readonly charged: string;
  readonly unused: string;
  readonly company_level: string;
  readonly timing: string;
  readonly unexplained: string;
  readonly reconciled: boolean;
}

/** Ties per account, summed over months; a month that does not reconcile makes the account not reconciled. */
export async function tieOuts(database: Database): Promise<TieOut[]> {
  const money = ['ledger', 'charged', 'unused', 'company_level', 'timing', 'unexplained'];
  return database.rows<TieOut>(
    `select account, any_value(description order by month) as description, any_value(role order by month) as role,
            count(*)::integer as months,
            ${money.map((name) => `cast(cast(sum(${name}) as decimal(18, 2)) as varchar) as ${name}`).join(', ')},
            bool_and(reconciled) as reconciled
       from features.tie_out group by account order by account`,
  );
}

/** A finding as data, with its words in the reader's language. */
export function findingRecord(finding: Finding, locale: Locale): object {
  const repair = finding.repair(locale);
  return {
    code: finding.code,
    severity: finding.severity,
    text: finding.text(locale),
    ...(repair === undefined ? {} : { repair }),
    ...(finding.place === undefined ? {} : { place: finding.place }),
    params: finding.params,
  };
}

/** Identity of what went in: the settings, the product's version and every byte of every extract. */
export function fingerprint(settings: unknown, version: string, files: readonly FileRecord[]): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify({
      version,
      settings,
      files: files.map(({ source, file, sha256 }) => [source, file, sha256]),
    }),
  );
  return hash.digest('hex').slice(0, 16);
}

/** What stands beside the outputs: the record itself, the log, and the warehouse, whose bytes DuckDB lays out anew. */
const notOutputs = new Set(['run.json', 'log.jsonl', 'warehouse.duckdb', 'warehouse.duckdb.wal']);

/** All other files of a run's folder with size and SHA-256, in name order: the same for the same inputs and settings. */
export async function outputsOf(folder: string): Promise<{ file: string; bytes: number; sha256: string }[]> {
  const outputs: { file: string; bytes: number; sha256: string }[] = [];
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const file = name.split(sep).join('/');
    if (file.startsWith('.') || notOutputs.has(file)) continue;
    const path = join(folder, name);
    const found = await stat(path);
    if (!found.isFile()) continue;
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    outputs.push({ file, bytes: found.size, sha256 });
  }
  return outputs;
}

export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await writeFile(join(folder, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
}
