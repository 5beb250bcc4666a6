import { likelyRange } from './counts.ts';
import type { PurchaseFit } from './fit.ts';
import { quadratic } from './matrix.ts';
import type { Triplets } from './triplets.ts';

/** Distance of the ends of a 95 % interval from its middle, in standard errors. */
export const interval = 1.959963984540054;

/** The share of customers like this one whose purchases lie in the likely range. */
export const likely = 0.8;

/** A stretch of time ahead: purchases until its end count, those before its beginning do not, each times `factor`. */
export interface Period {
  /** End, in weeks from now. The first period begins now, every other where the one before ends. */
  readonly until: number;
  /** What one unit of money in this period is worth now. */
  readonly factor: number;
}

/** One value for each triplet. NaN where the fit says nothing. */
export interface Prediction {
  /** NaN for a model without dropout, which has nothing to say about it. */
  readonly alive: Float64Array;
  readonly aliveLow: Float64Array;
  readonly aliveHigh: Float64Array;
  /** Purchases over all periods. */
  readonly expected: Float64Array;
  /** Standard error of ln(expected) that comes from the parameters. */
  readonly logError: Float64Array;
  /** Fewest and most purchases that are likely: eight in ten customers like this one, or more, stay between. */
  readonly likelyLow: Float64Array;
  readonly likelyHigh: Float64Array;
  /** Purchases, each times the factor of its period. */
  readonly discounted: Float64Array;
}

/** Half the distance, in log-parameters, over which a prediction is compared. */
const apart = 1e-4;

/**
 * What a fitted model says about each triplet. The intervals are those of the *expectation*, by the delta method on
 * ln(expected) and on the log-odds of being alive, from the covariance of the parameters. What one customer really
 * does scatters far more widely around it, and that is the likely range.
 *
 * @param certainty without it intervals and ranges stay empty: they cost several times what the expectation does
 */
export function predict(
  fit: PurchaseFit,
  data: Triplets,
  periods: readonly Period[],
  certainty = true,
): Prediction {
  const { theta, covariance } = fit;
  const blank = (): Float64Array => new Float64Array(data.size).fill(Number.NaN);
  const alive = chances(fit, theta, data);
  const { total, discounted } = purchases(fit, theta, data, periods);
  const expected = total.map((n, i) => n * alive[i]!);
  const result = {
    alive: fit.model.name === 'nbd' ? blank() : alive,
    aliveLow: blank(),
    aliveHigh: blank(),
    expected,
    logError: blank(),
    likelyLow: blank(),
    likelyHigh: blank(),
    discounted: discounted.map((n, i) => n * alive[i]!),
  };
  if (!certainty) return result;
  if (periods.length > 0) addLikely(fit, data, periods.at(-1)!.until, alive, result);
  if (covariance === undefined || periods.length === 0) return result;

  const whole = [{ until: periods.at(-1)!.until, factor: 1 }];
  const shifted = Array.from(theta, (_, j) =>
    [-apart, apart].map((step) => {
      const there = theta.map((value, k) => (j === k ? value * Math.exp(step) : value));
      return { alive: chances(fit, there, data), total: purchases(fit, there, data, whole).total };
    }),
  );
  const byAlive = new Float64Array(theta.length);
  const byExpected = new Float64Array(theta.length);
  for (let i = 0; i < data.size; i++) {
    shifted.forEach(([before, after], j) => {
      const ratio = Math.log(after!.alive[i]! / before!.alive[i]!);
      // ln(1 − p) only where the customer may have stopped; who is surely alive stays so.
      const rest = before!.alive[i]! < 1 ? Math.log((1 - after!.alive[i]!) / (1 - before!.alive[i]!)) : 0;
      byAlive[j] = (ratio - rest) / (2 * apart);
      byExpected[j] = (ratio + Math.log(after!.total[i]! / before!.total[i]!)) / (2 * apart);
    });
    const p = result.alive[i]!;
    // The last digits of a chance next to 1 are noise.
    if (p > 0 && 1 - p > 1e-9) {
      const odds = Math.log(p / (1 - p));
      const spread = interval * Math.sqrt(quadratic(covariance, byAlive));
      result.aliveLow[i] = 1 / (1 + Math.exp(spread - odds));
      result.aliveHigh[i] = 1 / (1 + Math.exp(-spread - odds));
    } else {
      result.aliveLow[i] = p;
      result.aliveHigh[i] = p;
    }
    const error = Math.sqrt(quadratic(covariance, byExpected));
    if (expected[i]! > 0) result.logError[i] = error;
  }
  return result;
}

function addLikely(
  { model, theta }: PurchaseFit,
  { size, x, times, age }: Triplets,
  ahead: number,
  alive: Float64Array,
  into: Prediction,
): void {
  for (let i = 0; i < size; i++) {
    const counts = model.countsIfAlive(theta, x[i]!, times[age[i]!]!, ahead);
    const [low, high] = likelyRange(alive[i]!, counts, likely);
    into.likelyLow[i] = low;
    into.likelyHigh[i] = high;
  }
}

function chances({ model }: PurchaseFit, theta: Float64Array, data: Triplets): Float64Array {
  const { x, times, last, age } = data;
  return Float64Array.from(x, (count, i) => model.alive(theta, count, times[last[i]!]!, times[age[i]!]!));
}

/** Purchases of the living: the same for all with the same x and age, so taken once for each. */
function purchases(
  { model }: PurchaseFit,
  theta: Float64Array,
  { size, x, times, age }: Triplets,
  periods: readonly Period[],
): { total: Float64Array; discounted: Float64Array } {
  const found = new Map<number, readonly [number, number]>();
  const total = new Float64Array(size);
  const discounted = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const key = x[i]! * times.length + age[i]!;
    let sums = found.get(key);
    if (sums === undefined) {
      let before = 0;
      let worth = 0;
      for (const { until, factor } of periods) {
        const now = model.purchasesIfAlive(theta, x[i]!, times[age[i]!]!, until);
        worth += factor * (now - before);
        before = now;
      }
      sums = [before, worth];
      found.set(key, sums);
    }
    total[i] = sums[0];
    discounted[i] = sums[1];
  }
  return { total, discounted };
}
