import fc from 'fast-check';
import { silhouette } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { silhouetteByChance } from '../../../src/models/clusters/chance.ts';
import { bestFit } from '../../../src/models/clusters/fit.ts';
import type { Points } from '../../../src/models/clusters/points.ts';
import { randomFrom, sampleIndices } from '../../../src/models/clusters/random.ts';
import { distancesOf, mean, silhouettes } from '../../../src/models/clusters/silhouette.ts';
import { adjustedRandIndex } from '../../../src/models/clusters/stability.ts';

/** Rows of numbers as points. */
const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  values: Float64Array.from(rows.flat()),
  count: rows.length,
  axes: rows[0]?.length ?? 0,
});

describe('silhouettes', () => {
  it('of a hand-computed case (Rousseeuw 1987)', () => {
    // Points 0, 1 | 4: for 0 a = 1, b = 4; for 1 a = 1, b = 3; a cluster of one has 0.
    const values = silhouettes(distancesOf(pointsOf([[0], [1], [4]])), [0, 0, 1]);
    expect([...values]).toEqual([0.75, expect.closeTo(2 / 3, 12), 0]);
    expect(mean(values)).toBeCloseTo(17 / 36, 12);
  });

  it('are those of simple-statistics', () => {
    const point = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 });
    const cases = fc
      .uniqueArray(point, { minLength: 6, maxLength: 30, selector: String })
      .chain((points) =>
        fc.tuple(
          fc.constant(points),
          fc.array(fc.nat(2), { minLength: points.length, maxLength: points.length }),
        ),
      );
    fc.assert(
      fc.property(cases, ([points, drawn]) => {
        const labels = drawn.map((label, index) => (index < 3 ? index : label));
        const expected = silhouette(points, labels);
        silhouettes(distancesOf(pointsOf(points)), labels).forEach((value, index) => {
          expect(value).toBeCloseTo(expected[index]!, 10);
        });
      }),
    );
  });

  it('are 0 where all points are one', () => {
    expect([...silhouettes(distancesOf(pointsOf([[1], [1], [1], [1]])), [0, 0, 1, 1])]).toEqual([0, 0, 0, 0]);
  });
});

describe('adjustedRandIndex', () => {
  // The examples of scikit-learn's adjusted_rand_score.
  it.each([
    [[0, 0, 1, 1], [0, 0, 1, 1], 1],
    [[0, 0, 1, 1], [1, 1, 0, 0], 1],
    [[0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285714],
    [[0, 0, 0, 0], [0, 1, 2, 3], 0],
    [[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
    [[0, 0, 0], [0, 0, 0], 1],
  ])('of %j and %j is %d', (a, b, expected) => {
    expect(adjustedRandIndex(a, b)).toBeCloseTo(expected, 12);
  });
});

describe('sampleIndices', () => {
  it('draws different indices, rising, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(400), fc.integer(), (count, size, seed) => {
        const sample = sampleIndices(count, size, seed);
        expect(sample).toHaveLength(Math.min(count, size));
        expect([...new Set(sample)].sort((a, b) => a - b)).toEqual([...sample]);
        expect(sample.every((index) => index < count)).toBe(true);
        expect(sampleIndices(count, size, seed)).toEqual(sample);
      }),
    );
  });

  it('draws each as often as the others', () => {
    const counts = new Float64Array(10);
    for (let seed = 0; seed < 4000; seed++) for (const index of sampleIndices(10, 3, seed)) counts[index]!++;
    for (const count of counts) expect(Math.abs(count - 1200)).toBeLessThan(150);
  });
});

describe('randomFrom', () => {
  it('is mulberry32', () => {
    // As its author, Tommy Ettinger, published it (public domain).
    function mulberry32(a: number): () => number {
      return () => {
        a += 0x6d2b79f5;
        let t = a;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
      };
    }
    for (const seed of [0, 1, 20040501, 2 ** 32 - 1]) {
      const [ours, theirs] = [randomFrom(seed), mulberry32(seed)];
      for (let draw = 0; draw < 50; draw++) expect(ours()).toBe(theirs());
    }
  });
});

describe('silhouetteByChance', () => {
  const random = randomFrom(11);
  const points = (count: number, of: (row: number) => number[]): Points =>
    pointsOf(Array.from({ length: count }, (_, row) => of(row)));
  const ofFit = (data: Points, k: number): number =>
    mean(silhouettes(distancesOf(data), bestFit(data, k, 1, 4).labels));

  it('is what a crowd along a line has, whatever axes it is written in', () => {
    const line = points(300, () => {
      const at = random() * 4;
      return [at, 2 * at + 0.01 * random(), -at];
    });
    // Well parted by the usual reading, and no groups at all.
    expect(ofFit(line, 3)).toBeGreaterThan(0.5);
    expect(silhouetteByChance(line, 3, 1)).toBeGreaterThan(ofFit(line, 3));
  });

  it('is less than what real groups have', () => {
    const groups = points(300, (row) => [(row % 3) * 3 + random(), ((row * 7) % 3) + random()]);
    expect(silhouetteByChance(groups, 3, 1)).toBeLessThan(ofFit(groups, 3) - 0.1);
  });

  it('is more than what one round crowd has', () => {
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const crowd = points(300, () => [normal(), normal(), normal(), normal()]);
    for (const k of [2, 3, 4, 5]) expect(silhouetteByChance(crowd, k, 1)).toBeGreaterThan(ofFit(crowd, k));
  });
});
