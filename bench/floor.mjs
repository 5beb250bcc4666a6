// What whoever opens a figure to the rows of its exports cannot do without: bare DuckDB reads every export, amounts and
// days typed, ids as they stand there, into a file. Nothing is checked, nothing is computed.
// usage: node floor.mjs <folder of the exports> csv|parquet <output folder> [<memory limit>]
import { mkdirSync, rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { columns, readingOf } from './exports.mjs';

const [folder, format, out, limit] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const file = `${out}/floor.duckdb`;
rmSync(file, { force: true });

const instance = await DuckDBInstance.create(
  ':memory:',
  limit === undefined ? {} : { memory_limit: limit, temp_directory: `${out}/spill` },
);
const database = await instance.connect();
// As the product attaches its warehouse, whose settings were chosen for speed.
await database.run("set preserve_insertion_order = false; set disabled_compression_methods = 'fsst'");
await database.run(`attach '${file}' as kept (storage_version 'v1.4.0', recovery_mode no_wal_writes)`);
const begun = performance.now();
for (const table of Object.keys(columns))
  await database.run(`create table kept."${table}" as from ${readingOf(folder, format, table, 'VARCHAR')}`);
await database.run('checkpoint kept');
const milliseconds = Math.round(performance.now() - begun);
console.log(JSON.stringify({ stages: [{ stage: 'ingest', milliseconds }] }));
