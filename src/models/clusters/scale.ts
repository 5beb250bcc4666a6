import { quantileSorted, quickselect, standardDeviation } from 'simple-statistics';

/** Ways a feature is brought to a common scale before customers are compared by it. */
export type Shape = 'skewed' | 'plain';

/** Scaled values beyond this count as this: one giant must not be a cluster of its own. */
const limit = 3;

/**
 * Robust scaling: (x − median) / IQR, clipped to ±3, missing values at the median (0). Skewed features (money,
 * counts) first become sign(x) · ln(1 + |x| / u) with u a tenth of the median of the non-zero |x|: ratios count around
 * the typical customer, amounts around nought, and the currency does not matter. Where the middle half of customers
 * is all alike (IQR 0), the standard deviation stands in for it.
 *
 * @param values one feature, NaN where it is unknown
 * @returns the scaled feature, or undefined where it cannot tell customers apart: known for less than half of them,
 * or the same for all
 */
export function scaleRobustly(values: Float64Array, shape: Shape): Float64Array | undefined {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0 || known.length * 2 < values.length) return undefined;
  const unit = shape === 'skewed' ? median(known.filter((value) => value !== 0).map(Math.abs)) / 10 : 1;
  const flatten = (value: number): number =>
    shape === 'skewed' ? Math.sign(value) * Math.log1p(Math.abs(value) / unit) : value;
  const sorted = known.map(flatten).sort();
  const middle = median(sorted);
  const quartile = (share: number): number => quantileSorted(asNumbers(sorted), share);
  // Ratios of equal amounts differ in their last digit: that is no difference between customers.
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
  const noise = 1e-9 * Math.max(Math.abs(least), Math.abs(most));
  const middleHalf = quartile(0.75) - quartile(0.25);
  const alike = most - least <= noise;
  const spread = middleHalf > noise ? middleHalf : alike ? 0 : standardDeviation(asNumbers(sorted));
  if (!(spread > 0)) return undefined;
  return values.map((value) =>
    Number.isNaN(value) ? 0 : Math.max(-limit, Math.min(limit, (flatten(value) - middle) / spread)),
  );
}

/** Median; NaN for no values. Without sorting: the place of two values is all that must be right. */
export function median(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  const own = asNumbers(values.slice());
  const middle = values.length >> 1;
  quickselect(own, middle);
  if (values.length % 2 === 1) return own[middle]!;
  // What is left of the middle is not larger than it, and in no order.
  let below = own[0]!;
  for (let place = 1; place < middle; place++) below = Math.max(below, own[place]!);
  return (below + own[middle]!) / 2;
}

/** The library reads by index and length only, which a typed array has; copying a million values would be waste. */
function asNumbers(values: Float64Array): number[] {
  return values as unknown as number[];
}
