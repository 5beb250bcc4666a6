import { oneIn } from './one-in.ts';

/**
 * What the purchase models see of all customers: how many share the same repeat purchases x, the same last purchase
 * t_x and the same age T. A million customers fall into some hundred thousand such triplets, often into far fewer.
 */
export interface Triplets {
  /** Distinct triplets. */
  readonly size: number;
  /** Customers. */
  readonly customers: number;
  /** Repeat purchase days of each triplet. */
  readonly x: Int32Array;
  /** Customers of each triplet. */
  readonly weight: Float64Array;
  /** Every distinct time, in weeks; logarithms are taken once for each. */
  readonly times: Float64Array;
  /** Index into `times` of the last purchase, counted from the first. */
  readonly last: Int32Array;
  /** Index into `times` of the age. */
  readonly age: Int32Array;
  /** `more[k]`: customers with x > k. */
  readonly more: Float64Array;
}

/** Columns of equal length; x whole numbers, times in weeks, 0 ≤ t_x ≤ T, and t_x = 0 where x = 0. */
export function tripletsOf(
  x: ArrayLike<number>,
  last: ArrayLike<number>,
  age: ArrayLike<number>,
  weight: ArrayLike<number>,
): Triplets {
  const size = x.length;
  const distinct = new Set<number>();
  for (let i = 0; i < size; i++) distinct.add(last[i]!).add(age[i]!);
  const times = Float64Array.from(distinct).sort();
  const indexOf = new Map<number, number>();
  times.forEach((time, index) => {
    indexOf.set(time, index);
  });
  const [lasts, ages] = [new Int32Array(size), new Int32Array(size)];
  for (let i = 0; i < size; i++) {
    lasts[i] = indexOf.get(last[i]!)!;
    ages[i] = indexOf.get(age[i]!)!;
  }
  return counted({ x: Int32Array.from(x), weight: Float64Array.from(weight), times, last: lasts, age: ages });
}

/** One in `stride` triplets: where they are sorted, a fair part of them. */
export function partOf({ size, x, weight, times, last, age }: Triplets, stride: number): Triplets {
  const part = oneIn(stride, size);
  const pick = (column: Int32Array): Int32Array => part.map((index) => column[index]!);
  return counted({
    x: pick(x),
    weight: Float64Array.from(part, (i) => weight[i]!),
    times,
    last: pick(last),
    age: pick(age),
  });
}

function counted(columns: Pick<Triplets, 'x' | 'weight' | 'times' | 'last' | 'age'>): Triplets {
  const { x, weight } = columns;
  const largest = x.reduce((most, count) => Math.max(most, count), 0);
  const more = new Float64Array(largest + 1);
  let customers = 0;
  for (let i = 0; i < x.length; i++) {
    customers += weight[i]!;
    const below = x[i]! - 1;
    if (below >= 0) more[below] = more[below]! + weight[i]!;
  }
  for (let k = largest - 1; k >= 0; k--) more[k] = more[k]! + more[k + 1]!;
  return { size: x.length, customers, ...columns, more };
}

/** Repeat purchases of all customers, and all their customer-weeks. */
export function totals(data: Triplets): { purchases: number; weeks: number; repeaters: number } {
  let purchases = 0;
  let weeks = 0;
  let repeaters = 0;
  for (let i = 0; i < data.size; i++) {
    const weight = data.weight[i]!;
    purchases += weight * data.x[i]!;
    weeks += weight * data.times[data.age[i]!]!;
    if (data.x[i]! > 0) repeaters += weight;
  }
  return { purchases, weeks, repeaters };
}
