import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { earning, featureWarehouse } from '../support/features.ts';
import { fill } from '../support/warehouse.ts';

interface Believed {
  readonly name: string;
  readonly customer_id?: string | null;
  readonly believed_rank?: number;
  readonly believed_score?: number;
  readonly nearest_id?: string;
}

/** What the models make of these profits and this list of management. */
async function held(profits: Readonly<Record<string, number>>, list: readonly Believed[]) {
  const database = await featureWarehouse([
    ...Object.entries(profits).map(([id, profit]) => earning(id, 1000, profit)),
    { ...earning('W', 500, 400), class: 'walk_in' },
  ]);
  try {
    await fill(
      database,
      'features.believed_customers',
      list.map((one) => ({ candidates: 1, similarity: 1, ...one })),
    );
    const { findings } = await buildModels(database, modelSettings.parse({}), quietEffects());
    return {
      finding: findings.find(({ code }) => code === 'MOD451')?.params,
      customers: await database.rows<{ customer_id: string; verdict: string; is_believed: boolean }>(
        'select * from models.intuition order by profit_rank',
      ),
      summary: (
        await database.rows<Record<string, number | null>>('select * from models.intuition_summary')
      )[0],
    };
  } finally {
    database.close();
  }
}

describe('the intuition check', () => {
  it('sorts customers into confirmed, eroding, overrated and unnoticed, with the money on each', async () => {
    const { customers, summary, finding } = await held({ A: 500, B: 400, C: 300, D: 20, E: -200, F: 10 }, [
      { name: 'a', customer_id: 'A', believed_rank: 2 },
      { name: 'e', customer_id: 'E', believed_rank: 1 },
      { name: 'd', customer_id: 'D', believed_rank: 3 },
      { name: 'walk-in', customer_id: 'W' },
      { name: 'doubt', customer_id: null, nearest_id: 'B' },
      { name: 'nobody', customer_id: null },
    ]);
    expect(customers.map(({ customer_id, verdict }) => [customer_id, verdict])).toEqual([
      ['A', 'confirmed'],
      ['B', 'unnoticed'],
      ['C', 'unnoticed'],
      ['D', 'overrated'],
      ['E', 'eroding'],
    ]);
    expect(summary).toMatchObject({
      listed: 6,
      recognised: 4,
      doubtful: 1,
      unknown: 1,
      not_ranked: 1,
      believed: 3,
      customers: 6,
      confirmed: 1,
      confirmed_by_chance: 1.5,
      believed_profit: 320,
      best_profit: 1200,
      eroding_profit: -200,
      unnoticed_profit: 700,
      overrated_profit: 20,
      places: 3,
    });
    expect(finding).toEqual({ believed: 3, confirmed: 1, eroding: 1, overrated: 1, unnoticed: 2 });
  });

  it('counts a customer under two names once, at its better place', async () => {
    const { customers, summary } = await held({ A: 5, B: 4, C: 3 }, [
      { name: 'a', customer_id: 'A', believed_rank: 4 },
      { name: 'a again', customer_id: 'A', believed_rank: 1 },
    ]);
    expect(customers).toEqual([expect.objectContaining({ customer_id: 'A', believed_place: 1 })]);
    expect(summary).toMatchObject({ listed: 2, recognised: 2, believed: 1 });
  });

  it('says nothing without a list, and gives no correlation without places', async () => {
    expect(await held({ A: 1, B: 2 }, [])).toEqual({ finding: undefined, customers: [], summary: undefined });
    const { summary } = await held({ A: 1, B: 2, C: 3 }, [
      { name: 'a', customer_id: 'A' },
      { name: 'b', customer_id: 'B' },
      { name: 'c', customer_id: 'C' },
    ]);
    expect(summary).toMatchObject({ places: 0, spearman: null, kendall: null, overlap: 1 });
  });

  it('gives the published rank correlations', async () => {
    // SciPy's reference: spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) = 0.8207826816681233.
    const scores = (score: readonly number[], profit: readonly number[]) =>
      held(
        Object.fromEntries(profit.map((value, index) => [`C${index}`, value])),
        score.map((value, index) => ({ name: `c${index}`, customer_id: `C${index}`, believed_score: value })),
      );
    const one = await scores([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]);
    expect(one.summary?.spearman).toBeCloseTo(0.8207826816681233, 8);
    // SciPy's reference: kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) = −0.47140452079103173.
    const other = await scores([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]);
    expect(other.summary?.kendall).toBeCloseTo(-0.47140452079103173, 8);
  });

  it('keeps every believed customer, as many unnoticed as are missing from the best, and money that adds up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ profit: fc.integer({ min: -50, max: 50 }), believed: fc.boolean() }), {
          minLength: 1,
          maxLength: 20,
        }),
        async (facts) => {
          const id = (index: number): string => `C${String(index).padStart(2, '0')}`;
          const { customers, summary } = await held(
            Object.fromEntries(facts.map(({ profit }, index) => [id(index), profit])),
            facts.flatMap(({ believed }, index) =>
              believed ? [{ name: `c${index}`, customer_id: id(index), believed_rank: index }] : [],
            ),
          );
          const listed = facts.flatMap(({ believed }, index) => (believed ? [id(index)] : []));
          expect(
            customers
              .filter(({ is_believed }) => is_believed)
              .map((one) => one.customer_id)
              .sort(),
          ).toEqual(listed);
          if (summary === undefined) {
            expect(listed).toEqual([]);
            return;
          }
          const { confirmed, eroding, overrated, believed, unnoticed } = summary as Record<string, number>;
          expect(confirmed! + eroding! + overrated!).toBe(believed);
          expect(confirmed! + unnoticed!).toBeLessThanOrEqual(believed!);
          const {
            confirmed_profit,
            eroding_profit,
            overrated_profit,
            believed_profit,
            unnoticed_profit,
            best_profit,
          } = summary as Record<string, number>;
          expect(confirmed_profit! + eroding_profit! + overrated_profit!).toBe(believed_profit);
          // Whoever is among the best and in neither list makes a loss; those with a profit are all accounted for.
          expect(confirmed_profit! + unnoticed_profit!).toBeGreaterThanOrEqual(best_profit!);
        },
      ),
      { numRuns: 10 },
    );
  });
});
