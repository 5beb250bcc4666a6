import { describe, expect, it } from 'vitest';
import { levers } from '../../src/contracts/levers.ts';
import { statementLines } from '../../src/contracts/statement.ts';
import type { CustomerFacts } from '../support/features.ts';
import { withModels } from './support.ts';

/** Seven alike customers, so that the median is known, and one who differs. All are in one peer group. */
function among(
  odd: Readonly<Record<string, number>>,
  usual: Readonly<Record<string, number>> = {},
): CustomerFacts[] {
  const lines = { gross_sales: 1000, cost_of_goods: 500, ...usual };
  return [
    ...Array.from({ length: 7 }, (_, index) => ({ id: `P${index}`, lines })),
    { id: 'X', lines: { ...lines, ...odd } },
  ];
}

const causesOfX = (customers: readonly CustomerFacts[], options = {}) =>
  withModels(
    customers,
    ({ database }) =>
      database.rows(
        `select line, base, share, peer_median, peer_group, peers, effect, rank, lever
         from models.causes where customer_id = 'X' order by rank`,
      ),
    options,
  );

describe('causes', () => {
  it('measures a line against the median of comparable customers, in money', async () => {
    expect(await causesOfX(among({ service: 130 }, { service: 30 }))).toEqual([
      {
        line: 'service',
        base: 'net_sales',
        share: 0.13,
        peer_median: 0.03,
        peer_group: 'all',
        peers: 8,
        effect: 100,
        rank: 1,
        lever: 'paid_service',
      },
    ]);
  });

  it('measures discounts against gross sales, and a discount is not dear goods as well', async () => {
    // Everybody's goods cost half of the list price; X gets 30 % off instead of 10 %.
    const found = await causesOfX(among({ discounts: 300 }, { discounts: 100 }));
    expect(found).toMatchObject([
      {
        line: 'discounts',
        base: 'gross_sales',
        share: 0.3,
        peer_median: 0.1,
        effect: 200,
        lever: 'price_corridor',
      },
    ]);
  });

  it('measures returns against invoiced sales, and only their margin is lost', async () => {
    // 1,000 sold for a cost of 600, a quarter of it returned at list price: 750 net, cost 450, so 60 % of it.
    const found = await causesOfX(among({ returns: 250, cost_of_goods: 450 }, { cost_of_goods: 600 }));
    expect(found).toMatchObject([
      {
        line: 'returns',
        base: 'invoiced_sales',
        share: 0.25,
        peer_median: 0,
        effect: 100,
        lever: 'order_quality',
      },
    ]);
  });

  it('sets freight billed against delivery', async () => {
    const usual = { delivery: 60, freight_and_fees_billed: 40 };
    expect(await causesOfX(among({ delivery: 90, freight_and_fees_billed: 70 }, usual))).toEqual([]);
    expect(await causesOfX(among({ freight_and_fees_billed: 0 }, usual))).toMatchObject([
      { line: 'delivery', share: 0.06, peer_median: 0.02, effect: 40 },
    ]);
  });

  it('ranks by effect, ties in the order of the statement, and leaves out what is too small', async () => {
    const found = await causesOfX(
      among({ bad_debt: 70, rebates: 40, order_handling: 20, cost_of_credit: 20, sales_and_marketing: 4.7 }),
    );
    expect(found.map(({ line, rank }) => `${rank} ${line}`)).toEqual([
      '1 bad_debt',
      '2 rebates',
      '3 order_handling',
      '4 cost_of_credit',
    ]);
  });

  it('leaves out a line that the extracts do not carry', async () => {
    const usual = { freight_and_fees_billed: 50 };
    expect(
      await causesOfX(among({ freight_and_fees_billed: 0 }, usual), { unmeasured: ['delivery'] }),
    ).toEqual([]);
  });

  it('compares within size band and industry where eight are left, else within the band', async () => {
    // Four bands of 16 by net sales. In the largest, eight machine builders need more service than the others.
    const customers: CustomerFacts[] = Array.from({ length: 64 }, (_, index) => {
      const sales = 1000 + index;
      const machinery = index >= 48 && index % 2 === 0;
      return {
        id: `C${index}`,
        industry: machinery ? 'Machinery' : index % 16 < 4 ? 'Rare' : 'Retail',
        lines: { gross_sales: sales, service: sales * (machinery ? 0.2 : index < 48 ? 0.01 : 0.1) },
      };
    });
    customers[62] = { ...customers[62]!, id: 'X', lines: { gross_sales: 1062, service: 531 } };
    customers[49] = { ...customers[49]!, id: 'Y', lines: { gross_sales: 1049, service: 314.7 } };
    await withModels(customers, async ({ database }) => {
      const causes = await database.rows(
        `select customer_id, share, peer_median, peer_group, peers from models.causes
         where line = 'service' and customer_id in ('X', 'Y') order by customer_id`,
      );
      expect(causes).toEqual([
        { customer_id: 'X', share: 0.5, peer_median: 0.2, peer_group: 'industry_and_size', peers: 8 },
        { customer_id: 'Y', share: 0.3, peer_median: expect.closeTo(0.2, 9), peer_group: 'size', peers: 16 },
      ]);
    });
  });

  it('gives no shares to a customer without net sales, who is nobody’s peer either', async () => {
    const customers = [...among({}), { id: 'Z', lines: { gross_sales: 100, returns: 150, service: 900 } }];
    await withModels(customers, async ({ database }) => {
      expect(await database.rows("select * from models.causes where customer_id = 'Z'")).toEqual([]);
      expect(await database.row('select count(distinct customer_id) as n from models.cause_shares')).toEqual({
        n: 8,
      });
    });
  });

  it('has a lever in both languages for each line that can be a cause', () => {
    const components = statementLines
      .filter(({ kind, sign }) => kind === 'component' && sign < 0)
      .map(({ id }) => id);
    expect(levers.map(({ line }) => line)).toEqual(components);
    for (const { label } of levers) {
      expect(label.en).toMatch(/^[A-Z]/);
      expect(label['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
