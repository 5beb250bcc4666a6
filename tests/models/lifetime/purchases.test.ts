import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bgNbd, mbgNbd } from '../../../src/models/lifetime/beta-geometric.ts';
import { choosePurchases } from '../../../src/models/lifetime/choose.ts';
import { gammaPoisson, likelyRange, remembered } from '../../../src/models/lifetime/counts.ts';
import { fitPurchases, fitWithoutDropout } from '../../../src/models/lifetime/fit.ts';
import { purchasesByIntegral, purchasesUntilDropout } from '../../../src/models/lifetime/geometric.ts';
import { type LostShare, lostShare, lostShareByIntegral } from '../../../src/models/lifetime/lost-share.ts';
import { maximise } from '../../../src/models/lifetime/maximise.ts';
import { nbd } from '../../../src/models/lifetime/nbd.ts';
import { paretoNbd } from '../../../src/models/lifetime/pareto-nbd.ts';
import { predict } from '../../../src/models/lifetime/predict.ts';
import { tripletsOf } from '../../../src/models/lifetime/triplets.ts';
import { cdnow, hardCases, off, optima, sample } from './cdnow.ts';
import { randomFrom } from './support.ts';

const models = [
  { model: bgNbd, name: 'bg_nbd', short: 'bgnbd' },
  { model: mbgNbd, name: 'mbg_nbd', short: 'mbgnbd' },
  { model: paretoNbd, name: 'pareto_nbd', short: 'pnbd' },
] as const;
const one = (x: number, last: number, age: number) => tripletsOf([x], [last], [age], [1]);

describe.each(models)('$name on the CDNOW sample', ({ name }) => {
  const optimum = optima[name];
  const { fit, verdict } = choosePurchases(name, sample);

  it('finds the published optimum and its standard errors', () => {
    expect(verdict).toBe('fitted');
    expect(Math.abs(fit!.logLikelihood - optimum.logLikelihood)).toBeLessThan(1e-6);
    optimum.theta.forEach((want, i) => {
      expect(off(fit!.theta[i]!, want), `parameter ${i}`).toBeLessThan(1e-5);
    });
    optimum.errors.forEach((want, i) => {
      expect(off(fit!.errors![i]!, want), `error ${i}`).toBeLessThan(1e-4);
    });
  });

  it('expects the published purchases, share alive and holdout errors', () => {
    const { expected, alive } = predict(fit!, sample, [{ until: 39, factor: 1 }]);
    const [customers, holdout] = [cdnow('customers'), cdnow('holdout')];
    const sum = (of: (i: number) => number) => customers.reduce((total, n, i) => total + n * of(i), 0);
    const error = (i: number) => expected[i]! - holdout[i]!;
    expect(
      off(
        sum((i) => expected[i]!),
        optimum.expected39,
      ),
    ).toBeLessThan(1e-6);
    expect(off(sum((i) => alive[i]!) / 2357, optimum.alive)).toBeLessThan(1e-6);
    expect(off(sum((i) => Math.abs(error(i))) / 2357, optimum.mae)).toBeLessThan(1e-6);
    expect(off(Math.sqrt(sum((i) => error(i) ** 2) / 2357), optimum.rmse)).toBeLessThan(1e-6);
  });

  it('shows dropout beyond doubt: 181 units of log-likelihood over NBD, 169 for Pareto/NBD', () => {
    const { ratio, p, logLikelihoodNbd } = choosePurchases(name, sample);
    expect(logLikelihoodNbd).toBeCloseTo(-9763.657615, 6);
    expect(ratio! / 2).toBeCloseTo(optimum.logLikelihood + 9763.657615, 5);
    expect(p).toBeLessThan(1e-70);
  });
});

it('fits NBD: r 0.384766, alpha 12.072022', () => {
  const { theta } = fitWithoutDropout(sample);
  expect(theta[0]).toBeCloseTo(0.384766, 6);
  expect(theta[1]).toBeCloseTo(12.072022, 5);
});

describe.each(models)('$name on the 26 hard cases', ({ model, name, short }) => {
  const { theta } = optima[name];
  const [x, last, age] = [hardCases('x'), hardCases('t_x'), hardCases('T')];

  it.each([
    [
      'll',
      (i: number) =>
        model.likelihood(one(x[i]!, last[i]!, age[i]!))(Float64Array.from(theta), new Float64Array(4)),
    ],
    ['palive', (i: number) => model.alive(theta, x[i]!, last[i]!, age[i]!)],
    ...[39, 520].map(
      (ahead) =>
        [
          `cet${ahead}`,
          (i: number) =>
            model.alive(theta, x[i]!, last[i]!, age[i]!) *
            model.purchasesIfAlive(theta, x[i]!, age[i]!, ahead),
        ] as const,
    ),
  ] as const)('%s to ten digits', (column, value) => {
    const wanted = hardCases(`${column}_${short}`);
    expect(wanted).toHaveLength(26);
    wanted.forEach((want, i) => {
      expect(off(value(i), want), `x ${x[i]}, t_x ${last[i]}, T ${age[i]}`).toBeLessThan(1e-10);
    });
  });
});

it('discounts Pareto/NBD purchases without end as the hard cases do (15 % a year, continuously)', () => {
  // ∫ e^(−δt) dE = δ ∫ e^(−δt) E(t) dt, by the double exponential rule.
  const { theta } = optima.pareto_nbd;
  const rate = Math.log(1.15) / 52;
  const [x, last, age] = [hardCases('x'), hardCases('t_x'), hardCases('T')];
  hardCases('dert_pnbd_15pct').forEach((want, i) => {
    let sum = 0;
    for (let u = -8; u <= 5; u += 1 / 32) {
      const t = Math.exp(u - Math.exp(-u)) / rate;
      const purchases = paretoNbd.purchasesIfAlive(theta, x[i]!, age[i]!, t);
      sum += rate * Math.exp(-rate * t) * purchases * t * (1 + Math.exp(-u)) * (1 / 32);
    }
    expect(off(sum * paretoNbd.alive(theta, x[i]!, last[i]!, age[i]!), want)).toBeLessThan(1e-9);
  });
});

describe('published customers', () => {
  it('BG/NBD: 1.226 purchases in 39 weeks of (2, 30.43, 38.86) (Fader & Hardie, spreadsheet)', () => {
    const { theta } = optima.bg_nbd;
    const expected = bgNbd.alive(theta, 2, 30.43, 38.86) * bgNbd.purchasesIfAlive(theta, 2, 38.86, 39);
    expect(expected).toBeCloseTo(1.226, 3);
  });

  it('BG/NBD: purchases of a new customer by week (Fader & Hardie, spreadsheet)', () => {
    const published = { 0.1429: 0.0078, 1: 0.0532, 3: 0.1506, 31.8571: 1.0405, 32: 1.0437, 78: 1.8576 };
    for (const [week, want] of Object.entries(published))
      expect(bgNbd.purchasesIfAlive(optima.bg_nbd.theta, 0, 0, Number(week))).toBeCloseTo(want, 3);
  });

  it('the more often before they fell silent, the less is expected (BTYD walkthrough)', () => {
    const published = {
      10: [0.7062289, 0.3474606],
      15: [0.1442396, 0.04283391],
      20: [0.02250658, 0.004158973],
    };
    for (const [count, [pareto, bg]] of Object.entries(published)) {
      const x = Number(count);
      const value = (model: typeof bgNbd, theta: readonly number[]) =>
        model.alive(theta, x, 20, 39) * model.purchasesIfAlive(theta, x, 39, 52);
      expect(value(paretoNbd, optima.pareto_nbd.theta)).toBeCloseTo(pareto!, 3);
      expect(value(bgNbd, optima.bg_nbd.theta)).toBeCloseTo(bg!, 4);
    }
  });

  it('Pareto/NBD keeps heavy buyers alive where others return nothing (CLVTools test)', () => {
    const theta = [0.5143, 2.8845, 0.2856, 14.1087];
    const published = [
      [221, 103.42857, 103.57143, 0.999596052],
      [254, 97.14286, 97.28571, 0.999558226],
      [161, 94.71429, 98, 0.749487752],
      [204, 98.57143, 99.42857, 0.99425508],
    ] as const;
    for (const [x, last, age, want] of published)
      expect(paretoNbd.alive(theta, x, last, age)).toBeCloseTo(want, 8);
  });
});

const parameter = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.exp);
const customer = fc
  .tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 1, max: 700 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([x, age, share]) => ({ x, age: age / 7, last: x === 0 ? 0 : Math.round(age * share) / 7 }));

describe.each([...models, { model: nbd, name: 'nbd' }] as const)('$name, any customers', ({ model }) => {
  const thetas = fc
    .tuple(...model.parameters.map(() => parameter))
    .map((values) => Float64Array.from(values));

  it('has the slopes it says', () => {
    fc.assert(
      fc.property(thetas, fc.array(customer, { minLength: 1, maxLength: 5 }), (theta, customers) => {
        const data = tripletsOf(
          customers.map(({ x }) => x),
          customers.map(({ last }) => last),
          customers.map(({ age }) => age),
          customers.map((_, i) => i + 1),
        );
        const likelihood = model.likelihood(data);
        const [slopes, unused] = [new Float64Array(4), new Float64Array(4)];
        const scale = Math.abs(likelihood(theta, slopes)) + 1;
        theta.forEach((value, i) => {
          const at = (share: number) => likelihood(theta.with(i, value * (1 + share)), unused);
          const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
          expect(Math.abs(slope - slopes[i]! * value)).toBeLessThan(1e-7 * scale);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('gives chances between 0 and 1, and never fewer purchases for a longer wait', () => {
    fc.assert(
      fc.property(thetas, customer, ([...theta], { x, last, age }) => {
        const alive = model.alive(theta, x, last, age);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const purchases = [0, 1, 13, 52, 520].map((ahead) => model.purchasesIfAlive(theta, x, age, ahead));
        expect(purchases[0]).toBe(0);
        expect(purchases.every(Number.isFinite)).toBe(true);
        for (let i = 1; i < purchases.length; i++)
          expect(purchases[i]! - purchases[i - 1]!).toBeGreaterThan(-1e-9 * purchases[i]!);
      }),
      { numRuns: 200 },
    );
  });
});

describe.each([models[0], models[1]])('$name, more customers than a climb needs', ({ model }) => {
  it('climbs by a part of them and ends where all of them end, sooner', () => {
    const data = manyTriplets(60_000);
    const { theta } = fitWithoutDropout(data);
    const start = model.start(data, theta[0]!, theta[1]!);
    const whole = { lower: Math.exp(-12), upper: Math.exp(8) };
    const slow = maximise(model.likelihood(data), start, Array(4).fill(whole), data.customers);
    const fast = fitPurchases(model, data, start);
    expect(fast.evaluations).toBeLessThan(slow.evaluations / 2);
    expect(off(fast.logLikelihood, slow.logLikelihood)).toBeLessThan(1e-11);
    slow.theta.forEach((want, i) => {
      expect(off(fast.theta[i]!, want), `parameter ${i}`).toBeLessThan(1e-6);
    });
    slow.covariance!.forEach((want, i) => {
      expect(off(fast.covariance![i]!, want), `covariance ${i}`).toBeLessThan(1e-4);
    });
  });

  it('climbs by all of them where the part has no maximum', () => {
    // The part is every third triplet from the second on, and here just those never came back.
    const size = 60_000;
    const index = Array.from({ length: size }, (_, i) => i);
    const data = tripletsOf(
      index.map((i) => (i % 3 === 1 ? 0 : 1 + (i % 7))),
      index.map((i) => (i % 3 === 1 ? 0 : 30 + (i % 20))),
      index.map(() => 60),
      index.map(() => 1),
    );
    const { theta } = fitWithoutDropout(data);
    const start = model.start(data, theta[0]!, theta[1]!);
    const whole = { lower: Math.exp(-12), upper: Math.exp(8) };
    const slow = maximise(model.likelihood(data), start, Array(4).fill(whole), data.customers);
    expect(off(fitPurchases(model, data, start).logLikelihood, slow.logLikelihood)).toBeLessThan(1e-9);
  });
});

/** Customers who buy at rates that differ, and of whom some stop, sorted as the warehouse gives them. */
function manyTriplets(size: number) {
  const random = randomFrom(3);
  const histories = Array.from({ length: size }, () => {
    const age = 100 + Math.floor(900 * random());
    const until = random() < 0.3 ? age * random() : age;
    const rate = 0.002 - 0.02 * Math.log(1 - random());
    let [x, last, day] = [0, 0, 0];
    for (;;) {
      day += 1 - Math.log(1 - random()) / rate;
      if (day > until) return [x, last, age] as const;
      x += 1;
      last = Math.floor(day);
    }
  }).sort(
    ([x, last, age], [otherX, otherLast, otherAge]) => x - otherX || last - otherLast || age - otherAge,
  );
  const weeks = (column: 1 | 2): number[] => histories.map((history) => history[column] / 7);
  return tripletsOf(
    histories.map(([x]) => x),
    weeks(1),
    weeks(2),
    histories.map(() => 1),
  );
}

describe('counts', () => {
  it('BG/NBD: chances of a new customer (BTYD)', () => {
    const chance = (ahead: number, n: number) => {
      const atLeast = bgNbd.countsIfAlive([0.243, 4.414, 0.793, 2.426], 0, 0, ahead);
      let [before, now] = [1, 1];
      for (let i = 0; i <= n; i++) [before, now] = [now, atLeast()];
      return before - now;
    };
    expect(off(chance(2, 10), 1.07869e-7)).toBeLessThan(1e-5);
    expect(off(chance(39, 0), 0.5737864)).toBeLessThan(1e-7);
    [0.0019995214, 0.0015170236, 0.001163315].forEach((want, i) => {
      expect(off(chance(30, 11 + i), want)).toBeLessThan(1e-7);
    });
  });

  it.each([...models, { model: nbd, name: 'nbd' }] as const)(
    '$name: chances of n or more add up to the mean',
    ({ model }) => {
      const theta = model.parameters.map((_, i) => [0.6, 9, 0.7, 3][i]!);
      for (const [x, age, ahead] of [
        [0, 3, 26],
        [4, 30, 52],
        [60, 90, 13],
        [3000, 100, 52],
      ] as const) {
        const atLeast = model.countsIfAlive(theta, x, age, ahead);
        let [sum, last] = [0, 1];
        for (let n = 1; n < 8000; n++) {
          const next = atLeast();
          expect(next).toBeLessThanOrEqual(last);
          sum += next;
          last = next;
        }
        expect(off(sum, model.purchasesIfAlive(theta, x, age, ahead))).toBeLessThan(1e-5);
      }
    },
  );

  it('the likely range leaves at most a tenth on either side', () => {
    const halves = (): (() => number) => {
      let chance = 1;
      return () => {
        chance /= 2;
        return chance;
      };
    };
    // 0 with 1/2, 1 with 1/4, 2 with 1/8, 3 with 1/16: more than 3 with 1/16.
    const chances = remembered(halves());
    expect(likelyRange(1, chances, 0.8)).toEqual([0, 3]);
    // The same chances for another customer, of whom less is known to live.
    expect(likelyRange(0.1, chances, 0.8)).toEqual([0, 0]);
    expect(likelyRange(1, chances, 0.8)).toEqual([0, 3]);
    expect(likelyRange(1, remembered(gammaPoisson(1e6, 1e4, 1)), 0.8)).toEqual([87, 113]);
  });
});

describe('two ways to the same number', () => {
  it('purchases until dropout: series and integral', () => {
    const a = fc.oneof(fc.constant(1), fc.double({ min: 0.05, max: 20, noNaN: true }));
    const size = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(a, size, size, size, size, (beta, shape, elapsed, survived, ahead) => {
        const series = purchasesUntilDropout(shape, elapsed, beta, survived, ahead);
        expect(off(series, purchasesByIntegral(shape, elapsed, beta, survived, ahead))).toBeLessThan(1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it('purchases until dropout: at a long look ahead, and for rates and chances that hardly differ', () => {
    for (const [shape, elapsed, a, survived, ahead] of [
      [0.3, 0.02, 0.8, 2, 20],
      [3, 1, 300, 900, 5],
      [3, 1, 1, 90_000, 5],
    ] as const) {
      const series = purchasesUntilDropout(shape, elapsed, a, survived, ahead);
      expect(off(series, purchasesByIntegral(shape, elapsed, a, survived, ahead))).toBeLessThan(1e-8);
    }
    // Everyone buys twice a week and stops after a purchase with a chance of 1/4: (1 − e^(−2 · ¼ · 6)) · 4.
    const alike = purchasesUntilDropout(2e5, 1e5, 1e5, 3e5, 6);
    expect(off(alike, 4 * (1 - Math.exp(-3)))).toBeLessThan(1e-4);
  });

  it('J: series and integral, with derivatives', () => {
    const size = fc.double({ min: -5, max: 5, noNaN: true }).map(Math.exp);
    const ratio = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.exp);
    const blank = (): LostShare => ({ value: 0, byS: 0, byK: 0, byRho: 0 });
    fc.assert(
      fc.property(size, size, ratio, (s, k, rho) => {
        const [series, integral] = [blank(), blank()];
        lostShare(s, k, rho, series);
        lostShareByIntegral(s, k, rho, integral);
        for (const part of ['value', 'byS', 'byK', 'byRho'] as const)
          expect(off(series[part], integral[part]), part).toBeLessThan(1e-8);
      }),
      { numRuns: 200 },
    );
  });
});
