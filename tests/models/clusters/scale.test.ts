import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, scaleRobustly } from '../../../src/models/clusters/scale.ts';

const { NaN: missing } = Number;

describe('scaleRobustly', () => {
  it('is (x − median) / IQR, clipped to ±3, with the missing at the median', () => {
    // Known: 0, 2, 4, 6, 100 → median 4, quartiles 2 and 6.
    expect(scaleRobustly(Float64Array.of(0, 2, 4, 6, 100, missing), 'plain')).toEqual(
      Float64Array.of(-1, -0.5, 0, 0.5, 3, 0),
    );
  });

  it('falls back to the standard deviation where the middle half is all alike', () => {
    const scaled = scaleRobustly(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 10), 'plain');
    expect(scaled?.[0]).toBe(0);
    expect(scaled?.[9]).toBe(3); // 10 / 3 standard deviations, clipped
  });

  it('drops what cannot tell customers apart', () => {
    expect(scaleRobustly(Float64Array.of(0.1, 0.1, 0.1), 'plain')).toBeUndefined();
    expect(scaleRobustly(Float64Array.of(0, 0, 0), 'skewed')).toBeUndefined();
    // Equal margins that rounding has set apart in their last digit.
    expect(scaleRobustly(Float64Array.of(0.4, 0.4 - 1e-16, 0.4, 0.4 - 1e-16), 'plain')).toBeUndefined();
    expect(scaleRobustly(Float64Array.of(1, missing, missing), 'plain')).toBeUndefined();
    expect(scaleRobustly(new Float64Array(), 'plain')).toBeUndefined();
  });

  it('keeps the order and the sign of skewed money, and knows no currency', () => {
    const money = fc.array(fc.integer({ min: -1e8, max: 1e8 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(money, fc.constantFrom(0.01, 7.1, 1000), (values, rate) => {
        const scaled = scaleRobustly(Float64Array.from(values), 'skewed');
        const exchanged = scaleRobustly(
          Float64Array.from(values, (value) => value * rate),
          'skewed',
        );
        if (scaled === undefined) return expect(exchanged).toBeUndefined();
        scaled.forEach((value, row) => {
          expect(exchanged![row]).toBeCloseTo(value, 6);
          values.forEach((other, second) => {
            if (values[row]! < other) expect(value).toBeLessThanOrEqual(scaled[second]!);
          });
        });
      }),
    );
  });
});

describe('median', () => {
  it('lies between the two in the middle, and is unknown for nothing', () => {
    expect(median(Float64Array.of(3, 1, 2))).toBe(2);
    expect(median(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
    expect(median(new Float64Array())).toBeNaN();
  });
});
