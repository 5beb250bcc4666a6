import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt } from './build.ts';
import { holdAll, invariants } from './invariants.ts';

/** Sold in January and March, 4 of it returned in April; sales of another product and of another order in between. */
const sold = (over: object) =>
  line({ customer_id: 'A', product_id: 'P', quantity: 10, unit_price: 10, unit_cost: 6, ...over });
const invoice_lines = [
  sold({ invoice_id: 'S1', order_id: 'O1', invoiced_on: '2026-01-10' }),
  sold({ invoice_id: 'S2', order_id: 'O2', invoiced_on: '2026-03-10' }),
  sold({ invoice_id: 'S3', order_id: 'O3', invoiced_on: '2026-03-20', product_id: 'Q' }),
  sold({ invoice_id: 'S4', order_id: 'O1', invoiced_on: '2026-05-10' }), // after the returns: none takes it back
  sold({ invoice_id: 'R1', order_id: 'O1', invoiced_on: '2026-04-05', quantity: -4 }),
  sold({ invoice_id: 'R2', invoiced_on: '2026-04-06', quantity: -1 }),
  sold({ invoice_id: 'R3', invoiced_on: '2026-04-07', quantity: -2, product_id: 'unknown' }),
];
const ledger = [
  { period: '2026-04-01', account: '6002', amount: 70 },
  ...[
    ['2026-01-01', 60],
    ['2026-03-01', 120],
    ['2026-04-01', -42],
    ['2026-05-01', 60],
  ].map(([period, amount]) => ({ period: period!, account: '6401', amount: amount! })),
];
const books = {
  books: {
    accounts: [
      { accounts: '6002', carries: 'returns' },
      { accounts: '6401', carries: 'cost_of_goods' },
    ],
  },
};
const monthly = `select strftime(month, '%m') as month, returns, cost_of_goods from features.profit_statement
                 where returns <> 0 or cost_of_goods <> 0 order by month`;

describe('the month in which a return counts', () => {
  it('is that of its posting, unless the pipeline file says otherwise', async () => {
    await withBuilt({ invoice_lines, ledger }, books, async ({ database, findings }) => {
      expect(await database.rows(monthly)).toEqual([
        { month: '01', returns: 0, cost_of_goods: 60 },
        { month: '03', returns: 0, cost_of_goods: 120 },
        { month: '04', returns: 70, cost_of_goods: -42 },
        { month: '05', returns: 0, cost_of_goods: 60 },
      ]);
      expect(findings.map(({ code }) => code)).not.toContain('FEA330');
    });
  });

  it('is that of the sale: of its order, else the last one of the product, else of its posting', async () => {
    await withBuilt(
      { invoice_lines, ledger },
      { ...books, returns: 'sale' },
      async ({ database, findings }) => {
        expect(await database.rows(monthly)).toEqual([
          { month: '01', returns: 40, cost_of_goods: 36 },
          { month: '03', returns: 10, cost_of_goods: 114 },
          { month: '04', returns: 20, cost_of_goods: -12 },
          { month: '05', returns: 0, cost_of_goods: 60 },
        ]);
        // The books have them when they were posted: a shift of known size, not a difference.
        expect(
          await database.rows(
            `select strftime(month, '%m') as month, ledger, charged, timing, unexplained from features.tie_out
           where account = '6002' order by month`,
          ),
        ).toEqual([
          { month: '01', ledger: 0, charged: 40, timing: -40, unexplained: 0 },
          { month: '03', ledger: 0, charged: 10, timing: -10, unexplained: 0 },
          { month: '04', ledger: 70, charged: 20, timing: 50, unexplained: 0 },
        ]);
        expect(await exact(database, 'select sum(abs(unexplained)) from features.tie_out')).toBe('0.0000');
        expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['FEA333']));
        expect(findings.map(({ code }) => code)).not.toContain('FEA330');
        expect(await exact(database, 'select sum(net_profit) from features.customer_profit')).toBe(
          '132.0000',
        );
      },
    );
  });

  it('leaves out what takes back a sale from before the period, and says so in the tie-out', async () => {
    const settings = { ...books, returns: 'sale', period: { from: '2026-03-01' } };
    await withBuilt({ invoice_lines, ledger }, settings, async ({ database }) => {
      expect(await exact(database, 'select sum(returns) from features.customer_profit')).toBe('30.0000');
      expect(
        await database.rows(
          `select strftime(month, '%m') as month, ledger, charged, timing, unexplained from features.tie_out
           where account = '6002' order by month`,
        ),
      ).toEqual([
        { month: '03', ledger: 0, charged: 10, timing: -10, unexplained: 0 },
        { month: '04', ledger: 70, charged: 20, timing: 50, unexplained: 0 },
      ]);
      // Nothing of it is left in a month that the statement does not have.
      await holdAll(database, invariants);
    });
  });
});

describe('a period that begins in mid-month', () => {
  it('is allowed, and the lopsided month is named', async () => {
    const check = async (from: string, warned: boolean): Promise<void> =>
      withBuilt({ invoice_lines }, { period: { from } }, async ({ findings }) => {
        const found = findings.find(({ code }) => code === 'FEA316');
        expect(found !== undefined).toBe(warned);
        if (warned) expect(found!.repair('en')).toContain('2026-01-01 or 2026-02-01');
      });
    await check('2026-01-05', true);
    await check('2026-01-01', false);
  });
});

describe('freight that the documents carry', () => {
  const freight = { line: 'delivery', method: 'direct', from: 'line_freight' };
  const lines = [
    sold({ invoice_id: 'F1', invoiced_on: '2026-01-10', freight_cost: 12.5 }),
    sold({ invoice_id: 'F2', invoiced_on: '2026-02-10', freight_cost: 7.5, currency: 'EUR' }),
  ];
  const fx_rates = [{ on: '2026-01-01', currency: 'EUR', rate: 2 }];

  it('counts without a ledger account to prove it, in the reporting currency', async () => {
    await withBuilt(
      { invoice_lines: lines, fx_rates, ledger },
      { costs: { freight } },
      async ({ database }) => {
        expect(
          await database.rows('select month, delivery from features.profit_statement order by month'),
        ).toEqual([
          { month: '2026-01-01', delivery: 12.5 },
          { month: '2026-02-01', delivery: 15 },
        ]);
        expect(await database.rows("select * from features.tie_out where role = 'freight'")).toEqual([]);
        expect(await database.row("select measured from features.coverage where line = 'delivery'")).toEqual({
          measured: true,
        });
      },
    );
  });

  it('is held against the ledger where accounts are named; a month without a posting is a gap', async () => {
    const posted = [{ period: '2026-01-01', account: '6631', amount: 12.5 }];
    await withBuilt(
      { invoice_lines: lines, fx_rates, ledger: posted },
      { costs: { freight: { ...freight, accounts: '6631' } } },
      async ({ database, findings }) => {
        expect(
          await database.rows('select ledger, charged, unexplained from features.tie_out order by month'),
        ).toEqual([
          { ledger: 12.5, charged: 12.5, unexplained: 0 },
          { ledger: 0, charged: 15, unexplained: -15 },
        ]);
        expect(findings.find(({ code }) => code === 'FEA335')?.text('en')).toContain('6631');
        expect(findings.find(({ code }) => code === 'FEA335')?.text('en')).toContain('Feb 2026');
      },
    );
  });
});
