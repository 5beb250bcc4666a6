import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';

const months = `select strftime(month, '%Y-%m') as month, cost_of_credit from features.credit_cost order by month`;

describe('cost of credit', () => {
  it('is amount × days × rate / 365, each month with its own days', async () => {
    const receivables = [
      {
        invoice_id: '1',
        customer_id: 'A',
        issued_on: '2026-01-16',
        amount: 36_500,
        paid_on: '2026-03-11',
        paid_amount: 36_500,
      },
    ];
    await withBuilt(
      { receivables },
      { credit: { annual_rate: '10%' } },
      async ({ database }) => {
        // 54 days at 10 a day: 16 in January (16th to 31st), 28 in February, 10 in March.
        expect(await database.rows(months)).toEqual([
          { month: '2026-01', cost_of_credit: 160 },
          { month: '2026-02', cost_of_credit: 280 },
          { month: '2026-03', cost_of_credit: 100 },
        ]);
        expect(await database.row('select days_to_pay, open_balance from features.behaviour')).toEqual({
          days_to_pay: 54,
          open_balance: 0,
        });
      },
      '2026-06-30',
    );
  });

  it('runs to the as-of date while open, and knows nothing of later payments', async () => {
    const open = { customer_id: 'A', issued_on: '2026-01-01', amount: 36_500, due_on: '2026-01-15' };
    await withBuilt(
      {
        receivables: [
          { ...open, invoice_id: 'unpaid' },
          { ...open, invoice_id: 'paid later', customer_id: 'B', paid_on: '2026-02-20', paid_amount: 36_500 },
          { ...open, invoice_id: 'partly', customer_id: 'C', paid_amount: 18_250 },
          { ...open, invoice_id: 'future', customer_id: 'D', issued_on: '2026-02-01' },
          { ...open, invoice_id: 'prepaid', customer_id: 'E', paid_on: '2025-12-01' },
        ],
      },
      { credit: { annual_rate: 0.1 } },
      async ({ database }) => {
        const rows = await database.rows(
          `select customer_id, cost_of_credit, open_balance, overdue from features.behaviour
           left join features.customer_profit using (customer_id) order by customer_id`,
        );
        expect(rows).toEqual([
          { customer_id: 'A', cost_of_credit: 300, open_balance: 36_500, overdue: 36_500 },
          { customer_id: 'B', cost_of_credit: 300, open_balance: 36_500, overdue: 36_500 },
          { customer_id: 'C', cost_of_credit: 150, open_balance: 18_250, overdue: 18_250 },
          { customer_id: 'E', cost_of_credit: null, open_balance: 0, overdue: 0 },
        ]);
      },
      '2026-01-31',
    );
  });

  it('adds up to the rounded whole over months that each round down', async () => {
    // 0.0137 a day: 31 days are 0.4247, a year is 5.0000.
    const receivables = [
      { invoice_id: '1', customer_id: 'A', issued_on: '2025-01-01', amount: 50, paid_on: '2026-01-01' },
    ];
    await withBuilt(
      { receivables },
      { credit: { annual_rate: 0.1 } },
      async ({ database }) => {
        const { total, months: n } = await database.row<{ total: number; months: number }>(
          'select sum(cost_of_credit) as total, count(*) as months from features.credit_cost',
        );
        expect([total, n]).toEqual([5, 12]);
      },
      '2026-01-31',
    );
  });
});

describe('bad debt', () => {
  const tables = {
    invoice_lines: [line({ customer_id: 'A', invoiced_on: '2026-01-05', unit_price: 100 })],
    receivables: [
      {
        invoice_id: '1',
        customer_id: 'A',
        issued_on: '2026-01-05',
        amount: 100,
        paid_on: '2026-02-10',
        paid_amount: 0,
        written_off: 100,
      },
      { invoice_id: '2', customer_id: 'B', issued_on: '2026-01-05', amount: 40, written_off: 40 },
    ],
    ledger: [{ period: '2026-02-01', account: '6641', amount: 140 }],
  };
  const booked = `select month, customer_id, bad_debt from features.profit_statement where bad_debt <> 0 order by 1, 2`;
  const expected = [
    { month: '2026-02-01', customer_id: 'A', bad_debt: 100 },
    { month: '2026-02-01', customer_id: 'B', bad_debt: 40 },
  ];

  it('is what was written off, in the month of the write-off', async () => {
    await withBuilt(
      tables,
      {},
      async ({ database }) => expect(await database.rows(booked)).toEqual(expected),
      '2026-02-28',
    );
  });

  it('is the same, not twice, when a direct pool carries it', async () => {
    const pool = { line: 'bad_debt', accounts: '6641', method: 'direct', from: 'written_off' };
    await withBuilt(
      tables,
      { costs: { bad_debt: pool } },
      async ({ database }) => {
        expect(await database.rows(booked)).toEqual(expected);
        expect(
          await database.rows('select role, ledger, charged, unexplained from features.tie_out'),
        ).toEqual([{ role: 'bad_debt', ledger: 140, charged: 140, unexplained: 0 }]);
      },
      '2026-02-28',
    );
  });
});
