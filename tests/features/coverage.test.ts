import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { build, withBuilt } from './build.ts';

const sale = line({ customer_id: 'A', invoiced_on: '2026-01-10', unit_price: 10, unit_cost: 6 });
const desk = {
  line: 'order_handling',
  accounts: 6601,
  method: 'time_driven',
  capacity: { people: 1 },
  minutes: { orders: 10 },
};
const freight = { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' };

describe('coverage', () => {
  it('says what is off and what would switch it on', async () => {
    await withBuilt({ invoice_lines: [sale] }, {}, async ({ database, findings }) => {
      const rows = await database.rows<{ line: string; missing: string | null }>(
        'select line, missing from features.coverage',
      );
      expect(Object.fromEntries(rows.map((row) => [row.line, row.missing]))).toEqual({
        gross_sales: null,
        discounts: 'invoice_lines.list_price, invoice_lines.discount_rate',
        returns: 'invoice_lines.kind',
        rebates: 'rebates',
        cost_of_goods: null,
        freight_and_fees_billed: 'invoice_lines.class, line_classes',
        delivery: 'ledger + costs.delivery',
        order_handling: 'ledger + costs.order_handling',
        service: 'ledger + costs.service',
        sales_and_marketing: 'ledger + costs.sales_and_marketing',
        cost_of_credit: 'receivables',
        bad_debt: 'receivables.written_off',
      });
      expect(await database.rows('select measure from features.measure')).toEqual([
        { measure: 'gross_margin' },
      ]);
      expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['FEA340', 'FEA341']));
    });
  });

  it('names the one thing that is missing when the rest is there', async () => {
    const missing = async (tables: object, costs: object): Promise<Record<string, string | null>> => {
      const { database } = await build({ invoice_lines: [sale], ...tables }, { costs });
      const rows = await database.rows<{ line: string; missing: string | null }>(
        'select line, missing from features.coverage',
      );
      const { measure } = await database.row<{ measure: string }>('select measure from features.measure');
      database.close();
      return { ...Object.fromEntries(rows.map((row) => [row.line, row.missing])), measure };
    };
    const ledger = [{ period: '2026-01-01', account: '6601', amount: 100 }];
    expect(await missing({}, { desk, freight })).toMatchObject({
      order_handling: 'ledger',
      delivery: 'shipments.freight_cost',
      measure: 'gross_margin',
    });
    expect(await missing({ ledger }, {})).toMatchObject({
      order_handling: 'costs.order_handling',
      measure: 'gross_margin',
    });
    expect(await missing({ ledger }, { desk })).toMatchObject({
      order_handling: null,
      measure: 'net_profit',
    });
  });
});

describe('behaviour', () => {
  it('counts, shares and leaves empty what has no denominator', async () => {
    const of = (invoice_id: string, invoiced_on: string, over: object) =>
      line({ customer_id: 'A', invoice_id, invoiced_on, ...over });
    const contact = (interaction_id: string, kind: string, minutes: number, over = {}) => ({
      interaction_id,
      customer_id: 'A',
      at: '2026-03-01 09:00:00',
      kind,
      minutes,
      ...over,
    });
    await withBuilt(
      {
        customers: [{ customer_id: 'idle', name: 'Idle' }],
        invoice_lines: [
          of('1', '2024-07-10', { quantity: 10, list_price: 10, unit_price: 8 }),
          of('2', '2026-01-10', { quantity: 20, list_price: 10, unit_price: 9, line_no: '1' }),
          of('2', '2026-01-10', { quantity: 1, unit_price: 20, line_no: '2' }),
          of('3', '2026-02-10', { quantity: -2, unit_price: 10 }),
        ],
        order_events: [{ order_id: 'O', customer_id: 'A', at: '2026-01-05 10:00:00', kind: 'revised' }],
        interactions: [
          contact('1', 'visit', 60),
          contact('2', 'ticket', 30, { status: 'open', satisfaction: 2 }),
          contact('3', 'complaint', 15, { status: 'closed', satisfaction: 5 }),
        ],
      },
      {},
      async ({ database }) => {
        expect(await database.row("select * from features.behaviour where customer_id = 'A'")).toEqual({
          customer_id: 'A',
          first_purchase: '2024-07-10',
          last_purchase: '2026-01-10',
          orders: 2,
          invoices: 2,
          invoice_lines: 3,
          lines_per_order: 1.5,
          average_order_value: 130,
          revisions_per_order: 0.5,
          cancellations_per_order: null,
          sent_back_per_order: null,
          discount_rate: 0.125,
          return_rate: 20 / 280,
          service_minutes: 45,
          sales_minutes: 60,
          complaints: 1,
          open_cases: 1,
          satisfaction: 3.5,
          days_to_pay: null,
          open_balance: 0,
          overdue: 0,
          net_sales_12m: 180,
          net_sales_prior_12m: 80,
          growth: 1.25,
        });
        expect(
          await database.row("select * from features.behaviour where customer_id = 'idle'"),
        ).toMatchObject({
          first_purchase: null,
          orders: 0,
          lines_per_order: null,
          discount_rate: null,
          growth: null,
        });
      },
      '2026-06-30',
    );
  });

  it('gives no growth where the extract is shorter than two years', async () => {
    const of = (invoiced_on: string) => line({ customer_id: 'A', invoiced_on, unit_price: 10 });
    await withBuilt({ invoice_lines: [of('2025-03-10'), of('2026-06-30')] }, {}, async ({ database }) => {
      const row = await database.row(
        'select net_sales_12m, net_sales_prior_12m, growth from features.behaviour',
      );
      expect(row).toEqual({ net_sales_12m: 10, net_sales_prior_12m: 10, growth: null });
    });
  });
});
