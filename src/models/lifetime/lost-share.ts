/** Value of J and its derivatives by s, k and ρ. */
export interface LostShare {
  value: number;
  byS: number;
  byK: number;
  byRho: number;
}

/** Above this the series takes more terms than the integral takes nodes. */
const seriesUpTo = 0.97;
const mostTerms = 5000;

/**
 * J(s, k, ρ) = ∫₀^∞ e^(−s w) (1 + ρ (e^w − 1))^(−k) dw: what Pareto/NBD needs of Gauss's function, scaled so that it
 * neither overflows nor vanishes. With R = s + k, by Euler's transformations,
 *
 *   ρ ≤ 1:  J = ₂F₁(1, k; R + 1; 1 − ρ) / R           ρ > 1:  J = ₂F₁(1, s + 1; R + 1; 1 − 1/ρ) / (ρ R)
 *
 * with positive terms only, so nothing cancels. Far from ρ = 1 the series is slow, and the integral is used.
 */
export function lostShare(s: number, k: number, rho: number, into: LostShare): void {
  const z = rho <= 1 ? 1 - rho : 1 - 1 / rho;
  if (z > seriesUpTo || !bySeries(s, k, rho, z, into)) lostShareByIntegral(s, k, rho, into);
}

function bySeries(s: number, k: number, rho: number, z: number, into: LostShare): boolean {
  const total = s + k;
  const b = rho <= 1 ? k : s + 1;
  const c = total + 1;
  let term = b / c; // of order n, divided by z
  let harmonicB = 1 / b;
  let harmonicC = 1 / c;
  let sum = 0;
  let byB = 0;
  let byC = 0;
  let byZ = 0;
  for (let n = 1; ; n++) {
    sum += term;
    byB += term * harmonicB;
    byC -= term * harmonicC;
    byZ += n * term;
    if (n * term * z <= 1e-17 * (1 - z) * byZ) break;
    if (n === mostTerms) return false;
    term *= ((b + n) / (c + n)) * z;
    harmonicB += 1 / (b + n);
    harmonicC += 1 / (c + n);
  }
  const f = 1 + z * sum;
  const scale = rho <= 1 ? 1 / total : 1 / (rho * total);
  const value = f * scale;
  const slopeB = z * byB * scale;
  const slopeC = z * byC * scale - value / total;
  into.value = value;
  into.byS = rho <= 1 ? slopeC : slopeB + slopeC;
  into.byK = rho <= 1 ? slopeB + slopeC : slopeC;
  into.byRho = rho <= 1 ? -byZ * scale : (byZ * scale) / rho ** 2 - value / rho;
  return true;
}

/** The same by the double exponential rule for integrands that decay exponentially (Takahasi & Mori 1974). */
export function lostShareByIntegral(s: number, k: number, rho: number, into: LostShare): void {
  const step = 1 / 24;
  const unit = 1 / (s + k);
  let value = 0;
  let byS = 0;
  let byK = 0;
  let byRho = 0;
  // Where ρ is large the integrand falls within 1/(ρ k); nodes reach down that far.
  const from = Math.min(-4, -Math.log(45 + Math.log1p(rho * (1 + k))) - 1);
  for (let i = Math.round(from / step); ; i++) {
    const u = i * step;
    const spread = Math.exp(-u);
    const w = unit * Math.exp(u - spread);
    if (w === 0) continue;
    const grown = w < 30 ? rho * Math.expm1(w) : Number.POSITIVE_INFINITY;
    const log = w < 30 ? Math.log1p(grown) : w + Math.log(rho) + Math.log1p((1 / rho - 1) * Math.exp(-w));
    const exponent = s * w + k * log;
    if (exponent > 745) break;
    const part = Math.exp(-exponent) * w * (1 + spread) * step;
    value += part;
    byS -= part * w;
    byK -= part * log;
    byRho -= part * (k / rho) * (grown === Number.POSITIVE_INFINITY ? 1 : grown / (1 + grown));
  }
  into.value = value;
  into.byS = byS;
  into.byK = byK;
  into.byRho = byRho;
}
