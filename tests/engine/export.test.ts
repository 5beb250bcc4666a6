import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeArrowFile } from '../../src/engine/arrow.ts';
import { Database } from '../../src/engine/database.ts';
import { exportTable } from '../../src/engine/export.ts';
import { literal } from '../../src/engine/sql-text.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "export ' "));
});
afterAll(() => rm(folder, { recursive: true }));

/** More rows than a Parquet row group holds, stored in the given order. */
async function warehouse(order: string, threads: number): Promise<Database> {
  const database = await Database.open({ path: ':memory:', threads });
  await database.run(`create table facts as
    select 'c' || lpad(i::varchar, 6, '0') as id, cast((i * 7919 % 50021) / 100 as decimal(18, 4)) as money,
      case when i % 5 = 0 then null else i % 11 end as orders
    from range(90000) as r(i) order by ${order}`);
  return database;
}

describe('exportTable', () => {
  it('gives the same bytes for the same rows, whatever their order in the table and the threads', async () => {
    const files: Buffer[][] = [];
    for (const [index, [order, threads]] of (
      [
        ['i', 1],
        ['hash(i)', 2],
      ] as const
    ).entries()) {
      const database = await warehouse(order, threads);
      await exportTable(database, 'main.facts', folder, `facts${index}`);
      // So many rows are handed out as Arrow only if somebody asks.
      expect(existsSync(join(folder, `facts${index}.arrow`))).toBe(false);
      await writeArrowFile(database, 'main.facts', join(folder, `facts${index}.arrow`));
      database.close();
      files.push(
        await Promise.all(
          ['parquet', 'arrow'].map((kind) => readFile(join(folder, `facts${index}.${kind}`))),
        ),
      );
    }
    expect(files[0]![0]!.equals(files[1]![0]!)).toBe(true);
    expect(files[0]![1]!.equals(files[1]![1]!)).toBe(true);
    expect(tableFromIPC(files[0]![1]!).numRows).toBe(90_000);
  });

  it('keeps decimals exact in Parquet, and the order that is asked for', async () => {
    const database = await warehouse('i', 1);
    await exportTable(database, 'main.facts', join(folder, 'new folder'), 'by money', ['money', 'id']);
    const file = literal(join(folder, 'new folder', 'by money.parquet'));
    expect(
      await database.rows(
        `select typeof(money) as type, cast(money as varchar) as money from ${file} limit 2`,
      ),
    ).toEqual([
      { type: 'DECIMAL(18,4)', money: '0.0000' },
      { type: 'DECIMAL(18,4)', money: '0.0000' },
    ]);
    const total = (from: string) =>
      database.row(`select sum(money)::varchar as sum, count(orders) as n from ${from}`);
    expect(await total(file)).toEqual(await total('facts'));
    database.close();
  });
});
