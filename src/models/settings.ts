import { z } from 'zod';
import { label, share } from '../contracts/settings-kit.ts';
import { campaignsSettings } from './campaigns/settings.ts';
import { keyCustomerSettings } from './key-customers/settings.ts';
import { lifetimeSettings } from './lifetime/settings.ts';
import { movementSettings } from './movements/settings.ts';
import { retentionSettings } from './retention/settings.ts';

/** The settings of groups: tiers in the manager's words, the profit map, clusters. */

const policy = z
  .strictObject({
    marketing: label.optional(),
    credit: label.optional(),
    price: label.optional(),
    service: label.optional(),
  })
  .meta({ description: 'What customers of this tier get.' });

const tierBase = { tier: z.string().min(1), label: label.optional(), policy: policy.optional() };

export const tierSettings = z
  .array(
    z.union([
      z.strictObject({
        ...tierBase,
        share_of_profit: share.meta({
          description: 'The best customers that together make this share of all positive profit.',
        }),
      }),
      z.strictObject({
        ...tierBase,
        profit: z.literal('rest').meta({ description: 'Every other customer that makes no loss.' }),
      }),
      z.strictObject({
        ...tierBase,
        loss_up_to: z.number().positive().meta({ description: 'A loss up to this amount.' }),
      }),
      z.strictObject({ ...tierBase, loss: z.literal('rest').meta({ description: 'Every larger loss.' }) }),
    ]),
  )
  .min(2)
  .superRefine((tiers, context) => {
    const ruleOf = (tier: object): string =>
      ['share_of_profit', 'profit', 'loss_up_to', 'loss'].find((rule) => rule in tier)!;
    const order = ['share_of_profit', 'profit', 'loss_up_to', 'loss'];
    const names = new Set<string>();
    tiers.forEach((tier, index) => {
      const previous = tiers[index - 1];
      if (names.has(tier.tier))
        context.addIssue({
          code: 'custom',
          path: [index, 'tier'],
          message: `tier "${tier.tier}" is there twice`,
        });
      names.add(tier.tier);
      if (previous === undefined) return;
      const [before, now] = [ruleOf(previous), ruleOf(tier)];
      const falls =
        order.indexOf(now) < order.indexOf(before) ||
        (now === before && (now === 'profit' || now === 'loss')) ||
        ('share_of_profit' in tier &&
          'share_of_profit' in previous &&
          tier.share_of_profit <= previous.share_of_profit) ||
        ('loss_up_to' in tier && 'loss_up_to' in previous && tier.loss_up_to <= previous.loss_up_to);
      if (falls)
        context.addIssue({
          code: 'custom',
          path: [index],
          message:
            'tiers go from best to worst: rising share_of_profit, then profit: rest, rising loss_up_to, loss: rest',
        });
    });
    for (const rule of ['profit', 'loss'])
      if (!tiers.some((tier) => rule in tier))
        context.addIssue({
          code: 'custom',
          path: [],
          message: `no tier says "${rule}: rest", so some customers would be in none`,
        });
  })
  .meta({ description: 'Tiers by profit, best first. Every ranked customer is in exactly one.' });

/** Customer features a cluster may be built on. */
export const clusterFeatures = [
  'net_profit',
  'net_sales',
  'profit_margin',
  'gross_margin_rate',
  'recency_days',
  'frequency',
  'average_order_value',
  'discount_rate',
  'return_rate',
  'revisions_per_order',
  'service_minutes',
  'service_share',
  'days_to_pay',
  'growth',
] as const;

/**
 * What clusters are built on unless the pipeline says otherwise: how well a customer pays off, how often and how much
 * at a time they buy, what they need afterwards. Few on purpose: every further feature that has nothing to do with
 * these blurs the groups.
 */
export const defaultClusterFeatures = [
  'profit_margin',
  'frequency',
  'average_order_value',
  'service_share',
] as const satisfies readonly (typeof clusterFeatures)[number][];

export const clusterSettings = z
  .strictObject({
    features: z.array(z.enum(clusterFeatures)).min(2).optional().meta({
      description:
        'What customers are compared by. Default: profit margin, frequency, average order value and service share, as far as the data carries them.',
    }),
    from: z.number().int().min(2).default(3).meta({ description: 'Fewest clusters to try. Default 3.' }),
    to: z.number().int().min(2).max(12).default(7).meta({ description: 'Most clusters to try. Default 7.' }),
    seed: z.number().int().default(20040501).meta({ description: 'Same seed, same clusters.' }),
  })
  .refine((value) => value.from <= value.to, 'from must not be larger than to');

export const modelSettings = z.strictObject({
  tiers: tierSettings.optional(),
  profit_map: z
    .strictObject({
      large: share
        .default(0.2)
        .meta({ description: 'Share of customers, by net sales, that are large. Default 20%.' }),
    })
    .prefault({}),
  clusters: clusterSettings.prefault({}),
  key_customers: keyCustomerSettings.prefault({}),
  lifetime: lifetimeSettings.prefault({}),
  retention: retentionSettings.prefault({}),
  movements: movementSettings.prefault({}),
  campaigns: campaignsSettings,
});
export type ModelSettings = z.output<typeof modelSettings>;
export type TierSettings = NonNullable<ModelSettings['tiers']>[number];
