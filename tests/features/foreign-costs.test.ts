import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';

/** Freight and rebates in euros in a company that reports in yuan, reckoned by hand. */
const fx_rates = [
  { on: '2026-01-01', currency: 'EUR', rate: 8 },
  { on: '2026-01-31', currency: 'EUR', rate: 7.5 },
  { on: '2026-02-10', currency: 'EUR', rate: 7 },
  { on: '2026-03-20', currency: 'EUR', rate: 9 },
  { on: '2026-03-30', currency: 'EUR', rate: 100 },
];
const a = { customer_id: 'A' };
const invoice_lines = [
  line({ ...a, invoiced_on: '2026-01-05', order_id: 'O1', net_amount: 10_000, cost_amount: 4000 }),
];
const shipments = [
  { ...a, shipment_id: 'first', shipped_on: '2026-01-10', freight_cost: 10, currency: 'EUR' },
  { ...a, shipment_id: 'spelt', shipped_on: '2026-02-10', freight_cost: 20, currency: ' eur' },
  { ...a, shipment_id: 'own', shipped_on: '2026-02-11', freight_cost: 30, currency: 'CNY' },
  { ...a, shipment_id: 'unsaid', shipped_on: '2026-02-12', freight_cost: 40 },
  { ...a, shipment_id: 'unknown', shipped_on: '2026-02-13', currency: 'EUR' },
];
const rebates = [
  // The rate of the last day of January, not of its first.
  { ...a, period: '2026-01-01', amount: 100, currency: 'EUR' },
  { ...a, period: '2026-02-01', amount: 50 },
  // March is not over: the rate of the as-of date.
  { ...a, period: '2026-03-01', amount: 10, currency: 'eur' },
];
const acquisition_costs = [
  { source: 'Fair', period: '2026-01-01', amount: 100, currency: 'EUR' },
  { source: 'Fair', period: '2026-02-01', amount: 11, currency: 'CNY' },
];
const asOf = '2026-03-25';
const costs = { freight: { line: 'delivery', accounts: [6601], method: 'direct', from: 'freight_cost' } };

describe('freight and rebates in another currency', () => {
  it('count at the rate of the day of delivery, and of the end of the month', async () => {
    await withBuilt(
      { invoice_lines, shipments, rebates, acquisition_costs, fx_rates },
      { costs },
      async ({ database, findings }) => {
        expect(findings.filter(({ code }) => code === 'FEA354')).toEqual([]);
        expect(
          await database.rows(
            `select shipment_id as id, currency, own_freight_cost as own, freight_cost as cost
             from features.shipment_costs order by shipped_on`,
          ),
        ).toEqual([
          { id: 'first', currency: 'EUR', own: 10, cost: 80 },
          { id: 'spelt', currency: 'EUR', own: 20, cost: 140 },
          { id: 'own', currency: null, own: null, cost: 30 },
          { id: 'unsaid', currency: null, own: null, cost: 40 },
          { id: 'unknown', currency: 'EUR', own: null, cost: null },
        ]);
        expect(
          await database.rows(
            `select own_amount as own, amount from features.acquisition_spend order by period`,
          ),
        ).toEqual([
          { own: 100, amount: 750 },
          { own: null, amount: 11 },
        ]);
        expect(
          await database.rows(
            `select strftime(month, '%m') as month, delivery, rebates
             from features.profit_statement order by month`,
          ),
        ).toEqual([
          { month: '01', delivery: 80, rebates: 750 },
          { month: '02', delivery: 140 + 30 + 40, rebates: 50 },
          { month: '03', delivery: 0, rebates: 90 },
        ]);
        expect(
          await database.row(
            `select sum(quantity) as driver from features.activity_drivers where driver = 'freight_cost'`,
          ),
        ).toEqual({ driver: 290 });
        // 10,000 less 890 of rebates, wherever net sales are told.
        expect(await database.row('select monetary from features.rfm')).toEqual({ monetary: 9110 });
        expect(await database.row('select net_sales_12m from features.behaviour')).toEqual({
          net_sales_12m: 9110,
        });
        expect(await database.row('select net_sales, net_profit from features.customer_profit')).toEqual({
          net_sales: 9110,
          net_profit: 9110 - 4000 - 290,
        });
      },
      asOf,
    );
  });

  it('are never one to one: without a rate they count nothing and the run fails', async () => {
    await withBuilt(
      {
        invoice_lines,
        fx_rates,
        shipments: [
          { ...a, shipment_id: 'early', shipped_on: '2025-12-31', freight_cost: 7, currency: 'EUR' },
          { ...a, shipment_id: 'strange', shipped_on: '2026-02-01', freight_cost: 9, currency: 'CHF' },
          { ...a, shipment_id: 'free', shipped_on: '2026-02-01', freight_cost: 0, currency: 'CHF' },
          { ...a, shipment_id: 'later', shipped_on: '2026-04-01', freight_cost: 9, currency: 'CHF' },
        ],
        rebates: [{ ...a, period: '2026-02-01', amount: 5, currency: 'CHF' }],
        acquisition_costs: [{ source: 'Fair', period: '2026-01-01', amount: 5, currency: 'CHF' }],
      },
      { costs },
      async ({ database, findings }) => {
        expect(
          findings.filter(({ code }) => code === 'FEA354').map(({ severity, params }) => [severity, params]),
        ).toEqual([
          [
            'failure',
            {
              of: 'shipments',
              reporting: 'CNY',
              currencies: [
                { currency: 'CHF', count: 1, first: '2026-02-01', last: '2026-02-01' },
                { currency: 'EUR', count: 1, first: '2025-12-31', last: '2025-12-31' },
              ],
            },
          ],
          [
            'failure',
            {
              of: 'rebates',
              reporting: 'CNY',
              currencies: [{ currency: 'CHF', count: 1, first: '2026-02-28', last: '2026-02-28' }],
            },
          ],
          [
            'failure',
            {
              of: 'acquisition_costs',
              reporting: 'CNY',
              currencies: [{ currency: 'CHF', count: 1, first: '2026-01-31', last: '2026-01-31' }],
            },
          ],
        ]);
        expect(
          await database.row('select delivery, rebates, net_sales from features.customer_profit'),
        ).toEqual({ delivery: 0, rebates: 0, net_sales: 10_000 });
      },
      asOf,
    );
  });
});
