import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earning } from '../support/features.ts';
import { withModels } from './support.ts';

const concentrationOf = (profits: readonly number[]) =>
  withModels(
    profits.map((profit, index) => earning(`C${String(index).padStart(3, '0')}`, 1000, profit)),
    ({ database }) => database.row('select * from models.concentration'),
  );

describe('whale curve', () => {
  it('rises to the peak and ends at the total; ties by customer number', async () => {
    await withModels(
      [
        earning('D', 80, 30),
        earning('B', 200, 30),
        earning('C', 50, -20),
        earning('A', 100, 50),
        earning('E', 10, 0),
      ],
      async ({ database }) => {
        expect(
          await database.rows(
            'select rank, customer_id, cumulative_profit, customers_share, profit_share from models.whale_curve',
          ),
        ).toEqual([
          { rank: 1, customer_id: 'A', cumulative_profit: 50, customers_share: 0.2, profit_share: 50 / 90 },
          { rank: 2, customer_id: 'B', cumulative_profit: 80, customers_share: 0.4, profit_share: 80 / 90 },
          { rank: 3, customer_id: 'D', cumulative_profit: 110, customers_share: 0.6, profit_share: 110 / 90 },
          { rank: 4, customer_id: 'E', cumulative_profit: 110, customers_share: 0.8, profit_share: 110 / 90 },
          { rank: 5, customer_id: 'C', cumulative_profit: 90, customers_share: 1, profit_share: 1 },
        ]);
      },
    );
  });

  it('holds ranked customers only', async () => {
    await withModels(
      [earning('A', 100, 50), { ...earning('CPD', 900, 800), class: 'walk_in' }, { id: 'N', ranked: false }],
      async ({ database, findings }) => {
        expect(await database.rows('select customer_id, profit_share from models.whale_curve')).toEqual([
          { customer_id: 'A', profit_share: 1 },
        ]);
        expect(findings.find(({ code }) => code === 'MOD406')?.params).toEqual({
          classes: { ordinary: 1, walk_in: 1 },
        });
      },
    );
  });

  it('is concave, peaks at the sum of profits and ends at the total, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 60 }),
        async (cents) => {
          const curve = await withModels(
            cents.map((one, index) => earning(`C${index}`, 2e7, one / 100)),
            ({ database }) =>
              database.rows<{ net_profit: number; cumulative_profit: number }>(
                'select net_profit, cumulative_profit from models.whale_curve order by rank',
              ),
          );
          const toCents = (money: number): number => Math.round(money * 100);
          const steps = curve.map((row) => toCents(row.net_profit));
          expect(steps).toEqual([...cents].sort((a, b) => b - a).map((one) => one || 0));
          const heights = curve.map((row) => toCents(row.cumulative_profit));
          expect(heights.at(-1)).toBe(cents.reduce((sum, one) => sum + one, 0));
          expect(Math.max(0, ...heights)).toBe(cents.reduce((sum, one) => sum + Math.max(0, one), 0));
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('concentration', () => {
  it('of a hand-computed case with losses', async () => {
    // 50, 30, 20, −20: total 80, peak 100; ⌈0.2 × 4⌉ = 1 customer makes 50.
    // Pairs: 20 + 30 + 70 + 10 + 50 + 40 = 220, so ΣΣ = 440 and G = 440 / (2 × 3 × 120) = 0.6111…
    // (Raffinetti, Siletti & Vernizzi 2015).
    expect(await concentrationOf([30, -20, 50, 20])).toEqual({
      measure: 'net_profit',
      customers: 4,
      net_sales: 4000,
      total_profit: 80,
      profitable: 3,
      unprofitable: 1,
      sum_positive: 100,
      sum_negative: -20,
      peak_share: 1.25,
      peak_customers_share: 0.75,
      top_20_share: 0.625,
      gini: 440 / 720,
    });
  });

  it('takes the first ⌈0.2 n⌉ customers for the top 20 %', async () => {
    expect((await concentrationOf([6, 5, 4, 3, 2])).top_20_share).toBe(6 / 20);
    expect((await concentrationOf([6, 5, 4, 3, 2, 0])).top_20_share).toBe(11 / 20);
  });

  it('is 0 for equal customers, 1 for one who makes everything, and between them otherwise', async () => {
    expect((await concentrationOf([7, 7, 7])).gini).toBe(0);
    expect((await concentrationOf([0, 0, 9, 0])).gini).toBe(1);
    expect((await concentrationOf([5, -5])).gini).toBe(1);
    expect((await concentrationOf([5])).gini).toBeNull();
    expect((await concentrationOf([0, 0])).gini).toBeNull();
  });

  it('gives no share of a total that is not positive, and says so', async () => {
    await withModels([earning('A', 100, 50), earning('B', 100, -70)], async ({ database, findings }) => {
      expect(
        await database.row(
          'select total_profit, peak_share, top_20_share, sum_positive from models.concentration',
        ),
      ).toEqual({ total_profit: -20, peak_share: null, top_20_share: null, sum_positive: 50 });
      expect(await database.rows('select distinct profit_share from models.whale_curve')).toEqual([
        { profit_share: null },
      ]);
      expect(findings.find(({ code }) => code === 'MOD405')?.params).toEqual({ total: -20 });
    });
  });

  it('names the measure, and has its row when nobody is ranked', async () => {
    await withModels(
      [{ id: 'A', ranked: false }],
      async ({ database, findings }) => {
        expect(
          await database.row('select measure, customers, total_profit, gini from models.concentration'),
        ).toEqual({
          measure: 'gross_margin',
          customers: 0,
          total_profit: 0,
          gini: null,
        });
        expect(findings.map(({ code }) => code)).toContain('MOD408');
        expect(await database.count('models.customers')).toBe(1);
      },
      { measure: 'gross_margin' },
    );
  });

  it('has the Gini of all pairs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 25 }),
        async (profits) => {
          const sizes = profits.reduce((sum, profit) => sum + Math.abs(profit), 0);
          const pairs = profits.reduce(
            (sum, a) => sum + profits.reduce((all, b) => all + Math.abs(a - b), 0),
            0,
          );
          const { gini } = await concentrationOf(profits);
          if (sizes === 0) expect(gini).toBeNull();
          else expect(gini).toBeCloseTo(pairs / (2 * (profits.length - 1) * sizes), 12);
        },
      ),
      { numRuns: 8 },
    );
  });
});
