import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, withBuilt } from './build.ts';

const item = (over: object) => ({ customer_id: 'A', issued_on: '2026-01-01', amount: 100, ...over });

describe('ageing', () => {
  it('puts what is open into buckets by days after the due date, at the as-of date', async () => {
    const receivables = [
      item({ invoice_id: 'not due', due_on: '2026-06-30', amount: 1 }),
      item({ invoice_id: 'no due date', amount: 2 }),
      item({ invoice_id: 'a day late', due_on: '2026-06-29', amount: 4 }),
      item({ invoice_id: '30 late', due_on: '2026-05-31', amount: 8 }),
      item({ invoice_id: '31 late', due_on: '2026-05-30', amount: 16 }),
      item({ invoice_id: '60 late', due_on: '2026-05-01', amount: 32 }),
      item({ invoice_id: '61 late', due_on: '2026-04-30', amount: 64 }),
      item({ invoice_id: '90 late', due_on: '2026-04-01', amount: 128 }),
      item({ invoice_id: '91 late', due_on: '2026-03-31', amount: 256 }),
      item({ invoice_id: 'paid late', due_on: '2026-02-01', paid_on: '2026-03-01', amount: 512 }),
      item({ invoice_id: 'paid in time', due_on: '2026-02-01', paid_on: '2026-02-01', amount: 513 }),
      item({ invoice_id: 'credit', due_on: '2026-06-01', amount: -3 }),
    ];
    await withBuilt(
      { receivables },
      {},
      async ({ database }) => {
        expect(await database.row('select * from features.ageing')).toMatchObject({
          invoices: 11,
          late_invoices: 8,
          disputed_invoices: null,
          disputed_open: null,
          open_balance: 508,
          not_due: 3,
          overdue_1_30: 9,
          overdue_31_60: 48,
          overdue_61_90: 192,
          overdue_over_90: 256,
          oldest_days_overdue: 91,
          invoiced: 1533,
          // 181 days of the period, January to June.
          days_sales_outstanding: expect.closeTo((508 / 1533) * 181, 9),
        });
      },
      '2026-06-30',
    );
  });

  it('counts disputes where the extract tells of them', async () => {
    const receivables = [
      item({ invoice_id: '1', disputed: true, due_on: '2026-01-15' }),
      item({ invoice_id: '2', disputed: true, due_on: '2026-02-15', paid_on: '2026-01-20' }),
      item({ invoice_id: '3', disputed: false, due_on: '2026-01-15' }),
    ];
    await withBuilt(
      { receivables },
      {},
      async ({ database }) =>
        expect(await database.row('select * from features.ageing')).toMatchObject({
          late_invoices: 2,
          disputed_invoices: 2,
          disputed_late_invoices: 1,
          disputed_open: 100,
        }),
      '2026-01-31',
    );
  });
});

describe('credit by invoice and day', () => {
  it('keeps four decimals, and its late part apart', async () => {
    const receivables = [
      item({ invoice_id: '1', issued_on: '2026-01-10', due_on: '2026-01-25', paid_on: '2026-02-05' }),
    ];
    await withBuilt(
      { receivables },
      { credit: { annual_rate: 0.1 } },
      async ({ database }) =>
        expect(
          await database.rows(
            `select cast(month as varchar) as month, days, days_late, cost_of_credit, cost_of_late
             from features.credit_items order by month`,
          ),
        ).toEqual([
          // 100 × 22 × 0.1 / 365 = 0.60274; both months are 0.71233 and rounded together.
          { month: '2026-01-01', days: 22, days_late: 7, cost_of_credit: 0.6027, cost_of_late: 0.1918 },
          { month: '2026-02-01', days: 4, days_late: 4, cost_of_credit: 0.1096, cost_of_late: 0.1096 },
        ]),
      '2026-02-28',
    );
  });

  it('adds up by item, month and customer, within a hair of the exact whole', async () => {
    const day = fc.integer({ min: 0, max: 120 });
    const items = fc.array(
      fc.record({
        customer: fc.nat(3),
        cents: fc.integer({ min: -5000, max: 90_000 }),
        from: day,
        days: day,
      }),
      { minLength: 1, maxLength: 15 },
    );
    const date = (offset: number): string =>
      new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
    await fc.assert(
      fc.asyncProperty(items, async (all) => {
        const receivables = all.map(({ customer, cents, from, days }, index) => ({
          invoice_id: `I${index}`,
          customer_id: `C${customer}`,
          issued_on: date(from),
          amount: cents / 100,
          paid_on: date(from + days),
        }));
        await withBuilt(
          { receivables },
          { credit: { annual_rate: 0.07 } },
          async ({ database }) => {
            expect(
              await exact(
                database,
                `select coalesce((select sum(cost_of_credit) from features.credit_items), 0)
                   - coalesce((select sum(cost_of_credit) from features.customer_profit), 0)`,
              ),
            ).toMatch(/^0\.0+$/);
            const whole = all.reduce((sum, { cents, days }) => sum + (cents / 100) * days * (0.07 / 365), 0);
            const { found } = await database.row<{ found: number }>(
              'select coalesce(sum(cost_of_credit), 0) as found from features.credit_items',
            );
            expect(Math.abs(found - whole)).toBeLessThan(0.00021);
          },
          '2026-12-31',
        );
      }),
      { numRuns: 8 },
    );
  });
});
