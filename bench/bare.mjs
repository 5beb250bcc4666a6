// The bare script: the reference workload in DuckDB SQL written for it by hand, with k-means in Node.
// usage: node bare.mjs <folder of the exports> csv|parquet <output folder> <practical minutes of a department>
import { mkdirSync, readFileSync } from 'node:fs';
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { readingOf } from './exports.mjs';
import { kmeans } from './kmeans.mjs';

const [folder, format, out, capacity, limit] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const read = (table) => readingOf(folder, format, table);
const axes = 8;
const numbers = Array.from({ length: axes }, (_, axis) => axis + 1);
const sql = readFileSync(new URL('bare.sql', import.meta.url), 'utf8')
  .replace(/\{read:(\w+)\}/g, (_, table) => read(table))
  .replace(/\{each:([^}]+)\}/g, (_, one) => numbers.map((n) => one.replaceAll('#', n)).join(', '))
  .replaceAll('{out}', out)
  .replaceAll('{capacity}', capacity);
const stageSql = Object.fromEntries(
  sql
    .split('-- @stage ')
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part]),
);
const stages = [];
let begun = performance.now();
const lap = (stage) => {
  const now = performance.now();
  stages.push({ stage, milliseconds: Math.round(now - begun) });
  begun = now;
};

const instance = await DuckDBInstance.create(
  ':memory:',
  limit === undefined ? {} : { memory_limit: limit, temp_directory: `${out}/spill` },
);
const database = await instance.connect();
await database.run(
  "set preserve_insertion_order = false; create type contact as enum ('email', 'call', 'ticket', 'complaint', 'visit')",
);
begun = performance.now();
for (const stage of ['ingest', 'features']) {
  await database.run(`-- ${stageSql[stage]}`);
  lap(stage);
}
await database.run(`-- ${stageSql.models}`);
const count = Number((await database.runAndReadAll('select count(*) from matrix')).getRows()[0][0]);
const ids = new Int32Array(count);
const points = new Float64Array(count * axes);
let row = 0;
const result = await database.stream('from matrix');
for (;;) {
  const chunk = await result.fetchChunk();
  if (chunk === null || chunk.rowCount === 0) break;
  ids.set(chunk.getColumnVector(0).items, row);
  for (let axis = 0; axis < axes; axis++) {
    const { items } = chunk.getColumnVector(axis + 1);
    for (let i = 0, at = row * axes + axis; i < chunk.rowCount; i++, at += axes) points[at] = items[i];
  }
  row += chunk.rowCount;
}
const fit = kmeans(points, count, axes, 6);
await database.run('create table labels (customer_id integer, cluster integer)');
const appender = await database.createAppender('labels');
for (let from = 0; from < count; from += 2048) {
  const size = Math.min(2048, count - from);
  const chunk = DuckDBDataChunk.create([INTEGER, INTEGER], size);
  for (const [index, values] of [ids, fit.labels].entries()) {
    const vector = chunk.getColumnVector(index);
    vector.items.set(values.subarray(from, from + size));
    vector.flush();
  }
  appender.appendDataChunk(chunk);
}
appender.closeSync();
lap('models');
await database.run(`-- ${stageSql.reports}`);
lap('reports');
const totals = (await database.runAndReadAll('from totals')).getRowObjects()[0];
const plain = Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, String(value)]));
console.log(JSON.stringify({ stages, totals: plain, inertia: fit.inertia }));
