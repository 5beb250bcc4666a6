import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inOrder, type TableDescription, writeArrowFile } from './arrow.ts';
import type { Database } from './database.ts';
import { literal } from './sql-text.ts';

/** An Arrow file passes through JavaScript, whole, and takes its time there: larger tables are handed out as Parquet only … */
const mostArrowRows = 20_000;
/** … unless somebody asks, and even then memory is finite. */
export const mostArrowRowsAsked = 1_000_000;

/**
 * Amounts seldom repeat: DuckDB collects up to a fifth of the rows in a dictionary before it gives one up, which takes a
 * quarter of the time and, where it is kept, room. Texts of few kinds are in one still. Level 1 instead of 3 takes a fifth
 * less time, and a few percent more room at most.
 */
const packed = 'compression zstd, compression_level 1, dictionary_size_limit 1000';

/**
 * Hands a table to other tools: `<name>.parquet`, exact decimals and all, and `<name>.arrow` up to twenty thousand
 * rows. Rows are in a total order, so the same rows give the same bytes.
 *
 * @param order columns that order the rows, such as the key of its contract; all columns if left out
 * @param about what the columns mean, if the caller knows it
 */
export async function exportTable(
  database: Database,
  table: string,
  folder: string,
  name: string,
  order: readonly string[] = [],
  about?: TableDescription,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = await exportParquet(database, table, join(folder, `${name}.parquet`), order);
  if (rows <= mostArrowRows)
    await writeArrowFile(database, table, join(folder, `${name}.arrow`), order, about);
}

/** The same as Parquet alone. Returns the number of rows. */
export function exportParquet(
  database: Database,
  table: string,
  file: string,
  order: readonly string[] = [],
): Promise<number> {
  return database.make(`copy (${inOrder(table, order)}) to ${literal(file)} (format parquet, ${packed})`);
}
