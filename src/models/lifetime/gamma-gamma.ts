import { errorsOf, reach } from './fit.ts';
import { type Maximum, maximiseMany } from './maximise.ts';
import { oneIn } from './one-in.ts';
import { digamma, logGamma } from './special.ts';

/**
 * Gamma-Gamma (Fader & Hardie 2013): purchases of one customer vary around the customer's own mean by a gamma
 * distribution (shape p), the means vary between customers (q, v). Money is divided by its mean before the fit, so
 * that the currency does not matter; v below is in the money that came in.
 */
export interface SpendFit extends Maximum {
  /** Customers with at least one repeat purchase of positive value. */
  readonly customers: number;
  readonly errors: readonly number[] | undefined;
  /** Mean value per purchase over all customers; infinite where q ≤ 1. */
  readonly mean: number;
}

export const spendParameters = ['p', 'q', 'v'] as const;

/** `value` is the mean of a customer's `x` repeat purchases; all positive, and not all alike. Sooner where they are sorted. */
export function fitSpend(x: ArrayLike<number>, value: ArrayLike<number>): SpendFit {
  const customers = x.length;
  let unit = 0;
  for (let i = 0; i < customers; i++) unit += value[i]! / customers;
  const observed = (stride: number) => {
    const part = oneIn(stride, customers);
    const picked = (column: ArrayLike<number>, per: number): Float64Array =>
      Float64Array.from(part, (i) => column[i]! / per);
    return {
      likelihood: spendLikelihood(picked(x, 1), picked(value, unit)),
      count: part.length,
      size: part.length,
    };
  };
  const ranges = Array.from({ length: 3 }, () => ({ lower: reach.down, upper: reach.up }));
  const maximum = maximiseMany(observed(1), observed, [4, 4, 1], ranges);
  let logs = 0;
  for (let i = 0; i < customers; i++) logs += Math.log(unit);
  const theta = maximum.theta.map((parameter, i) => (i === 2 ? parameter * unit : parameter));
  const fit = { ...maximum, theta, logLikelihood: maximum.logLikelihood - logs };
  const [p, q, v] = [theta[0]!, theta[1]!, theta[2]!];
  return {
    ...fit,
    customers,
    errors: errorsOf(fit),
    mean: q > 1 ? (p * v) / (q - 1) : Number.POSITIVE_INFINITY,
  };
}

/** Expected value per purchase of a customer with `x` repeat purchases of mean `value` (both 0: the mean of all). */
export function expectedValue(theta: ArrayLike<number>, x: number, value: number): number {
  const [p, q, v] = [theta[0]!, theta[1]!, theta[2]!];
  return (p * (v + x * value)) / (p * x + q - 1);
}

/** Log-likelihood of mean values; log-gammas are taken once for each distinct x. */
export function spendLikelihood(x: ArrayLike<number>, value: ArrayLike<number>) {
  const distinct = new Set<number>();
  for (let i = 0; i < x.length; i++) distinct.add(x[i]!);
  const counts = Float64Array.from(distinct).sort();
  const indexOf = new Map(Array.from(counts, (count, index) => [count, index]));
  const group = new Int32Array(x.length);
  for (let i = 0; i < x.length; i++) group[i] = indexOf.get(x[i]!)!;
  const perGroup = new Float64Array(counts.length);
  const logsPerGroup = new Float64Array(counts.length);
  for (let i = 0; i < group.length; i++) {
    const g = group[i]!;
    perGroup[g] = perGroup[g]! + 1;
    logsPerGroup[g] = logsPerGroup[g]! + Math.log(value[i]!);
  }

  return (theta: Float64Array, gradient: Float64Array): number => {
    const [p, q, v] = [theta[0]!, theta[1]!, theta[2]!];
    const [logV, gammaQ, psiQ] = [Math.log(v), logGamma(q), digamma(q)];
    let sum = 0;
    let byP = 0;
    let byQ = 0;
    let byV = 0;
    for (let g = 0; g < counts.length; g++) {
      const count = counts[g]!;
      const n = perGroup[g]!;
      const [shape, both] = [p * count, p * count + q];
      const [psiBoth, logs] = [digamma(both), logsPerGroup[g]!];
      const logCount = Math.log(count);
      sum +=
        n * (logGamma(both) - logGamma(shape) - gammaQ + q * logV + shape * logCount) + (shape - 1) * logs;
      byP += count * (n * (psiBoth - digamma(shape) + logCount) + logs);
      byQ += n * (psiBoth - psiQ + logV);
      byV += (n * q) / v;
    }
    for (let i = 0; i < group.length; i++) {
      const count = x[i]!;
      const whole = count * value[i]! + v;
      const log = Math.log(whole);
      const both = p * count + q;
      sum -= both * log;
      byP -= count * log;
      byQ -= log;
      byV -= both / whole;
    }
    gradient[0] = byP;
    gradient[1] = byQ;
    gradient[2] = byV;
    return sum;
  };
}
