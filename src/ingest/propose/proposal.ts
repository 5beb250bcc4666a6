import type { CanonicalTable } from '../../contracts/canonical.ts';
import type { Text } from '../../language/locale.ts';
import type { ColumnMapping, RowCondition } from '../column-settings.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';

/** A guess for a person to correct: which canonical table an export is, and which header feeds which column. */
export interface Proposal {
  readonly table: CanonicalTable;
  /** The profile the export is known by; `columns` are then what is added to it. */
  readonly profile?: string;
  /** Canonical column → where it comes from. `???` stands where a person must answer. */
  readonly columns: Readonly<Record<string, ColumnMapping>>;
  /** What the profile fills by itself. */
  readonly known: Readonly<Record<string, ColumnMapping>>;
  readonly where: readonly RowCondition[];
  /** Conditions that are added to those of the profile. */
  readonly further?: readonly RowCondition[];
  /** One of several passes over the export; see `part` in profiles. */
  readonly part?: string;
  /** The profile does not know whether its amounts hold tax: the source must say it. */
  readonly asksTax?: true;
  /** How sure each column is, 0 to 1. */
  readonly scores: Readonly<Record<string, number>>;
  /** Required columns for which no header was found. */
  readonly missing: readonly string[];
  readonly score: number;
  readonly questions: readonly Question[];
  /** Headers that feed nothing. */
  readonly spare: readonly string[];
}

/** An export that is known and feeds no table. */
export interface KnownForNothing {
  readonly profile: string;
  readonly why: Text;
}

/** What an export that was not recognised comes nearest to. */
export interface Nearest {
  readonly table: CanonicalTable;
  /** Headers that fit, and required columns for which none does. */
  readonly found: readonly string[];
  readonly missing: readonly string[];
}

export interface Proposals {
  /** Best first; the further ones are other tables that the same export feeds too. */
  readonly tables: readonly Proposal[];
  readonly nothing?: KnownForNothing;
  /** Where there is no table. */
  readonly nearest?: Nearest;
}

/** The headers that a mapping and its conditions use. */
export function headersIn(
  columns: Readonly<Record<string, ColumnMapping>>,
  where: readonly RowCondition[],
): Set<string> {
  const used = new Set(where.map(({ column }) => column));
  for (const mapping of Object.values(columns)) {
    if (typeof mapping === 'string') used.add(mapping);
    else if ('from' in mapping)
      for (const header of [
        mapping.from,
        mapping.plus,
        mapping.minus,
        mapping.times,
        mapping.negate_when?.column,
      ])
        if (header !== undefined) used.add(header);
  }
  return used;
}

/** The headers that they leave. */
export function spareOf(
  sample: Sample,
  columns: Readonly<Record<string, ColumnMapping>>,
  where: readonly RowCondition[],
): string[] {
  const used = headersIn(columns, where);
  return sample.candidates.map(({ header }) => header).filter((header) => !used.has(header));
}
