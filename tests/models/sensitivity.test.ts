import { describe, expect, it } from 'vitest';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { earning, featureWarehouse } from '../support/features.ts';
import { fill } from '../support/warehouse.ts';

const customers = [earning('A', 1000, 100), earning('B', 1000, 10), earning('C', 1000, -5)];
const scenarioPool = (scenario: string, change: number) => ({
  scenario,
  pool: 'desk',
  driver: 'orders',
  change,
  cost: 100,
  charged: 60,
  unused: 40,
  unattributed: 0,
  overused_minutes: 0,
});

async function withScenarios<T>(
  charges: readonly { scenario: string; customer_id: string; change: number }[],
  test: (database: Awaited<ReturnType<typeof featureWarehouse>>) => Promise<T>,
): Promise<T> {
  const database = await featureWarehouse(customers);
  try {
    const scenarios = [...new Set(charges.map(({ scenario }) => scenario))];
    await fill(
      database,
      'features.scenario_pools',
      scenarios.map((scenario) => scenarioPool(scenario, scenario === 'up' ? 0.2 : -0.2)),
    );
    await fill(database, 'features.scenario_charges', charges);
    await buildModels(database, modelSettings.parse({}), quietEffects());
    return await test(database);
  } finally {
    database.close();
  }
}

const moved = [
  { scenario: 'up', customer_id: 'A', change: 20 },
  { scenario: 'up', customer_id: 'B', change: 12 },
  { scenario: 'down', customer_id: 'A', change: -20 },
  { scenario: 'down', customer_id: 'B', change: -1 },
];

describe('sensitivity', () => {
  it('gives the lowest and the highest profit, and who keeps its sign', async () => {
    await withScenarios(moved, async (database) =>
      expect(await database.rows('select * from models.sensitivity order by customer_id')).toEqual([
        {
          customer_id: 'A',
          net_profit: 100,
          lowest: 80,
          lowest_in: 'up',
          highest: 120,
          highest_in: 'down',
          keeps_sign: true,
        },
        {
          customer_id: 'B',
          net_profit: 10,
          lowest: -2,
          lowest_in: 'up',
          highest: 11,
          highest_in: 'down',
          keeps_sign: false,
        },
        // No pool charges it anything, so nothing moves it.
        {
          customer_id: 'C',
          net_profit: -5,
          lowest: -5,
          lowest_in: null,
          highest: -5,
          highest_in: null,
          keeps_sign: true,
        },
      ]),
    );
  });

  it('ranks the customers of each scenario anew for the band around the curve', async () => {
    const swapped = [
      { scenario: 'up', customer_id: 'A', change: 95 },
      { scenario: 'down', customer_id: 'A', change: -95 },
    ];
    await withScenarios(swapped, async (database) =>
      expect(await database.rows('select * from models.sensitivity_curve order by rank')).toEqual([
        // With 5 left, A is second to B's 10.
        { rank: 1, cumulative_profit: 100, lowest: 10, highest: 195 },
        { rank: 2, cumulative_profit: 110, lowest: 15, highest: 205 },
        { rank: 3, cumulative_profit: 105, lowest: 10, highest: 200 },
      ]),
    );
  });

  it('says of each scenario what became of the pool, the profit and the signs', async () => {
    await withScenarios(moved, async (database) =>
      expect(
        await database.rows(
          `select scenario, change, cost, charged, unused, total_profit, unprofitable, changed_sign
           from models.sensitivity_scenarios order by scenario`,
        ),
      ).toEqual([
        {
          scenario: 'down',
          change: -0.2,
          cost: 100,
          charged: 60,
          unused: 40,
          total_profit: 126,
          unprofitable: 1,
          changed_sign: 0,
        },
        {
          scenario: 'up',
          change: 0.2,
          cost: 100,
          charged: 60,
          unused: 40,
          total_profit: 73,
          unprofitable: 2,
          changed_sign: 1,
        },
      ]),
    );
  });

  it('is empty where there is nothing to move, rather than certain', async () => {
    await withScenarios([], async (database) => {
      for (const table of ['sensitivity', 'sensitivity_curve', 'sensitivity_scenarios'])
        expect(await database.count(`models.${table}`), table).toBe(0);
    });
  });
});
