import { z } from 'zod';
import { share } from '../../contracts/settings-kit.ts';

/** When a customer counts as quiet, gone, new or changed, and how cohorts are cut. */
export const retentionSettings = z
  .strictObject({
    purchases: z.number().int().min(3).max(50).default(4).meta({
      description: 'Days with a purchase that a customer needs before it has a rhythm of its own. Default 4.',
    }),
    overdue: z.number().min(1).max(20).default(2).meta({
      description: 'A customer is overdue after this many of its usual intervals (their median). Default 2.',
    }),
    quantile: share.default(0.9).meta({
      description: 'And after more days than this share of its own intervals. Default 90%.',
    }),
    least_days: z.number().int().min(0).max(3650).default(30).meta({
      description: 'And never before this many days: a holiday, a full store. Default 30.',
    }),
    dormant_months: z.number().int().min(1).max(120).default(6).meta({
      description:
        'Months without a purchase after which a customer is dormant and goes to another salesperson, unless its own rhythm is slower. Default 6.',
    }),
    change: share.default(0.2).meta({
      description:
        'Change of net sales, year on year, from which a customer grows or shrinks, where single purchases do not explain it. Default 20%.',
    }),
    lookback_months: z.number().int().min(0).max(60).default(6).meta({
      description:
        'Months a customer without a date in the CRM must be unseen at the start of the extract before it counts as new. Default 6; 0: the extract holds every purchase there ever was.',
    }),
    cohorts: z.enum(['quarter', 'year']).optional().meta({
      description: 'What customers are grouped by in cohorts. Default: quarters, years from five years on.',
    }),
  })
  .meta({ description: 'Rhythm of purchases, retention and cohorts.' });
export type RetentionSettings = z.output<typeof retentionSettings>;

/** Not for the manager to set: levels of proof, and the longest history shown in quarters. */
export const proof = { z: 1.959963984540054, quarters: 20 } as const;
