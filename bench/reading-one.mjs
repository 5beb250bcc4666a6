// One export into a database file, by the product's reader or by bare DuckDB. Prints its stages and totals as JSON.
// usage: node reading-one.mjs product|bare <file> <work folder> [memory limit]
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Database } from '../dist/engine/database.js';
import { ingest } from '../dist/ingest/ingest.js';

const [who, file, work, limit = ''] = process.argv.slice(2);
const path = join(work, 'warehouse.duckdb');
const begun = performance.now();
const totals = who === 'bare' ? await bare() : await product();
console.log(JSON.stringify({ stages: [{ stage: 'read', milliseconds: performance.now() - begun }], totals }));

/** What a person writes who knows the file: every column typed, nothing checked. */
async function bare() {
  const instance = await DuckDBInstance.create(path, { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const types = {
    invoice: 'VARCHAR',
    line: 'INTEGER',
    customer: 'VARCHAR',
    customer_name: 'VARCHAR',
    day: 'DATE',
    product: 'VARCHAR',
    quantity: 'DECIMAL(18, 4)',
    price: 'DECIMAL(18, 6)',
    amount: 'DECIMAL(18, 4)',
    note: 'VARCHAR',
  };
  const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`);
  await connection.run(
    `create table lines as from read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${columns.join(', ')}})`,
  );
  const reader = await connection.runAndReadAll(
    'select count(*)::double as rows, sum(amount * 100)::double as amount_c from lines',
  );
  const [sums] = reader.getRowObjects();
  connection.closeSync();
  instance.closeSync();
  return sums;
}

async function product() {
  const database = await Database.open({
    path,
    temporaryFolder: join(work, 'spill'),
    ...(limit === '' ? {} : { memoryLimit: limit }),
  });
  const source = {
    name: 'lines',
    files: file,
    table: 'invoice_lines',
    columns: {
      invoice_id: 'invoice',
      line_no: 'line',
      customer_id: 'customer',
      invoiced_on: 'day',
      product_id: 'product',
      quantity: 'quantity',
      unit_price: 'price',
      net_amount: 'amount',
      salesperson: 'customer_name',
    },
  };
  const silent = { stage() {}, step() {}, finished() {} };
  const effects = {
    now: () => '',
    elapsed: () => performance.now(),
    progress: silent,
    log() {},
    signal: new AbortController().signal,
  };
  const { findings } = await ingest(
    database,
    [source],
    { max_set_aside: 0 },
    {
      dataFolder: work,
      workFolder: join(work, 'rewritten'),
      effects,
    },
  );
  const wrong = findings.filter(({ severity }) => severity === 'failure');
  if (wrong.length > 0) throw new Error(wrong[0].text('en'));
  const sums = await database.row(
    'select count(*)::double as rows, sum(net_amount * 100)::double as amount_c from canonical.invoice_lines',
  );
  database.close();
  return sums;
}
