import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedValue, fitSpend, spendLikelihood } from '../../../src/models/lifetime/gamma-gamma.ts';
import { maximise } from '../../../src/models/lifetime/maximise.ts';
import { digamma, logGamma } from '../../../src/models/lifetime/special.ts';
import { chooseSpend } from '../../../src/models/lifetime/spend.ts';
import { off } from './cdnow.ts';
import { randomFrom } from './support.ts';

describe('special functions', () => {
  it('ln Γ at factorials and halves', () => {
    let factorial = 1;
    for (let n = 3; n <= 20; n++) {
      factorial *= n - 1;
      expect(off(logGamma(n), Math.log(factorial))).toBeLessThan(1e-14);
    }
    expect(off(logGamma(0.5), Math.log(Math.PI) / 2)).toBeLessThan(1e-14);
    expect(Math.abs(logGamma(1)) + Math.abs(logGamma(2))).toBeLessThan(1e-14);
    expect(off(logGamma(1e-8), 18.420680738180209)).toBeLessThan(1e-14);
  });

  it('ψ at 1 (−γ), 1/2, and as a sum', () => {
    expect(off(digamma(1), -0.5772156649015329)).toBeLessThan(1e-14);
    expect(off(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2)).toBeLessThan(1e-14);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-12 * (1 + 1 / x));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('Gamma-Gamma', () => {
  /** Published for CDNOW (Fader & Hardie 2013, note 025). */
  const published = [6.25, 3.74, 15.44] as const;

  it('expects 35.17 of a customer without repeat purchases, and 24.65 of (2, 22.345)', () => {
    // The first customers of the sample: repeat purchases and their mean value, and what note 025 expects of each.
    expect(expectedValue(published, 0, 0)).toBeCloseTo(35.17, 0);
    expect(Math.abs(expectedValue(published, 2, 22.345) - 24.65)).toBeLessThan(0.1);
    expect(Math.abs(expectedValue(published, 1, 11.77) - 18.91)).toBeLessThan(0.1);
  });

  /** Values as the model makes them, by its own definition: Γ(p x, ν x) with ν ~ Γ(q, v). */
  function values(count: number, [p, q, v]: readonly [number, number, number]) {
    const random = randomFrom(11);
    // Marsaglia & Tsang (2000).
    const gamma = (shape: number): number => {
      const d = shape - 1 / 3;
      for (;;) {
        const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
        const cube = (1 + normal / Math.sqrt(9 * d)) ** 3;
        if (cube > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d - d * cube + d * Math.log(cube))
          return d * cube;
      }
    };
    const x = Array.from({ length: count }, () => 1 + Math.floor(6 * random() ** 2));
    return { x, value: x.map((n) => gamma(p * n) / (n * (gamma(q) / v))) };
  }

  it('finds the parameters that made the values, within three standard errors', () => {
    const { x, value } = values(4000, published);
    const { theta, errors, mean, atBound } = fitSpend(x, value);
    expect(atBound).toEqual([false, false, false]);
    published.forEach((want, i) => {
      expect(Math.abs(theta[i]! - want), `parameter ${i}`).toBeLessThan(3 * errors![i]!);
      expect(errors![i]! / want).toBeLessThan(0.15);
    });
    expect(mean).toBeCloseTo((theta[0]! * theta[2]!) / (theta[1]! - 1), 10);
  });

  it('finds the same by a part of many customers first, sooner, whatever their order', () => {
    const { x, value } = values(80_000, published);
    const mean = value.reduce((sum, money) => sum + money, 0) / value.length;
    const likelihood = spendLikelihood(
      x,
      value.map((money) => money / mean),
    );
    const range = { lower: Math.exp(-12), upper: Math.exp(8) };
    const slow = maximise(likelihood, [4, 4, 1], Array(3).fill(range), x.length);
    const backwards = fitSpend([...x].reverse(), [...value].reverse());
    for (const fast of [fitSpend(x, value), backwards]) {
      expect(fast.evaluations).toBeLessThan(slow.evaluations * 0.8);
      slow.theta.forEach((want, i) => {
        expect(off(fast.theta[i]!, i === 2 ? want * mean : want), `parameter ${i}`).toBeLessThan(1e-6);
      });
    }
  });

  it('does not depend on the currency', () => {
    const { x, value } = values(500, published);
    const [one, other] = [
      fitSpend(x, value),
      fitSpend(
        x,
        value.map((money) => money * 1e6),
      ),
    ];
    expect(off(other.theta[2]!, one.theta[2]! * 1e6)).toBeLessThan(1e-6);
    expect(off(other.logLikelihood, one.logLikelihood - 500 * Math.log(1e6))).toBeLessThan(1e-12);
  });

  it('has a density that integrates to 1 and the slopes it says', () => {
    const parameter = fc.double({ min: 0.5, max: 12, noNaN: true });
    fc.assert(
      fc.property(parameter, parameter, parameter, fc.integer({ min: 1, max: 9 }), (p, q, v, x) => {
        const theta = Float64Array.of(p, q, v);
        const unused = new Float64Array(3);
        let mass = 0;
        for (let u = -60; u < 60; u += 1 / 16)
          mass += Math.exp(spendLikelihood([x], [Math.exp(u)])(theta, unused) + u) / 16;
        expect(mass).toBeCloseTo(1, 8);
        const likelihood = spendLikelihood([x, 2], [3, 0.7]);
        const slopes = new Float64Array(3);
        likelihood(theta, slopes);
        theta.forEach((at, i) => {
          const shifted = (by: number) => likelihood(theta.with(i, at + by), unused);
          expect(Math.abs((shifted(1e-5) - shifted(-1e-5)) / 2e-5 - slopes[i]!)).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('takes plain means where values are alike or too few, or where the fitted mean does not exist', () => {
    const alike = chooseSpend(new Float64Array(50).fill(3), new Float64Array(50).fill(10));
    expect(alike).toEqual({ fit: undefined, customers: 50, mean: 10, correlation: undefined });
    expect(chooseSpend(new Float64Array(0), new Float64Array(0)).mean).toBeUndefined();
    const few = values(10, published);
    expect(chooseSpend(Float64Array.from(few.x), Float64Array.from(few.value)).fit).toBeUndefined();
    const wild = values(2000, [6, 0.8, 15]);
    const { fit, mean } = chooseSpend(Float64Array.from(wild.x), Float64Array.from(wild.value));
    expect(fit!.theta[1]).toBeLessThan(1);
    expect(fit!.mean).toBe(Number.POSITIVE_INFINITY);
    expect(mean).toBeCloseTo(
      wild.value.reduce((sum, value) => sum + value / 2000, 0),
      6,
    );
  });
});
