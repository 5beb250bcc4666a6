import { logGamma } from '../lifetime/special.ts';

/** Student's t and Welch's comparison of two means (Welch 1947), for groups of unequal size and spread. */

export interface Sample {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export interface Comparison {
  readonly difference: number;
  readonly error: number;
  readonly freedom: number;
  readonly low: number;
  readonly high: number;
}

export const mean = ({ n, sum }: Sample): number => sum / n;

/** Unbiased; never below nought, where rounding of equal values would leave a trace. */
export const variance = ({ n, sum, squares }: Sample): number =>
  Math.max(0, (squares - (sum * sum) / n) / (n - 1));

/** Difference of two means with its interval; undefined with fewer than two values in a group. */
export function welch(one: Sample, other: Sample, confidence = 0.95): Comparison | undefined {
  if (one.n < 2 || other.n < 2) return undefined;
  const [a, b] = [variance(one) / one.n, variance(other) / other.n];
  const error = Math.sqrt(a + b);
  const difference = mean(one) - mean(other);
  if (error === 0)
    return { difference, error, freedom: one.n + other.n - 2, low: difference, high: difference };
  const freedom = (a + b) ** 2 / (a ** 2 / (one.n - 1) + b ** 2 / (other.n - 1));
  const reach = studentQuantile((1 + confidence) / 2, freedom) * error;
  return { difference, error, freedom, low: difference - reach, high: difference + reach };
}

/** P(T ≤ t) with these degrees of freedom. */
export function studentCdf(t: number, freedom: number): number {
  const tail = incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t below which this share lies, for shares above a half: bisection on the distribution. */
export function studentQuantile(share: number, freedom: number): number {
  let [low, high] = [0, 2];
  while (studentCdf(high, freedom) < share) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Regularised incomplete beta function by its continued fraction (Lentz's method; Press et al., Numerical Recipes, 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const safe = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return value;
}

/** Chance of a χ² of one degree as large as this: both tails of the normal distribution beyond its root. */
export function chiSquareTail(value: number): number {
  // Student's t with very many degrees of freedom is the normal distribution to more digits than are said.
  return 2 * (1 - studentCdf(Math.sqrt(value), 1e7));
}

/** Standard errors that an effect must lie from nought to be shown with a power of 80 % at an error of 5 %. */
export const powerFactor = 1.959963984540054 + 0.8416212335729143;
