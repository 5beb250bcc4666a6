import { fewest } from './choose.ts';
import { fitSpend, type SpendFit } from './gamma-gamma.ts';

export interface Spend {
  /** Nothing where customers' own means have to do. */
  readonly fit: SpendFit | undefined;
  /** Customers with repeat purchases of positive value. */
  readonly customers: number;
  /** Expected of who has no repeat purchase: as fitted, else the plain mean of the others; nothing without any. */
  readonly mean: number | undefined;
  /** Correlation of purchases and value over customers: the model takes it to be nought. */
  readonly correlation: number | undefined;
}

/** Below this q the fitted mean over customers hangs on the largest of them, or does not exist. */
export const leastQ = 1.05;

/**
 * Value per purchase from customers' mean values over `x` repeat purchases, all positive. Falls back to plain means
 * where there are too few customers or all values are alike.
 */
export function chooseSpend(x: Float64Array, value: Float64Array): Spend {
  const customers = x.length;
  if (customers === 0) return { fit: undefined, customers, mean: undefined, correlation: undefined };
  const mean = average(value);
  const differ = value.some((one) => Math.abs(one / mean - 1) > 1e-9);
  const plain = { fit: undefined, customers, mean, correlation: correlation(x, value) };
  if (customers < fewest.repeaters || !differ) return plain;
  const fit = fitSpend(x, value);
  if (fit.covariance === undefined) return plain;
  return { ...plain, fit, mean: fit.theta[1]! > leastQ ? fit.mean : mean };
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(one: Float64Array, other: Float64Array): number | undefined {
  const [meanOne, meanOther] = [average(one), average(other)];
  let both = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  for (let i = 0; i < one.length; i++) {
    const [a, b] = [one[i]! - meanOne, other[i]! - meanOther];
    both += a * b;
    squaresOne += a * a;
    squaresOther += b * b;
  }
  return squaresOne > 0 && squaresOther > 0 ? both / Math.sqrt(squaresOne * squaresOther) : undefined;
}
