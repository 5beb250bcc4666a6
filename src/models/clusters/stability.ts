import { bestFit, type Fit } from './fit.ts';
import { type Points, selected } from './points.ts';
import { sampleIndices } from './random.ts';

const resamples = 5;
const resampledShare = 0.8;

/**
 * How far the same clusters come back from other data: the mean adjusted Rand index between the labels and those of
 * fits on random four fifths of the points. 1 = the very same, 0 = no better than chance.
 */
export function stability(points: Points, { labels, centres }: Fit, seed: number): number {
  let sum = 0;
  for (let draw = 1; draw <= resamples; draw++) {
    const kept = sampleIndices(points.count, Math.ceil(points.count * resampledShare), seed + draw);
    const again = bestFit(selected(points, kept), centres.count, seed + draw, 2);
    sum += adjustedRandIndex(
      Int32Array.from(kept, (index) => labels[index]!),
      again.labels,
    );
  }
  return sum / resamples;
}

/** Agreement of two partitions, corrected for chance (Hubert & Arabie 1985). 1 for partitions of one cluster each. */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [inA, inB] = [1 + largest(a), 1 + largest(b)];
  const cells = new Float64Array(inA * inB);
  const rows = new Float64Array(inA);
  const columns = new Float64Array(inB);
  for (let index = 0; index < a.length; index++) {
    const [row, column] = [a[index]!, b[index]!];
    cells[row * inB + column]!++;
    rows[row]!++;
    columns[column]!++;
  }
  const together = pairsWithin(cells);
  const inRows = pairsWithin(rows);
  const inColumns = pairsWithin(columns);
  const expected = (inRows * inColumns) / pairs(a.length);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function largest(labels: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < labels.length; index++) most = Math.max(most, labels[index]!);
  return most;
}

function pairsWithin(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + pairs(count), 0);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}
