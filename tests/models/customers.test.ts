import { describe, expect, it } from 'vitest';
import { modelTables } from '../../src/contracts/results.ts';
import { statementLines } from '../../src/contracts/statement.ts';
import { type CustomerFacts, earning } from '../support/features.ts';
import { withModels } from './support.ts';

describe('customer groups', () => {
  it('ranks each group as if it were one customer, from two ranked members up', async () => {
    const customers: CustomerFacts[] = [
      earning('A', 500, 10),
      { ...earning('B1', 300, 40), group: 'B' },
      { ...earning('B2', 300, -5), group: 'B' },
      { ...earning('D1', 100, 20), group: 'D' },
      { id: 'D2', group: 'D', ranked: false },
      { ...earning('E1', 50, 30), group: 'E' },
      { ...earning('E2', 50, 30), group: 'E' },
    ];
    await withModels(customers, async ({ database, findings }) => {
      expect(await database.rows('select * from models.customer_groups order by group_id')).toEqual([
        { group_id: 'B', members: 2, net_sales: 600, net_profit: 35, sales_rank: 1, profit_rank: 2 },
        { group_id: 'E', members: 2, net_sales: 100, net_profit: 60, sales_rank: 4, profit_rank: 1 },
      ]);
      expect(findings.find(({ code }) => code === 'MOD407')?.params).toEqual({ groups: 2, members: 4 });
    });
  });
});

describe('line medians', () => {
  it('are the usual share of net sales of each line, of ranked customers with net sales', async () => {
    const customers: CustomerFacts[] = [
      { id: 'A', lines: { gross_sales: 110, discounts: 10, cost_of_goods: 60, service: 5 } },
      { id: 'B', lines: { gross_sales: 200, cost_of_goods: 150 } },
      { id: 'C', lines: { gross_sales: 400, cost_of_goods: 320, service: 40 } },
      // Neither those without sales nor those out of the ranking count.
      { id: 'D', lines: { service: 900 } },
      { ...earning('CPD', 900, 890), class: 'walk_in' },
    ];
    await withModels(customers, async ({ database }) => {
      const rows = await database.rows<{ line: string; median_share: number }>(
        'select * from models.line_medians',
      );
      const medians = Object.fromEntries(rows.map(({ line, median_share }) => [line, median_share]));
      expect(Object.keys(medians).sort()).toEqual(statementLines.map(({ id }) => id).sort());
      expect(medians).toMatchObject({
        gross_sales: 1,
        discounts: 0,
        net_sales: 1,
        cost_of_goods: 0.75,
        gross_margin: 0.25,
        service: 0.05,
        net_profit: 0.25,
      });
    });
  });

  it('are empty where nobody has net sales', async () => {
    await withModels([{ id: 'D', lines: { service: 900 } }], async ({ database }) => {
      expect(
        await database.rows('select line from models.line_medians where median_share is not null'),
      ).toEqual([]);
    });
  });
});

describe('customers', () => {
  it('has everything known about everybody; who is not ranked has figures but no rank', async () => {
    const customers: CustomerFacts[] = [
      {
        id: 'A',
        industry: 'Retail',
        lines: { gross_sales: 1000, cost_of_goods: 600, service: 150 },
        behaviour: { orders: 4, average_order_value: 250, days_to_pay: 33.5, overdue: 12.5 },
        rfm: { recency_days: 7, frequency: 4, r_score: 5, f_score: 3, m_score: 4, segment: 'loyal' },
      },
      earning('B', 100, 40),
      { ...earning('CPD', 900, 90), class: 'walk_in' },
      { id: 'N', ranked: false },
    ];
    await withModels(customers, async ({ database }) => {
      const rows = await database.rows('select * from models.customers');
      expect(Object.keys(rows[0]!)).toEqual(Object.keys(modelTables.customers.columns));
      expect(rows).toMatchObject([
        {
          customer_id: 'A',
          industry: 'Retail',
          gross_margin: 400,
          net_profit: 250,
          profit_margin: 0.25,
          sales_rank: 1,
          profit_rank: 1,
          tier: 'core',
          profit_field: 'peak',
          cluster: null,
          segment: 'loyal',
          r_score: 5,
          recency_days: 7,
          average_order_value: 250,
          days_to_pay: 33.5,
          overdue: 12.5,
          cause: 'service',
          cause_effect: 75,
        },
        { customer_id: 'B', sales_rank: 2, profit_rank: 2, tier: 'steady', cause: null, cause_effect: null },
        {
          customer_id: 'CPD',
          is_ranked: false,
          net_profit: 90,
          sales_rank: null,
          tier: null,
          profit_field: null,
        },
        { customer_id: 'N', is_ranked: false, net_profit: null, profit_margin: null, profit_rank: null },
      ]);
    });
  });
});
