import { canonicalTables } from '../../contracts/canonical.ts';
import type { TableContract } from '../../contracts/contract.ts';
import type { SourceSettings } from '../settings.ts';
import type { Format } from './format.ts';
import type { Header } from './header-names.ts';
import type { ZipEntry } from './zip.ts';

/** A file that a source names, found. */
export interface LocatedFile {
  readonly source: string;
  readonly settings: SourceSettings;
  /** Where it is. */
  readonly path: string;
  /** Path relative to the data folder, with forward slashes: what messages and records show. */
  readonly name: string;
  readonly bytes: number;
  /** When it was last written, in milliseconds: what tells that it is being written while it is read. */
  readonly modified: number;
  /** Where it lies in a zip archive, which `path` then is. */
  readonly entry?: ZipEntry;
}

/** Where the table lies in a file: for a text that is left where it is, its first lines say so. */
export interface Outline {
  readonly located: LocatedFile;
  readonly header: Header;
  /** The lines above the header, where a text or a sheet has such. */
  readonly titles?: readonly string[];
  /** First day of the business year, from the first line of a DATEV file: what `DDMM` dates lie in. */
  readonly yearStart?: string;
  /** What the database reads. */
  readonly take:
    | {
        readonly kind: 'direct';
        readonly path: string;
        readonly delimiter: string;
        readonly skip: number;
        readonly gzip: boolean;
      }
    | { readonly kind: 'regular'; readonly path: string; readonly delimiter: string }
    | { readonly kind: 'parquet'; readonly path: string };
}

/** A file that has been read and proven, ready for the database. */
export interface ReadFile extends Outline {
  readonly format: Format;
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly encodingReason: string;
  /** Rows below the header, counted here; the database must come to the same number. */
  readonly rows: number;
}

/** The headers whose cells hold numbers or dates, by the columns they feed: what tells a heading from a row. */
export function measuredHeaders(settings: SourceSettings): string[] {
  const contract: TableContract = canonicalTables[settings.table];
  const measured = Object.entries(settings.columns).flatMap(([name, mapping]) => {
    const type = contract.columns[name]?.type ?? 'text';
    if (type === 'id' || type === 'text' || type === 'boolean') return [];
    if (typeof mapping === 'string') return [mapping];
    return 'from' in mapping && mapping.values === undefined ? [mapping.from] : [];
  });
  return [...new Set(measured)];
}

/** The headers a source names, each once, in the order of the mapping. */
export function wantedHeaders(settings: SourceSettings): string[] {
  const wanted = new Set<string>();
  for (const mapping of Object.values(settings.columns)) {
    if (typeof mapping === 'string') wanted.add(mapping);
    else if ('from' in mapping)
      for (const header of [
        mapping.from,
        ...(mapping.join ?? []),
        mapping.plus,
        mapping.minus,
        mapping.times,
        mapping.negate_when?.column,
        mapping.only_when?.column,
      ])
        if (header !== undefined) wanted.add(header);
  }
  for (const condition of conditions(settings)) wanted.add(condition.column);
  if (settings.unquoted !== undefined) wanted.add(settings.unquoted);
  // The column of the group headings is made, not found.
  if (settings.group !== undefined) wanted.delete(settings.group);
  return [...wanted];
}

export function conditions(settings: SourceSettings) {
  if (settings.where === undefined) return [];
  return Array.isArray(settings.where) ? settings.where : [settings.where];
}
