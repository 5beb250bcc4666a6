import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrowTable, writeArrowFile } from '../../src/engine/arrow.ts';
import { Database } from '../../src/engine/database.ts';

let database: Database;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arrow-'));
  database = await Database.open({ path: ':memory:', threads: 2 });
  await database.run(`create table facts (
    id varchar, money decimal(18, 4), share double, orders bigint, day date, "at" timestamp, ranked boolean)`);
  await database.run(`insert into facts values
    ('000123', 1234567.8901, 0.5, 42, date '2026-06-30', timestamp '2026-06-30 08:15:00.000001', true),
    ('客户', -0.01, 'nan'::double, -9007199254740993, date '1969-12-31', timestamp '1969-12-31 23:59:59', false),
    (null, null, null, null, null, null, null)`);
  await database.run(`comment on table facts is 'one fact'`);
  await database.run(`comment on column facts.money is 'Net sales'`);
});

afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

/** Through bytes and back, as another tool would read it. */
async function roundTrip(sql: string) {
  return tableFromIPC(tableToIPC(await arrowTable(database, sql), 'file'));
}

describe('arrowTable', () => {
  it('keeps values and nulls of every type', async () => {
    const table = await roundTrip('select * from facts order by id nulls last');
    expect(table.schema.fields.map((field) => `${field.name} ${field.type}`)).toEqual([
      'id Utf8',
      'money Float64',
      'share Float64',
      'orders Int64',
      'day Date32<DAY>',
      'at Timestamp<MICROSECOND>',
      'ranked Bool',
    ]);
    const column = (name: string) => [...(table.getChild(name) ?? [])];
    expect(column('id')).toEqual(['000123', '客户', null]);
    expect(column('money')).toEqual([1234567.8901, -0.01, null]);
    expect(column('share')).toEqual([0.5, Number.NaN, null]);
    expect(column('orders')).toEqual([42n, -9007199254740993n, null]);
    expect(column('ranked')).toEqual([true, false, null]);
    expect([...table.getChild('day')!].map((day) => (day === null ? null : Number(day)))).toEqual([
      Date.UTC(2026, 5, 30),
      Date.UTC(1969, 11, 31),
      null,
    ]);
    expect([...table.getChild('at')!].map((at) => (at === null ? null : Number(at)))).toEqual([
      Date.UTC(2026, 5, 30, 8, 15, 0) + 0.001,
      Date.UTC(1969, 11, 31, 23, 59, 59),
      null,
    ]);
  });

  it('carries nulls across the chunks of a large result', async () => {
    const table = await roundTrip(
      `select i, case when i % 7 = 0 then null else i / 2 end as half, case when i % 3 = 0 then null else i::varchar end as word
       from range(10000) as r(i) order by i`,
    );
    expect(table.numRows).toBe(10_000);
    const [half, word] = [table.getChild('half')!, table.getChild('word')!];
    expect(half.nullCount).toBe(Math.ceil(10_000 / 7));
    for (let row = 0; row < 10_000; row++) {
      expect(half.get(row)).toBe(row % 7 === 0 ? null : row / 2);
      expect(word.get(row)).toBe(row % 3 === 0 ? null : String(row));
    }
  });

  it('turns each decimal into the nearest double, whatever its width', async () => {
    const table = await roundTrip(
      `select 0.1::decimal(4, 1) as a, 4035.27::decimal(9, 2) as b, 90071992547409.91::decimal(18, 2) as c,
              12345678901234567890.12::decimal(38, 2) as d, sum(1::hugeint) as e`,
    );
    expect(table.toArray()[0]?.toJSON()).toEqual({
      a: 0.1,
      b: 4035.27,
      c: 90071992547409.91,
      d: Number('12345678901234567890.12'),
      e: 1,
    });
  });

  it('has columns but no rows for an empty result', async () => {
    const table = await roundTrip('select * from facts where false');
    expect([table.numRows, table.numCols]).toEqual([0, 7]);
  });
});

describe('writeArrowFile', () => {
  it('writes the same bytes each time, with what columns mean', async () => {
    const [first, second] = [join(folder, 'a.arrow'), join(folder, 'b.arrow')];
    await writeArrowFile(database, 'main.facts', first);
    await writeArrowFile(database, 'main.facts', second, ['id']);
    const bytes = await readFile(first);
    expect(bytes.equals(await readFile(second))).toBe(true);
    const { schema } = tableFromIPC(bytes);
    expect(schema.metadata.get('description')).toBe('one fact');
    const money = schema.fields.find(({ name }) => name === 'money');
    expect(Object.fromEntries(money!.metadata)).toEqual({
      description: 'Net sales',
      exact_type: 'DECIMAL(18,4)',
    });
  });
});
