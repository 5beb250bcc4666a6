import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementLines } from '../../src/contracts/statement.ts';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt } from './build.ts';

const one = 'select * from features.customer_profit';

describe('invoice lines on the statement', () => {
  it('takes back the cost of what came back, once (ERPNext: 15 sold, 1 returned at cost 800)', async () => {
    const sale = { customer_id: 'A', invoiced_on: '2026-01-10', unit_price: 1000, unit_cost: 800 };
    await withBuilt(
      {
        invoice_lines: [
          line({ ...sale, quantity: 15 }),
          line({ ...sale, invoiced_on: '2026-02-03', quantity: -1 }),
        ],
      },
      {},
      async ({ database }) => {
        expect(await database.row(one)).toMatchObject({
          gross_sales: 15_000,
          returns: 1_000,
          net_sales: 14_000,
          cost_of_goods: 14 * 800,
          net_profit: 2_800,
        });
        const months = await database.rows(
          'select month, returns, cost_of_goods from features.profit_statement order by month',
        );
        expect(months).toEqual([
          { month: '2026-01-01', returns: 0, cost_of_goods: 12_000 },
          { month: '2026-02-01', returns: 1_000, cost_of_goods: -800 },
        ]);
      },
    );
  });

  it('finds gross sales and discounts from the list price, else from the discount rate, else nowhere', async () => {
    const on = { invoiced_on: '2026-01-10' };
    await withBuilt(
      {
        invoice_lines: [
          line({
            ...on,
            customer_id: 'list',
            quantity: 10,
            list_price: 12,
            unit_price: 10,
            discount_rate: 0.1,
          }),
          line({ ...on, customer_id: 'rate', quantity: 10, net_amount: 90, discount_rate: 0.1 }),
          line({ ...on, customer_id: 'plain', quantity: 10, unit_price: 10 }),
          line({ ...on, customer_id: 'empty list', quantity: 10, unit_price: 10, list_price: 0 }),
          line({ ...on, customer_id: 'gift', quantity: 10, list_price: 5, unit_price: 5, discount_rate: 1 }),
        ],
      },
      {},
      async ({ database }) => {
        const rows = await database.rows(
          'select customer_id, gross_sales, discounts, net_sales from features.customer_profit order by 1',
        );
        expect(rows).toEqual([
          { customer_id: 'empty list', gross_sales: 100, discounts: 0, net_sales: 100 },
          { customer_id: 'gift', gross_sales: 50, discounts: 50, net_sales: 0 },
          { customer_id: 'list', gross_sales: 120, discounts: 30, net_sales: 90 },
          { customer_id: 'plain', gross_sales: 100, discounts: 0, net_sales: 100 },
          { customer_id: 'rate', gross_sales: 100, discounts: 10, net_sales: 90 },
        ]);
      },
    );
  });

  it('puts each class of line where it belongs', async () => {
    const on = { customer_id: 'A', invoiced_on: '2026-01-10' };
    await withBuilt(
      {
        products: [{ product_id: 'P', standard_cost: 4 }],
        invoice_lines: [
          line({ ...on, product_id: 'P', quantity: 10, unit_price: 10 }),
          line({ ...on, product_id: 'P', quantity: 0, net_amount: -7 }),
          line({ ...on, product_id: 'FREIGHT', unit_price: 12, unit_cost: 5 }),
          line({ ...on, class: 'rounding', net_amount: -0.01 }),
          line({ ...on, class: 'deposit', net_amount: 500 }),
          line({ ...on, class: 'tax', net_amount: 13 }),
          line({ ...on, class: 'write_off', quantity: -1, net_amount: -20 }),
        ],
      },
      { line_classes: { freight_billed: { products: ['FREIGHT'] } } },
      async ({ database }) => {
        expect(await database.row(one)).toMatchObject({
          gross_sales: 100,
          returns: 7,
          net_sales: 93,
          cost_of_goods: 40,
          gross_margin: 53,
          freight_and_fees_billed: 11.99,
          bad_debt: 20,
          net_profit: 44.99,
        });
      },
    );
  });

  it('converts with the last rate on or before the day, and fails on a currency without one', async () => {
    const eur = { customer_id: 'A', currency: 'EUR', unit_price: 100 };
    await withBuilt(
      {
        products: [{ product_id: 'P', standard_cost: 300 }],
        fx_rates: [
          { on: '2026-01-01', currency: 'EUR', rate: 8 },
          { on: '2026-01-20', currency: 'EUR', rate: 7.5 },
        ],
        invoice_lines: [
          line({ ...eur, invoiced_on: '2026-01-19', unit_cost: 50 }),
          line({ ...eur, invoiced_on: '2026-01-20', product_id: 'P' }),
          line({ ...eur, invoiced_on: '2025-12-31', product_id: 'P' }),
          line({
            customer_id: 'A',
            currency: ' cny ',
            unit_price: 1,
            unit_cost: 1,
            invoiced_on: '2026-01-20',
          }),
        ],
      },
      {},
      async ({ database, findings }) => {
        // 800 − 400; 750 − 300 (the standard cost is in the reporting currency); 1 − 1; the line without a rate: nothing.
        expect(await database.row(one)).toMatchObject({ net_sales: 1551, cost_of_goods: 701 });
        const [missing] = findings.filter(({ code }) => code === 'FEA310');
        expect(missing).toMatchObject({
          severity: 'failure',
          params: {
            currencies: [{ currency: 'EUR', count: 1, first: '2025-12-31', last: '2025-12-31' }],
          },
        });
      },
    );
  });

  it('reports lines without any cost, returns with a plus, and lines after the as-of date', async () => {
    const on = { customer_id: 'A', invoiced_on: '2026-01-10' };
    await withBuilt(
      {
        invoice_lines: [
          line({ ...on, invoice_id: 'COSTED', unit_price: 60, unit_cost: 1 }),
          line({ ...on, invoice_id: 'BARE', unit_price: 40 }),
          line({ ...on, invoice_id: 'PLUS', kind: 'return', net_amount: 5, cost_amount: 1 }),
          line({ ...on, invoiced_on: '2026-02-01', unit_price: 9 }),
        ],
      },
      {},
      async ({ database, findings }) => {
        const params = Object.fromEntries(findings.map((finding) => [finding.code, finding.params]));
        expect(params.FEA311).toMatchObject({ lines: 1, netSales: 40, share: 0.4, invoice: 'BARE' });
        expect(params.FEA312).toMatchObject({ lines: 1, amount: 5, invoice: 'PLUS' });
        expect(params.FEA313).toMatchObject({ lines: 1, asOf: '2026-01-31' });
        expect(await database.row(one)).toMatchObject({ net_sales: 105 });
      },
      '2026-01-31',
    );
  });

  it('reports negative amounts that add cost, by the quantity or as given, and only those', async () => {
    const on = { customer_id: 'A', invoiced_on: '2026-01-10', unit_cost: 60 };
    await withBuilt(
      {
        invoice_lines: [
          line({ ...on, invoice_id: 'SALE', quantity: 10, unit_price: 100 }),
          line({ ...on, invoice_id: 'RIGHT', quantity: -1, unit_price: 100 }),
          line({ ...on, invoice_id: 'PRICE', kind: 'credit_note', quantity: 0, net_amount: -20 }),
          line({ ...on, invoice_id: 'KIND', kind: 'credit_note', quantity: 2, net_amount: -200 }),
          line({ ...on, invoice_id: 'NO KIND', quantity: 1, net_amount: -100 }),
          line({ ...on, invoice_id: 'GIVEN', quantity: -1, net_amount: -100, cost_amount: 7 }),
        ],
      },
      {},
      async ({ findings }) => {
        const params = findings.filter(({ code }) => code === 'FEA318').map((finding) => finding.params);
        expect(params).toMatchObject([{ lines: 3, cost: 187, invoice: 'KIND' }]);
      },
    );
  });

  it('reports what a payment date takes out of sight, and no cash discount or write-off', async () => {
    const paid = { customer_id: 'A', issued_on: '2026-01-05', amount: 1000, paid_on: '2026-01-20' };
    await withBuilt(
      {
        receivables: [
          { ...paid, invoice_id: 'PART', paid_amount: 400 },
          { ...paid, invoice_id: 'FOREIGN', paid_amount: 900, currency: 'EUR', amount_reporting: 8000 },
          { ...paid, invoice_id: 'DISCOUNT', paid_amount: 970 },
          { ...paid, invoice_id: 'WRITTEN OFF', paid_amount: 400, written_off: 600 },
          { ...paid, invoice_id: 'NO AMOUNT' },
          { ...paid, invoice_id: 'NO DATE', paid_on: null, paid_amount: 400 },
          { ...paid, invoice_id: 'LATER', paid_on: '2026-02-02', paid_amount: 400 },
        ],
      },
      {},
      async ({ findings }) => {
        const params = findings.filter(({ code }) => code === 'FEA319').map((finding) => finding.params);
        expect(params).toMatchObject([{ invoices: 2, amount: 600 + 800, invoice: 'FOREIGN' }]);
      },
      '2026-01-31',
    );
  });
});

describe('statement', () => {
  it('builds every subtotal from the signed components above it', async () => {
    const cents = fc.integer({ min: -500_000, max: 500_000 }).map((value) => value / 100);
    const entry = fc.record({
      customer_id: fc.constantFrom('A', 'B', 'C'),
      month: fc.integer({ min: 1, max: 3 }),
      net: cents,
      cost: cents,
      list: fc.integer({ min: 0, max: 9_000 }),
      quantity: fc.constantFrom(1, 3, -2, 0),
      class: fc.constantFrom('goods', 'service', 'freight_billed', 'fee', 'write_off', 'tax', 'deposit'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 20 }), async (entries) => {
        const invoice_lines = entries.map(({ month, net, cost, list, ...rest }) =>
          line({
            ...rest,
            invoiced_on: `2026-0${month}-15`,
            net_amount: net,
            cost_amount: cost,
            list_price: list / 100,
          }),
        );
        const rebates = [{ customer_id: 'B', period: '2026-02-01', amount: 12.34 }];
        const receivables = [
          {
            invoice_id: 'R',
            customer_id: 'A',
            issued_on: '2026-01-01',
            amount: 999.99,
            paid_on: '2026-03-09',
            written_off: 3,
          },
        ];
        const ledger = ['2026-01-01', '2026-02-01', '2026-03-01'].map((period) => ({
          period,
          account: '1',
          amount: 77.77,
        }));
        await withBuilt(
          { invoice_lines, rebates, receivables, ledger },
          {
            costs: {
              desk: {
                line: 'order_handling',
                accounts: 1,
                method: 'driver_share',
                drivers: { invoice_lines: 1 },
              },
            },
          },
          async ({ database }) => {
            for (const table of ['profit_statement', 'customer_profit', 'company_statement']) {
              let sum = '0';
              for (const { id, kind, sign } of statementLines) {
                if (kind === 'component') sum += ` ${sign === 1 ? '+' : '-'} ${id}`;
                else if (table !== 'company_statement' || id !== 'net_profit') {
                  const off = `select count(*) from features.${table} where ${id} <> ${sum}`;
                  expect(await exact(database, off), `${id} in ${table}`).toBe('0');
                }
              }
            }
            const classes = `select count(*) from features.company_statement where customers > 0
              and net_profit <> contribution - cost_of_credit - bad_debt`;
            expect(await exact(database, classes)).toBe('0');
          },
          '2026-03-31',
        );
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('begins where the pipeline file says and ends at the as-of date', async () => {
    const of = (invoiced_on: string, unit_price: number) =>
      line({ customer_id: 'A', invoiced_on, unit_price });
    await withBuilt(
      {
        invoice_lines: [
          of('2025-12-31', 1),
          of('2026-01-01', 10),
          of('2026-02-28', 100),
          of('2026-03-01', 1000),
        ],
      },
      { period: { from: '2026-01-01' } },
      async ({ database, asOf, periodStart }) => {
        expect([periodStart, asOf]).toEqual(['2026-01-01', '2026-02-28']);
        expect(await database.row(one)).toMatchObject({ net_sales: 110 });
        expect(await database.row('select first_purchase, invoices from features.behaviour')).toEqual({
          first_purchase: '2025-12-31',
          invoices: 2,
        });
      },
      '2026-02-28',
    );
  });
});
