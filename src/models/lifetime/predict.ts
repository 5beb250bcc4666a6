import { likelyRange, remembered } from './counts.ts';
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
  const groups = groupsOf(data);
  const alive = chances(fit, theta, data);
  const { total, discounted } = purchases(fit, theta, groups, periods);
  const { of } = groups;
  const expected = alive.map((chance, i) => chance * total[of[i]!]!);
  const result = {
    alive: fit.model.name === 'nbd' ? blank() : alive,
    aliveLow: blank(),
    aliveHigh: blank(),
    expected,
    logError: blank(),
    likelyLow: blank(),
    likelyHigh: blank(),
    discounted: alive.map((chance, i) => chance * discounted[of[i]!]!),
  };
  if (!certainty) return result;
  if (periods.length > 0) addLikely(fit, groups, periods.at(-1)!.until, alive, result);
  if (covariance === undefined || periods.length === 0) return result;

  const whole = [{ until: periods.at(-1)!.until, factor: 1 }];
  const shifted = Array.from(theta, (_, j) => {
    const [before, after] = [-apart, apart].map((step) => {
      const there = theta.map((value, k) => (j === k ? value * Math.exp(step) : value));
      return { alive: chances(fit, there, data), total: purchases(fit, there, groups, whole).total };
    });
    return {
      before: before!.alive,
      after: after!.alive,
      growth: after!.total.map((n, group) => Math.log(n / before!.total[group]!)),
    };
  });
  const byAlive = new Float64Array(theta.length);
  const byExpected = new Float64Array(theta.length);
  for (let i = 0; i < data.size; i++) {
    for (let j = 0; j < shifted.length; j++) {
      const { before, after, growth } = shifted[j]!;
      const ratio = Math.log(after[i]! / before[i]!);
      // ln(1 − p) only where the customer may have stopped; who is surely alive stays so.
      const rest = before[i]! < 1 ? Math.log((1 - after[i]!) / (1 - before[i]!)) : 0;
      byAlive[j] = (ratio - rest) / (2 * apart);
      byExpected[j] = (ratio + growth[of[i]!]!) / (2 * apart);
    }
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

/** Customers with the same x and age: as long as they live they buy alike, so their purchases are reckoned once. */
interface Groups {
  readonly x: Int32Array;
  /** In weeks. */
  readonly age: Float64Array;
  /** Of each triplet: its group. */
  readonly of: Int32Array;
}

function groupsOf({ size, x, times, age }: Triplets): Groups {
  const places = new Map<number, number>();
  const of = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const key = x[i]! * times.length + age[i]!;
    let place = places.get(key);
    if (place === undefined) {
      place = places.size;
      places.set(key, place);
    }
    of[i] = place;
  }
  const keys = Float64Array.from(places.keys());
  return {
    x: Int32Array.from(keys, (key) => Math.floor(key / times.length)),
    age: keys.map((key) => times[key % times.length]!),
    of,
  };
}

function addLikely(
  { model, theta }: PurchaseFit,
  { x, age, of }: Groups,
  ahead: number,
  alive: Float64Array,
  into: Prediction,
): void {
  const counts = Array.from(x, (count, group) =>
    remembered(model.countsIfAlive(theta, count, age[group]!, ahead)),
  );
  for (let i = 0; i < of.length; i++) {
    const [low, high] = likelyRange(alive[i]!, counts[of[i]!]!, likely);
    into.likelyLow[i] = low;
    into.likelyHigh[i] = high;
  }
}

function chances(
  { model }: PurchaseFit,
  theta: Float64Array,
  { size, x, times, last, age }: Triplets,
): Float64Array {
  const alive = new Float64Array(size);
  for (let i = 0; i < size; i++) alive[i] = model.alive(theta, x[i]!, times[last[i]!]!, times[age[i]!]!);
  return alive;
}

/** Purchases of the living over all periods, and each times the factor of its period. */
function purchases(
  { model }: PurchaseFit,
  theta: Float64Array,
  { x, age }: Groups,
  periods: readonly Period[],
): { total: Float64Array; discounted: Float64Array } {
  const total = new Float64Array(x.length);
  const discounted = new Float64Array(x.length);
  for (let group = 0; group < x.length; group++) {
    let before = 0;
    let worth = 0;
    for (const { until, factor } of periods) {
      const now = model.purchasesIfAlive(theta, x[group]!, age[group]!, until);
      worth += factor * (now - before);
      before = now;
    }
    total[group] = before;
    discounted[group] = worth;
  }
  return { total, discounted };
}
