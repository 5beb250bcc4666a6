import { z } from 'zod';
import { type CanonicalTable, canonicalTableNames, canonicalTables } from '../contracts/canonical.ts';
import type { TableContract } from '../contracts/contract.ts';
import { type OfferedColumn, offeredColumn, offeredCondition } from './column-settings.ts';
import { fileSettings, type SourceSettings, type WrittenSource } from './settings.ts';
import { foldHeader } from './words.ts';

/**
 * A profile: what is known of one report of one system. It is data (`profiles/<system>/<report>.yaml`), so that adding a
 * system is writing a page and no programming. A source that names it takes from it whatever it does not say itself.
 */
const text = z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) });

export const evidenceKinds = ['export_seen', 'vendor_documentation', 'reports_of_others'] as const;

export const profileSchema = z
  .strictObject({
    profile: z.literal(1).meta({ description: 'Version of the form of profiles. Always 1 for now.' }),
    system: z.string().min(1).meta({ description: 'The system, as its maker writes it.' }),
    report: text.meta({ description: 'Which report or table of it.' }),
    evidence: z.enum(evidenceKinds).meta({
      description:
        'How sure this page is: a real export was read, the maker documents it, or others who read such exports report it.',
    }),
    sources: z.array(z.string().min(1)).min(1).meta({ description: 'Where the knowledge comes from.' }),
    table: z.enum(canonicalTableNames).optional().meta({ description: 'Canonical table the rows go to.' }),
    part: z
      .string()
      .regex(/^[a-z_]+$/)
      .optional()
      .meta({
        description:
          'Of an export that feeds a table in several passes (lines, the discount of the order, its freight): which of them this page is. What its headers say beyond the page is then not looked for.',
      }),
    feeds_nothing: text.optional().meta({ description: 'In place of `table`: why this export feeds none.' }),
    known_by: z
      .array(z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]))
      .min(1)
      .meta({
        description:
          'Headers by which an export is known; all must be there. A list within it: any one of them.',
      }),
    export: text.meta({ description: 'How to get the export out of the system.' }),
    sign: text
      .optional()
      .meta({ description: 'How returns and credits are signed, and what is done about it.' }),
    tax: text.optional().meta({ description: 'Whether the amounts hold tax, and what is done about it.' }),
    notes: text.optional().meta({ description: 'What else bites.' }),
    file: z
      .strictObject(fileSettings)
      .default({})
      .meta({ description: 'How the file is written, where that is fixed.' }),
    where: z.array(offeredCondition).default([]).meta({ description: 'Rows that count.' }),
    columns: z
      .record(z.string(), z.union([offeredColumn, z.array(offeredColumn).min(1)]))
      .default({})
      .meta({ description: 'Canonical column ← what may fill it; of several, the first that the file has.' }),
  })
  .superRefine((profile, context) => {
    if ((profile.table === undefined) === (profile.feeds_nothing === undefined))
      context.addIssue({ code: 'custom', path: ['table'], message: 'say either `table` or `feeds_nothing`' });
  })
  .meta({ title: 'Whalecurve profile', description: 'What is known of one export of one system.' });

export type ProfileSettings = z.output<typeof profileSchema>;

/** A profile with its name: `odoo/invoice-lines`. */
export interface Profile extends ProfileSettings {
  readonly name: string;
}

export function profileJsonSchema(): object {
  return z.toJSONSchema(profileSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
}

/** The ways to fill each column, always as a list. */
export function offersOf(profile: ProfileSettings): Record<string, readonly OfferedColumn[]> {
  return Object.fromEntries(
    Object.entries(profile.columns).map(([name, offer]) => [name, Array.isArray(offer) ? offer : [offer]]),
  );
}

/** A source with its profile: what the source says itself wins, conditions of both hold. */
export function withProfile(
  name: string,
  written: WrittenSource,
  profile: Profile & { readonly table: CanonicalTable },
): SourceSettings {
  const own = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
  const columns = written.columns ?? {};
  const offers = Object.entries(offersOf(profile)).filter(([column]) => !(column in columns));
  return {
    ...profile.file,
    ...(own as WrittenSource),
    name,
    table: profile.table,
    columns,
    applied: { name: profile.name, columns: Object.fromEntries(offers), where: profile.where },
  };
}

/** Whether an export has the headers by which a profile is known. */
export function isKnownBy(profile: ProfileSettings, headers: readonly string[]): boolean {
  const present = new Set(headers.map(foldHeader));
  return profile.known_by.every((any) =>
    (Array.isArray(any) ? any : [any]).some((header) => present.has(foldHeader(header))),
  );
}

/** Required columns of a profile's table that it has no way to fill. */
export function unfilled(profile: ProfileSettings, counted: string): string[] {
  if (profile.table === undefined) return [];
  const contract: TableContract = canonicalTables[profile.table];
  return Object.keys(contract.columns).filter(
    (column) =>
      contract.columns[column]?.required === true && column !== counted && !(column in profile.columns),
  );
}
