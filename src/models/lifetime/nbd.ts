import { gammaPoisson } from './counts.ts';
import type { PurchaseModel } from './purchase-model.ts';
import type { Triplets } from './triplets.ts';

/**
 * Σ ln Γ(r + x) − ln Γ(r) over all customers, as a sum of logarithms: x is a whole number, and differences of
 * log-gammas lose their digits where r grows. Returns the sum and its derivative by r.
 */
export function risingLogs(r: number, more: Float64Array): { sum: number; slope: number } {
  let sum = 0;
  let slope = 0;
  for (let k = 0; k < more.length; k++) {
    const customers = more[k]!;
    if (customers === 0) break;
    sum += customers * Math.log(r + k);
    slope += customers / (r + k);
  }
  return { sum, slope };
}

/**
 * NBD (Ehrenberg 1959): customers buy at rates that differ by a gamma distribution (shape r, scale α in weeks) and
 * never stop. The measure of whether a model with dropout says anything.
 */
export const nbd: PurchaseModel = {
  name: 'nbd',
  parameters: ['r', 'alpha'],
  isTime: [false, true],

  start: (_data, r, alpha) => [r, alpha],

  likelihood(data: Triplets) {
    const { size, x, weight, times, age, more } = data;
    // The likelihood only knows how many customers are how old, and what they bought together.
    const customers = new Float64Array(times.length);
    const purchases = new Float64Array(times.length);
    for (let i = 0; i < size; i++) {
      const j = age[i]!;
      customers[j] = customers[j]! + weight[i]!;
      purchases[j] = purchases[j]! + weight[i]! * x[i]!;
    }
    return (theta, gradient) => {
      const r = theta[0]!;
      const alpha = theta[1]!;
      const rising = risingLogs(r, more);
      let sum = rising.sum;
      let byR = rising.slope;
      let byAlpha = 0;
      for (let j = 0; j < times.length; j++) {
        const n = customers[j]!;
        if (n === 0) continue;
        const whole = alpha + times[j]!;
        const fade = Math.log1p(times[j]! / alpha);
        sum -= n * r * fade + purchases[j]! * Math.log(whole);
        byR -= n * fade;
        byAlpha += (n * r) / alpha - (n * r + purchases[j]!) / whole;
      }
      gradient[0] = byR;
      gradient[1] = byAlpha;
      return sum;
    };
  },

  alive: () => 1,

  purchasesIfAlive: (theta, x, age, ahead) => ((theta[0]! + x) / (theta[1]! + age)) * ahead,

  countsIfAlive: (theta, x, age, ahead) => gammaPoisson(theta[0]! + x, theta[1]! + age, ahead),
};
