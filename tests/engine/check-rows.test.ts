import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { column, defineTable } from '../../src/contracts/contract.ts';
import { checkRows } from '../../src/engine/check-rows.ts';
import { Database } from '../../src/engine/database.ts';

const contract = defineTable({
  name: 'facts',
  grain: { en: 'customer × month', 'zh-CN': '客户 × 月' },
  key: ['customer_id', 'month'],
  columns: {
    customer_id: column('id', 'Customer', '客户'),
    month: column('month', 'Month', '月份'),
    amount: column('money', 'Amount', '金额', { required: true }),
  },
});

let database: Database;
beforeAll(async () => {
  database = await Database.open({ path: ':memory:' });
  await database.run('create schema features');
});
afterAll(() => database.close());

/** So many customers over so many months, one row each, and what `more` adds. */
async function check(customers: number, months: number, more = ''): Promise<void> {
  await database.run(`create or replace table features.facts as
    select 'C' || c.range as customer_id, cast(date '2010-01-01' + to_months(cast(m.range as integer)) as date) as month,
           cast(1 as decimal(18, 4)) as amount
    from range(${customers}) as c, range(${months}) as m ${more}`);
  await checkRows(database, 'features.facts', contract, await database.count('features.facts'));
}

const twice = "union all select 'C7', date '2010-03-01', 5";

describe('a table held against its contract', () => {
  it.each([
    ['few rows', 100, 12],
    ['many rows', 10_000, 12],
    ['many rows of more months than a mark has bits', 2_000, 100],
  ])('passes where its key identifies %s, and fails where one stands twice', async (_, customers, months) => {
    await expect(check(customers, months)).resolves.toBeUndefined();
    const error = await check(customers, months, twice).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ finding: { params: { doubles: 1, empty: [] } } });
  });

  it.each([
    ['few rows', 100],
    ['many rows', 20_000],
  ])('fails where a part of the key or a required value is empty, of %s', async (_, customers) => {
    const empty = await check(customers, 12, "union all select 'C1', null, null").catch(
      (cause: unknown) => cause,
    );
    expect(empty).toMatchObject({ finding: { params: { doubles: 0, empty: ['month', 'amount'] } } });
  });

  it('tells nulls that stand twice', async () => {
    const none = "union all select 'C1', null, 1";
    const error = await check(20_000, 12, `${none} ${none}`).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ finding: { params: { doubles: 1, empty: ['month'] } } });
  });
});
