import { z } from 'zod';
import { code, share } from '../../contracts/settings-kit.ts';
import type { Database } from '../../engine/database.ts';
import { writeTable } from '../write-table.ts';
import { keyMeasureNames, keyMeasures } from './measures.ts';

const weight = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?\s*%$/, 'write a weight as 40% or 40')])
  .transform((value) => (typeof value === 'number' ? value : Number.parseFloat(value)))
  .pipe(z.number().positive().max(1_000_000))
  .meta({ description: 'A weight, relative to the others: `40%` or `40`.' });

/** What makes a key customer, in the manager's words and weights. */
export const keyCustomerSettings = z
  .strictObject({
    weights: z
      .union([z.literal('entropy'), z.partialRecord(z.enum(keyMeasureNames), weight)])
      .optional()
      .meta({
        description:
          'What counts, and how much, relative to one another; or `entropy`: the more a measure tells customers apart, the more it counts. Default: profit 35, margin 20, growth 15, payment 15, service_load 15. A measure that the data does not carry is left out.',
      }),
    measures: z.array(z.enum(keyMeasureNames)).min(1).optional().meta({
      description: 'With `weights: entropy`: what is weighed. Default: the measures of the usual weights.',
    }),
    strategic: z
      .union([z.array(code), z.record(z.string().min(1), z.number().positive().max(1_000_000))])
      .transform((value) => (Array.isArray(value) ? Object.fromEntries(value.map((id) => [id, 1])) : value))
      .optional()
      .meta({
        description:
          'For the measure `strategic`: customer numbers that we judge important for other reasons, as a list or with points.',
      }),
    top: z.number().int().min(1).max(1000).default(20).meta({
      description: 'How many customers are called key. Default 20.',
    }),
    vary: share.default(0.2).meta({
      description: 'How far each weight is moved up and down to see who stays key. Default 20%.',
    }),
  })
  .refine(
    ({ weights }) => weights === undefined || weights === 'entropy' || Object.keys(weights).length > 0,
    { path: ['weights'], message: 'name at least one measure' },
  )
  .refine(({ weights, measures }) => measures === undefined || weights === 'entropy', {
    path: ['measures'],
    message: '`measures` goes with `weights: entropy`; otherwise the weights say what counts',
  })
  .refine(
    ({ weights, measures, strategic }) =>
      strategic !== undefined ||
      !(weights === 'entropy'
        ? measures?.includes('strategic')
        : weights !== undefined && 'strategic' in weights),
    { path: ['strategic'], message: 'the measure `strategic` needs the customers: `strategic: ["001015"]`' },
  )
  .meta({ description: 'The key-customer index: weighted percentiles, opened into their parts.' });
export type KeyCustomerSettings = z.output<typeof keyCustomerSettings>;

/** Measure → weight as given; nought for each where entropy decides. */
export function weightsOf({ weights, measures }: KeyCustomerSettings): Map<string, number> {
  const usual = keyMeasures.flatMap((one) => ('usual' in one ? [[one.measure, one.usual] as const] : []));
  if (weights === 'entropy')
    return new Map((measures ?? usual.map(([name]) => name)).map((name) => [name, 0]));
  if (weights === undefined) return new Map(usual);
  return new Map(Object.entries(weights).map(([name, value]) => [name, value!]));
}

/** `settings.key_customers`, `settings.key_measures` and `settings.strategic_customers`, for SQL to read. */
export async function writeKeyCustomerSettings(
  database: Database,
  settings: KeyCustomerSettings,
): Promise<void> {
  const entropy = settings.weights === 'entropy';
  await writeTable(
    database,
    'settings.key_customers',
    { top: 'bigint', vary: 'decimal(9, 6)', by_entropy: 'boolean' },
    [[settings.top, settings.vary, entropy]],
  );
  const weights = weightsOf(settings);
  const whole = [...weights.values()].reduce((sum, one) => sum + one, 0);
  await writeTable(
    database,
    'settings.key_measures',
    {
      position: 'integer',
      measure: 'varchar',
      direction: 'integer',
      weight: 'decimal(9, 6)',
      label_en: 'varchar',
      label_zh: 'varchar',
    },
    keyMeasures.flatMap(({ measure, direction, label }, index) => {
      const given = weights.get(measure);
      if (given === undefined) return [];
      return [[index + 1, measure, direction, entropy ? null : given / whole, label.en, label['zh-CN']]];
    }),
  );
  await writeTable(
    database,
    'settings.strategic_customers',
    { customer_id: 'varchar', points: 'decimal(18, 6)' },
    Object.entries(settings.strategic ?? {}),
  );
}
