import { z } from 'zod';
import { rhythmStates } from '../../contracts/models/retention.ts';
import { isoDate, label, share } from '../../contracts/settings-kit.ts';

/** For a campaign that was sent and no longer stands in the pipeline file. */
export const campaignDefaults = { days: 90 } as const;

/** Target lists: whom a campaign goes to, whom it must not, and how it will be judged. */
const campaignSettings = z.strictObject({
  label: label.optional(),
  channel: z.enum(['mail', 'email', 'phone']).default('mail').meta({
    description:
      'How customers are reached: decides which consent and which address it takes. Default `mail`.',
  }),
  on: isoDate.optional().meta({ description: 'The day it goes out. Default: the as-of date.' }),
  tiers: z.array(z.string().min(1)).min(1).optional().meta({ description: 'Only customers of these tiers.' }),
  segments: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta({ description: 'Only customers of these RFM segments.' }),
  states: z.array(z.enum(rhythmStates)).min(1).optional().meta({
    description: 'Only customers in these states by their rhythm of buying, e.g. `overdue`.',
  }),
  consent: z.enum(['given', 'not_declined']).optional().meta({
    description:
      '`given`: only who agreed; `not_declined`: everybody who has not refused. Default: `not_declined` for letters, `given` for e-mail and telephone.',
  }),
  contacted_days: z.number().int().min(0).max(3650).default(14).meta({
    description: 'Leave out who was contacted or visited in so many days before. Default 14.',
  }),
  overdue_days: z.number().int().min(0).max(3650).default(30).meta({
    description: 'Leave out who owes money for more than so many days after it was due. Default 30.',
  }),
  loss_up_to: z.number().min(0).default(0).meta({
    description: 'Leave out who erodes profit by more than this amount in the period. Default 0.',
  }),
  control: share.default(0.1).meta({
    description: 'Share of the customers that is held back at random to compare with. Default 10%.',
  }),
  seed: z.number().int().default(1).meta({ description: 'Same seed, same control group.' }),
  days: z.number().int().min(1).max(730).default(campaignDefaults.days).meta({
    description: 'Days after the mailing over which it is measured. Default 90.',
  }),
  cost: z.number().min(0).default(0).meta({ description: 'Cost of one contact, in the reporting currency.' }),
  effect: share.default(0.1).meta({
    description:
      'Smallest change of net sales that matters. The run warns when the list is too small to show it. Default 10%.',
  }),
});

export const campaignsSettings = z
  .record(
    z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, 'a name of letters, digits, - _ . (it names files)'),
    campaignSettings,
  )
  .default({})
  .meta({ description: 'Campaigns to make target lists for, by a name of your own.' });
export type CampaignsSettings = z.output<typeof campaignsSettings>;
