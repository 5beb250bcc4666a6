import { bestFit } from './fit.ts';
import type { Points } from './points.ts';
import { randomFrom } from './random.ts';
import { distancesOf, mean, silhouettes } from './silhouette.ts';

const draws = 6;
/** Silhouettes hardly depend on the number of points; so many are enough. */
const size = 400;

/**
 * The silhouette that customers without any groups could have: points drawn evenly from the box around the data along
 * its principal axes, clustered in the same way (the reference of the gap statistic: Tibshirani, Walther & Hastie 2001,
 * variant b). A crowd along a line falls into well-parted thirds, and has none: only what beats this counts.
 *
 * @returns the mean over the draws and two standard deviations more
 */
export function silhouetteByChance(points: Points, k: number, seed: number): number {
  const ranges = principalRanges(points);
  const count = Math.min(points.count, size);
  const random = randomFrom(seed);
  const found = Float64Array.from({ length: draws }, (_, draw) => {
    const values = Float64Array.from(
      { length: count * ranges.length },
      (_, place) => random() * ranges[place % ranges.length]!,
    );
    const even: Points = { values, count, axes: ranges.length };
    return mean(silhouettes(distancesOf(even), bestFit(even, k, seed + draw, 2).labels));
  });
  const middle = mean(found);
  const variance = found.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (draws - 1);
  // A further draw would lie around the mean, which is itself uncertain.
  return middle + 2 * Math.sqrt(variance * (1 + 1 / draws));
}

/** How far the points reach along each principal axis. Turning the box back would change no distance. */
function principalRanges({ values, count, axes }: Points): number[] {
  const means = Array.from({ length: axes }, (_, axis) => {
    let sum = 0;
    for (let at = axis; at < values.length; at += axes) sum += values[at]!;
    return sum / count;
  });
  const covariance = Array.from({ length: axes }, (_, one) =>
    Array.from({ length: axes }, (_, other) => {
      let sum = 0;
      for (let at = 0; at < values.length; at += axes)
        sum += (values[at + one]! - means[one]!) * (values[at + other]! - means[other]!);
      return sum / count;
    }),
  );
  return eigenvectors(covariance).map((direction) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 0; at < values.length; at += axes) {
      let along = 0;
      for (let axis = 0; axis < axes; axis++) along += direction[axis]! * values[at + axis]!;
      low = Math.min(low, along);
      high = Math.max(high, along);
    }
    return high - low;
  });
}

/** Of a small symmetric matrix, by Jacobi's rotations (1846), one after the other in a fixed order. */
function eigenvectors(matrix: readonly (readonly number[])[]): number[][] {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  const whole = a.reduce((sum, row, i) => sum + row[i]! ** 2, 0);
  for (let sweep = 0; sweep < 50; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p]![q]! ** 2;
    if (off <= 1e-24 * whole) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (const rows of [a, v])
          for (let i = 0; i < n; i++) {
            const [ip, iq] = [rows[i]![p]!, rows[i]![q]!];
            rows[i]![p] = c * ip - s * iq;
            rows[i]![q] = s * ip + c * iq;
          }
        for (let i = 0; i < n; i++) {
          const [pi, qi] = [a[p]![i]!, a[q]![i]!];
          a[p]![i] = c * pi - s * qi;
          a[q]![i] = s * pi + c * qi;
        }
      }
  }
  return v[0]!.map((_, column) => v.map((row) => row[column]!));
}
