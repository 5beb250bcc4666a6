import { bgNbd, mbgNbd } from './beta-geometric.ts';
import { fitPurchases, fitWithoutDropout, type PurchaseFit } from './fit.ts';
import { paretoNbd } from './pareto-nbd.ts';
import type { PurchaseModel, purchaseModels } from './purchase-model.ts';
import { type Triplets, totals } from './triplets.ts';

const models: Readonly<Record<(typeof purchaseModels)[number], PurchaseModel>> = {
  mbg_nbd: mbgNbd,
  bg_nbd: bgNbd,
  pareto_nbd: paretoNbd,
};

/** Fewer customers, or fewer who came back, say nothing about the rest. */
export const fewest = { customers: 30, repeaters: 20 } as const;

/** Chance of so large a likelihood ratio without any dropout, from which on dropout counts as shown. */
export const significance = 0.05;

export type Verdict = 'fitted' | 'at_bound' | 'no_dropout' | 'too_few';

export interface Choice {
  readonly verdict: Verdict;
  /** The fit that predictions come from; nothing for `too_few`. */
  readonly fit: PurchaseFit | undefined;
  readonly logLikelihoodNbd: number | undefined;
  /** Twice the gain in log-likelihood over NBD, and its p-value. */
  readonly ratio: number | undefined;
  readonly p: number | undefined;
}

/**
 * Fits the wanted model and tests it against NBD, in which nobody ever stops. The ratio is compared with χ² of two
 * degrees (p = e^(−ratio/2)), on the safe side because dropout begins at the edge of its range. Where it is not
 * significant the data cannot tell a customer who has stopped from one who waits: predictions then come from NBD, and
 * there are no probabilities of being alive.
 */
export function choosePurchases(wanted: keyof typeof models, data: Triplets): Choice {
  const { repeaters, weeks } = totals(data);
  if (data.customers < fewest.customers || repeaters < fewest.repeaters || weeks === 0)
    return {
      verdict: 'too_few',
      fit: undefined,
      logLikelihoodNbd: undefined,
      ratio: undefined,
      p: undefined,
    };
  const plain = fitWithoutDropout(data);
  const model = models[wanted];
  const full = fitPurchases(model, data, model.start(data, plain.theta[0]!, plain.theta[1]!));
  const ratio = Math.max(0, 2 * (full.logLikelihood - plain.logLikelihood));
  const p = Math.exp(-ratio / 2);
  const shown = { logLikelihoodNbd: plain.logLikelihood, ratio, p };
  if (!(p < significance)) return { verdict: 'no_dropout', fit: plain, ...shown };
  return { verdict: full.covariance === undefined ? 'at_bound' : 'fitted', fit: full, ...shown };
}
