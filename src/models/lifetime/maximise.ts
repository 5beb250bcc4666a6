import { inverse, type Matrix, times } from './matrix.ts';
import type { Likelihood } from './purchase-model.ts';

export interface Maximum {
  readonly theta: Float64Array;
  readonly logLikelihood: number;
  /** Covariance of the logarithms of the parameters; nothing where the maximum is a ridge or lies at a bound. */
  readonly covariance: Matrix | undefined;
  /** Parameters that ran to the end of their range: the data sets no finite value for them. */
  readonly atBound: readonly boolean[];
  readonly evaluations: number;
}

export interface Range {
  readonly lower: number;
  readonly upper: number;
}

/** The slope of the mean log-likelihood below which the climb ends. */
const flat = 1e-8;
const mostSteps = 300;
/** Three steps that gain less log-likelihood than this end the climb too: it goes along a ridge. */
const noGain = 1e-7;
/** The last digits of a sum over a million customers. */
const noise = 1e-13;
/** How near, in log-parameters, is on the bound; and how near counts as having run to it. */
const touch = 1e-9;
const near = 0.01;
/** Half the distance, in log-parameters, over which slopes are compared for the Hessian. */
const apart = 1e-4;

/**
 * The parameters that make the data likeliest, by BFGS in the logarithms of the parameters, kept inside a box, then
 * polished by Newton steps with the Hessian that gives the standard errors. `count` is the number of observations: it
 * only sets the scale on which the slope counts as nought. `guess` is the inverse Hessian of the mean near the start,
 * where somebody knows it.
 */
export function maximise(
  likelihood: Likelihood,
  start: ArrayLike<number>,
  ranges: readonly Range[],
  count: number,
  guess?: Matrix,
): Maximum {
  const size = start.length;
  const lower = ranges.map((range) => Math.log(range.lower));
  const upper = ranges.map((range) => Math.log(range.upper));
  const theta = new Float64Array(size);
  let evaluations = 0;
  /** Minus the mean log-likelihood. */
  const cost = (u: Float64Array, slope: Float64Array): number => {
    evaluations += 1;
    for (let i = 0; i < size; i++) theta[i] = Math.exp(u[i]!);
    const value = likelihood(theta, slope);
    for (let i = 0; i < size; i++) slope[i] = (-slope[i]! * theta[i]!) / count;
    return -value / count;
  };
  const box = (value: number, i: number): number => Math.min(Math.max(value, lower[i]!), upper[i]!);
  /** Held by its bound: the slope pushes outwards. */
  const isHeld = (u: Float64Array, slope: Float64Array, i: number): boolean =>
    (u[i]! <= lower[i]! + touch && slope[i]! > 0) || (u[i]! >= upper[i]! - touch && slope[i]! < 0);
  const steepest = (u: Float64Array, slope: Float64Array): number =>
    slope.reduce((most, value, i) => (isHeld(u, slope, i) ? most : Math.max(most, Math.abs(value))), 0);

  let u = Float64Array.from(start, (value, i) => box(Math.log(value), i));
  let slope = new Float64Array(size);
  let value = cost(u, slope);
  let curvature = guess ?? identity(size);
  let fresh = guess === undefined;
  let held = u.map(() => 0);
  let stalled = 0;
  for (let step = 0; step < mostSteps && steepest(u, slope) > flat && stalled < 3; step++) {
    const before = held;
    held = u.map((_, i) => (isHeld(u, slope, i) ? 1 : 0));
    const free = (vector: Float64Array): Float64Array => vector.map((d, i) => (held[i] === 1 ? 0 : d));
    let direction = free(times(curvature, free(slope)).map((d) => -d));
    if (dot(direction, slope) >= 0 || held.some((h, i) => h !== before[i])) {
      curvature = identity(size);
      fresh = true;
      direction = free(slope.map((d) => -d));
    }
    // No parameter changes by more than a factor e² in one step, and none runs through its bound.
    const longest = direction.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
    const length = direction.reduce(
      (least, d, i) => {
        const room = d > 0 ? upper[i]! - u[i]! : u[i]! - lower[i]!;
        return d !== 0 && room > touch ? Math.min(least, room / Math.abs(d)) : least;
      },
      Math.min(1, (fresh ? 0.5 : 2) / longest),
    );
    const next = search(length, direction);
    if (next === undefined) {
      if (fresh) break;
      curvature = identity(size);
      fresh = true;
      continue;
    }
    stalled = (value - next.value) * count < noGain ? stalled + 1 : 0;
    curvature = updated(curvature, u, next.u, free(slope), free(next.slope), fresh);
    fresh = false;
    ({ u, slope, value } = next);
  }

  function search(first: number, direction: Float64Array) {
    for (let length = first, halvings = 0; halvings < 40; halvings++, length *= 0.4) {
      const there = u.map((at, i) => box(at + length * direction[i]!, i));
      const thereSlope = new Float64Array(size);
      const thereValue = cost(there, thereSlope);
      let gain = 0;
      for (let i = 0; i < size; i++) gain += slope[i]! * (there[i]! - u[i]!);
      if (gain < 0 && thereValue <= value + 1e-4 * gain + noise * Math.abs(value))
        return { u: there, slope: thereSlope, value: thereValue };
    }
    return undefined;
  }

  const atBound = Array.from(u, (at, i) => at <= lower[i]! + near || at >= upper[i]! - near);
  let hessian = atBound.some(Boolean) ? undefined : inverse(hessianAt(u, cost), size);
  for (let polish = 0; polish < 4 && hessian !== undefined; polish++) {
    const move = times(hessian, slope);
    const there = u.map((at, i) => box(at - move[i]!, i));
    const thereSlope = new Float64Array(size);
    const thereValue = cost(there, thereSlope);
    if (!(steepest(there, thereSlope) < steepest(u, slope)) || thereValue > value + noise * Math.abs(value))
      break;
    const isFar = move.some((d) => Math.abs(d) > 1e-3);
    u = there;
    slope = thereSlope;
    value = thereValue;
    if (isFar) hessian = inverse(hessianAt(u, cost), size);
  }

  return {
    theta: u.map(Math.exp),
    logLikelihood: -value * count,
    covariance: hessian?.map((entry) => entry / count),
    atBound,
    evaluations,
  };
}

/** Observations that tell roughly where the maximum of all of them is. */
const enough = 20_000;

/**
 * The same maximum for many observations: the climb is made by a part of them, and only its last steps by all. A step
 * of a million takes as long as the whole climb of those few.
 *
 * @param size observations, or groups of them, that one evaluation goes through
 * @param part one in `stride` of them, with the number of observations
 */
export function maximiseMany(
  { likelihood, count, size }: { likelihood: Likelihood; count: number; size: number },
  part: (stride: number) => { likelihood: Likelihood; count: number },
  start: readonly number[],
  ranges: readonly Range[],
): Maximum {
  const stride = Math.floor(size / enough);
  if (stride < 2) return maximise(likelihood, start, ranges, count);
  const few = part(stride);
  const { theta, covariance } = maximise(few.likelihood, start, ranges, few.count);
  if (covariance === undefined) return maximise(likelihood, start, ranges, count);
  const guess = covariance.map((entry) => entry * few.count);
  return maximise(likelihood, theta, ranges, count, guess);
}

type Cost = (u: Float64Array, slope: Float64Array) => number;

/** From slopes on both sides, made symmetric. */
function hessianAt(u: Float64Array, cost: Cost): Matrix {
  const size = u.length;
  const rows = Array.from(u, (_, i) => {
    const [before, after] = [new Float64Array(size), new Float64Array(size)];
    cost(
      u.map((at, j) => (i === j ? at - apart : at)),
      before,
    );
    cost(
      u.map((at, j) => (i === j ? at + apart : at)),
      after,
    );
    return after.map((slope, j) => (slope - before[j]!) / (2 * apart));
  });
  const hessian = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) hessian[i * size + j] = (rows[i]![j]! + rows[j]![i]!) / 2;
  return hessian;
}

/** The BFGS update of the inverse curvature. */
function updated(
  curvature: Matrix,
  u: Float64Array,
  nextU: Float64Array,
  slope: Float64Array,
  nextSlope: Float64Array,
  fresh: boolean,
): Matrix {
  const size = u.length;
  const s = nextU.map((at, i) => at - u[i]!);
  const y = nextSlope.map((at, i) => at - slope[i]!);
  const sy = dot(s, y);
  if (!(sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return curvature;
  const base = fresh ? curvature.map((entry) => (entry * sy) / dot(y, y)) : curvature;
  const by = times(base, y);
  const scale = (1 + dot(y, by) / sy) / sy;
  const next = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      next[i * size + j] =
        base[i * size + j]! + scale * s[i]! * s[j]! - (by[i]! * s[j]! + s[i]! * by[j]!) / sy;
  return next;
}

function identity(size: number): Matrix {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}
