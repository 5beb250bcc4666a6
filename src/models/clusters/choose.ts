import { silhouetteByChance } from './chance.ts';
import { bestFit, type Fit, nearestOf } from './fit.ts';
import { fitAll } from './fit-all.ts';
import { differentPoints, type Points, selected } from './points.ts';
import { sampleIndices } from './random.ts';
import { type Distances, distancesOf, mean, silhouettes } from './silhouette.ts';
import { stability } from './stability.ts';

/** Fewer customers than this are not clustered: any split of them would be an accident. */
export const fewestCustomers = 20;
/** A cluster should hold this many customers on average. */
const fewestPerCluster = 5;
/** The number of clusters is chosen, and the clusters are judged, by at most this many customers. */
const sampleSize = 1500;
const restarts = 4;
/** Clusters come back when this much of them does (mean adjusted Rand index); the caller holds them against it too. */
export const stable = 0.6;
/** Mean silhouette below which clusters are unclear, however stable. */
export const clearSilhouette = 0.25;

export interface Chosen {
  /** Of all customers. */
  readonly fit: Fit;
  /** Mean silhouette over the sample, −1 to 1. */
  readonly silhouette: number;
  /** Mean adjusted Rand index under resampling. */
  readonly stability: number;
  /** What it may be without any clusters: see `silhouetteByChance`. */
  readonly chance: number;
  /** Mean silhouette of each cluster in the sample; NaN for one without a customer in it. */
  readonly silhouetteOf: readonly number[];
}

/**
 * Chooses the number of clusters by mean silhouette (the smaller number where two are equal) among those that come
 * back under resampling; where none does, by silhouette alone, and the caller says so. Many customers are sampled for
 * that; the clusters are then fitted to all of them, and judged as they came out.
 *
 * @param all customers by their scaled features
 * @returns undefined where there are too few different customers
 */
export function chooseClusters(
  all: Points,
  { from, to, seed }: { from: number; to: number; seed: number },
): Chosen | undefined {
  if (all.count < fewestCustomers || all.axes === 0) return undefined;
  const isLarge = all.count > sampleSize;
  const points = isLarge ? selected(all, sampleIndices(all.count, sampleSize, seed)) : all;
  const most = Math.min(
    to,
    differentPoints(points, to + 1) - 1,
    Math.max(from, Math.floor(all.count / fewestPerCluster)),
  );
  if (most < from) return undefined;

  const distances = distancesOf(points);
  const tried: { fit: Fit; each: Float64Array; silhouette: number }[] = [];
  for (let k = from; k <= most; k++) {
    const fit = bestFit(points, k, seed, restarts);
    const each = silhouettes(distances, fit.labels);
    tried.push({ fit, each, silhouette: mean(each) });
  }
  // Stability is the dear part, so it is asked in the order of silhouettes and usually once. Sorting keeps ties.
  tried.sort((a, b) => b.silhouette - a.silhouette);
  let best = tried[0]!;
  let comesBack = stability(points, best.fit, seed);
  for (const next of comesBack >= stable ? [] : tried.slice(1)) {
    if (next.silhouette < clearSilhouette) break;
    const found = stability(points, next.fit, seed);
    if (found < stable) continue;
    best = next;
    comesBack = found;
    break;
  }
  const chance = silhouetteByChance(points, best.fit.centres.count, seed);
  if (!isLarge) return { ...judged(best.fit, best.each), fit: best.fit, stability: comesBack, chance };
  const fit = fitAll(all, best.fit.centres.count, seed, best.fit.centres);
  return { ...judgedBySample(fit, points, distances, seed), chance };
}

function judgedBySample(
  fit: Fit,
  points: Points,
  distances: Distances,
  seed: number,
): Omit<Chosen, 'chance'> {
  const sampled = { ...nearestOf(points, fit.centres), centres: fit.centres };
  const each = silhouettes(distances, sampled.labels);
  return { ...judged(sampled, each), fit, stability: stability(points, sampled, seed) };
}

function judged({ labels, centres }: Fit, each: Float64Array): Pick<Chosen, 'silhouette' | 'silhouetteOf'> {
  const silhouetteOf = Array.from({ length: centres.count }, (_, cluster) =>
    mean(each.filter((_, index) => labels[index] === cluster)),
  );
  return { silhouette: mean(each), silhouetteOf };
}
