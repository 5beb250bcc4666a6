import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquareTail,
  powerFactor,
  type Sample,
  studentCdf,
  studentQuantile,
  variance,
  welch,
} from '../../../src/models/campaigns/student.ts';

const sampleOf = (values: readonly number[]): Sample => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value * value, 0),
});

describe('Student’s t', () => {
  // Fisher & Yates (1963), Statistical Tables, table III; also Abramowitz & Stegun, table 26.10.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 10, 2.228],
    [0.975, 30, 2.042],
    [0.975, 120, 1.98],
    [0.95, 5, 2.015],
    [0.995, 20, 2.845],
  ])('lies below its published quantile with a chance of %f at %i degrees', (share, freedom, quantile) => {
    expect(studentQuantile(share, freedom)).toBeCloseTo(quantile, 3);
  });

  it('is the inverse of its distribution, which is symmetric', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.51, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        (share, df) => {
          const t = studentQuantile(share, df);
          expect(studentCdf(t, df)).toBeCloseTo(share, 9);
          expect(studentCdf(-t, df)).toBeCloseTo(1 - share, 9);
        },
      ),
    );
  });

  it('gives the tail of χ² with one degree', () => {
    // Abramowitz & Stegun, table 26.8: 3.84146 at 5 %, 6.63490 at 1 %.
    expect(chiSquareTail(3.84146)).toBeCloseTo(0.05, 5);
    expect(chiSquareTail(6.6349)).toBeCloseTo(0.01, 5);
    expect(chiSquareTail(0)).toBe(1);
  });
});

describe('Welch’s comparison', () => {
  it('gives the published interval for Student’s sleep data', () => {
    // Student (1908), extra hours of sleep by two drugs; R's t.test(extra ~ group) prints df and interval.
    const one = sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const other = sampleOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const found = welch(one, other)!;
    expect(found.difference).toBeCloseTo(-1.58, 10);
    expect(found.freedom).toBeCloseTo(17.776, 3);
    expect(found.low).toBeCloseTo(-3.3654832, 6);
    expect(found.high).toBeCloseTo(0.2054832, 6);
  });

  it('says nothing of a single value, and of equal values that they are equal', () => {
    expect(welch(sampleOf([5]), sampleOf([1, 2, 3]))).toBeUndefined();
    expect(welch(sampleOf([2, 2, 2]), sampleOf([1, 1]))).toMatchObject({ difference: 1, low: 1, high: 1 });
    expect(variance(sampleOf([0.1, 0.1, 0.1]))).toBeCloseTo(0, 12);
  });

  it('needs 63 a group to show half a standard deviation', () => {
    // Cohen (1988), two groups, d = 0.5, power 0.80, α = 0.05: 64 by t, 63 by the normal distribution.
    expect(Math.ceil((2 * powerFactor ** 2) / 0.5 ** 2)).toBe(63);
  });
});
