import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultTiers } from '../../src/models/default-tiers.ts';
import { tierSettings } from '../../src/models/settings.ts';
import { earning } from '../support/features.ts';
import { withModels } from './support.ts';

const tiers = [
  { tier: 'core', share_of_profit: '50%' },
  { tier: 'growth', share_of_profit: '80%' },
  { tier: 'steady', profit: 'rest' },
  { tier: 'watch', loss_up_to: 100 },
  { tier: 'repair', loss: 'rest' },
];

const tiersOf = (profits: Readonly<Record<string, number>>, settings: unknown = { tiers }) =>
  withModels(
    Object.entries(profits).map(([id, profit]) => earning(id, 1000, profit)),
    ({ database }) =>
      database.rows<{ customer_id: string; tier: string; position: number; share_before: number }>(
        `select t.customer_id, t.tier, t.position, t.share_before
         from models.tiers as t join models.ranked as r using (customer_id) order by r.profit_rank`,
      ),
    { settings },
  );

describe('tiers', () => {
  it('takes the customer who crosses a border into the tier, and nobody after', async () => {
    // Positive profit 1,000: before A 0 %, before B exactly 50 % (not below it), before C 79.9 %, before D 80.1 %.
    const found = await tiersOf({ A: 500, B: 299, C: 2, D: 199, E: 0, F: -100, G: -100.01 });
    expect(found.map(({ customer_id, tier }) => [customer_id, tier])).toEqual([
      ['A', 'core'],
      ['B', 'growth'],
      ['D', 'growth'],
      ['C', 'steady'],
      ['E', 'steady'],
      ['F', 'watch'],
      ['G', 'repair'],
    ]);
    expect(found.map(({ share_before }) => share_before)).toEqual([0, 0.5, 0.799, 0.998, 1, 1, 1]);
  });

  it('puts a border exactly where the manager wrote it', async () => {
    // In floating point 0.7 + 0.1 < 0.8, which would let C in.
    const found = await tiersOf(
      { A: 0.7, B: 0.1, C: 0.1, D: 0.1 },
      {
        tiers: [
          { tier: 'top', share_of_profit: '80%' },
          { tier: 'rest', profit: 'rest' },
          { tier: 'loss', loss: 'rest' },
        ],
      },
    );
    expect(found.map(({ tier }) => tier)).toEqual(['top', 'top', 'rest', 'rest']);
  });

  it('uses the default tiers when the pipeline names none, with both languages and all policies', async () => {
    expect(tierSettings.safeParse(defaultTiers).success).toBe(true);
    for (const tier of defaultTiers)
      for (const text of [
        tier.label,
        tier.policy?.marketing,
        tier.policy?.credit,
        tier.policy?.price,
        tier.policy?.service,
      ])
        expect([text?.en, text?.['zh-CN']]).toEqual([
          expect.stringMatching(/\w/),
          expect.stringMatching(/[\u4e00-\u9fff]/),
        ]);
    const found = await tiersOf({ A: 10, B: -1 }, {});
    expect(found.map(({ tier }) => tier)).toEqual(['core', 'repair']);
  });

  it('keeps what each tier gets beside the tiers, for those who open the warehouse', async () => {
    await withModels(
      [earning('A', 100, 50)],
      async ({ database }) => {
        expect(await database.rows('select * from settings.tier_policies')).toEqual([
          { tier: 'good', kind: 'credit', policy_en: '60 days', policy_zh: '60 天' },
          { tier: 'good', kind: 'service', policy_en: 'Gold', policy_zh: 'Gold' },
        ]);
      },
      {
        settings: {
          tiers: [
            {
              tier: 'good',
              profit: 'rest',
              policy: { credit: { en: '60 days', 'zh-CN': '60 天' }, service: 'Gold' },
            },
            { tier: 'bad', loss: 'rest' },
          ],
        },
      },
    );
  });

  it('sums every tier, the empty ones too', async () => {
    await withModels(
      [earning('A', 100, 50), earning('B', 300, -500), earning('C', 70, -600)],
      async ({ database }) => {
        expect(await database.rows('select * from models.tier_summary order by position')).toEqual([
          { tier: 'core', position: 1, customers: 1, net_sales: 100, net_profit: 50 },
          { tier: 'growth', position: 2, customers: 0, net_sales: 0, net_profit: 0 },
          { tier: 'steady', position: 3, customers: 0, net_sales: 0, net_profit: 0 },
          { tier: 'watch', position: 4, customers: 0, net_sales: 0, net_profit: 0 },
          { tier: 'repair', position: 5, customers: 2, net_sales: 370, net_profit: -1100 },
        ]);
      },
      { settings: { tiers } },
    );
  });

  it('has every ranked customer in exactly one tier, and never a better tier for less profit', async () => {
    const share = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
    const settings = fc
      .tuple(
        fc.uniqueArray(share, { maxLength: 3 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 2 }),
      )
      .map(([shares, losses]) => ({
        tiers: [
          ...shares.sort((a, b) => a - b).map((one) => ({ tier: `share ${one}`, share_of_profit: one })),
          { tier: 'profit', profit: 'rest' },
          ...losses.sort((a, b) => a - b).map((one) => ({ tier: `loss ${one}`, loss_up_to: one })),
          { tier: 'loss', loss: 'rest' },
        ],
      }));
    const profits = fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(profits, settings, async (values, chosen) => {
        const customers = Object.fromEntries(values.map((value, index) => [`C${index}`, value]));
        const found = await tiersOf(customers, chosen);
        expect(found.map(({ customer_id }) => customer_id).sort()).toEqual(Object.keys(customers).sort());
        const positions = found.map(({ position }) => position);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
        for (const { customer_id, tier } of found)
          expect(tier.startsWith('loss')).toBe(customers[customer_id]! < 0);
      }),
      { numRuns: 10 },
    );
  });
});

describe('profit map', () => {
  it('has peaks, drains and deserts; large is the first ⌈share × n⌉ by net sales', async () => {
    const fields = (large: number) =>
      withModels(
        [
          earning('A', 500, 10),
          earning('B', 400, -1),
          earning('C', 400, 0),
          earning('D', 300, 99),
          earning('E', -5, -6),
        ],
        async ({ database }) =>
          (
            await database.rows<{ field: string }>('select field from models.profit_map order by customer_id')
          ).map(({ field }) => field),
        { settings: { profit_map: { large } } },
      );
    expect(await fields(0.2)).toEqual(['peak', 'desert', 'desert', 'desert', 'desert']);
    expect(await fields(0.41)).toEqual(['peak', 'drain', 'drain', 'desert', 'desert']);
    expect(await fields(1)).toEqual(['peak', 'drain', 'drain', 'peak', 'desert']);
  });
});
