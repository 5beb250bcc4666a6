import { describe, expect, it } from 'vitest';
import type { TableContract } from '../../src/contracts/contract.ts';
import { column, defineTable } from '../../src/contracts/contract.ts';
import { featureTables, modelTables } from '../../src/contracts/results.ts';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildSqlModels } from '../../src/engine/sql-models.ts';
import { locales } from '../../src/language/locale.ts';
import { ProductError } from '../../src/language/messages.ts';
import { selfCheck } from '../../src/pipeline/self-check.ts';
import { type SmallRun, smallRun } from '../support/small-company.ts';

const files = {
  'lines.csv': `invoice,line,customer,day,quantity,price,cost
A1,1,C1,2026-01-05,10,100.00,60.00
A1,2,C1,2026-01-05,1,50.00,20.00
A2,1,C2,2026-02-09,4,100.00,60.00
A3,1,C1,2026-02-11,-1,100.00,60.00
`,
  'ledger.csv': `period,account,amount
2026-01,4000,-1050.00
2026-02,4000,-300.00
2026-01,6601,90.00
2026-02,6601,91.00
2026-02,6901,12.34
`,
  'open.csv': `invoice,customer,issued,due,amount,paid
A1,C1,2026-01-05,2026-01-20,1050.00,
A2,C2,2026-02-09,2026-02-20,400.00,2026-02-15
`,
};
const pipeline = `
whalecurve: 1
title: Small
currency: EUR
as_of: 2026-02-28
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: invoice, line_no: line, customer_id: customer, invoiced_on: day, quantity: quantity, unit_price: price, unit_cost: cost }
  ledger: { files: ledger.csv, table: ledger, columns: { period: period, account: account, amount: amount } }
  open: { files: open.csv, table: receivables, columns: { invoice_id: invoice, customer_id: customer, issued_on: issued, due_on: due, amount: amount, paid_on: paid } }
books: { accounts: [{ accounts: 4000, carries: [sales, returns] }], company_level: [{ accounts: 6901 }] }
costs: { desk: { line: order_handling, accounts: 6601, method: driver_share, drivers: { invoice_lines: 1 } } }
`;
const small = <T>(check: (run: SmallRun) => Promise<T>): Promise<T> => smallRun(files, pipeline, check);

describe('the checks of a run on itself', () => {
  it('hold, and are listed in its record: keys, what must be filled, relationships, sums', async () => {
    await small(async ({ outcome, rows }) => {
      expect(outcome.exit).toBe(0);
      const built = new Set(
        (await rows("select table_schema || '.' || table_name as name from information_schema.tables")).map(
          ({ name }) => name,
        ),
      );
      expect(built.has('models.customers')).toBe(true);
      const { checks } = outcome.record;
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      const names = checks.map(({ check }) => check);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toContain('features.customer_months: one row for each customer_number, month');
      expect(names).toContain('every features.pool_periods.pool is in settings.pools.pool');
      // Whatever refers to the customers is held against them, and every result with a key is checked for it.
      for (const [schema, tables] of Object.entries({ features: featureTables, models: modelTables }))
        for (const { name, key, columns, derived } of Object.values<TableContract>(tables)) {
          const table = `${schema}.${name}`;
          // A part that this pipeline does not use, such as campaigns, has no tables.
          if (!built.has(table)) continue;
          // What a view is made of is checked, and not the view.
          if (key.length > 0 && derived !== true)
            expect(names).toContain(`${table}: one row for each ${key.join(', ')}`);
          if (
            columns.customer_id?.references !== undefined &&
            table !== 'features.customers' &&
            derived !== true
          )
            expect(names).toContain(`every ${table}.customer_id is in features.customers.customer_id`);
        }
    });
  });

  it('fail on what is broken, with a code, where, and what to do, in both languages', async () => {
    const broken: readonly (readonly [sql: string, code: string, said: string])[] = [
      [
        "update features.customer_profit set customer_id = 'NOBODY' where customer_id = 'C2'",
        'RUN201',
        'features.customer_profit',
      ],
      [
        'update features.credit_cost set cost_of_credit = 0 where customer_number = 1',
        'RUN200',
        'credit by customer',
      ],
      ['update features.customer_months set contribution = contribution + 0.01', 'RUN200', 'subtotal'],
      ['update features.allocation_charges set cents = cents + 1', 'RUN200', 'reached customers'],
      ["delete from features.tie_out where account = '6901'", 'RUN200', 'postings of the accounts'],
      ['update features.tie_out set charged = charged + 0.01', 'RUN200', 'timing or unexplained'],
    ];
    await small(async ({ open }) => {
      const database = await open();
      try {
        for (const [sql, code, said] of broken) {
          await database.run('begin');
          await database.run(sql);
          const { findings, checks } = await selfCheck(database, [], []);
          await database.run('rollback');
          const found = findings.find((one) => one.code === code && one.text('en').includes(said));
          expect(found, `${sql}: ${findings.map((one) => one.text('en')).join('; ')}`).toBeDefined();
          expect(found!.severity).toBe('failure');
          for (const locale of locales) expect(found!.repair(locale)).toMatch(/run\.json/);
          expect(checks.some(({ passed }) => !passed)).toBe(true);
        }
        expect((await selfCheck(database, [], [])).findings).toEqual([]);
      } finally {
        database.close();
      }
    });
  });
});

describe('a model that breaks its contract', () => {
  const contract = defineTable({
    name: 'made',
    grain: { en: 'one', 'zh-CN': '一' },
    key: ['id'],
    columns: {
      id: column('id', 'Number', '编码'),
      amount: column('money', 'Amount', '金额', { required: true }),
    },
  });
  const building = async (sql: string): Promise<unknown> => {
    const database = await Database.open({ path: ':memory:', threads: 1 });
    try {
      await database.run('create schema features');
      return await buildSqlModels(
        database,
        [{ name: 'features.made', sql, reads: [], kind: 'table' }],
        { made: contract },
        'features',
        quietEffects(),
      );
    } catch (error) {
      return error;
    } finally {
      database.close();
    }
  };

  it('ends the run and says which table, and what is wrong with it', async () => {
    expect(await building("select 'A' as id, 1 as amount")).toMatchObject([
      { unique: ['id'], filled: ['id', 'amount'] },
    ]);
    for (const [sql, params] of [
      ["select 'A' as id, 1 as amount union all select 'A', 2", { doubles: 1, empty: [] }],
      [
        "select null as id, 1 as amount union all select 'A', null",
        { doubles: 0, empty: ['id', 'amount'], rows: 2 },
      ],
    ] as const) {
      const error = (await building(sql)) as ProductError;
      expect(error).toBeInstanceOf(ProductError);
      expect(error.finding).toMatchObject({ code: 'ENG201', params: { model: 'features.made', ...params } });
      expect(error.exit).toBe(3);
      for (const locale of locales) expect(error.finding.text(locale)).toContain('features.made');
    }
  });
});
