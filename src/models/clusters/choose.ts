import { bestFit, type Fit, refine } from './fit.ts';
import { sampleIndices } from './random.ts';
import { distancesOf, mean, silhouettes } from './silhouette.ts';
import { stability } from './stability.ts';

/** Fewer customers than this are not clustered: any split of them would be an accident. */
export const fewestCustomers = 20;
/** A cluster should hold this many customers on average. */
const fewestPerCluster = 5;
/** Restarts, silhouettes and stability run on a sample of at most this many customers … */
const sampleSize = 1500;
/** … and the final centres come from at most this many. Everybody is then assigned to the nearest. */
const fitSize = 50_000;
const restarts = 4;
/** Clusters come back when this much of them does (mean adjusted Rand index); the caller holds them against it too. */
export const stable = 0.6;
/** Mean silhouette below which clusters are unclear, however stable. */
export const clearSilhouette = 0.25;

export interface Chosen {
  readonly centres: readonly number[][];
  /** Mean silhouette over the sample, −1 to 1. */
  readonly silhouette: number;
  /** Mean adjusted Rand index under resampling. */
  readonly stability: number;
  /** Mean silhouette of each cluster in the sample; NaN for one without a customer in it. */
  readonly silhouetteOf: readonly number[];
}

/**
 * Chooses the number of clusters by mean silhouette (the smaller number where two are equal) among those that come
 * back under resampling; where none does, by silhouette alone, and the caller says so. Restarts on
 * a sample, exact passes over the rest: ten full restarts would cost thirty times as much for the same centres.
 *
 * @param columns scaled features, all of one length
 * @returns undefined where there are too few different customers
 */
export function chooseClusters(
  columns: readonly Float64Array[],
  { from, to, seed }: { from: number; to: number; seed: number },
): Chosen | undefined {
  const count = columns[0]?.length ?? 0;
  if (count < fewestCustomers) return undefined;
  const points = rowsAt(columns, sampleIndices(count, sampleSize, seed));
  const different = new Set(points.map((point) => point.join())).size;
  const most = Math.min(to, different - 1, Math.max(from, Math.floor(count / fewestPerCluster)));
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
  const stabilityOf = ({ fit }: { fit: Fit }): number =>
    stability(points, fit.labels, fit.centres.length, seed);
  const first = stabilityOf(tried[0]!);
  let best = { ...tried[0]!, stability: first };
  for (const next of first >= stable ? [] : tried.slice(1)) {
    if (next.silhouette < clearSilhouette) break;
    const found = stabilityOf(next);
    if (found < stable) continue;
    best = { ...next, stability: found };
    break;
  }
  const { fit, each, silhouette } = best;
  const centres =
    count > points.length
      ? refine(rowsAt(columns, sampleIndices(count, fitSize, seed)), fit.centres).centres
      : fit.centres;
  return {
    centres,
    silhouette,
    stability: best.stability,
    silhouetteOf: centres.map((_, cluster) => mean(each.filter((_, index) => fit.labels[index] === cluster))),
  };
}

/** The nearest centre of every customer and the distance to it, in scaled units. Ties go to the first centre. */
export function assignAll(
  columns: readonly Float64Array[],
  centres: readonly (readonly number[])[],
): { labels: Int32Array; distances: Float64Array } {
  const count = columns[0]?.length ?? 0;
  const labels = new Int32Array(count);
  const distances = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < centres.length; cluster++) {
      const centre = centres[cluster]!;
      let squared = 0;
      for (let axis = 0; axis < columns.length; axis++)
        squared += (columns[axis]![row]! - centre[axis]!) ** 2;
      if (squared < nearest) {
        nearest = squared;
        labels[row] = cluster;
      }
    }
    distances[row] = Math.sqrt(nearest);
  }
  return { labels, distances };
}

function rowsAt(columns: readonly Float64Array[], indices: Uint32Array): number[][] {
  return Array.from(indices, (row) => columns.map((column) => column[row]!));
}
