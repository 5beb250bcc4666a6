import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { type RunOutcome, runPipeline } from '../../src/pipeline/run.ts';

/** A company of a few rows, from its exports to a finished run, for tests of the whole way through the stages. */
export interface SmallRun {
  /** Folder that holds the runs: what `--run` of the command line takes. */
  readonly out: string;
  readonly outcome: RunOutcome;
  /** A query on the run's warehouse. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** The run's warehouse, open for writing: for tests that break it. */
  open(): Promise<Database>;
}

/** Runs the pipeline file over the files, in a folder that is removed afterwards. */
export async function smallRun<T>(
  files: Readonly<Record<string, string>>,
  pipeline: string,
  check: (run: SmallRun) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'whalecurve-small-'));
  try {
    for (const [name, content] of Object.entries({ ...files, 'pipeline.yaml': pipeline })) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const out = join(folder, 'out');
    const outcome = await runPipeline(
      await loadPipeline(join(folder, 'pipeline.yaml')),
      { out },
      quietEffects(),
    );
    const path = join(out, 'latest', 'warehouse.duckdb');
    return await check({
      out,
      outcome,
      rows: async (sql) => {
        const database = await Database.open({ path, readOnly: true });
        try {
          return await database.rows(sql);
        } finally {
          database.close();
        }
      },
      open: () => Database.open({ path }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
