import { bestFit } from './fit.ts';
import { sampleIndices } from './random.ts';

const resamples = 5;
const resampledShare = 0.8;

/**
 * How far the same clusters come back from other data: the mean adjusted Rand index between the labels and those of
 * fits on random four fifths of the points. 1 = the very same, 0 = no better than chance.
 */
export function stability(points: number[][], labels: readonly number[], k: number, seed: number): number {
  let sum = 0;
  for (let draw = 1; draw <= resamples; draw++) {
    const kept = [...sampleIndices(points.length, Math.ceil(points.length * resampledShare), seed + draw)];
    const again = bestFit(
      kept.map((index) => points[index]!),
      k,
      seed + draw,
      2,
    );
    sum += adjustedRandIndex(
      kept.map((index) => labels[index]!),
      again.labels,
    );
  }
  return sum / resamples;
}

/** Agreement of two partitions, corrected for chance (Hubert & Arabie 1985). 1 for partitions of one cluster each. */
export function adjustedRandIndex(a: readonly number[], b: readonly number[]): number {
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  a.forEach((row, index) => {
    const column = b[index]!;
    add(cells, `${row},${column}`);
    add(rows, row);
    add(columns, column);
  });
  const together = pairsWithin(cells);
  const inRows = pairsWithin(rows);
  const inColumns = pairsWithin(columns);
  const expected = (inRows * inColumns) / pairs(a.length);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsWithin(counts: Map<unknown, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += pairs(count);
  return sum;
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}
