import { z } from 'zod';
import { customerClasses } from '../contracts/canonical/customers.ts';
import { lineClasses } from '../contracts/canonical/sales.ts';
import { type AgeingBucket, ageingBuckets, badDebtMethods, revaluations } from '../contracts/credit.ts';
import { directSources, driverNames, poolLevels } from '../contracts/drivers.ts';
import { code, isoDate, label, share } from '../contracts/settings-kit.ts';
import { bookComponents, poolLines } from '../contracts/statement.ts';

/** The settings of the profit statement, its costs and books, and the customer features. */

const codes = z
  .union([code, z.array(code).min(1)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

export const periodSettings = z
  .strictObject({
    from: isoDate
      .optional()
      .meta({ description: 'First day that counts. Default: all that the extracts hold.' }),
  })
  .meta({ description: 'What the figures cover. The end is always the as-of date.' });

export const customerClassSettings = z
  .partialRecord(
    z.enum(customerClasses),
    z.strictObject({
      ids: z.array(code).optional().meta({ description: 'Customer numbers.' }),
      names: z.array(z.string().min(1)).optional().meta({
        description: 'Words; a customer whose name contains one of them is of this class.',
      }),
    }),
  )
  .meta({
    description:
      'Accounts that are no ordinary customers. They are shown on lines of their own and never ranked.',
  });

export const lineClassSettings = z
  .partialRecord(z.enum(lineClasses), z.strictObject({ products: z.array(code).min(1) }))
  .meta({ description: 'Product numbers that are not goods: freight, fees, deposits.' });

const perDriver = z
  .partialRecord(z.enum(driverNames), z.number())
  .refine((terms) => Object.keys(terms).length > 0, 'name at least one driver');

const accounts = codes.meta({ description: 'Ledger accounts whose cost it is.' });
const poolBase = {
  label: label.optional(),
  line: z.enum(poolLines).meta({ description: 'Line of the statement the cost belongs to.' }),
  accounts,
  level: z.enum(poolLevels).optional().meta({
    description:
      'What causes the cost: a line, a batch (delivery), an order, or the customer as such. Default: the widest level of its drivers. Costs of the company as such belong under `books.company_level`.',
  }),
  avoidable: z.boolean().optional().meta({
    description: 'Whether the cost leaves with the customer. Default: yes for `direct`, no for the others.',
  }),
};

export const poolSettings = z.discriminatedUnion('method', [
  z
    .strictObject({
      ...poolBase,
      method: z.literal('time_driven'),
      capacity: z
        .strictObject({
          people: z.number().positive(),
          hours_per_month: z.number().positive().default(160),
          practical: share
            .default(0.8)
            .meta({ description: 'Practical share of theoretical capacity. Default 80%.' }),
        })
        .or(z.strictObject({ minutes_per_month: z.number().positive() }))
        .meta({ description: 'Practical capacity: people × hours × practical share, or minutes a month.' }),
      minutes: perDriver.meta({
        description:
          'The time equation: minutes per unit of each driver, e.g. `{ orders: 4, invoice_lines: 1.5 }`. Measured minutes count 1.',
      }),
      fallback: z.enum(driverNames).optional().meta({
        description: 'Driver to share the cost by in months where the minutes are unknown.',
      }),
    })
    .meta({
      description:
        'Kaplan & Anderson (2004): minutes × capacity cost rate; unused capacity stays with the company.',
    }),
  z
    .strictObject({
      ...poolBase,
      method: z.literal('driver_share'),
      drivers: perDriver.meta({
        description: 'Drivers and their weights; the pool is split in proportion to the sum.',
      }),
    })
    .meta({ description: 'The whole pool, split in proportion to a driver.' }),
  z
    .strictObject({
      ...poolBase,
      accounts: accounts.optional().meta({
        description:
          'Ledger accounts that must prove the amounts. Without them the documents count unproven.',
      }),
      method: z.literal('direct'),
      from: z.enum(directSources).meta({ description: 'Amounts that documents carry themselves.' }),
    })
    .meta({ description: 'Charged as the documents say; the ledger only proves it.' }),
]);

export const costSettings = z
  .record(z.string().min(1), poolSettings)
  .meta({ description: 'Cost pools by name.' });

export const bookSettings = z
  .strictObject({
    tolerance: z.number().min(0).default(1).meta({
      description:
        'Unexplained difference per account and month that still counts as reconciled. Default 1.00.',
    }),
    accounts: z
      .array(
        z.strictObject({
          accounts: codes.meta({ description: 'Account, or accounts that can only be tied together.' }),
          carries: z
            .union([z.enum(bookComponents), z.array(z.enum(bookComponents)).min(1)])
            .transform((value) => (Array.isArray(value) ? value : [value])),
        }),
      )
      .default([])
      .meta({
        description:
          'Accounts that must tie to documents: sales, returns, rebates, freight billed, cost of goods, bad debt, exchange differences on receivables.',
      }),
    revaluation: z.enum(revaluations).default('monthly').meta({
      description:
        'When the books value open receivables in other currencies: at the end of each month (default) or of the year, taken back in the month after, or not before they are paid (`none`).',
    }),
    company_level: z
      .array(z.strictObject({ accounts: codes, label: label.optional() }))
      .default([])
      .meta({ description: 'Costs that no customer causes. They are shown and never spread.' }),
  })
  .meta({ description: 'How the ledger is used, and how far it may be off.' });

export const returnSettings = z.enum(['posted', 'sale']).meta({
  description:
    'The month in which returns and credit notes count: when they are `posted` (default), or that of the `sale` they take back: the last one before them of the same order and product, else of the same product.',
});

export const sensitivitySettings = z
  .strictObject({
    share: share.default(0.2).meta({
      description:
        'How far time-equation coefficients and driver weights are moved up and down. Default 20%; 0 switches it off.',
    }),
  })
  .meta({ description: 'How sure the profits are: which customers keep their sign.' });

export const creditSettings = z
  .strictObject({
    annual_rate: share.default(0.06).meta({ description: 'What a year of credit costs us. Default 6%.' }),
    bad_debt: z.enum(badDebtMethods).default('written_off').meta({
      description:
        'What bad debt is in the statement: what was `written_off` (default), or the loss `expected` on what is open at the as-of date, by bucket of the ageing. One of the two, never both; the other one is shown beside.',
    }),
    loss_rates: z
      .strictObject(
        Object.fromEntries(
          ageingBuckets.map(({ id, label: name }) => [
            id,
            share.meta({ description: `Share that is lost of what is ${name.en}: \`1.6%\`.` }),
          ]),
        ) as Record<AgeingBucket, typeof share>,
      )
      .optional()
      .meta({
        description:
          'Loss rates by days past due, a provision matrix as in IFRS 9, B5.5.35. Default: from the extract’s own write-offs, where it has any; without either, no loss is expected.',
      }),
  })
  .meta({
    description: 'Cost of credit: open balance × days × annual rate / 365; and what is lost for good.',
  });

export const scoreRange = z
  .string()
  .regex(/^[1-9](-[1-9])?$/, 'write a score as 4 or 4-5')
  .transform((value) => {
    const [low, high] = value.split('-').map(Number);
    return { low: low!, high: high ?? low! };
  });

const rising = z
  .array(z.number())
  .min(1)
  .refine(
    (limits) => limits.every((limit, index) => index === 0 || limit > limits[index - 1]!),
    'break points rise from one to the next',
  );

export const rfmSettings = z
  .strictObject({
    window_months: z.number().int().positive().optional().meta({
      description: 'Months before the as-of date that count. Default: the whole period.',
    }),
    bins: z.number().int().min(2).max(9).default(5).meta({ description: 'Number of scores. Default 5.' }),
    monetary: z.enum(['net_sales', 'net_profit']).default('net_sales'),
    breaks: z
      .strictObject({
        recency: rising.optional().meta({
          description: 'Days, rising: up to the first gets the best score. `[30, 90, 180, 365]`',
        }),
        frequency: rising.optional().meta({
          description: 'Purchases, rising: from the first upward gets score 2. `[2, 4, 8, 16]`',
        }),
        monetary: rising
          .optional()
          .meta({ description: 'Amounts, rising: from the first upward gets score 2.' }),
      })
      .optional()
      .meta({
        description:
          'Break points of your own, one fewer than there are scores. A measure without them is scored by quantile.',
      }),
    segments: z
      .array(
        z.strictObject({
          segment: z.string().min(1),
          label: label.optional(),
          recency: scoreRange,
          frequency: scoreRange,
        }),
      )
      .optional()
      .meta({
        description:
          'Named segments by recency and frequency score; they must cover every pair exactly once.',
      }),
  })
  .superRefine(({ breaks, bins }, context) => {
    for (const [measure, limits] of Object.entries(breaks ?? {}))
      if (limits !== undefined && limits.length !== bins - 1)
        context.addIssue({
          code: 'custom',
          path: ['breaks', measure],
          message: `${bins} scores need ${bins - 1} break points; here are ${limits.length}`,
        });
  })
  .meta({ description: 'Recency, frequency, monetary.' });

export const featureSettings = z.strictObject({
  period: periodSettings.default({}),
  customer_classes: customerClassSettings.default({}),
  line_classes: lineClassSettings.default({}),
  costs: costSettings.default({}),
  books: bookSettings.prefault({}),
  credit: creditSettings.prefault({}),
  returns: returnSettings.default('posted'),
  sensitivity: sensitivitySettings.prefault({}),
  rfm: rfmSettings.prefault({}),
});
export type FeatureSettings = z.output<typeof featureSettings>;
export type PoolSettings = z.output<typeof poolSettings>;
