import { expm1Over, logGamma } from './special.ts';

/** Terms after which the series is given up for the integral. */
const mostTerms = 20_000;

/** A sum beyond this may overflow: it happens where dropout is certain and hardly differs. */
const tooLarge = 1e290;

/** Below this c − shape the terms change sign while they are still large, and cancel. */
const leastFirst = -12;

/**
 * Expected purchases in `ahead` weeks of a customer who is alive: who buys at a rate λ ~ gamma(shape, elapsed) and
 * stops after each purchase with a chance p ~ beta(a, survived):  E[(1 − e^(−λ p t)) / p].
 *
 * Fader, Hardie & Lee (2005) write this as (c/(a−1)) · [1 − (1−z)^shape · ₂F₁(shape, survived; c; z)] with
 * c = a + survived − 1, z = t/(elapsed + t). That overflows for many purchases, and is 0/0 at a = 1 or c = 0. By
 * Euler's transformation and with the leading 1 of the series taken out,
 *
 *   E = c · (1 − (1−z)^ε)/ε − (1−z)^ε · Σ uₙ,   ε = a − 1,   u₁ = (c − shape) z,
 *   uₙ₊₁ = uₙ · (c − shape + n)(n + ε) / ((c + n)(n + 1)) · z
 *
 * which is finite for all of them.
 */
export function purchasesUntilDropout(
  shape: number,
  elapsed: number,
  a: number,
  survived: number,
  ahead: number,
): number {
  if (ahead <= 0) return 0;
  const z = ahead / (elapsed + ahead);
  const fade = -Math.log1p(ahead / elapsed);
  const epsilon = a - 1;
  const c = survived + epsilon;
  const first = c - shape;
  if (first < leastFirst || epsilon * fade < -650)
    return purchasesByIntegral(shape, elapsed, a, survived, ahead);
  const whole = -c * expm1Over(epsilon, fade);
  const faded = Math.exp(epsilon * fade);
  let term = first * z;
  let sum = term;
  for (let n = 1; n <= mostTerms && sum < tooLarge; n++) {
    const growth = (((first + n) * (n + epsilon)) / ((c + n) * (n + 1))) * z;
    term *= growth;
    sum += term;
    // The ratio of terms tends to z, from above or below; what is left is a geometric series at most.
    const ratio = Math.max(Math.abs(growth), z);
    const left = faded * Math.abs(term) * ratio;
    if (ratio < 1 && left <= 1e-17 * (1 - ratio) * Math.max(Math.abs(whole), faded * Math.abs(sum)))
      return whole - faded * sum;
  }
  return purchasesByIntegral(shape, elapsed, a, survived, ahead);
}

/**
 * The same expectation as an integral over p, by the double exponential rule (Takahasi & Mori 1974). Slower, and good
 * where the series is not: a customer of hardly any age and a long look ahead, or rates that hardly differ.
 */
export function purchasesByIntegral(
  shape: number,
  elapsed: number,
  a: number,
  survived: number,
  ahead: number,
): number {
  const ratio = ahead / elapsed;
  const logBeta = logGamma(a) + logGamma(survived) - logGamma(a + survived);
  // Where the beta distribution is narrow, the nodes gather around its peak.
  const peak = Math.asinh(Math.log(a / survived) / Math.PI);
  const width = Math.sqrt(1 / a + 1 / survived) / (Math.PI * Math.cosh(peak));
  const [from, to] = width < 0.05 ? [peak - 12 * width, peak + 12 * width] : [-9, 6];
  const step = Math.min(1 / 32, 0.4 * width);
  let sum = 0;
  for (let u = from; u <= to; u += step) {
    const logit = Math.PI * Math.sinh(u);
    const logP = logit > 0 ? -Math.log1p(Math.exp(-logit)) : logit - Math.log1p(Math.exp(logit));
    const logRest = logP - logit;
    const p = Math.exp(logP);
    const perP = p < 1e-290 ? shape * ratio : -Math.expm1(-shape * Math.log1p(p * ratio)) / p;
    sum += perP * Math.exp(a * logP + survived * logRest - logBeta) * Math.PI * Math.cosh(u);
  }
  return sum * step;
}
