import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';
import { bookInvariants, holdAll, holdCurve, invariants } from './invariants.ts';

/** A company that counts in dong or rupiah: an invoice line of billions, months of trillions. */
const million = 1_000_000;
const months = ['2026-01', '2026-02'];

describe('large amounts', () => {
  it('are as exact as small ones', async () => {
    const lines = months.flatMap((month) =>
      ['A', 'B', 'C'].map((customer_id, index) =>
        line({
          customer_id,
          invoiced_on: `${month}-10`,
          quantity: 1_250 + index,
          list_price: 480 * million + 0.01,
          unit_price: 433 * million,
          discount_rate: 0.05,
          unit_cost: 301 * million,
          freight_cost: 12 * million,
          order_id: `O${index}`,
        }),
      ),
    );
    const foreign = line({
      customer_id: 'A',
      invoiced_on: '2026-01-20',
      currency: 'USD',
      quantity: 10_000,
      unit_price: 2_500,
      unit_cost: 1_900,
    });
    await withBuilt(
      {
        invoice_lines: [...lines, foreign],
        fx_rates: [{ on: '2026-01-01', currency: 'USD', rate: 26_000 }],
        receivables: months.map((month, index) => ({
          invoice_id: `R${index}`,
          customer_id: 'A',
          issued_on: `${month}-10`,
          due_on: `${month}-20`,
          amount: 5 * million * million,
        })),
        shipments: months.map((month, index) => ({
          shipment_id: `S${index}`,
          customer_id: 'B',
          shipped_on: `${month}-10`,
          freight_cost: 900 * million,
          weight: 80_000,
        })),
        ledger: months.flatMap((month) =>
          ['4000', '5000', '6601', '6602', '6621', '6631'].map((account, index) => ({
            period: `${month}-01`,
            account,
            amount: (index + 1) * 1_234_567 * million + 0.33,
          })),
        ),
      },
      {
        credit: {
          annual_rate: '9.5%',
          loss_rates: {
            not_due: 0,
            overdue_1_30: '1%',
            overdue_31_60: '2%',
            overdue_61_90: '5%',
            overdue_over_90: '50%',
          },
        },
        books: {
          accounts: [
            { accounts: 4000, carries: 'sales' },
            { accounts: 5000, carries: 'cost_of_goods' },
          ],
        },
        costs: {
          desk: {
            line: 'order_handling',
            accounts: [6601, 6602],
            method: 'time_driven',
            capacity: { minutes_per_month: 900 },
            minutes: { orders: 24, invoice_lines: 6 },
          },
          sales: {
            line: 'sales_and_marketing',
            accounts: 6621,
            method: 'driver_share',
            drivers: { gross_sales: 1.5, weight: 0.001 },
          },
          freight: { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' },
        },
      },
      async ({ database }) => {
        expect(
          await database.row("select net_sales from features.customer_profit where customer_id = 'B'"),
        ).toEqual({ net_sales: 2 * 1_251 * 433 * million * 0.95 });
        await holdAll(database, invariants);
        await holdAll(database, bookInvariants);
        await holdCurve(database);
      },
      '2026-03-31',
    );
  });
});
