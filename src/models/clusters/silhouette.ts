import type { Points } from './points.ts';

/**
 * Silhouettes (Rousseeuw 1987): how much nearer a point is to its own cluster than to the next one, −1 to 1; 0 for
 * a cluster of one. The distances are held apart from the labels, because they are the dear part and every number of
 * clusters that is tried needs the same ones.
 */
export interface Distances {
  readonly count: number;
  /** Euclidean distances, row by row. */
  readonly between: Float64Array;
}

export function distancesOf({ values, count, axes }: Points): Distances {
  const between = new Float64Array(count * count);
  for (let one = 0; one < count; one++)
    for (let other = 0; other < one; other++) {
      let squared = 0;
      for (let axis = 0; axis < axes; axis++) {
        const difference = values[one * axes + axis]! - values[other * axes + axis]!;
        squared += difference * difference;
      }
      const distance = Math.sqrt(squared);
      between[one * count + other] = distance;
      between[other * count + one] = distance;
    }
  return { count, between };
}

/** The silhouette of every point. `labels` are 0 … k − 1. */
export function silhouettes({ count, between }: Distances, labels: ArrayLike<number>): Float64Array {
  let clusters = 0;
  for (let point = 0; point < count; point++) clusters = Math.max(clusters, labels[point]! + 1);
  const sizes = new Float64Array(clusters);
  for (let point = 0; point < count; point++) sizes[labels[point]!]!++;
  const result = new Float64Array(count);
  const sums = new Float64Array(clusters);
  for (let point = 0; point < count; point++) {
    const own = labels[point]!;
    if (sizes[own]! < 2) continue;
    sums.fill(0);
    for (let other = 0; other < count; other++) sums[labels[other]!]! += between[point * count + other]!;
    const inside = sums[own]! / (sizes[own]! - 1);
    let outside = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < clusters; cluster++)
      if (cluster !== own && sizes[cluster]! > 0)
        outside = Math.min(outside, sums[cluster]! / sizes[cluster]!);
    const larger = Math.max(inside, outside);
    result[point] = larger === 0 || larger === Number.POSITIVE_INFINITY ? 0 : (outside - inside) / larger;
  }
  return result;
}

export function mean(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
