import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelTables } from '../../src/contracts/results.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildSqlModels, loadSqlModels } from '../../src/engine/sql-models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { type CustomerFacts, earning } from '../support/features.ts';
import { openWarehouse } from '../support/warehouse.ts';
import { withModels } from './support.ts';

type Part = { customer_id: string; measure: string; standing: number; is_known: boolean; points: number };

const indexOf = (customers: readonly CustomerFacts[], key_customers: unknown) =>
  withModels(
    customers,
    async ({ database, findings }) => ({
      findings: findings.map(({ code }) => code).filter((code) => /^MOD44[5-9]$/.test(code)),
      customers: await database.rows<{
        customer_id: string;
        rank: number;
        score: number;
        is_key: boolean;
        known_weight: number;
        strength: string;
        weakness: string;
        trials_key: number;
        trials: number;
      }>('select * from models.key_customers order by rank'),
      parts: await database.rows<Part>(
        'select * from models.key_customer_parts order by customer_id, measure',
      ),
      weights: await database.rows<{ measure: string; weight: number; is_used: boolean }>(
        'select measure, weight, is_used from models.key_customer_weights order by position',
      ),
      sensitivity: await database.rows<{
        measure: string;
        change: number;
        key_customers: number;
        staying: number;
        entering: number;
        first_entering: string | null;
      }>('select * from models.key_customer_sensitivity order by measure, change'),
    }),
    { settings: { key_customers } },
  );

/** Profit and days to pay; net sales of 1,000 each, so that margin follows profit. */
const paying = (id: string, profit: number, days: number | null): CustomerFacts => ({
  ...earning(id, 1000, profit),
  behaviour: { days_to_pay: days },
});

describe('the key-customer index', () => {
  it('opens each score into parts: 100 × weight × the share of the others that are worse', async () => {
    const { customers, parts } = await indexOf(
      [
        paying('A', 400, 60),
        paying('B', 300, 30),
        paying('C', 200, 30),
        paying('D', 100, 10),
        paying('E', 0, 90),
      ],
      { weights: { profit: 60, payment: 40 } },
    );
    // Better by profit than 4, 3, 2, 1, 0 of four others; paying sooner than 1, 2, 2, 4, 0 of them: ties alike.
    expect(customers.map(({ customer_id, score, rank }) => [customer_id, score, rank])).toEqual([
      ['A', 60 + 10, 1],
      ['B', 45 + 20, 2],
      ['D', 15 + 40, 3],
      ['C', 30 + 20, 4],
      ['E', 0, 5],
    ]);
    expect(parts.filter(({ customer_id }) => customer_id === 'D')).toEqual([
      expect.objectContaining({ measure: 'payment', standing: 1, points: 40, is_known: true }),
      expect.objectContaining({ measure: 'profit', standing: 0.25, points: 15, is_known: true }),
    ]);
    expect(customers.map(({ strength, weakness }) => [strength, weakness])).toEqual([
      ['profit', 'payment'],
      ['profit', 'payment'],
      ['payment', 'profit'],
      ['profit', 'payment'],
      ['payment', 'profit'],
    ]);
  });

  it('counts what it does not know as the middle and says so', async () => {
    const { customers, parts } = await indexOf(
      [paying('A', 400, null), paying('B', 300, 30), paying('C', 200, 20), paying('D', 100, 40)],
      { weights: { profit: 1, payment: 1 } },
    );
    expect(parts.find(({ customer_id, measure }) => customer_id === 'A' && measure === 'payment')).toEqual(
      expect.objectContaining({ value: null, is_known: false, standing: 0.5, points: 25 }),
    );
    expect(customers.find(({ customer_id }) => customer_id === 'A')).toEqual(
      expect.objectContaining({ score: 75, known_weight: 0.5 }),
    );
  });

  it('leaves out what the data does not carry and fills its place', async () => {
    const { weights, findings } = await indexOf([earning('A', 1000, 10), earning('B', 900, 20)], {
      weights: { profit: '30%', sales: '30%', growth: '40%' },
    });
    expect(weights).toEqual([
      { measure: 'profit', weight: 0.5, is_used: true },
      { measure: 'growth', weight: 0, is_used: false },
      { measure: 'sales', weight: 0.5, is_used: true },
    ]);
    expect(findings).toEqual(['MOD445']);
  });

  it('has no index where nobody differs, and says so', async () => {
    const { customers, findings } = await indexOf([earning('A', 100, 10), earning('B', 100, 10)], {});
    expect(customers).toEqual([]);
    expect(findings).toEqual(['MOD446']);
  });

  it('takes strategic customers from the pipeline file and names strangers', async () => {
    const { customers, findings } = await indexOf(
      [earning('A', 100, 30), earning('B', 100, 20), earning('C', 100, 10)],
      { weights: { profit: 1, strategic: 3 }, strategic: ['C', 'X'] },
    );
    expect(customers.map(({ customer_id, score }) => [customer_id, score])).toEqual([
      ['C', 75],
      ['A', 25],
      ['B', 12.5],
    ]);
    expect(findings).toEqual(['MOD447']);
  });

  it('refuses weights that say nothing', () => {
    const parse = (key_customers: unknown) => modelSettings.safeParse({ key_customers }).success;
    expect(parse({ weights: { profit: '40%', strategic: 10 } })).toBe(false);
    expect(parse({ weights: {} })).toBe(false);
    expect(parse({ weights: { profit: -1 } })).toBe(false);
    expect(parse({ weights: { profit: 1 }, measures: ['profit'] })).toBe(false);
    expect(parse({ weights: 'entropy', measures: ['profit', 'growth'] })).toBe(true);
  });
});

describe('how far it hangs on the weights', () => {
  it('moves each weight and says who stays', async () => {
    const { customers, sensitivity } = await indexOf(
      [
        paying('A', 400, 10),
        paying('B', 300, 45),
        paying('C', 200, 50),
        paying('D', 100, 15),
        paying('E', 0, 60),
      ],
      { weights: { profit: 52, payment: 48 }, top: 2, vary: '20%' },
    );
    // B = ¾ × 52 + ½ × 48, D = ¼ × 52 + ¾ × 48, each 13 points of profit more or 12 of payment less apart.
    expect(customers.map(({ customer_id, score }) => [customer_id, score])).toEqual([
      ['A', 100],
      ['B', 63],
      ['D', 49],
      ['C', 38],
      ['E', 0],
    ]);
    expect(sensitivity.map(({ measure, change, staying }) => [measure, change, staying])).toEqual([
      ['payment', -0.2, 2],
      ['payment', 0.2, 2],
      ['profit', -0.2, 2],
      ['profit', 0.2, 2],
    ]);
    const tight = await indexOf(
      [paying('A', 400, 10), paying('B', 300, 45), paying('C', 100, 50), paying('D', 200, 15)],
      { weights: { profit: 50, payment: 44 }, top: 2, vary: '20%' },
    );
    // B = ⅔ × 50 + ⅓ × 44 = 48, D = ⅓ × 50 + ⅔ × 44 = 46; with less on profit (41.3, 42.7) or more on payment D is in.
    expect(
      tight.sensitivity.map(({ measure, change, staying, first_entering }) => [
        measure,
        change,
        staying,
        first_entering,
      ]),
    ).toEqual([
      ['payment', -0.2, 2, null],
      ['payment', 0.2, 1, 'D'],
      ['profit', -0.2, 1, 'D'],
      ['profit', 0.2, 2, null],
    ]);
  });

  it('agrees with weighing everybody anew', async () => {
    const customer = fc.record({
      profit: fc.integer({ min: -50, max: 50 }),
      days: fc.integer({ min: 1, max: 30 }),
      growth: fc.option(fc.integer({ min: -5, max: 5 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(customer, { minLength: 2, maxLength: 25 }),
        fc.record({
          profit: fc.integer({ min: 1, max: 9 }),
          payment: fc.integer({ min: 1, max: 9 }),
          growth: fc.integer({ min: 1, max: 9 }),
        }),
        fc.integer({ min: 1, max: 6 }),
        async (facts, weights, top) => {
          const { customers, parts, sensitivity } = await indexOf(
            facts.map(({ profit, days, growth }, index) => ({
              ...earning(`C${String(index).padStart(2, '0')}`, 1000, profit),
              behaviour: { days_to_pay: days, growth },
            })),
            { weights, top, vary: 0.3 },
          );
          const points = new Map<string, Part[]>();
          for (const part of parts)
            points.set(part.customer_id, [...(points.get(part.customer_id) ?? []), part]);
          const inCents = (value: number): number => Math.round(value * 10_000);
          for (const { customer_id, score } of customers)
            expect(inCents(score)).toBe(
              points.get(customer_id)!.reduce((sum, part) => sum + inCents(part.points), 0),
            );
          const best = (weigh: (measure: string) => number): string[] =>
            [...points]
              .map(([id, own]) => ({
                id,
                score: own.reduce((sum, part) => sum + inCents(part.points) * weigh(part.measure), 0),
              }))
              .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
              .slice(0, top)
              .map(({ id }) => id);
          const base = best(() => 10);
          expect(customers.filter(({ is_key }) => is_key).map(({ customer_id }) => customer_id)).toEqual(
            base,
          );
          for (const { measure, change, staying, entering, first_entering } of sensitivity) {
            // Whole numbers, so that ties are ties here too.
            const moved = best((name) => (name === measure ? Math.round(10 + 10 * change) : 10));
            expect(staying).toBe(moved.filter((id) => base.includes(id)).length);
            expect(entering).toBe(moved.length - staying);
            expect(first_entering).toBe(moved.find((id) => !base.includes(id)) ?? null);
          }
          const trials = sensitivity.length;
          for (const one of customers) {
            expect(one.trials).toBe(trials);
            const times = sensitivity.filter(({ measure, change }) =>
              best((name) => (name === measure ? Math.round(10 + 10 * change) : 10)).includes(
                one.customer_id,
              ),
            ).length;
            expect(one.trials_key).toBe(times);
          }
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('entropy weights', () => {
  /** Entropies and weights of a decision matrix, by the model. */
  async function entropyOf(matrix: readonly (readonly number[])[]) {
    const database = await openWarehouse();
    await database.run(
      'create table models.key_customer_values (customer_id varchar, measure varchar, amount double)',
    );
    await database.append(
      'models.key_customer_values',
      ['customer_id', 'measure', 'amount'],
      matrix.flatMap((row, index) => row.map((amount, at) => [`A${index}`, `X${at}`, amount])),
    );
    const models = await loadSqlModels(database, new URL('../../src/models/sql/', import.meta.url), 'models');
    const entropy = models.filter(({ name }) => name === 'models.key_customer_entropy');
    await buildSqlModels(database, entropy, modelTables, 'models', quietEffects());
    const found = await database.rows<{ weight: number; entropy: number }>(
      'select weight, entropy from models.key_customer_entropy order by measure',
    );
    database.close();
    return found;
  }

  it('gives the weights of the published example', async () => {
    // Four fighter aircraft by six attributes: C. L. Hwang and K. Yoon, "Multiple Attribute Decision Making" (1981).
    const found = await entropyOf([
      [2.0, 1500, 20_000, 5.5, 5, 9],
      [2.5, 2700, 18_000, 6.5, 3, 5],
      [1.8, 2000, 21_000, 4.5, 7, 7],
      [2.2, 1800, 20_000, 5.0, 5, 5],
    ]);
    // The book works with four decimals by hand, so its last digits are off a little.
    const published = {
      entropy: [0.9946, 0.9829, 0.9989, 0.9931, 0.9703, 0.977],
      weight: [0.0649, 0.2055, 0.0133, 0.0829, 0.357, 0.2764],
    };
    expect(found).toHaveLength(6);
    found.forEach(({ weight, entropy: one }, index) => {
      expect(Math.abs(one - published.entropy[index]!)).toBeLessThan(0.0003);
      expect(Math.abs(weight - published.weight[index]!)).toBeLessThan(0.002);
    });
  });

  // Published to four decimals by computer, and asserted so by the tests of the Python library objective-weights-mcda
  // (energyinpython/objective-weights-for-mcda, tests/test_weights.py).
  it.each([
    {
      source: 'X. Xu, European Journal of Operational Research 156 (2004) 530–532',
      matrix: [
        [30, 30, 38, 29],
        [19, 54, 86, 29],
        [19, 15, 85, 28.9],
        [68, 70, 60, 29],
      ],
      weights: [0.463, 0.3992, 0.1378, 0],
    },
    {
      source: 'E. K. Zavadskas and V. Podvezko, IJITDM 15 (2016) 267–283',
      matrix: [
        [3, 100, 10, 7],
        [2.5, 80, 8, 5],
        [1.8, 50, 20, 11],
        [2.2, 70, 12, 9],
      ],
      weights: [0.1146, 0.1981, 0.4185, 0.2689],
    },
  ])('agrees to the last digit with $source', async ({ matrix, weights }) => {
    const found = await entropyOf(matrix);
    expect(found.map(({ weight }) => Math.round(weight * 1e4) / 1e4)).toEqual(weights);
  });

  it('are not reckoned where the weights are given', async () => {
    const entropies = await withModels([earning('A', 100, 30), earning('B', 100, 20)], ({ database }) =>
      database.rows('select * from models.key_customer_entropy'),
    );
    expect(entropies).toEqual([]);
  });

  it('gives no weight to what is the same for all, and the most to what tells customers apart', async () => {
    const { weights } = await indexOf(
      Array.from({ length: 30 }, (_, index) => ({
        ...earning(`C${index}`, 1000 + index, index === 7 ? 900 : 100),
        behaviour: { growth: 0.1, days_to_pay: 30 + (index % 5) },
      })),
      { weights: 'entropy', measures: ['profit', 'growth', 'payment'] },
    );
    const weight = Object.fromEntries(weights.map((one) => [one.measure, one.weight]));
    expect(weight.growth).toBe(0);
    expect(weight.profit).toBeGreaterThan(weight.payment!);
    expect(weight.profit! + weight.payment!).toBeCloseTo(1, 5);
  });
});
