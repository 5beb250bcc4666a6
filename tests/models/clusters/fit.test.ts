import fc from 'fast-check';
import { ckmeans } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { bestFit, type Fit, nearestOf, refine } from '../../../src/models/clusters/fit.ts';
import { fitAll } from '../../../src/models/clusters/fit-all.ts';
import { type Points, selected } from '../../../src/models/clusters/points.ts';
import { randomFrom, sampleIndices } from '../../../src/models/clusters/random.ts';
import { iris } from './iris.ts';

/** Lloyd's iteration as it is written in every textbook, without bounds. */
function plainLloyd({ values, count, axes }: Points, start: Float64Array): number[] {
  const centres = start.slice();
  const k = start.length / axes;
  let labels: number[] = [];
  for (;;) {
    const next = Array.from({ length: count }, (_, row) => {
      const squared = Array.from({ length: k }, (_, cluster) =>
        Array.from({ length: axes }).reduce(
          (sum: number, _, axis) => sum + (values[row * axes + axis]! - centres[cluster * axes + axis]!) ** 2,
          0,
        ),
      );
      return squared.indexOf(Math.min(...squared));
    });
    if (next.join() === labels.join()) return labels;
    labels = next;
    for (let cluster = 0; cluster < k; cluster++) {
      const own = [...labels.keys()].filter((row) => labels[row] === cluster);
      for (let axis = 0; axis < axes && own.length > 0; axis++)
        centres[cluster * axes + axis] =
          own.reduce((sum, row) => sum + values[row * axes + axis]!, 0) / own.length;
    }
  }
}

const uniform = (count: number, axes: number, seed: number): Points => {
  const random = randomFrom(seed);
  return { values: Float64Array.from({ length: count * axes }, random), count, axes };
};

function expectWhole(points: Points, { labels, centres, distances, inertia }: Fit): void {
  const { values, count, axes } = points;
  const sizes = new Float64Array(centres.count);
  const sums = new Float64Array(centres.count * axes);
  for (let row = 0; row < count; row++) {
    sizes[labels[row]!]!++;
    for (let axis = 0; axis < axes; axis++) sums[labels[row]! * axes + axis]! += values[row * axes + axis]!;
  }
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  centres.values.forEach((value, place) => {
    expect(value).toBeCloseTo(sums[place]! / sizes[Math.floor(place / axes)]!, 9);
  });
  expect(distances.reduce((sum, distance) => sum + distance ** 2, 0)).toBeCloseTo(inertia, 6);
}

describe('refine', () => {
  it('ends where the textbook iteration ends, centres at the means of their points', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 12, max: 120 }),
        fc.integer(),
        (k, axes, count, seed) => {
          const points = uniform(count, axes, seed);
          const start = selected(points, sampleIndices(count, k, seed));
          const fit = refine(points, start);
          expect([...fit.labels]).toEqual(plainLloyd(points, start.values));
          expectWhole(points, fit);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('leaves out a cluster that nobody is in', () => {
    const points: Points = { values: Float64Array.of(0, 1, 10, 11), count: 4, axes: 1 };
    const fit = refine(points, { values: Float64Array.of(0, -500, 10), count: 3, axes: 1 });
    expect([...fit.centres.values]).toEqual([0.5, 10.5]);
    expect([...fit.labels]).toEqual([0, 0, 1, 1]);
    expect(fit.inertia).toBe(1);
  });
});

describe('bestFit', () => {
  // scikit-learn 1.9: KMeans(k, n_init=200, tol=0).fit(load_iris().data).inertia_, there in square centimetres.
  // That for three is in every introduction to k-means.
  it.each([
    [2, 152.34795176035797],
    [3, 78.85144142614602],
    [4, 57.22847321428572],
    [5, 46.44618205128204],
  ])('of %d clusters of irises has the published inertia %d', (k, inertia) => {
    const points: Points = { values: Float64Array.from(iris), count: 150, axes: 4 };
    expect(bestFit(points, k, 1, 20).inertia / 100).toBeCloseTo(inertia, 9);
  });

  it('finds the optimum of one axis, which dynamic programming knows (Wang & Song 2011)', () => {
    const squares = (own: readonly number[]): number => {
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      return own.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 8, maxLength: 30 }),
        fc.integer({ min: 2, max: 4 }),
        (values, k) => {
          const optimum = ckmeans(values, k).reduce((sum, own) => sum + squares(own), 0);
          const found = bestFit(
            { values: Float64Array.from(values), count: values.length, axes: 1 },
            k,
            1,
            40,
          );
          expect(found.inertia).toBeGreaterThan(optimum - 1e-6);
          expect(found.inertia).toBeLessThan(optimum * 1.0001 + 1e-6);
        },
      ),
      { seed: 5 },
    );
  });

  it('gives the same for the same seed', () => {
    const points = uniform(400, 3, 9);
    expect(bestFit(points, 5, 3, 4)).toEqual(bestFit(points, 5, 3, 4));
  });
});

describe('fitAll', () => {
  it('is as good as ten restarts over everything, for samples much smaller than that', () => {
    const points = uniform(60_000, 3, 4);
    const full = bestFit(points, 4, 1, 10, 1e-4);
    const fit = fitAll(points, 4, 1);
    expect(fit.inertia / full.inertia).toBeLessThan(1.0001);
    expect([...nearestOf(points, fit.centres).labels]).toEqual([...fit.labels]);
    expect(fitAll(points, 4, 1)).toEqual(fit);
  });

  it('takes what is already known as one more start', () => {
    const points = uniform(500, 2, 4);
    const known = bestFit(points, 7, 1, 60);
    expect(fitAll(points, 7, 1, known.centres).inertia).toBeLessThanOrEqual(known.inertia * 1.00001);
  });
});
