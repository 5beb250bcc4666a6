import { describe, expect, it } from 'vitest';
import { type Built, dayOf, type Line, simulated, withLifetime } from './support.ts';

const one = (lines: readonly Line[], asOf: string, sql: string, options = {}) =>
  withLifetime(lines, asOf, ({ database }) => database.rows(sql), options);

describe('the summary', () => {
  const summary = `select customer_id, x, last_days, age_days, mean_value
                   from models.lifetime_summary join features.customer_numbers using (customer_number)
                   where span = 'all' order by customer_id`;

  it('counts purchase days after the first, not invoices, and takes the first out of the mean value', async () => {
    const lines = [
      { id: 'A', day: '2024-01-01', sold: 1000 },
      { id: 'A', day: '2024-01-11', sold: 30 },
      { id: 'A', day: '2024-01-11', sold: 10 },
      { id: 'A', day: '2024-01-31', sold: 20 },
      { id: 'B', day: '2024-02-01', sold: 5 },
    ];
    expect(await one(lines, '2024-03-01', summary)).toEqual([
      { customer_id: 'A', x: 2, last_days: 30, age_days: 60, mean_value: 30 },
      { customer_id: 'B', x: 0, last_days: 0, age_days: 29, mean_value: null },
    ]);
  });

  it('lets returns lower the value by their share of all sales, and never a count', async () => {
    const lines = [
      { id: 'A', day: '2024-01-01', sold: 60 },
      { id: 'A', day: '2024-01-11', sold: 40 },
      { id: 'A', day: '2024-01-21', returned: 25 },
      { id: 'B', day: '2024-01-01', sold: 10 },
      { id: 'B', day: '2024-01-11', sold: 10 },
      { id: 'B', day: '2024-01-12', returned: 99 },
      { id: 'C', day: '2024-01-12', returned: 99 },
    ];
    expect(await one(lines, '2024-03-01', summary)).toEqual([
      { customer_id: 'A', x: 1, last_days: 10, age_days: 60, mean_value: 30 },
      { customer_id: 'B', x: 1, last_days: 10, age_days: 60, mean_value: 0 },
    ]);
  });

  it('leaves out other classes, and keeps ordinary customers without business in the period', async () => {
    const lines = ['A', 'B', 'C'].map((id) => ({ id, day: '2024-01-01', sold: 60 }));
    const customers = [
      { id: 'A', class: 'internal' },
      { id: 'B', ranked: false },
    ];
    const found = await one(lines, '2024-03-01', summary, { customers });
    expect(found.map((row) => (row as { customer_id: string }).customer_id)).toEqual(['B', 'C']);
  });

  it('splits off a holdout, and knows what a naive forecast would have said', async () => {
    const lines = ['2024-01-01', '2024-02-20', '2024-03-10', '2024-04-05', '2024-04-06'].map((day) => ({
      id: 'A',
      day,
      sold: 10,
    }));
    // Two months before 30 April: 29 February, 61 days. Before: 30 December to 29 February, the first day not counted.
    const found = await one(
      lines,
      '2024-04-30',
      `select cast(ends_on as varchar) as ends_on, s.holdout_days, x, last_days, age_days, later, as_before
       from models.lifetime_spans as s join models.lifetime_summary using (span) where span = 'calibration'`,
      { settings: { holdout_months: 2 } },
    );
    expect(found).toEqual([
      { ends_on: '2024-02-29', holdout_days: 61, x: 1, last_days: 50, age_days: 59, later: 3, as_before: 1 },
    ]);
  });
});

describe('the horizon', () => {
  it('goes by calendar months, discounts from the middle of each, and ends on its day', async () => {
    const periods = await one(
      [{ id: 'A', day: '2024-01-31', sold: 1 }],
      '2024-01-31',
      `select cast(ends_on as varchar) as ends_on, until_days, factor from models.lifetime_periods
       where span = 'all' order by position`,
      { settings: { until: '2024-04-10', annual_rate: '10%' } },
    );
    expect(periods).toEqual([
      { ends_on: '2024-02-29', until_days: 29, factor: expect.closeTo(1.1 ** (-14.5 / 365), 12) },
      { ends_on: '2024-03-31', until_days: 60, factor: expect.closeTo(1.1 ** (-44.5 / 365), 12) },
      { ends_on: '2024-04-10', until_days: 70, factor: expect.closeTo(1.1 ** (-65 / 365), 12) },
    ]);
  });
});

const busy = simulated(400, 540, 40, 0.15);
const asOf = dayOf(540);

describe('lifetime value', () => {
  it('finds the customers who stopped, with intervals that hold each figure', async () => {
    const judge = async ({ database, findings }: Built) => {
      const [fit] = await database.rows<Record<string, number | string | null>>(
        'select * from models.lifetime_fit',
      );
      expect(fit).toMatchObject({
        model_wanted: 'mbg_nbd',
        model: 'mbg_nbd',
        verdict: 'fitted',
        customers: 400,
      });
      expect(fit!.value_model).toBe('gamma_gamma');
      // Of those who stop after 15 % of their purchases. Days merge purchases, and rates are not quite gamma.
      const [a, b] = [fit!.a_or_s as number, fit!.b_or_beta as number];
      expect(a / (a + b)).toBeCloseTo(0.15, 1);
      expect(fit!.holdout_mae as number).toBeLessThan(fit!.naive_mae as number);
      expect(findings.map(({ code }) => code)).toEqual(['MOD421', 'MOD429']);

      const { n, bad } = await database.row<{ n: number; bad: number }>(
        `select count(*) as n, count(*) filter (not coalesce(
           p_alive between 0 and 1 and p_alive between p_alive_low and p_alive_high
           and expected_purchases between expected_low and expected_high and expected_low >= 0
           and likely_low <= expected_purchases + 1 and likely_high + 1 >= expected_purchases
           and expected_value between expected_value_low and expected_value_high and expected_value_low > 0
           and lifetime_value between 0.9 * 0.2 * expected_sales and 0.2 * expected_sales
           and value_low <= value_high and value_low >= 0 and abs(expected_sales - expected_purchases * expected_value) < 0.001 * expected_sales + 0.01
         , false)) as bad from models.lifetime`,
      );
      expect({ n, bad }).toEqual({ n: 400, bad: 0 });
      const tenths = await database.rows<{ tenth: number; n: number; least: number; most: number }>(
        `select value_tenth as tenth, count(*) as n, min(lifetime_value) as least, max(lifetime_value) as most
         from models.lifetime group by tenth order by tenth`,
      );
      expect(tenths.map(({ tenth, n }) => [tenth, n])).toEqual(
        Array.from({ length: 10 }, (_, index) => [index + 1, 40]),
      );
      tenths.slice(1).forEach(({ most }, index) => {
        expect(most).toBeLessThanOrEqual(tenths[index]!.least);
      });
    };
    await withLifetime(busy, asOf, judge, { settings: { margin: '20%' } });
  });

  it('agrees with the purchases that follow, better than by chance: seven bins of calibration frequency', async () => {
    const bins = await one(busy, asOf, 'select * from models.lifetime_holdout order by repeat_purchases');
    expect(bins.map((bin) => (bin as { repeat_purchases: number }).repeat_purchases)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    const total = (column: string) =>
      bins.reduce(
        (sum, bin) =>
          sum + (bin as Record<string, number>)[column]! * (bin as Record<string, number>).customers!,
        0,
      );
    expect(Math.abs(total('expected') / total('actual') - 1)).toBeLessThan(0.15);
  });

  it.each(['bg_nbd', 'pareto_nbd'])('takes %s when asked', async (model) => {
    const [fit] = await one(busy, asOf, 'select model, verdict from models.lifetime_fit', {
      settings: { model },
    });
    expect(fit).toEqual({ model, verdict: 'fitted' });
  });

  it('applies the margin afterwards: twice the margin, twice the value, same purchases', async () => {
    const sums = (margin: number) =>
      one(
        busy,
        asOf,
        'select sum(lifetime_value) as value, sum(cast(expected_purchases as decimal(18, 6))) as purchases from models.lifetime',
        { settings: { margin } },
      );
    const [[low], [high]] = [await sums(0.1), await sums(0.2)];
    const { value, purchases } = low as { value: number; purchases: number };
    expect(high).toEqual({ value: expect.closeTo(2 * value, 0), purchases });
  });

  it('weighs a margin that rests on little against that of all', async () => {
    const lines = ['A', 'B', 'C'].map((id) => ({ id, day: '2024-01-01', sold: 1 }));
    const customers = [
      { id: 'A', lines: { gross_sales: 900, cost_of_goods: 700 } },
      { id: 'B', lines: { gross_sales: 100, cost_of_goods: 200 } },
    ];
    // All: 100 of 1,000; an average customer: 100/2 = 50 of 500.
    const found = await one(
      lines,
      '2024-03-01',
      'select * from models.lifetime_margin order by customer_id',
      {
        customers,
      },
    );
    expect(found).toEqual([
      { customer_id: 'A', margin: expect.closeTo(250 / 1400, 12) },
      { customer_id: 'B', margin: expect.closeTo(-50 / 600, 12) },
      { customer_id: 'C', margin: expect.closeTo(0.1, 12) },
    ]);
  });

  it('gives the same figures again, whatever the order of the lines', async () => {
    const figures = (lines: readonly Line[]) =>
      one(lines, asOf, 'select * from models.lifetime order by customer_id');
    expect(await figures([...busy].reverse())).toEqual(await figures(busy));
  });
});

describe('data that does not support a claim', () => {
  const codes = (lines: readonly Line[], asOf: string, options = {}) =>
    withLifetime(
      lines,
      asOf,
      async ({ database, findings }) => {
        const [fit] = await database.rows<{ verdict: string }>('select verdict from models.lifetime_fit');
        const { n, figures, alive } = await database.row<{ n: number; figures: number; alive: number }>(
          'select count(*) as n, count(expected_purchases) as figures, count(p_alive) as alive from models.lifetime',
        );
        for (const finding of findings)
          expect([finding.text('en'), finding.text('zh-CN')]).toEqual([
            expect.not.stringMatching(/undefined|NaN/),
            expect.stringMatching(/[\u4e00-\u9fff]/),
          ]);
        return { verdict: fit!.verdict, codes: findings.map(({ code }) => code), n, figures, alive };
      },
      options,
    );
  const regular = (customers: number, every: number, days: number): Line[] =>
    Array.from({ length: customers }, (_, i) =>
      Array.from({ length: Math.floor(days / every) + 1 }, (_, k) => ({
        id: `R${i}`,
        day: dayOf(k * every),
        sold: 10,
      })),
    ).flat();

  it('no lines at all, one customer, only one-time buyers: no figures, and why', async () => {
    const nothing = { verdict: 'too_few', codes: ['MOD424'], figures: 0, alive: 0 };
    expect(await codes([], '2024-06-01')).toEqual({ ...nothing, n: 0 });
    expect(await codes(regular(1, 7, 300), dayOf(300))).toEqual({ ...nothing, n: 1 });
    const onceEach = Array.from({ length: 500 }, (_, i) => ({ id: `O${i}`, day: dayOf(i % 300), sold: 10 }));
    expect(await codes(onceEach, dayOf(300))).toEqual({ ...nothing, n: 500 });
    const oneDay = Array.from({ length: 500 }, (_, i) => ({ id: `O${i}`, day: dayOf(0), sold: 10 }));
    expect(await codes(oneDay, dayOf(0))).toEqual({ ...nothing, n: 500 });
  });

  it('everybody goes on buying: purchases are expected, no churn is claimed', async () => {
    const found = await codes(simulated(300, 540, 40, 0), asOf);
    expect(found).toMatchObject({ verdict: 'no_dropout', n: 300, figures: 300, alive: 0 });
    expect(found.codes).toContain('MOD422');
  });

  it.each(['mbg_nbd', 'bg_nbd', 'pareto_nbd'])(
    'all alike, to the day and the cent (%s): an answer all the same',
    async (model) => {
      const found = await codes(regular(50, 14, 400), dayOf(400), { settings: { model } });
      expect(found).toMatchObject({ n: 50, figures: 50 });
      expect(found.codes).toContain('MOD426');
    },
  );

  it.each(['mbg_nbd', 'bg_nbd', 'pareto_nbd'])(
    'half of all alike stop on the same day (%s): finite figures',
    async (model) => {
      const lines = regular(80, 10, 400).filter(
        ({ id, day }) => Number(id.slice(1)) % 2 === 0 || day < dayOf(150),
      );
      const found = await codes(lines, dayOf(400), { settings: { model } });
      expect(found).toMatchObject({ n: 80, figures: 80, alive: 80 });
    },
  );

  it('a horizon that is over', async () => {
    const found = await codes(busy, asOf, { settings: { until: '2025-01-01' } });
    expect(found).toMatchObject({ codes: ['MOD428'], figures: 0 });
  });
});

describe('the likely range', () => {
  it('holds eight or nine in ten of what customers then did', async () => {
    const lines = simulated(1500, 720, 40, 0.15, 3);
    const halfway = dayOf(540);
    const bought = await withLifetime(
      lines.filter(({ day }) => day <= halfway),
      halfway,
      ({ database }) =>
        database.rows<{ customer_id: string; likely_low: number; likely_high: number }>(
          'select customer_id, likely_low, likely_high from models.lifetime',
        ),
      { settings: { until: dayOf(720) } },
    );
    const later = new Map<string, Set<string>>();
    for (const { id, day } of lines) if (day > halfway) later.set(id, (later.get(id) ?? new Set()).add(day));
    const inside = bought.filter(({ customer_id, likely_low, likely_high }) => {
      const days = later.get(customer_id)?.size ?? 0;
      return days >= likely_low && days <= likely_high;
    });
    expect(inside.length / bought.length).toBeGreaterThan(0.8);
    expect(inside.length / bought.length).toBeLessThan(0.97);
  });
});
