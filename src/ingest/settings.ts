import { z } from 'zod';
import { type CanonicalTable, canonicalTableNames } from '../contracts/canonical.ts';
import { isTimeZone, share } from '../contracts/settings-kit.ts';
import {
  type ColumnMapping,
  columnMapping,
  condition,
  type OfferedColumn,
  type OfferedCondition,
} from './column-settings.ts';

export type { ColumnMapping, RowCondition } from './column-settings.ts';

/** How a pipeline file describes its sources. One source maps one file, or a set of like files, onto one table. */

/** How the rows of an export lie; see `layout` below. */
export const layouts = ['flat', 'document', 'grouped', 'sap_list'] as const;

/** How a file is written, as far as it must be said: the same words in a source and in a profile. */
export const fileSettings = {
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
      'YY/MM/DD',
      'YYYYMMDD',
      'YYYY/MM/DD',
      'DDMM',
      'excel',
      'excel_1904',
    ])
    .optional()
    .meta({
      description:
        'How the file writes dates. ISO dates need no word; any other order is proven from the rows or asked for, never guessed. `DDMM`: day and month, the year from the first line of a DATEV file. `excel`: the number of the day as a spreadsheet counts it (45356 is 2024-03-05); `excel_1904`: as old Macs do (2028-03-06).',
    }),
  layout: z.enum(layouts).optional().meta({
    description:
      '`flat`: a row stands for itself. `document`: only the first line of a document carries its number, customer and date; the lines below get them. `grouped`: a heading row for each customer, often with a total below; needs `group`. `sap_list`: a list printed as text, in boxes of bars and dashes. Found where the file proves it; `flat` forbids looking.',
  }),
  group: z.string().min(1).optional().meta({
    description:
      'With `layout: grouped`: a name for the column that the headings become, to be used in `columns`.',
  }),
};

export const sourceSettings = z
  .strictObject({
    files: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).meta({
      description:
        'File, or list of files and globs, from the data folder: delimited text, .xlsx, .xls, .ods, tables in HTML, MHTML and XML Spreadsheet 2003, Parquet, Arrow, JSON, each also as .gz or in a .zip (`export.zip`, `export.zip/Account.csv`). Where rows share a key, the file later in the list wins; a glob is read in name order.',
    }),
    table: z.enum(canonicalTableNames).optional().meta({
      description: 'Canonical table the rows go to. Needed, unless a profile says it.',
    }),
    profile: z.string().min(1).optional().meta({
      description:
        'What is known of this export of this system: `odoo/invoice-lines` (docs/profiles.md lists them), or the path of a profile of your own, `./our-shop.yaml`, from this file. What the source says itself wins.',
    }),
    sheet: z.string().optional().meta({
      description:
        'Sheet of a workbook; the first one if left out. Of a JSON file that is one object with several lists of records, the list: `orders`, `data.rows`.',
    }),
    ...fileSettings,
    header: z.literal('none').optional().meta({
      description:
        '`none`: the file has no header row; `columns` then names its columns as a spreadsheet does (`A`, `B`, …) or by position (`"1"`, `"2"`, …).',
    }),
    time_zone: z
      .string()
      .refine(isTimeZone, 'write a time zone as Asia/Shanghai, Europe/Berlin or UTC')
      .optional()
      .meta({
        description:
          'The zone in which the export writes its times, where that is not the company’s and the times do not name it: `UTC` for most web services. They are brought to the `time_zone` at the top of the file. A header that says UTC needs no word.',
      }),
    tax_included: share.optional().meta({
      description:
        'With a profile that cannot know it: the rate of the tax that the amounts of the export hold; `0%`: they are without tax.',
    }),
    overlap: z.enum(['replace', 'add']).optional().meta({
      description:
        'For a ledger in several files that share months: `replace`: a later file replaces the months it has; `add`: all postings count. Asked for where the files do not prove it.',
    }),
    complete: z.boolean().optional().meta({
      description:
        '`true`: the file is whole although it ends exactly at the last row a spreadsheet can have (65,536 or 1,048,576), which otherwise fails the run.',
    }),
    where: z.union([condition, z.array(condition)]).optional(),
    columns: z.record(z.string(), columnMapping).optional().meta({
      description:
        'Canonical column ← column of the extract. Needed, unless a profile says them; what stands here wins over it.',
    }),
  })
  .superRefine((source, context) => {
    if (source.profile !== undefined) return;
    if (source.tax_included !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['tax_included'],
        message:
          'answers what a profile asks; without one, write it in the column: { from: …, tax_included: 13% }',
      });
    for (const [key, expected] of [
      ['table', 'string'],
      ['columns', 'record'],
    ] as const)
      if (source[key] === undefined)
        context.addIssue({ code: 'invalid_type', expected, path: [key], input: undefined });
  })
  .meta({ description: 'One export, mapped onto one canonical table.' });

/** What a profile adds to a source: its name, and for each column the ways to fill it, the first that fits is taken. */
export interface AppliedProfile {
  readonly name: string;
  readonly columns: Readonly<Record<string, readonly OfferedColumn[]>>;
  readonly where: readonly OfferedCondition[];
}

export type WrittenSource = z.output<typeof sourceSettings>;

/** A source as the stage reads it: with its name, its table, and what its profile adds. */
export type SourceSettings = Omit<WrittenSource, 'table' | 'columns'> & {
  readonly name: string;
  readonly table: CanonicalTable;
  readonly columns: Readonly<Record<string, ColumnMapping>>;
  /** What a profile offers and the file decides: settled when the file is opened. */
  readonly applied?: AppliedProfile;
};

/** A source without a profile, named. */
export function namedSource(name: string, { table, columns, ...written }: WrittenSource): SourceSettings {
  if (table === undefined || columns === undefined) throw new Error(`${name} has no table or no columns`);
  return { ...written, name, table, columns };
}

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
