import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../../../src/reports/data/people.ts';
import { every, type Sale, withRetention } from './support.ts';

const cardsOf = 'select * from models.scorecards order by dimension, value';

describe('scorecards', () => {
  const sales: Sale[] = [
    ...every('KEPT', 60, 12, '2026-06-20'),
    ...every('LOST', 30, 4, '2025-03-01'),
    ...every('WON', 30, 4, '2026-05-01'),
    ...every('BACK', 30, 4, '2026-05-01'),
    ...every('LOSS', 60, 12, '2026-06-20', { amount: 100, cost: 130 }),
    ...every('STRANGER', 60, 12, '2026-06-20'),
    ...every('OURS', 30, 25, '2026-06-21'),
  ];
  const given = {
    customers: [
      { customer_id: 'KEPT', owner: 'Li', region: 'East' },
      { customer_id: 'LOST', owner: 'Li', region: 'East' },
      { customer_id: 'WON', owner: 'Wang', region: 'East' },
      { customer_id: 'BACK', owner: 'Wang', region: 'East', created_on: '2015-05-05' },
      { customer_id: 'LOSS', owner: 'Wang', region: 'East' },
      { customer_id: 'STRANGER', owner: ' ' },
      { customer_id: 'OURS', owner: 'Li', class: 'internal' },
    ],
  };

  it('count who was won, kept, lost and came back, and what everyone brings against the company', async () => {
    await withRetention(sales, given, async ({ database }) => {
      const cards = await database.rows<Scorecard>(cardsOf);
      const card = (dimension: string, value = ''): Scorecard =>
        cards.find((row) => row.dimension === dimension && row.value === value)!;
      expect(card('salesperson', 'Li')).toMatchObject({
        customers: 2,
        won: 0,
        kept: 1,
        lost: 1,
        returned: 0,
      });
      expect(card('salesperson', 'Wang')).toMatchObject({
        customers: 3,
        won: 1,
        kept: 1,
        lost: 0,
        returned: 1,
      });
      expect(card('salesperson', 'Wang')).toMatchObject({ eroding: 1, given_back: -360 });
      expect(card('salesperson')).toMatchObject({ customers: 1, kept: 1 });
      const company = card('company');
      expect(company).toMatchObject({ customers: 6, won: 1, kept: 3, lost: 1, returned: 1 });
      const li = card('salesperson', 'Li');
      expect(li.profit_rate).toBeCloseTo(0.4, 12);
      expect(li.profit_gap).toBeCloseTo(
        li.net_profit - li.net_sales * (company.net_profit / company.net_sales),
        1,
      );
      // Nobody names an industry or a channel.
      expect(new Set(cards.map(({ dimension }) => dimension))).toEqual(
        new Set(['company', 'salesperson', 'region']),
      );
    });
  });

  it('add up to the company in every dimension', async () => {
    await withRetention(sales, given, async ({ database }) => {
      const cards = await database.rows<Scorecard>(cardsOf);
      const company = cards.find(({ dimension }) => dimension === 'company')!;
      for (const dimension of ['salesperson', 'region'])
        for (const field of [
          'customers',
          'won',
          'kept',
          'lost',
          'returned',
          'net_sales',
          'net_profit',
          'eroding',
        ] as const) {
          const own = cards.filter((row) => row.dimension === dimension).map((row) => row[field] ?? 0);
          expect([dimension, field, own.reduce((sum, one) => sum + one, 0)]).toEqual([
            dimension,
            field,
            company[field],
          ]);
        }
    });
  });

  it('use the sales channel where the CRM has one', async () => {
    await withRetention(
      sales,
      {
        customers: given.customers.map((row) => ({
          ...row,
          channel: row.customer_id === 'WON' ? 'Dealer' : null,
        })),
      },
      async ({ database }) => {
        const cards = await database.rows<Scorecard>(cardsOf);
        expect(
          cards.find(({ dimension, value }) => dimension === 'channel' && value === 'Dealer'),
        ).toMatchObject({
          customers: 1,
          won: 1,
        });
      },
    );
  });

  // Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3 (Wilson).
  it.each([
    [15, 148, 0.0624, 0.1605],
    [1, 29, 0.0061, 0.1718],
    [0, 20, 0, 0.1611],
  ])('give the published interval for %i of %i', async (kept, all, low, high) => {
    const many = Array.from({ length: all }, (_, index) =>
      every(`C${index}`, 300, 2, index < kept ? '2026-01-01' : '2025-05-01'),
    ).flat();
    await withRetention(many, {}, async ({ database }) => {
      const card = await database.row<Scorecard>(
        "select * from models.scorecards where dimension = 'company'",
      );
      expect(card).toMatchObject({ kept, lost: all - kept });
      expect(card.kept_low).toBeCloseTo(low, 4);
      expect(card.kept_high).toBeCloseTo(high, 4);
    });
  });

  it('leave who was kept and lost empty where the extract holds one year', async () => {
    await withRetention(every('A', 20, 15, '2026-06-20'), {}, async ({ database }) => {
      const card = await database.row<Scorecard>(
        "select * from models.scorecards where dimension = 'company'",
      );
      expect(card).toMatchObject({
        won: null,
        kept: null,
        lost: null,
        kept_share: null,
        growth: null,
        customers: 1,
      });
    });
  });
});
