import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { type CustomerFacts, featureWarehouse } from '../support/features.ts';
import { fill } from '../support/warehouse.ts';

/** A charge of a cost pool to X; `minutes` where it is time-driven. */
interface Charge {
  readonly line: string;
  readonly amount: number;
  readonly avoidable?: boolean;
  readonly minutes?: number;
}

/** Seven usual customers and X, whose pools charged it so; what is not avoidable is its allocated cost. */
async function withX<T>(
  x: Readonly<Record<string, number>>,
  usual: Readonly<Record<string, number>>,
  charges: readonly Charge[],
  test: (database: Database) => Promise<T>,
): Promise<T> {
  const lines = { gross_sales: 1000, cost_of_goods: 500, ...usual };
  const customers: CustomerFacts[] = [
    ...Array.from({ length: 7 }, (_, index) => ({ id: `P${index}`, lines })),
    { id: 'X', lines: { ...lines, ...x } },
  ];
  const database = await featureWarehouse(customers);
  try {
    const month = '2026-01-01';
    await fill(
      database,
      'features.pool_periods',
      charges.map(({ line, minutes }, index) => ({
        pool: `pool${index}`,
        month,
        line,
        used_minutes: minutes ?? null,
      })),
    );
    await fill(
      database,
      'features.pool_charges',
      charges.map(({ line, amount, avoidable = false, minutes = 1 }, index) => ({
        pool: `pool${index}`,
        month,
        customer_id: 'X',
        line,
        quantity: minutes,
        amount,
        avoidable,
      })),
    );
    const allocated = charges.reduce((sum, { amount, avoidable }) => sum + (avoidable ? 0 : amount), 0);
    await database.run(
      "update features.customer_profit set allocated_cost = $allocated where customer_id = 'X'",
      { allocated },
    );
    await buildModels(database, modelSettings.parse({}), quietEffects());
    return await test(database);
  } finally {
    database.close();
  }
}

const leverOfX = (database: Database) =>
  database.row(
    `select line, works_on, gain, cash_gain, capacity_freed, minutes_freed, avoidable_contribution,
            contribution_after, break_even_volume_loss from models.levers where customer_id = 'X'`,
  );

describe('levers', () => {
  it('of price are all cash, and break even at gain / contribution after the gain', async () => {
    // Goods at half the list price; 30 % off instead of 10 %: 200 more, on a contribution of 200 that becomes 400.
    await withX({ discounts: 300 }, { discounts: 100 }, [], async (database) =>
      expect(await leverOfX(database)).toEqual({
        line: 'discounts',
        works_on: 'price',
        gain: 200,
        cash_gain: 200,
        capacity_freed: 0,
        minutes_freed: 0,
        avoidable_contribution: 200,
        contribution_after: 400,
        break_even_volume_loss: 0.5,
      }),
    );
  });

  it('of allocated cost free minutes, which are capacity and no cash', async () => {
    const charges = [{ line: 'service', amount: 130, minutes: 260 }];
    await withX({ service: 130 }, { service: 30 }, charges, async (database) =>
      expect(await leverOfX(database)).toEqual({
        line: 'service',
        works_on: 'cost',
        gain: 100,
        cash_gain: 0,
        capacity_freed: 100,
        minutes_freed: 200,
        avoidable_contribution: 500,
        contribution_after: 500,
        break_even_volume_loss: 0,
      }),
    );
  });

  it('of mixed cost are cash as far as documents carry it', async () => {
    const charges = [
      { line: 'delivery', amount: 90, avoidable: true },
      { line: 'delivery', amount: 30 },
    ];
    await withX({ delivery: 120 }, { delivery: 20 }, charges, async (database) =>
      expect(await leverOfX(database)).toMatchObject({
        gain: 100,
        cash_gain: 75,
        capacity_freed: 25,
        minutes_freed: 0,
        avoidable_contribution: 410,
        contribution_after: 485,
        break_even_volume_loss: expect.closeTo(75 / 485, 12),
      }),
    );
  });

  it('allow all of the volume to go where even the gain leaves nothing to lose', async () => {
    await withX({ discounts: 700 }, { discounts: 100 }, [], async (database) =>
      expect(await leverOfX(database)).toMatchObject({
        cash_gain: 600,
        avoidable_contribution: -200,
        contribution_after: 400,
        break_even_volume_loss: 1,
      }),
    );
    await withX({ discounts: 400, bad_debt: 400 }, { discounts: 300 }, [], async (database) =>
      expect(
        await database.rows(
          `select line, contribution_after, break_even_volume_loss from models.levers
           where customer_id = 'X' order by line`,
        ),
      ).toEqual([
        { line: 'bad_debt', contribution_after: 100, break_even_volume_loss: 1 },
        { line: 'discounts', contribution_after: -200, break_even_volume_loss: 1 },
      ]),
    );
  });
});

describe('letting go', () => {
  it('takes the revenue and all that leaves with it, and is not worth it while that is positive', async () => {
    const charges = [
      { line: 'service', amount: 600, minutes: 1200 },
      { line: 'delivery', amount: 100, avoidable: true },
    ];
    const x = { service: 600, delivery: 100, freight_and_fees_billed: 20, cost_of_credit: 30, bad_debt: 10 };
    await withX(x, {}, charges, async (database) =>
      expect(await database.rows('select * from models.let_go')).toEqual([
        {
          customer_id: 'X',
          net_profit: -220,
          revenue: 1020,
          cost_of_goods: 500,
          avoidable_cost_to_serve: 110,
          cost_of_credit: 30,
          cost_that_stays: 600,
          minutes_freed: 1200,
          avoidable_contribution: 380,
          lever_gain: 80 + 30 + 10,
          profit_change: -380,
          worth_letting_go: false,
          levers_fall_short: false,
        },
      ]),
    );
  });

  it('is worth it where the customer costs more than it brings; the levers are weighed against it', async () => {
    const letGo = (x: Readonly<Record<string, number>>, usual: Readonly<Record<string, number>> = {}) =>
      withX(x, usual, [], (database) =>
        database.rows(
          'select customer_id, avoidable_contribution, lever_gain, worth_letting_go, levers_fall_short from models.let_go order by customer_id',
        ),
      );
    expect(await letGo({ cost_of_goods: 1100 })).toEqual([
      {
        customer_id: 'X',
        avoidable_contribution: -100,
        lever_gain: 600,
        worth_letting_go: true,
        levers_fall_short: false,
      },
    ]);
    // Everybody buys below cost, so bringing X to the median helps, but not enough.
    const [last] = (await letGo({ cost_of_goods: 1300 }, { cost_of_goods: 1100 })).slice(-1);
    expect(last).toEqual({
      customer_id: 'X',
      avoidable_contribution: -300,
      lever_gain: 200,
      worth_letting_go: true,
      levers_fall_short: true,
    });
  });
});
