import { type Maximum, maximiseMany, type Range } from './maximise.ts';
import { nbd } from './nbd.ts';
import type { PurchaseModel } from './purchase-model.ts';
import { partOf, type Triplets, totals } from './triplets.ts';

export interface PurchaseFit extends Maximum {
  readonly model: PurchaseModel;
  /** Standard errors of the parameters, from the Hessian; nothing where the maximum is a ridge or lies at a bound. */
  readonly errors: readonly number[] | undefined;
}

/**
 * How far from 1 (from the longest age, for a length of time) a parameter may run. Where customers do not differ, the
 * likelihood rises for ever and ever less; beyond a few thousand nothing changes but digits lost.
 */
export const reach = { down: Math.exp(-12), up: Math.exp(8) } as const;

/** Fits one model by maximum likelihood. `data` has at least one repeat purchase and one week of age. */
export function fitPurchases(model: PurchaseModel, data: Triplets, start: readonly number[]): PurchaseFit {
  const longest = data.times.at(-1)!;
  const ranges = model.isTime.map((isTime): Range => {
    const unit = isTime ? longest : 1;
    return { lower: unit * reach.down, upper: unit * reach.up };
  });
  const observed = (some: Triplets) => ({
    likelihood: model.likelihood(some),
    count: some.customers,
    size: some.size,
  });
  const maximum = maximiseMany(observed(data), (stride) => observed(partOf(data, stride)), start, ranges);
  return { ...maximum, model, errors: errorsOf(maximum) };
}

/** The model without dropout, from the overall rate. */
export function fitWithoutDropout(data: Triplets): PurchaseFit {
  const { purchases, weeks } = totals(data);
  return fitPurchases(nbd, data, [1, weeks / purchases]);
}

export function errorsOf({ theta, covariance }: Maximum): number[] | undefined {
  if (covariance === undefined) return undefined;
  const size = theta.length;
  return Array.from(theta, (value, i) => value * Math.sqrt(covariance[i * (size + 1)]!));
}
