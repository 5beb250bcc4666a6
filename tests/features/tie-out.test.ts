import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt } from './build.ts';

const rows =
  'select account, month, ledger, charged, timing, unexplained, reconciled from features.tie_out order by account, month';

describe('tie-out of random books', () => {
  const cents = fc.integer({ min: -3_000_00, max: 9_000_00 }).map((value) => value / 100);
  const posting = fc.record({
    period: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
    account: fc.constantFrom('4000', '6601', '6602', '6603', '6611', '6621', '6622', '6631', '6701', '9999'),
    amount: cents,
  });
  const sale = fc.record({
    customer_id: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'),
    day: fc.constantFrom('2026-01-10', '2026-02-10', '2026-03-10'),
    net: cents,
    quantity: fc.constantFrom(1, 2, -1),
  });
  const visit = fc.record({
    customer_id: fc.constantFrom('A', 'B', 'C', 'H'),
    day: fc.constantFrom('2026-01-20', '2026-02-20', '2026-03-20'),
    kind: fc.constantFrom('visit', 'ticket'),
    minutes: fc.option(
      fc.integer({ min: 0, max: 400_000 }).map((value) => value / 1_000),
      { nil: null },
    ),
  });
  const settings = {
    books: {
      accounts: [{ accounts: 4000, carries: ['sales', 'returns'] }],
      company_level: [{ accounts: 6701 }],
    },
    costs: {
      desk: {
        line: 'order_handling',
        accounts: [6601, 6602, 6603],
        method: 'time_driven',
        capacity: { minutes_per_month: 60 },
        minutes: { orders: 4.25, invoice_lines: 1.5, return_lines: -3 },
      },
      service: {
        line: 'service',
        accounts: 6611,
        method: 'time_driven',
        capacity: { minutes_per_month: 300 },
        minutes: { ticket_minutes: 1 },
        fallback: 'active_months',
      },
      sales: {
        line: 'sales_and_marketing',
        accounts: [6621, 6622],
        method: 'driver_share',
        drivers: { visit_minutes: 1, gross_sales: 0.013 },
      },
      freight: { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' },
    },
  };

  it('adds up to the ledger to the cent: per account, per pool, and as a company', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(posting, { minLength: 1, maxLength: 40 }),
        fc.array(sale, { minLength: 1, maxLength: 25 }),
        fc.array(visit, { maxLength: 15 }),
        async (ledger, sales, visits) => {
          const invoice_lines = sales.map(({ day, net, ...rest }) =>
            line({ ...rest, invoiced_on: day, net_amount: net, cost_amount: 0 }),
          );
          const interactions = visits.map(({ day, ...rest }, index) => ({
            ...rest,
            interaction_id: String(index),
            at: `${day} 12:00:00`,
          }));
          const shipments = sales.map(({ customer_id, day, net }, index) => ({
            shipment_id: String(index),
            customer_id,
            shipped_on: day,
            freight_cost: Math.abs(net),
          }));
          await withBuilt(
            { invoice_lines, interactions, shipments, ledger },
            settings,
            async ({ database, findings }) => {
              const nought = async (what: string, sql: string) =>
                expect(Number(await exact(database, sql)), what).toBe(0);
              await nought(
                'an account differs',
                `select count(*) from features.tie_out
                 where ledger <> charged + unused + company_level + timing + unexplained`,
              );
              await nought(
                'a pool differs',
                `select count(*) from features.pool_periods
                 where method <> 'direct' and cost <> charged + unused + unattributed`,
              );
              await nought(
                'charges of a pool differ from its customers',
                `select count(*) from features.pool_periods as pools
                 where charged <> coalesce((select sum(amount) from features.pool_charges as charges
                   where charges.pool = pools.pool and charges.month = pools.month), 0)`,
              );
              await nought(
                'more than the pool is charged',
                `select count(*) from features.pool_periods
                 where method <> 'direct' and (abs(charged) > abs(cost) or charged * cost < 0)`,
              );
              await nought(
                'a charge in broken cents',
                'select count(*) from features.pool_charges where amount <> round(amount, 2)',
              );
              await nought(
                'accounts of the pools differ from the pools',
                `select (select sum(charged) from features.tie_out where role in ('desk', 'service', 'sales'))
                   - (select sum(charged) from features.pool_periods where method <> 'direct')`,
              );
              await nought('timing does not cancel', 'select coalesce(sum(timing), 0) from features.tie_out');
              await nought(
                'the company differs from the books',
                `select (select sum(net_profit + cost_of_credit) from features.company_statement)
                   + (select sum(amount) from features.ledger_months where account <> '9999')
                   - (select sum(timing + unexplained) from features.tie_out)`,
              );
              await nought(
                'a ledger row of a used account is missing',
                `select (select coalesce(sum(amount), 0) from features.ledger_months where account <> '9999')
                   - (select coalesce(sum(ledger), 0) from features.tie_out)`,
              );
              const off = await exact(database, 'select count(*) from features.tie_out where not reconciled');
              expect(findings.some(({ code }) => code === 'FEA330')).toBe(Number(off) > 0);
            },
            '2026-03-31',
          );
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

describe('tie-out of pools', () => {
  it('splits the charge over accounts of either sign, in whole cents that add up', async () => {
    // 5.22 for 100 minutes, 50 used: 2.61 is charged. Exact shares in cents: 500, −164.5, −74.5.
    await withBuilt(
      {
        invoice_lines: [line({ customer_id: 'A', invoiced_on: '2026-01-31', unit_price: 1 })],
        ledger: [
          { period: '2026-01-01', account: '6601', amount: 10 },
          { period: '2026-01-01', account: '6602', amount: -3.29 },
          { period: '2026-01-01', account: '6603', amount: -1.49 },
        ],
      },
      {
        costs: {
          desk: {
            line: 'order_handling',
            accounts: ['6601', '6602', '6603'],
            method: 'time_driven',
            capacity: { minutes_per_month: 100 },
            minutes: { orders: 50 },
          },
        },
      },
      async ({ database }) => {
        expect(
          await database.rows('select account, charged, unused, company_level from features.tie_out'),
        ).toEqual([
          { account: '6601', charged: 5, unused: 5, company_level: 0 },
          { account: '6602', charged: -1.64, unused: -1.65, company_level: 0 },
          { account: '6603', charged: -0.75, unused: -0.74, company_level: 0 },
        ]);
      },
    );
  });
});

describe('tie-out of documents', () => {
  const of = (invoiced_on: string, net: number) =>
    line({ customer_id: 'A', invoiced_on, net_amount: net, cost_amount: 0 });
  const books = { books: { accounts: [{ accounts: '6001', carries: 'sales' }] } };
  const credit = (period: string, amount: number, account = '6001') => ({ period, account, amount: -amount });

  it('ties components with the sign they have in the books', async () => {
    const on = { customer_id: 'A', invoiced_on: '2026-01-10' };
    await withBuilt(
      {
        invoice_lines: [
          line({ ...on, quantity: 10, list_price: 11, unit_price: 10, unit_cost: 6 }),
          line({ ...on, quantity: -1, unit_price: 10, unit_cost: 6 }),
          line({ ...on, class: 'freight_billed', net_amount: 9 }),
        ],
        rebates: [{ customer_id: 'A', period: '2026-01-01', amount: 3 }],
        ledger: [
          credit('2026-01-01', 100),
          { period: '2026-01-01', account: '6002', amount: 10, description: 'Returns' },
          { period: '2026-01-01', account: '6003', amount: 3 },
          credit('2026-01-01', 9, '6051'),
          { period: '2026-01-01', account: '6401', amount: 50 },
          { period: '2026-01-01', account: '6402', amount: 4 },
          { period: '2026-01-01', account: '7000', amount: 123.45 },
        ],
      },
      {
        books: {
          accounts: [
            { accounts: '6001', carries: 'sales' },
            { accounts: '6002', carries: 'returns' },
            { accounts: '6003', carries: 'rebates' },
            { accounts: '6051', carries: 'freight_and_fees_billed' },
            { accounts: ['6402', '6401'], carries: 'cost_of_goods' },
          ],
        },
      },
      async ({ database, findings }) => {
        expect(
          await database.rows(
            'select account, role, ledger, charged, unexplained, reconciled from features.tie_out',
          ),
        ).toEqual([
          { account: '6001', role: 'sales', ledger: -100, charged: -100, unexplained: 0, reconciled: true },
          { account: '6002', role: 'returns', ledger: 10, charged: 10, unexplained: 0, reconciled: true },
          { account: '6003', role: 'rebates', ledger: 3, charged: 3, unexplained: 0, reconciled: true },
          {
            account: '6051',
            role: 'freight_and_fees_billed',
            ledger: -9,
            charged: -9,
            unexplained: 0,
            reconciled: true,
          },
          {
            account: '6401 + 6402',
            role: 'cost_of_goods',
            ledger: 54,
            charged: 54,
            unexplained: 0,
            reconciled: true,
          },
        ]);
        expect(await exact(database, "select description from features.tie_out where account = '6002'")).toBe(
          'Returns',
        );
        const unused = findings.find(({ code }) => code === 'FEA331');
        expect(unused).toMatchObject({
          severity: 'info',
          params: { accounts: [{ account: '7000', amount: 123.45 }] },
        });
        expect(findings.some(({ severity }) => severity === 'failure')).toBe(false);
      },
    );
  });

  it('explains as timing only what the next month takes back, and fails on the rest', async () => {
    await withBuilt(
      {
        invoice_lines: [
          of('2026-01-10', 100),
          of('2026-02-10', 100),
          of('2026-03-10', 100),
          of('2026-04-10', 100),
        ],
        // January is 30 short, February has 20 of them; March is 5 short and nothing takes that back.
        ledger: [
          credit('2026-01-01', 70),
          credit('2026-02-01', 120),
          credit('2026-03-01', 95),
          credit('2026-04-01', 100),
        ],
      },
      books,
      async ({ database, findings }) => {
        expect(await database.rows(rows)).toEqual([
          {
            account: '6001',
            month: '2026-01-01',
            ledger: -70,
            charged: -100,
            timing: 20,
            unexplained: 10,
            reconciled: false,
          },
          {
            account: '6001',
            month: '2026-02-01',
            ledger: -120,
            charged: -100,
            timing: -20,
            unexplained: 0,
            reconciled: true,
          },
          {
            account: '6001',
            month: '2026-03-01',
            ledger: -95,
            charged: -100,
            timing: 0,
            unexplained: 5,
            reconciled: false,
          },
          {
            account: '6001',
            month: '2026-04-01',
            ledger: -100,
            charged: -100,
            timing: 0,
            unexplained: 0,
            reconciled: true,
          },
        ]);
        const failure = findings.find(({ code }) => code === 'FEA330');
        expect(failure).toMatchObject({
          severity: 'failure',
          params: { rows: 2, amount: 15, account: '6001', month: '2026-01-01', largest: 10 },
        });
        expect(findings.find(({ code }) => code === 'FEA333')?.params).toMatchObject({ rows: 2, amount: 20 });
      },
      '2026-04-30',
    );
  });

  it('uses an amount for one reversal only', async () => {
    await withBuilt(
      {
        invoice_lines: [of('2026-01-10', 100), of('2026-02-10', 100), of('2026-03-10', 100)],
        ledger: [credit('2026-01-01', 60), credit('2026-02-01', 140), credit('2026-03-01', 60)],
      },
      books,
      async ({ database }) => {
        const timing = await database.rows('select timing, unexplained from features.tie_out order by month');
        expect(timing).toEqual([
          { timing: 40, unexplained: 0 },
          { timing: -40, unexplained: 0 },
          { timing: 0, unexplained: 40 },
        ]);
      },
    );
  });

  it('accepts a difference up to the tolerance, and not a cent more', async () => {
    const tables = { invoice_lines: [of('2026-01-10', 100)], ledger: [credit('2026-01-01', 98.5)] };
    for (const [tolerance, reconciled] of [
      [1.5, true],
      [1.49, false],
    ] as const)
      await withBuilt(tables, { books: { ...books.books, tolerance } }, async ({ database }) => {
        expect(await database.row(rows)).toMatchObject({ unexplained: 1.5, reconciled });
      });
  });

  it('has no rows without a ledger, and names an account the ledger does not know', async () => {
    const invoice_lines = [of('2026-01-10', 100)];
    await withBuilt({ invoice_lines }, books, async ({ database, findings }) => {
      expect(await database.count('features.tie_out')).toBe(0);
      expect(findings.map(({ code }) => code)).toContain('FEA334');
    });
    await withBuilt(
      { invoice_lines, ledger: [credit('2026-01-01', 100, '600100')] },
      books,
      async ({ findings }) => {
        const unknown = findings.find(({ code }) => code === 'FEA332');
        expect(unknown?.params).toMatchObject({ account: '6001', where: 'books.accounts.0.accounts' });
        expect(findings.find(({ code }) => code === 'FEA330')?.params).toMatchObject({
          rows: 1,
          largest: 100,
        });
      },
    );
  });
});
