import { z } from 'zod';
import { isoDate, share } from '../../contracts/settings-kit.ts';
import { purchaseModels } from './purchase-model.ts';

/** How far lifetime value looks ahead, by which model, and what it is worth today. */
export const lifetimeSettings = z
  .strictObject({
    model: z.enum(purchaseModels).default('mbg_nbd').meta({
      description:
        'When customers buy and when they stop. `mbg_nbd` (default), `bg_nbd` (takes every one-time buyer to be alive) or `pareto_nbd`.',
    }),
    horizon_months: z
      .number()
      .int()
      .min(1)
      .max(120)
      .default(12)
      .meta({ description: 'Calendar months from the as-of date that value is counted for. Default 12.' }),
    until: isoDate
      .optional()
      .meta({ description: 'The last day value is counted for, instead of `horizon_months`.' }),
    annual_rate: share
      .default(0.1)
      .meta({ description: 'By how much money a year from now is worth less. Default 10%.' }),
    margin: share.optional().meta({
      description:
        'Profit per unit of future sales. Default: each customer’s own net margin, weighed against that of all.',
    }),
    holdout_months: z.number().int().min(1).max(60).optional().meta({
      description:
        'How many of the last months are held back to check the forecast. Default: a third of the history, a year at most.',
    }),
  })
  .meta({ description: 'Lifetime value and the chance that a customer is still one.' });
export type LifetimeSettings = z.output<typeof lifetimeSettings>;
