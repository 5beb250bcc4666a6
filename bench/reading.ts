/**
 * Reading alone: one export by the product and, where that can read it, by bare DuckDB into a table with the same types;
 * each in a process of its own, each into a database file that is closed at the end.
 *
 *     npm run bench:reading -- [--rows 2000000] [--repeat 3] [--only clean|gb18030|workbook|large] [--folder <dir>]
 *
 * `clean`: UTF-8, product against bare. `gb18030`: the same rows, product against itself. `workbook`: 1,000,000 rows in
 * an .xlsx. `large`: 2 GB of clean text with a memory limit.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeXlsxStream } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { contend, type Outcome } from './contend.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000000' },
    repeat: { type: 'string', default: '1' },
    only: { type: 'string' },
    folder: { type: 'string', default: join(tmpdir(), 'whalecurve-bench-reading') },
  },
});
const { folder } = values;
await mkdir(folder, { recursive: true });
const script = fileURLToPath(new URL('reading-one.mjs', import.meta.url));
const rounds = Number(values.repeat);
const wanted = (part: string): boolean => values.only === undefined || values.only === part;

const header = 'invoice,line,customer,customer_name,day,product,quantity,price,amount,note'.split(',');
const rowsOf = (n: number): string => `
  select 'F' || (i // 4) as invoice, i % 4 + 1 as line, 'C' || (i * 7919 % 20000) as customer,
    '太仓市第' || (i * 7919 % 20000) || '号客户有限公司' as customer_name,
    date '2024-01-01' + cast(i % 700 as integer) as day, 'P' || (i % 3000) as product, i % 50 + 1 as quantity,
    cast((i * 37 % 10000) / 100 as decimal(12, 2)) as price,
    cast((i * 37 % 10000) * (i % 50 + 1) / 100 as decimal(14, 2)) as amount,
    case when i % 3 = 0 then '订单 ' || i || ' 备注' else '' end as note
  from range(${n}) as lines(i)`;

async function made(name: string, make: (path: string) => Promise<unknown>): Promise<string> {
  const path = join(folder, name);
  if ((await stat(path).catch(() => undefined)) === undefined) {
    console.error(`making ${name}`);
    await make(path);
  }
  return path;
}

async function text(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (${rowsOf(rows)}) to '${path}' (format csv, header)`);
  connection.closeSync();
  instance.closeSync();
}

/** The same text in another encoding, chunk by chunk. */
const encoded = (from: string) => (path: string) =>
  pipeline(
    createReadStream(from, { encoding: 'utf8', highWaterMark: 1 << 20 }),
    async function* (chunks: AsyncIterable<string>) {
      for await (const chunk of chunks) yield iconv.encode(chunk, 'gb18030');
    },
    createWriteStream(path),
  );

function* cells(rows: number) {
  yield header;
  for (let i = 0; i < rows; i++) {
    const customer = (i * 7919) % 20_000;
    yield [
      `F${i >> 2}`,
      (i % 4) + 1,
      `C${customer}`,
      `太仓市第${customer}号客户有限公司`,
      new Date(Date.UTC(2024, 0, 1 + (i % 700))),
      `P${i % 3000}`,
      (i % 50) + 1,
      ((i * 37) % 10_000) / 100,
      (((i * 37) % 10_000) * ((i % 50) + 1)) / 100,
      i % 3 === 0 ? `订单 ${i} 备注` : '',
    ];
  }
}
const workbook = (rows: number) => (path: string) =>
  pipeline(
    Readable.fromWeb(writeXlsxStream(cells(rows), { name: 'L', inlineStrings: false }) as never),
    createWriteStream(path),
  );

interface Measured {
  readonly what: string;
  readonly bytes: number;
  readonly outcomes: readonly Outcome[];
}

/** One contender: what is measured of it, and a round of it. */
interface Entrant {
  readonly measured: Measured & { readonly outcomes: Outcome[] };
  round(): Promise<void>;
}

async function entrant(what: string, who: 'product' | 'bare', path: string, limit = ''): Promise<Entrant> {
  const outcomes: Outcome[] = [];
  return {
    measured: { what, bytes: (await stat(path)).size, outcomes },
    round: async () => {
      const work = join(folder, 'work');
      await rm(work, { recursive: true, force: true });
      await mkdir(work, { recursive: true });
      const command = [process.execPath, script, who, path, work, limit];
      outcomes.push(await contend({ name: what, command }, join(folder, 'usage.json')));
    },
  };
}

/** All of them by turns, so that an hour in which the machine is slow is slow for each. */
async function measure(entrants: readonly Entrant[]): Promise<Measured[]> {
  for (let round = 0; round < rounds; round++) for (const one of entrants) await one.round();
  return entrants.map(({ measured }) => tell(measured));
}

const best = (outcomes: readonly Outcome[], of: (one: Outcome) => number): number =>
  Math.min(...outcomes.map(of));
/** The work itself: without the start of Node, which is the same for all. */
const read = (outcome: Outcome): number => outcome.stages.get('read') ?? outcome.wall;
const rate = ({ bytes, outcomes }: Measured): number => bytes / 1e6 / best(outcomes, read);

const lines = ['| file | who | MB | s | CPU s | peak MiB | MB/s |', '|---|---|---|---|---|---|---|'];
const tell = (one: Measured): Measured => {
  const [file, who] = one.what.split(': ');
  lines.push(
    `| ${[
      file,
      who,
      (one.bytes / 1e6).toFixed(0),
      best(one.outcomes, read).toFixed(2),
      best(one.outcomes, ({ cpu }) => cpu).toFixed(2),
      (best(one.outcomes, ({ peak }) => peak) / 2 ** 20).toFixed(0),
      rate(one).toFixed(0),
    ].join(' | ')} |`,
  );
  const sums = one.outcomes[0]!.totals;
  console.error(`${one.what}: ${sums.rows} rows, sum ${sums.amount_c}`);
  return one;
};
const says: string[] = [];

if (wanted('clean') || wanted('gb18030')) {
  const rows = Number(values.rows);
  const clean = await made(`clean-${rows}.csv`, (path) => text(path, rows));
  const entrants = [
    await entrant('clean UTF-8: bare DuckDB', 'bare', clean),
    await entrant('clean UTF-8: whalecurve', 'product', clean),
  ];
  if (wanted('gb18030')) {
    const gb = await made(`gb18030-${rows}.csv`, encoded(clean));
    entrants.push(await entrant('GB18030: whalecurve', 'product', gb));
  }
  const [bare, product, chinese] = (await measure(entrants)) as [Measured, Measured, Measured?];
  says.push(`clean: ${(rate(product) / rate(bare)).toFixed(2)} × of bare DuckDB (goal 0.8)`);
  if (chinese !== undefined) {
    // By rows, for the same rows are fewer bytes in GB18030.
    says.push(
      `GB18030: ${(best(product.outcomes, read) / best(chinese.outcomes, read)).toFixed(2)} × of the clean rate, by rows (goal 0.5)`,
    );
  }
}
if (wanted('workbook')) {
  const path = await made('rows-1000000.xlsx', workbook(1_000_000));
  const [one] = await measure([await entrant('.xlsx, 1,000,000 rows: whalecurve', 'product', path, '192MB')]);
  says.push(
    `workbook: peak ${(best(one!.outcomes, ({ peak }) => peak) / 2 ** 20).toFixed(0)} MiB with memory_limit 192MB (goal 1,024)`,
  );
}
if (wanted('large')) {
  const path = await made('large.csv', (at) => text(at, 24_500_000));
  const [one] = await measure([await entrant('2 GB of clean UTF-8: whalecurve', 'product', path, '192MB')]);
  says.push(
    `2 GB: peak ${(best(one!.outcomes, ({ peak }) => peak) / 2 ** 20).toFixed(0)} MiB with memory_limit 192MB (goal 512)`,
  );
}
await rm(join(folder, 'work'), { recursive: true, force: true });
console.log(`${cpus()[0]!.model}, ${cpus().length} cores, Node ${process.version}\n`);
console.log([...lines, '', ...says].join('\n'));
