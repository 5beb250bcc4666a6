import { spread } from './begin.ts';
import { type Points, selected } from './points.ts';
import { randomFrom } from './random.ts';

/** Clusters as k-means leaves them: a label 0 … k − 1 for each point, and the centres. */
export interface Fit {
  readonly labels: Int32Array;
  /** Of each point to its centre. */
  readonly distances: Float64Array;
  /** Row by row, like points. */
  readonly centres: Points;
  /** Sum of squared distances to the centres. */
  readonly inertia: number;
}

/** Restarts take seeds this far apart, so that those of neighbouring user seeds do not overlap. */
export const seedStep = 7919;

/** Passes after which Lloyd's iteration is ended, should it not have settled. */
const mostPasses = 300;

/**
 * The best of several k-means runs, each from its own k-means++ start. Same points and seed, same result; ties go to
 * the earlier start. Clusters that end up empty are left out, so there can be fewer than `k`.
 */
export function bestFit(points: Points, k: number, seed: number, restarts: number, tolerance = 0): Fit {
  let best: Fit | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const fit = refine(points, spread(points, k, randomFrom(seed + restart * seedStep)), tolerance);
    if (best === undefined || fit.inertia < best.inertia) best = fit;
  }
  return best!;
}

/**
 * Lloyd's iteration (1982) from the given centres: every point to its nearest centre, every centre to the mean of its
 * points, until nothing changes, or until the centres move, in one pass and together, by less than `tolerance` times the points'
 * mean variance (squared distance; the rule of scikit-learn's KMeans). By the bounds of Hamerly (2010),
 * which leave a point alone while no centre can have come nearer than its own: the same result, and near the end a
 * pass costs a tenth of a full one. Ties go to the first centre.
 */
export function refine(points: Points, start: Points, tolerance = 0): Fit {
  const { values, count, axes } = points;
  const k = start.count;
  const centres = start.values.slice();
  const enough = tolerance === 0 ? 0 : tolerance * meanVariance(points);
  const lower = new Float64Array(count);
  const { labels, distances: upper } = nearestOf(points, { values: centres, count: k, axes }, lower);
  const sums = new Float64Array(k * axes);
  const sizes = new Float64Array(k);
  for (let row = 0, at = 0; row < count; row++, at += axes) {
    const label = labels[row]!;
    sizes[label]!++;
    for (let axis = 0, into = label * axes; axis < axes; axis++) sums[into + axis]! += values[at + axis]!;
  }
  const moves = new Float64Array(k);
  const two = new Float64Array(2);
  for (let pass = 0; pass < mostPasses; pass++) {
    let moved = 0;
    for (let cluster = 0; cluster < k; cluster++) {
      let squared = 0;
      for (let axis = 0; axis < axes && sizes[cluster]! > 0; axis++) {
        const place = cluster * axes + axis;
        const mean = sums[place]! / sizes[cluster]!;
        squared += (mean - centres[place]!) ** 2;
        centres[place] = mean;
      }
      moved += squared;
      moves[cluster] = Math.sqrt(squared);
    }
    if (moved <= enough) break;
    const farthest = moves.indexOf(Math.max(...moves));
    const most = moves[farthest]!;
    const mostOfOthers = moves.reduce(
      (max, move, cluster) => (cluster === farthest ? max : Math.max(max, move)),
      0,
    );
    const halfway = halfDistances(centres, k, axes);
    for (let row = 0; row < count; row++) {
      const own = labels[row]!;
      const low = lower[row]! - (own === farthest ? mostOfOthers : most);
      const bound = Math.max(low, halfway[own]!);
      let up = upper[row]! + moves[own]!;
      lower[row] = low;
      upper[row] = up;
      if (up <= bound) continue;
      const at = row * axes;
      up = Math.sqrt(squaredDistance(values, at, centres, own * axes, axes));
      upper[row] = up;
      if (up <= bound) continue;
      const label = nearestTwo(values, at, centres, k, axes, two);
      lower[row] = Math.sqrt(two[1]!);
      if (label === own) continue;
      upper[row] = Math.sqrt(two[0]!);
      labels[row] = label;
      sizes[own]!--;
      sizes[label]!++;
      for (let axis = 0; axis < axes; axis++) {
        const value = values[at + axis]!;
        sums[own * axes + axis]! -= value;
        sums[label * axes + axis]! += value;
      }
    }
  }
  const used = withoutEmpty({ values: centres, count: k, axes }, sizes);
  return { ...nearestOf(points, used), centres: used };
}

/** The nearest centre of every point and the distance to it; on wish that to the next one too. Ties go to the first. */
export function nearestOf(
  { values, count, axes }: Points,
  { values: centres, count: k }: Points,
  next?: Float64Array,
): { labels: Int32Array; distances: Float64Array; inertia: number } {
  const labels = new Int32Array(count);
  const distances = new Float64Array(count);
  const two = new Float64Array(2);
  let inertia = 0;
  for (let row = 0, at = 0; row < count; row++, at += axes) {
    const label = nearestTwo(values, at, centres, k, axes, two);
    labels[row] = label;
    distances[row] = Math.sqrt(two[0]!);
    if (next !== undefined) next[row] = Math.sqrt(two[1]!);
    inertia += two[0]!;
  }
  return { labels, distances, inertia };
}

/** The centre nearest to a point; into `two` go the squared distances to it and to the next one. Ties go to the first. */
function nearestTwo(
  points: Float64Array,
  point: number,
  centres: Float64Array,
  k: number,
  axes: number,
  two: Float64Array,
): number {
  let nearest = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  let label = 0;
  for (let cluster = 0, centre = 0; cluster < k; cluster++, centre += axes) {
    const squared = squaredDistance(points, point, centres, centre, axes);
    if (squared < nearest) {
      second = nearest;
      nearest = squared;
      label = cluster;
    } else if (squared < second) second = squared;
  }
  two[0] = nearest;
  two[1] = second;
  return label;
}

function squaredDistance(
  points: Float64Array,
  point: number,
  centres: Float64Array,
  centre: number,
  axes: number,
): number {
  let squared = 0;
  for (let axis = 0; axis < axes; axis++) {
    const difference = points[point + axis]! - centres[centre + axis]!;
    squared += difference * difference;
  }
  return squared;
}

/** Half the distance of each centre to the next: a point nearer than that to its own has no nearer one. */
function halfDistances(centres: Float64Array, k: number, axes: number): Float64Array {
  const half = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < k; one++)
    for (let other = 0; other < one; other++) {
      const distance = Math.sqrt(squaredDistance(centres, one * axes, centres, other * axes, axes)) / 2;
      half[one] = Math.min(half[one]!, distance);
      half[other] = Math.min(half[other]!, distance);
    }
  return half;
}

function withoutEmpty(centres: Points, sizes: Float64Array): Points {
  const used = Uint32Array.from([...sizes.keys()].filter((cluster) => sizes[cluster]! > 0));
  return used.length === centres.count ? centres : selected(centres, used);
}

/** Mean over the axes of the variance of the points. */
function meanVariance({ values, count, axes }: Points): number {
  const sums = new Float64Array(axes);
  const squares = new Float64Array(axes);
  for (let at = 0; at < values.length; at += axes)
    for (let axis = 0; axis < axes; axis++) {
      const value = values[at + axis]!;
      sums[axis]! += value;
      squares[axis]! += value * value;
    }
  let variance = 0;
  for (let axis = 0; axis < axes; axis++)
    variance += Math.max(0, squares[axis]! / count - (sums[axis]! / count) ** 2) / axes;
  return variance;
}
