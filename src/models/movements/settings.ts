import { z } from 'zod';

/** What "before" means when customers have moved. */
export const movementSettings = z
  .strictObject({
    months: z.number().int().min(1).max(60).default(12).meta({
      description:
        'The last so many whole months are held against as many before them, where the extracts reach back that far. Default 12, so that seasons do not count as movements.',
    }),
    compare_with: z.string().min(1).optional().meta({
      description:
        'An earlier run to compare with as well: its folder, from this file, or `latest` for the last finished run in the folder of runs. `--compare` wins. The run’s record says which it was.',
    }),
  })
  .meta({ description: 'Movements of customers between tiers and segments, with the reasons.' });
export type MovementSettings = z.output<typeof movementSettings>;
