import { z } from 'zod';
import { share } from '../contracts/settings-kit.ts';

/** How one column of a canonical table is filled, in a pipeline file and, with alternatives, in a profile. */

export const constant = z.union([z.string(), z.number(), z.boolean()]);

/** A word of another column that tells which rows are meant; `column`: how its header is written. */
const saidBy = <Header extends z.ZodType>(column: Header) =>
  z.strictObject({
    column,
    is: z.union([constant, z.array(constant).min(1)]).meta({ description: 'The word, or words, for it.' }),
  });

const columnFrom = z
  .strictObject({
    from: z.string().min(1).meta({ description: 'Header of the column in the extract.' }),
    join: z.array(z.string().min(1)).min(1).optional().meta({
      description:
        'Headers of further columns that an id is made of, joined with a hyphen: `{ from: Document, join: [Year] }`; short: `[Document, Year]`. A row where one of them is empty has no id.',
    }),
    plus: z.string().optional().meta({ description: 'Header of a column to add.' }),
    minus: z
      .string()
      .optional()
      .meta({ description: 'Header of a column to subtract: cost = sales − profit.' }),
    times: z.string().optional().meta({ description: 'Header of a column to multiply by.' }),
    negate: z
      .boolean()
      .optional()
      .meta({ description: 'Turn the sign, for systems that store it the other way.' }),
    negate_when: saidBy(z.string().min(1).meta({ description: 'Header of the column that tells the sign.' }))
      .optional()
      .meta({
        description:
          'Turn the sign of the rows where another column says so: `{ column: Soll/Haben-Kennzeichen, is: H }`.',
      }),
    only_when: saidBy(z.string().min(1).meta({ description: 'Header of the column that tells.' }))
      .optional()
      .meta({
        description:
          'Only the rows where another column says so have this value; in the others the cell counts as empty: `cancels: { from: BaseEntry, only_when: { column: CANCELED, is: C } }`.',
      }),
    pad: z.number().int().min(1).max(40).optional().meta({
      description: 'Fill an id with zeros on the left to this length, when a spreadsheet has eaten them.',
    }),
    tax_included: share.optional().meta({
      description:
        'The export writes this amount or price with tax in it, at this rate: `{ from: 价税合计, tax_included: 13% }` divides by 1.13. Where the tax stands in a column of its own, `minus` is exact.',
    }),
    units: z.record(z.string(), z.number().positive()).optional().meta({
      description:
        'For a quantity with words behind its numbers (`2 箱`, `3 pcs`): what one of each counts: `{ pcs: 1, 箱: 12 }`.',
    }),
    refunded: z.enum(['subtract', 'ignore']).optional().meta({
      description:
        'For amounts that tell in words what was paid back of them, `131.77(已退款89.84)`: `subtract` reads 41.93; `ignore` reads 131.77, where the refund is a row of its own.',
    }),
    values: z.record(z.string(), constant).optional().meta({
      description:
        'What the words of the export mean: `{ 销售: sale, 退货: return }`. A word not listed is set aside.',
    }),
    empty: constant.optional().meta({
      description:
        'What an empty cell means: `{ from: Customer, empty: WALK-IN }`. In `customer_id` it is a walk-in account, which is not ranked, unless `customer_classes` says otherwise.',
    }),
    otherwise: constant
      .optional()
      .meta({ description: 'With `values`: what every other word means, and an empty cell.' }),
  })
  .meta({ description: 'A column of the extract, with what must be done to it.' });

const constantColumn = z
  .strictObject({ value: constant })
  .meta({ description: 'The same value for every row.' });

export const columnMapping = z.union([
  z.string().min(1).meta({ description: 'Header of the column in the extract.' }),
  columnFrom,
  z
    .array(z.string().min(1))
    .min(2)
    .transform(([from, ...join]): z.output<typeof columnFrom> => ({ from: from!, join }))
    .meta({ description: 'Headers of the columns that an id is made of: `[Document, Year]`.' }),
  constantColumn,
]);

export const condition = z
  .strictObject({
    column: z.string().min(1),
    is: z.union([constant, z.array(constant)]).optional(),
    is_not: z.union([constant, z.array(constant)]).optional(),
    filled: z.boolean().optional().meta({ description: '`true`: only rows where the column has a value.' }),
  })
  .meta({
    description: 'Which rows of the extract belong to this source; the others are counted as not selected.',
  });

export type ColumnMapping = z.output<typeof columnMapping>;
export type RowCondition = z.output<typeof condition>;

const names = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .meta({ description: 'Header, or headers of which the first that the file has is taken.' });

/** A column in a profile: as in a pipeline file, with several names for each header. */
export const offeredColumn = z.union([
  z.string().min(1),
  z.strictObject({
    ...columnFrom.shape,
    tax_included: z
      .union([share, z.literal('ask')])
      .optional()
      .meta({
        description:
          'The rate of the tax in the amount; `ask`: the export does not say, so that the source must: `tax_included: 0%`.',
      }),
    from: names,
    plus: names.optional(),
    minus: names.optional(),
    times: names.optional(),
    negate_when: saidBy(names).optional(),
    only_when: saidBy(names).optional(),
  }),
  constantColumn,
]);
export type OfferedColumn = z.output<typeof offeredColumn>;

export const offeredCondition = z.strictObject({
  ...condition.shape,
  column: names,
  if_present: z.boolean().optional().meta({
    description: '`true`: holds only where the export has the column. Without it, the column is needed.',
  }),
});
export type OfferedCondition = z.output<typeof offeredCondition>;
