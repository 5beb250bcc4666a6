import type { AtLeast } from './counts.ts';
import type { Triplets } from './triplets.ts';

export const purchaseModels = ['mbg_nbd', 'bg_nbd', 'pareto_nbd'] as const;
export type PurchaseModelName = (typeof purchaseModels)[number] | 'nbd';

/** Log-likelihood of all customers at `theta`; writes its derivatives by each parameter to `gradient`. */
export type Likelihood = (theta: Float64Array, gradient: Float64Array) => number;

/**
 * A model of when customers buy and when they silently stop. Times are in weeks, parameters are positive. Whether a
 * customer is alive depends on the last purchase, what an alive customer buys does not: so both are asked for apart.
 */
export interface PurchaseModel {
  readonly name: PurchaseModelName;
  readonly parameters: readonly string[];
  /** Which parameters are lengths of time, so that their bounds follow the data's. */
  readonly isTime: readonly boolean[];
  /** Where to begin, given the optimum without dropout. */
  start(data: Triplets, r: number, alpha: number): number[];
  likelihood(data: Triplets): Likelihood;
  /** Probability that the customer still buys at the age T. */
  alive(theta: ArrayLike<number>, x: number, last: number, age: number): number;
  /** Purchases expected in the next `ahead` weeks from a customer who is alive at the age T. */
  purchasesIfAlive(theta: ArrayLike<number>, x: number, age: number, ahead: number): number;
  /** Chances that the same customer buys at least once, twice … in that time. They add up to `purchasesIfAlive`. */
  countsIfAlive(theta: ArrayLike<number>, x: number, age: number, ahead: number): AtLeast;
}
