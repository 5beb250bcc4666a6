import type { Points } from './points.ts';

/**
 * Where a k-means run begins: k-means++ (Arthur & Vassilvitskii 2007), greedy as in scikit-learn: each next centre is
 * the best of a few points drawn by their squared distance to the centres so far.
 */
export function spread(points: Points, k: number, random: () => number): Points {
  const { values, count, axes } = points;
  const trials = 2 + Math.floor(Math.log(k));
  const centres = new Float64Array(k * axes);
  let squared = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let best = new Float64Array(count);
  let tried = new Float64Array(count);
  let total = distances(points, Math.floor(random() * count), squared, squared);
  const chosen = total.point;
  centres.set(values.subarray(chosen * axes, (chosen + 1) * axes));
  for (let cluster = 1; cluster < k; cluster++) {
    let least = { point: -1, sum: Number.POSITIVE_INFINITY };
    for (let trial = 0; trial < trials; trial++) {
      const one = distances(points, drawn(squared, random() * total.sum), squared, tried);
      if (one.sum >= least.sum) continue;
      least = one;
      [best, tried] = [tried, best];
    }
    total = least;
    [squared, best] = [best, squared];
    centres.set(values.subarray(least.point * axes, (least.point + 1) * axes), cluster * axes);
  }
  return { values: centres, count: k, axes };
}

/** The point at which the running sum of weights reaches `share`. */
function drawn(weights: Float64Array, share: number): number {
  let left = share;
  let last = 0;
  for (let point = 0; point < weights.length; point++) {
    const weight = weights[point]!;
    if (weight === 0) continue;
    last = point;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}

/** Squared distances to the nearest centre, were `point` one too; and their sum. */
function distances(
  { values, count, axes }: Points,
  point: number,
  before: Float64Array,
  into: Float64Array,
): { point: number; sum: number } {
  const centre = point * axes;
  let sum = 0;
  for (let row = 0, at = 0; row < count; row++, at += axes) {
    let squared = 0;
    for (let axis = 0; axis < axes; axis++) {
      const difference = values[at + axis]! - values[centre + axis]!;
      squared += difference * difference;
    }
    const nearest = Math.min(squared, before[row]!);
    into[row] = nearest;
    sum += nearest;
  }
  return { point, sum };
}
