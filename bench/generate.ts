import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Sizes of the reference workload. `people`: size of each department, so that capacity fits the work. */
export const scales = {
  XS: { lines: 100_000, customers: 2_000, products: 500, people: 3 },
  S: { lines: 1_000_000, customers: 20_000, products: 2_000, people: 25 },
  M: { lines: 10_000_000, customers: 100_000, products: 5_000, people: 250 },
  L: { lines: 100_000_000, customers: 1_000_000, products: 20_000, people: 2_500 },
} as const;
export type Scale = keyof typeof scales;
export type Format = 'csv' | 'parquet';

const seed = 20_040_501;
const tables = ['customers', 'products', 'invoice_lines', 'receivables', 'interactions', 'ledger'] as const;
const here = new URL('.', import.meta.url);

export const numberOfLines = (scale: Scale): number => scales[scale].lines;

/**
 * Makes the exports of a scale, and the pipeline file beside them, unless they are there already. Same scale, same
 * bytes. The folder appears only when it is whole.
 */
export async function generate(root: string, scale: Scale, format: Format): Promise<string> {
  const folder = join(root, `${scale}-${format}`);
  if (existsSync(join(folder, 'pipeline.yaml'))) return folder;
  const building = `${folder}.building`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  const { lines, customers, products, people } = scales[scale];
  const values: Record<string, number> = { lines, customers, products, people, seed };
  const sql = (await readFile(new URL('workload.sql', here), 'utf8')).replace(
    /\{(\w+)\}/g,
    (_, name: string) => String(values[name]),
  );
  const instance = await DuckDBInstance.create(join(building, 'generate.duckdb'), { memory_limit: '10GB' });
  const connection = await instance.connect();
  await connection.run(`set temp_directory = '${join(building, 'spill')}'`);
  await connection.run(sql);
  const options = format === 'csv' ? 'format csv, header' : 'format parquet, compression zstd';
  for (const table of tables)
    await connection.run(`copy ${table} to '${join(building, `${table}.${format}`)}' (${options})`);
  connection.closeSync();
  instance.closeSync();
  await rm(join(building, 'generate.duckdb'), { force: true });
  await rm(join(building, 'spill'), { recursive: true, force: true });
  const pipeline = await readFile(new URL('pipeline.yaml', here), 'utf8');
  await writeFile(
    join(building, 'pipeline.yaml'),
    pipeline.replaceAll('.csv', `.${format}`).replaceAll('people: 25', `people: ${people}`),
  );
  await rename(building, folder);
  return folder;
}
