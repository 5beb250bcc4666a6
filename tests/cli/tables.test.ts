import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { run } from '../support/product.ts';

/** `whalecurve tables` from outside: what a run leaves in its warehouse is written when it is asked for. */

const pipeline = (more = ''): string => `whalecurve: 1
title: Tin
currency: EUR
${more}
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: Invoice, line_no: Line, customer_id: Customer, invoiced_on: Date, quantity: Qty, net_amount: Amount, cost_amount: Cost }
`;

let folder: string;
const inFolder = (...parts: string[]): string => join(folder, ...parts);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-tables-'));
  const lines = Array.from(
    { length: 36 },
    (_, at) =>
      `${at},1,C${at % 12},2026-0${Math.floor(at / 12) + 1}-05,1,${1000 + at * 100},${400 + ((at * 130) % 700)}`,
  );
  await writeFile(inFolder('lines.csv'), `Invoice,Line,Customer,Date,Qty,Amount,Cost\n${lines.join('\n')}\n`);
  await writeFile(inFolder('all.yaml'), pipeline());
  await writeFile(inFolder('few.yaml'), pipeline('tables: { up_to_rows: 12 }'));
  for (const name of ['all', 'few']) {
    const { code, stderr, stdout } = await run(['run', inFolder(`${name}.yaml`), '--out', inFolder(name)]);
    expect({ code, fault: stderr.includes('INT9') }).toEqual({ code: 0, fault: false });
    expect(stdout.includes('whalecurve tables profit_statement')).toBe(name === 'few');
  }
}, 120_000);
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe('whalecurve tables', () => {
  it('writes what a run has left in its warehouse, the same bytes as if it had been handed out', async () => {
    const left = inFolder('few', 'latest', 'tables');
    expect(await readdir(left)).toContain('customers.parquet');
    expect(await readdir(left)).not.toContain('profit_statement.parquet');
    for (const format of ['parquet', 'arrow']) {
      const { code, stdout } = await run([
        'tables',
        'profit_statement',
        '--run',
        inFolder('few'),
        '--format',
        format,
      ]);
      expect(code).toBe(0);
      expect(stdout).toContain(`profit_statement.${format}`);
      const file = `profit_statement.${format}`;
      const handedOut = await readFile(inFolder('all', 'latest', 'tables', file));
      expect((await readFile(join(left, file))).equals(handedOut)).toBe(true);
    }
    expect((await readdir(left)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('lists every table with its rows and what a row is, in both languages', async () => {
    const { stdout } = await run(['tables', '--run', inFolder('all'), '--json']);
    const { tables } = JSON.parse(stdout) as { tables: { name: string; rows: number }[] };
    expect(tables.find(({ name }) => name === 'profit_statement')).toMatchObject({
      rows: 36,
      grain: 'customer × month',
    });
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
    const chinese = await run(['tables', '--run', inFolder('all'), '--locale', 'zh-CN']);
    expect(chinese.stdout).toContain('客户 × 月');
  });

  it('writes elsewhere, any table of the list by its name or that in the warehouse', async () => {
    const names = ['line_profit', 'canonical.invoice_lines'];
    const { code } = await run(['tables', ...names, '--run', inFolder('all'), '--out', inFolder('bi')]);
    expect(code).toBe(0);
    expect((await readdir(inFolder('bi'))).sort()).toEqual(['invoice_lines.parquet', 'line_profit.parquet']);
  });

  it('says which table was meant, and writes nothing', async () => {
    const { code, stderr } = await run([
      'tables',
      'rfm',
      'profit_statment',
      '--run',
      inFolder('all'),
      '--out',
      inFolder('none'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('CFG034');
    expect(stderr).toContain('`profit_statement`');
    expect(await readdir(inFolder('none'))).toEqual([]);
  });

  it('says that a table is too long for Arrow, and what to take instead', async () => {
    const made = inFolder('made');
    await mkdir(made);
    await writeFile(
      join(made, 'run.json'),
      JSON.stringify({ run: { id: 'made' }, settings: {}, inputs: [] }),
    );
    const database = await Database.open({ path: join(made, 'warehouse.duckdb') });
    await database.run('create schema features');
    await database.run('create table features.rfm as select range as customer_id from range(1000001)');
    database.close();
    const { code, stderr } = await run(['tables', 'rfm', '--run', made, '--format', 'arrow']);
    expect(code).toBe(2);
    expect(stderr).toContain('CFG035');
    expect(stderr).toContain('--format parquet');
  });

  it('says what is in the way of a file, in both languages, and leaves nothing half written', async () => {
    await mkdir(inFolder('taken', 'profit_statement.parquet'), { recursive: true });
    for (const [locale, words] of [
      ['en', 'The system refuses'],
      ['zh-CN', '系统拒绝访问'],
    ] as const) {
      const args = ['tables', 'profit_statement', '--run', inFolder('all'), '--out', inFolder('taken')];
      const { code, stderr } = await run([...args, '--locale', locale]);
      expect(stderr).toContain('ENG112');
      expect(stderr).toContain(words);
      expect(stderr).toContain('profit_statement.parquet');
      expect(code).toBe(2);
      expect(await readdir(inFolder('taken'))).toEqual(['profit_statement.parquet']);
    }
  });

  it('says what is wrong with a damaged run, as does whatever else reads one, and another run goes on', async () => {
    const [latest] = (await readdir(inFolder('all'))).filter((name) => /^\d/.test(name));
    const record = inFolder('all', latest!, 'run.json');
    const text = await readFile(record, 'utf8');
    for (const damaged of ['', 'hello', '{}', 'null', '[]', text.slice(0, 500)]) {
      await writeFile(record, damaged);
      for (const command of [['tables'], ['explain', 'C1']]) {
        const { code, stderr } = await run([...command, '--run', inFolder('all')]);
        expect({ code, told: stderr.includes('CFG022') }).toEqual({ code: 2, told: true });
      }
    }
    const pipeline = inFolder('all.yaml');
    const compared = await run(['run', pipeline, '--out', inFolder('all'), '--compare', 'latest']);
    expect({ code: compared.code, told: compared.stderr.includes('CFG022') }).toEqual({
      code: 2,
      told: true,
    });
    expect((await run(['run', pipeline, '--out', inFolder('all')])).code).toBe(0);
    await writeFile(record, text);
    await rm(inFolder('all', latest!, 'warehouse.duckdb'));
    const { code, stderr } = await run(['explain', 'C1', '--run', inFolder('all', latest!)]);
    expect({ code, told: stderr.includes('ENG114') }).toEqual({ code: 2, told: true });
  });
});
