import { gammaPoisson } from './counts.ts';
import { type LostShare, lostShare } from './lost-share.ts';
import { risingLogs } from './nbd.ts';
import type { Likelihood, PurchaseModel } from './purchase-model.ts';
import { expm1Over } from './special.ts';
import { type Triplets, totals } from './triplets.ts';

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987): customers buy at gamma distributed rates (r, α) and stop at any
 * time, at gamma distributed rates (s, β). With k = r + x and J of `lost-share.ts` at ρ(t) = (β + t)/(α + t), the odds
 * that a customer has stopped are
 *
 *   Q = s · (e^h J(t_x) − J(T)),   h = k ln((α+T)/(α+t_x)) + s ln((β+T)/(β+t_x)) ≥ 0,
 *
 * and ln(1 + Q) = h + ln D with D = e^(−h)(1 − s J(T)) + s J(t_x): positive terms only, and no e^h to overflow.
 */
export const paretoNbd: PurchaseModel = {
  name: 'pareto_nbd',
  parameters: ['r', 'alpha', 's', 'beta'],
  isTime: [false, true, false, true],

  start(data, r, alpha) {
    const { weeks } = totals(data);
    return [r, alpha, 0.7, weeks / data.customers];
  },

  likelihood: paretoLikelihood,

  alive(theta, x, last, age) {
    const [r, alpha, s, beta] = [theta[0]!, theta[1]!, theta[2]!, theta[3]!];
    const k = r + x;
    const h = k * Math.log((alpha + age) / (alpha + last)) + s * Math.log((beta + age) / (beta + last));
    if (h === 0) return 1;
    const [then, now] = [empty(), empty()];
    lostShare(s, k, (beta + last) / (alpha + last), then);
    lostShare(s, k, (beta + age) / (alpha + age), now);
    const shrunk = Math.exp(-h);
    return Math.min(1, shrunk / (shrunk * (1 - s * now.value) + s * then.value));
  },

  purchasesIfAlive(theta, x, age, ahead) {
    const [r, alpha, s, beta] = [theta[0]!, theta[1]!, theta[2]!, theta[3]!];
    const fade = -Math.log1p(ahead / (beta + age));
    return (((r + x) * (beta + age)) / (alpha + age)) * -expm1Over(s - 1, fade);
  },

  // Who stops after u weeks buys until then; the weights are those of the time of stopping, up to the end.
  countsIfAlive(theta, x, age, ahead) {
    const [r, alpha, s, beta] = [theta[0]!, theta[1]!, theta[2]!, theta[3]!];
    const elapsed = beta + age;
    const stays = (u: number): number => Math.exp(-s * Math.log1p(u / elapsed));
    const parts = legendre.map(([node, weight]) => {
      const u = ahead * node;
      const chance = (weight * ahead * s * stays(u)) / (elapsed + u);
      return { chance, atLeast: gammaPoisson(r + x, alpha + age, u) };
    });
    parts.push({ chance: stays(ahead), atLeast: gammaPoisson(r + x, alpha + age, ahead) });
    return () => parts.reduce((sum, { chance, atLeast }) => sum + chance * atLeast(), 0);
  },
};

/** Gauss–Legendre nodes and weights on 0 to 1, eight of them. */
const legendre: readonly (readonly [node: number, weight: number])[] = [
  [0.9602898564975363, 0.1012285362903763],
  [0.7966664774136267, 0.2223810344533745],
  [0.525532409916329, 0.3137066458778873],
  [0.1834346424956498, 0.362683783378362],
].flatMap(([node, weight]) => [
  [(1 - node!) / 2, weight! / 2] as const,
  [(1 + node!) / 2, weight! / 2] as const,
]);

const empty = (): LostShare => ({ value: 0, byS: 0, byK: 0, byRho: 0 });

function paretoLikelihood(data: Triplets): Likelihood {
  const { size, x, weight, times, last, age, more } = data;
  const pairs = distinctPairs(data);
  // J and its derivatives by r, α, s, β for each distinct x and time.
  const values = new Float64Array(pairs.count);
  const slopes = new Float64Array(pairs.count * 4);
  const byAlphaOf = new Float64Array(times.length);
  const byBetaOf = new Float64Array(times.length);
  const logsAlpha = new Float64Array(times.length);
  const logsBeta = new Float64Array(times.length);
  const share = empty();

  return (theta, gradient) => {
    const [r, alpha, s, beta] = [theta[0]!, theta[1]!, theta[2]!, theta[3]!];
    for (let j = 0; j < times.length; j++) {
      byAlphaOf[j] = 1 / (alpha + times[j]!);
      byBetaOf[j] = 1 / (beta + times[j]!);
      // ln(1 + t/α): small where α is large, where ln(α + t) would lose it.
      logsAlpha[j] = Math.log1p(times[j]! / alpha);
      logsBeta[j] = Math.log1p(times[j]! / beta);
    }
    for (let p = 0; p < pairs.count; p++) {
      const j = pairs.time[p]!;
      const rho = (beta + times[j]!) * byAlphaOf[j]!;
      lostShare(s, r + pairs.x[p]!, rho, share);
      values[p] = share.value;
      slopes[4 * p] = share.byK;
      slopes[4 * p + 1] = -share.byRho * rho * byAlphaOf[j]!;
      slopes[4 * p + 2] = share.byS;
      slopes[4 * p + 3] = share.byRho * byAlphaOf[j]!;
    }
    const rising = risingLogs(r, more);
    let sum = rising.sum;
    let byR = rising.slope;
    let byAlpha = 0;
    let byS = 0;
    let byBeta = 0;
    const logAlpha = Math.log(alpha);
    for (let i = 0; i < size; i++) {
      const w = weight[i]!;
      const k = r + x[i]!;
      const then = last[i]!;
      const now = age[i]!;
      const [before, after] = [pairs.atLast[i]!, pairs.atAge[i]!];
      const stretchR = logsAlpha[now]! - logsAlpha[then]!;
      const stretchS = logsBeta[now]! - logsBeta[then]!;
      const shrunk = Math.exp(-(k * stretchR + s * stretchS));
      const rest = shrunk * (1 - s * values[after]!);
      const whole = rest + s * values[before]!;
      // h and the −k ln(α+T) − s ln(β+T) of the rest of the likelihood leave these.
      sum += w * (Math.log(whole) - k * logsAlpha[then]! - s * logsBeta[then]! - x[i]! * logAlpha);
      const perWhole = w / whole;
      const fall = perWhole * rest;
      const [down, up] = [perWhole * shrunk * s, perWhole * s];
      const [a4, b4] = [4 * after, 4 * before];
      byR += up * slopes[b4]! - down * slopes[a4]! - fall * stretchR - w * logsAlpha[then]!;
      byAlpha +=
        up * slopes[b4 + 1]! -
        down * slopes[a4 + 1]! -
        fall * k * (byAlphaOf[now]! - byAlphaOf[then]!) +
        w * (r / alpha - k * byAlphaOf[then]!);
      byS +=
        up * slopes[b4 + 2]! -
        down * slopes[a4 + 2]! +
        perWhole * (values[before]! - shrunk * values[after]!) -
        fall * stretchS -
        w * logsBeta[then]!;
      byBeta +=
        up * slopes[b4 + 3]! -
        down * slopes[a4 + 3]! -
        fall * s * (byBetaOf[now]! - byBetaOf[then]!) +
        w * s * (1 / beta - byBetaOf[then]!);
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    gradient[2] = byS;
    gradient[3] = byBeta;
    return sum;
  };
}

/** Each distinct x with each time it occurs at: far fewer than triplets, and J is the dear part. */
function distinctPairs({ size, x, times, last, age }: Triplets) {
  const indexOf = new Map<number, number>();
  const keys: number[] = [];
  const place = (count: number, time: number): number => {
    const key = count * times.length + time;
    let index = indexOf.get(key);
    if (index === undefined) {
      index = keys.length;
      indexOf.set(key, index);
      keys.push(key);
    }
    return index;
  };
  const atLast = new Int32Array(size);
  const atAge = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    atLast[i] = place(x[i]!, last[i]!);
    atAge[i] = place(x[i]!, age[i]!);
  }
  return {
    count: keys.length,
    x: Int32Array.from(keys, (key) => Math.floor(key / times.length)),
    time: Int32Array.from(keys, (key) => key % times.length),
    atLast,
    atAge,
  };
}
