import { z } from 'zod';
import { canonicalTableNames } from '../contracts/canonical.ts';

/** How a pipeline file describes its sources. One source maps one file, or a set of like files, onto one table. */

/** How the rows of an export lie; see `layout` below. */
export const layouts = ['flat', 'document', 'grouped', 'sap_list'] as const;

const constant = z.union([z.string(), z.number(), z.boolean()]);

const columnFrom = z
  .strictObject({
    from: z.string().min(1).meta({ description: 'Header of the column in the extract.' }),
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
    negate_when: z
      .strictObject({
        column: z.string().min(1).meta({ description: 'Header of the column that tells the sign.' }),
        is: z
          .union([constant, z.array(constant).min(1)])
          .meta({ description: 'The word, or words, for it.' }),
      })
      .optional()
      .meta({
        description:
          'Turn the sign of the rows where another column says so: `{ column: Soll/Haben-Kennzeichen, is: H }`.',
      }),
    pad: z.number().int().min(1).max(40).optional().meta({
      description: 'Fill an id with zeros on the left to this length, when a spreadsheet has eaten them.',
    }),
    values: z.record(z.string(), constant).optional().meta({
      description:
        'What the words of the export mean: `{ 销售: sale, 退货: return }`. A word not listed is set aside.',
    }),
    empty: constant.optional().meta({
      description: 'What an empty cell means: `{ from: Customer, empty: WALK-IN }`.',
    }),
    otherwise: constant
      .optional()
      .meta({ description: 'With `values`: what every other word means, and an empty cell.' }),
  })
  .meta({ description: 'A column of the extract, with what must be done to it.' });

const columnMapping = z.union([
  z.string().min(1).meta({ description: 'Header of the column in the extract.' }),
  columnFrom,
  z.strictObject({ value: constant }).meta({ description: 'The same value for every row.' }),
]);

const condition = z
  .strictObject({
    column: z.string().min(1),
    is: z.union([constant, z.array(constant)]).optional(),
    is_not: z.union([constant, z.array(constant)]).optional(),
    filled: z.boolean().optional().meta({ description: '`true`: only rows where the column has a value.' }),
  })
  .meta({
    description: 'Which rows of the extract belong to this source; the others are counted as not selected.',
  });

export const sourceSettings = z
  .strictObject({
    files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).meta({
      description:
        'File, or list of files and globs, from the data folder. Where rows share a key, the file later in the list wins; a glob is read in name order.',
    }),
    table: z.enum(canonicalTableNames).meta({ description: 'Canonical table the rows go to.' }),
    sheet: z.string().optional().meta({ description: 'Sheet of a workbook; the first one if left out.' }),
    encoding: z
      .enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'windows-1252'])
      .optional()
      .meta({ description: 'Proven from the bytes where possible; say it where the run asks.' }),
    delimiter: z
      .enum([',', ';', '|', 'tab'])
      .optional()
      .meta({ description: 'Found from the header row if left out.' }),
    unquoted: z.string().min(1).optional().meta({
      description:
        'Header of the column whose texts hold the delimiter without quotation marks: cells that are too many go back into it.',
    }),
    decimal: z
      .enum(['point', 'comma'])
      .optional()
      .meta({ description: 'Decimal mark of all numbers in the file.' }),
    dates: z
      .enum([
        'YYYY-MM-DD',
        'DD.MM.YYYY',
        'DD/MM/YYYY',
        'MM/DD/YYYY',
        'DD/MM/YY',
        'MM/DD/YY',
        'YYYYMMDD',
        'YYYY/MM/DD',
        'DDMM',
      ])
      .optional()
      .meta({
        description:
          'How the file writes dates. ISO dates need no word; any other order is never guessed. `DDMM`: day and month, the year from the first line of a DATEV file.',
      }),
    layout: z.enum(layouts).optional().meta({
      description:
        '`flat`: a row stands for itself. `document`: only the first line of a document carries its number, customer and date; the lines below get them. `grouped`: a heading row for each customer, often with a total below; needs `group`. `sap_list`: a list printed as text, in boxes of bars and dashes. Found where the file proves it; `flat` forbids looking.',
    }),
    group: z.string().min(1).optional().meta({
      description:
        'With `layout: grouped`: a name for the column that the headings become, to be used in `columns`.',
    }),
    where: z.union([condition, z.array(condition)]).optional(),
    columns: z
      .record(z.string(), columnMapping)
      .meta({ description: 'Canonical column ← column of the extract.' }),
  })
  .meta({ description: 'One export, mapped onto one canonical table.' });

export type SourceSettings = z.output<typeof sourceSettings> & { readonly name: string };
export type ColumnMapping = z.output<typeof columnMapping>;
export type RowCondition = z.output<typeof condition>;

export const qualitySettings = z
  .strictObject({
    max_set_aside: z
      .union([z.number(), z.string().regex(/^\d+(\.\d+)?\s*%$/)])
      .transform((value) => (typeof value === 'number' ? value : Number.parseFloat(value) / 100))
      .pipe(z.number().min(0).max(1))
      .default(0.01)
      .meta({
        description: 'Share of the rows of one file that may be set aside before the run fails. Default 1%.',
      }),
  })
  .meta({ description: 'When dirty extracts fail the run.' });
export type QualitySettings = z.output<typeof qualitySettings>;
