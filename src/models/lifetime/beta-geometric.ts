import { gammaPoisson } from './counts.ts';
import { purchasesUntilDropout } from './geometric.ts';
import { risingLogs } from './nbd.ts';
import type { PurchaseModel } from './purchase-model.ts';
import type { Triplets } from './triplets.ts';

/**
 * BG/NBD (Fader, Hardie & Lee 2005): customers buy at gamma distributed rates (r, α) and may stop after each repeat
 * purchase with a beta distributed chance (a, b). Who never came back had no occasion to stop, and counts as alive.
 */
export const bgNbd: PurchaseModel = betaGeometric('bg_nbd', 0);

/** MBG/NBD (Batislam, Denizel & Filiztekin 2007): customers may stop after the first purchase as well. */
export const mbgNbd: PurchaseModel = betaGeometric('mbg_nbd', 1);

/** `occasions`: how often more than x a customer had the occasion to stop. */
function betaGeometric(name: 'bg_nbd' | 'mbg_nbd', occasions: 0 | 1): PurchaseModel {
  /** Logarithm of the odds that the customer has stopped: after the last purchase, against not at all. */
  const logOdds = (theta: ArrayLike<number>, x: number, last: number, age: number): number => {
    const [r, alpha, a, b] = [theta[0]!, theta[1]!, theta[2]!, theta[3]!];
    if (x + occasions === 0) return Number.NEGATIVE_INFINITY;
    return Math.log(a / (b + x + occasions - 1)) + (r + x) * Math.log((alpha + age) / (alpha + last));
  };

  return {
    name,
    parameters: ['r', 'alpha', 'a', 'b'],
    isTime: [false, true, false, false],

    start: (_data, r, alpha) => [r, alpha, 1, 4],

    likelihood(data: Triplets) {
      const { size, x, weight, times, last, age, more, customers } = data;
      // How many customers had the occasion to stop for the k-th time, counted from 0.
      const asked = occasions === 0 ? more : new Float64Array(more.length + 1);
      if (occasions === 1) {
        asked[0] = customers;
        asked.set(more, 1);
      }
      const logs = new Float64Array(times.length);
      const fades = new Float64Array(times.length);
      const inverses = new Float64Array(times.length);
      const logOnes = new Float64Array(more.length + 1);

      return (theta, gradient) => {
        const r = theta[0]!;
        const alpha = theta[1]!;
        const a = theta[2]!;
        const b = theta[3]!;
        for (let j = 0; j < times.length; j++) {
          logs[j] = Math.log(alpha + times[j]!);
          fades[j] = Math.log1p(times[j]! / alpha);
          inverses[j] = 1 / (alpha + times[j]!);
        }
        for (let k = 0; k < logOnes.length; k++) logOnes[k] = Math.log(a / (b + k + occasions - 1));

        const rising = risingLogs(r, more);
        let sum = rising.sum;
        let byR = rising.slope;
        let byAlpha = 0;
        let byA = 0;
        let byB = 0;
        for (let k = 0; k < asked.length; k++) {
          const n = asked[k]!;
          if (n === 0) break;
          sum -= n * Math.log1p(a / (b + k));
          byA -= n / (a + b + k);
          byB += (n * a) / ((b + k) * (a + b + k));
        }
        for (let i = 0; i < size; i++) {
          const count = x[i]!;
          const w = weight[i]!;
          const now = age[i]!;
          let here = -r * fades[now]! - count * logs[now]!;
          let hereR = -fades[now]!;
          let hereAlpha = r / alpha - (r + count) * inverses[now]!;
          if (count + occasions > 0) {
            const then = last[i]!;
            const stretch = logs[now]! - logs[then]!;
            const odds = logOnes[count]! + (r + count) * stretch;
            const small = Math.exp(-Math.abs(odds));
            const stopped = odds > 0 ? 1 / (1 + small) : small / (1 + small);
            here += Math.max(odds, 0) + Math.log1p(small);
            hereR += stopped * stretch;
            hereAlpha += stopped * (r + count) * (inverses[now]! - inverses[then]!);
            byA += (w * stopped) / a;
            byB -= (w * stopped) / (b + count + occasions - 1);
          }
          sum += w * here;
          byR += w * hereR;
          byAlpha += w * hereAlpha;
        }
        gradient[0] = byR;
        gradient[1] = byAlpha;
        gradient[2] = byA;
        gradient[3] = byB;
        return sum;
      };
    },

    alive: (theta, x, last, age) => 1 / (1 + Math.exp(logOdds(theta, x, last, age))),

    purchasesIfAlive: (theta, x, age, ahead) =>
      purchasesUntilDropout(theta[0]! + x, theta[1]! + age, theta[2]!, theta[3]! + x + occasions, ahead),

    // At least n purchases: at least n occasions, and not stopped after the n − 1 before the last.
    countsIfAlive(theta, x, age, ahead) {
      const occasion = gammaPoisson(theta[0]! + x, theta[1]! + age, ahead);
      const [a, survived] = [theta[2]!, theta[3]! + x + occasions];
      let stayed = 1;
      let count = 0;
      return () => {
        if (count > 0) stayed *= (survived + count - 1) / (a + survived + count - 1);
        count += 1;
        return stayed * occasion();
      };
    },
  };
}
