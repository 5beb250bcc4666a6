import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setAsideReasons } from '../contracts/accounting.ts';
import { Database } from '../engine/database.ts';
import type { Effects } from '../engine/effects.ts';
import { watchStatements } from '../engine/watch.ts';
import { type IngestResult, ingest } from '../ingest/ingest.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import type { Pipeline } from './load.ts';
import { dataFolderOf } from './run.ts';

export interface CheckOutcome extends IngestResult {
  readonly exit: ExitCode;
  /** First rows set aside for a fault, in the order of the files. */
  readonly setAside: readonly SetAsideRow[];
}

export interface SetAsideRow {
  readonly source: string;
  readonly file: string;
  readonly row: number;
  readonly field: string | null;
  readonly reason: string;
}

/** Reads and validates the extracts of a pipeline in a database that is thrown away. Writes nothing for the user. */
export async function checkExtracts(
  pipeline: Pipeline,
  options: { data?: string | undefined },
  effects: Effects,
): Promise<CheckOutcome> {
  const dataFolder = await dataFolderOf(pipeline, options);
  const workFolder = await mkdtemp(join(tmpdir(), 'whalecurve-check-'));
  const database = await Database.open({ path: ':memory:', temporaryFolder: join(workFolder, 'spill') });
  const interrupt = (): void => database.interrupt();
  effects.signal.addEventListener('abort', interrupt);
  const unwatch = await watchStatements(database, effects.progress);
  try {
    effects.progress.stage('ingest');
    const started = effects.elapsed();
    const result = await ingest(database, pipeline.sources, pipeline.settings.quality, {
      dataFolder,
      workFolder,
      effects,
      timeZone: pipeline.settings.time_zone,
    });
    const rows = result.files.reduce((sum, file) => sum + file.rowsRead, 0);
    effects.progress.finished('ingest', { rows, milliseconds: effects.elapsed() - started });
    const failed = result.findings.some(({ severity }) => severity === 'failure');
    return {
      ...result,
      exit: failed ? exitCodes.data : exitCodes.done,
      setAside: await firstSetAside(database),
    };
  } finally {
    unwatch();
    effects.signal.removeEventListener('abort', interrupt);
    database.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** Rows that were left out by a rule (`where`, totals, corrected later) are no faults and not shown here. */
function firstSetAside(database: Database): Promise<SetAsideRow[]> {
  const faults = Object.entries(setAsideReasons).filter(([, { harmless }]) => !harmless);
  return database.rows<SetAsideRow>(
    `select source, file, row_number as "row", field, reason_code as reason from ingest.quarantine
      where list_contains(string_split($faults, ','), reason_code)
      order by source, file, row_number limit 5`,
    { faults: faults.map(([reason]) => reason).join(',') },
  );
}
