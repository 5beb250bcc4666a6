import { kmeans } from 'ml-kmeans';

/** Clusters as k-means leaves them: a label 0 … k − 1 for each point, and the centres. */
export interface Fit {
  readonly labels: readonly number[];
  readonly centres: readonly number[][];
  /** Sum of squared distances to the centres. */
  readonly inertia: number;
}

/** Restarts take seeds this far apart, so that those of neighbouring user seeds do not overlap. */
const seedStep = 7919;

/**
 * The best of several k-means runs, each from its own k-means++ start. Same points and seed, same result; ties go to
 * the earlier start. Clusters that end up empty are left out, so there can be fewer than `k`.
 */
export function bestFit(points: number[][], k: number, seed: number, restarts: number): Fit {
  let best: Fit | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const { clusters, centroids } = kmeans(points, k, { seed: seed + restart * seedStep });
    const fit = tidy(points, clusters, centroids);
    if (best === undefined || fit.inertia < best.inertia) best = fit;
  }
  return best!;
}

/** One more run on other points of the same kind, from centres that are already good. */
export function refine(points: number[][], centres: readonly number[][]): Fit {
  const { clusters, centroids } = kmeans(points, centres.length, {
    initialization: centres.map((centre) => centre.slice()),
  });
  return tidy(points, clusters, centroids);
}

function tidy(points: number[][], clusters: readonly number[], centroids: readonly number[][]): Fit {
  const used = [...new Set(clusters)].sort((a, b) => a - b);
  const numberOf = new Map(used.map((cluster, index) => [cluster, index]));
  const centres = used.map((cluster) => centroids[cluster]!);
  const labels = clusters.map((cluster) => numberOf.get(cluster)!);
  let inertia = 0;
  labels.forEach((label, index) => {
    inertia += squaredDistance(points[index]!, centres[label]!);
  });
  return { labels, centres, inertia };
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let axis = 0; axis < a.length; axis++) sum += (a[axis]! - b[axis]!) ** 2;
  return sum;
}
