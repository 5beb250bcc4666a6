import { join } from 'node:path';
import { contractsBySchema } from '../contracts/results.ts';
import { Database } from '../engine/database.ts';
import { describeTables } from '../engine/describe.ts';
import type { LocatedFile } from '../ingest/ingest.ts';
import type { Pipeline } from './load.ts';
import type { RunFolder } from './run-folder.ts';

/** Exports below this size have too few rows for a statement to share out: a second thread would only spin. */
const smallBytes = 32 * 2 ** 20;

/** The warehouse of a run that is being built, with the memory, threads and temporary folder of the pipeline file. */
export async function openWarehouse(
  pipeline: Pipeline,
  folder: RunFolder,
  files: readonly LocatedFile[],
): Promise<Database> {
  const { memory_limit, temporary_folder } = pipeline.settings.engine;
  const isSmall = files.reduce((sum, { bytes }) => sum + bytes, 0) < smallBytes;
  const threads = pipeline.settings.engine.threads ?? (isSmall ? 1 : undefined);
  return Database.open({
    path: join(folder.building, 'warehouse.duckdb'),
    temporaryFolder:
      temporary_folder === undefined
        ? join(folder.building, '.work', 'spill')
        : join(pipeline.folder, temporary_folder),
    ...(memory_limit === undefined ? {} : { memoryLimit: memory_limit }),
    ...(threads === undefined ? {} : { threads }),
  });
}

/**
 * Writes the meaning of every column into the warehouse, and what is still in memory into its file, while JavaScript draws;
 * otherwise closing does it, and everything waits. Nothing else writes to the warehouse any more at this point.
 */
export async function closeWarehouse(database: Database): Promise<void> {
  const beside = await database.beside();
  try {
    for (const [schema, contracts] of Object.entries(contractsBySchema))
      await describeTables(beside, schema, contracts);
    // Forced means that it waits for a scan that is under way; otherwise it refuses, and the run would fail by chance.
    await beside.run('force checkpoint');
  } finally {
    beside.close();
  }
}
