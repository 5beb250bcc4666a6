import { type CanonicalTable, canonicalTables } from '../contracts/canonical.ts';
import type { TableContract } from '../contracts/contract.ts';
import type { ColumnMapping, OfferedColumn, OfferedCondition } from './column-settings.ts';
import { headRows } from './inspect.ts';
import type { LocatedFile } from './locate.ts';
import { countedColumn } from './map/cells.ts';
import { messages } from './messages.ts';
import { conditions } from './read/file.ts';
import type { AppliedProfile, RowCondition, SourceSettings } from './settings.ts';
import { foldHeader } from './words.ts';

/** What the profile of a source comes to in a file with these headers. */
export interface Settled {
  readonly columns: Readonly<Record<string, ColumnMapping>>;
  readonly where: readonly RowCondition[];
  /** Required columns, and columns of conditions, of which no header was found, with the names looked for. */
  readonly missing: readonly { readonly column: string; readonly names: readonly string[] }[];
  /** Headers of amounts of which the profile does not know whether there is tax in them. */
  readonly asksTax: readonly string[];
}

/**
 * Profiles know several names for a header: the technical one and the labels in each language. Which of them a file
 * uses is seen in its first rows; the first file of a source speaks for all of it. Sources without a profile pass
 * unopened.
 * @throws ProductError ING160 where a file lacks what its profile needs.
 */
export async function settleProfiles(
  sources: readonly SourceSettings[],
  located: readonly LocatedFile[],
): Promise<SourceSettings[]> {
  const settled: SourceSettings[] = [];
  for (const source of sources) {
    const file = located.find((one) => one.source === source.name);
    settled.push(
      source.applied === undefined || file === undefined
        ? source
        : await settleSource(source, source.applied, file),
    );
  }
  return settled;
}

async function settleSource(
  source: SourceSettings,
  applied: AppliedProfile,
  file: LocatedFile,
): Promise<SourceSettings> {
  const { candidates } = await headRows(file.path, file.name, {
    sheet: source.sheet,
    encoding: source.encoding,
    decimal: source.decimal,
  });
  let best: { found: number; settled: Settled; headers: readonly string[] } | undefined;
  for (const { rows } of candidates)
    for (const headers of rows) {
      const settled = settle(applied, source.table, headers, source);
      const found = Object.keys(settled.columns).length - settled.missing.length;
      if (best === undefined || found > best.found) best = { found, settled, headers };
    }
  const { columns, where, missing, asksTax } = best?.settled ?? {
    columns: {},
    where: [],
    missing: [],
    asksTax: [],
  };
  if (best === undefined || missing.length > 0)
    throw messages.profileUnfit.error(
      {
        source: source.name,
        file: file.name,
        profile: applied.name,
        missing,
        candidates: (best?.headers ?? []).filter((header) => header.trim() !== '').slice(0, 40),
      },
      { file: file.name },
    );
  const [asked] = asksTax;
  if (asked !== undefined)
    throw messages.taxAsked.error(
      { source: source.name, file: file.name, profile: applied.name, header: asked },
      { file: file.name, field: asked },
    );
  const { applied: _, ...plain } = source;
  return { ...plain, columns: { ...columns, ...source.columns }, where: [...where, ...conditions(source)] };
}

/** Takes of every column the first way whose headers are all there. `own` is what the source itself has settled. */
export function settle(
  applied: Pick<AppliedProfile, 'columns' | 'where'>,
  table: CanonicalTable,
  headers: readonly string[],
  own: Pick<SourceSettings, 'columns' | 'group' | 'tax_included'> = { columns: {} },
): Settled {
  const contract: TableContract = canonicalTables[table];
  const present = new Map(headers.map((header) => [foldHeader(header), header]));
  if (own.group !== undefined) present.set(foldHeader(own.group), own.group);
  present.delete('');
  const columns: Record<string, ColumnMapping> = {};
  const missing: { column: string; names: readonly string[] }[] = [];
  const asksTax: string[] = [];
  for (const [column, offers] of Object.entries(applied.columns)) {
    const offered = firstFitting(offers, present);
    const mapping = offered === undefined ? undefined : answered(offered, own.tax_included);
    if (mapping !== undefined) columns[column] = mapping;
    if (asks(offered) && own.tax_included === undefined && !(column in own.columns))
      asksTax.push((offered as { from: string }).from);
    if (mapping !== undefined) continue;
    if (contract.columns[column]?.required === true && column !== countedColumn)
      missing.push({ column, names: namesOf(offers) });
  }
  const where: RowCondition[] = [];
  for (const condition of applied.where) {
    const { column, if_present, ...rest } = condition;
    const header = firstOf(column, present);
    if (header !== undefined) where.push({ ...rest, column: header });
    else if (if_present !== true) missing.push({ column: 'where', names: listed(column) });
  }
  return { columns, where, missing, asksTax };
}

const asks = (mapping: ColumnMapping | undefined): boolean =>
  typeof mapping === 'object' &&
  'from' in mapping &&
  (mapping.tax_included as number | 'ask' | undefined) === 'ask';

/** The mapping with the rate that the source says, where the profile asks for it; without tax it needs no word. */
function answered(mapping: ColumnMapping, rate: number | undefined): ColumnMapping {
  if (!asks(mapping)) return mapping;
  const { tax_included: _, ...rest } = mapping as { from: string; tax_included: unknown };
  if (rate !== undefined && rate !== 0) return { ...rest, tax_included: rate };
  return Object.keys(rest).length === 1 ? rest.from : rest;
}

function firstFitting(
  offers: readonly OfferedColumn[],
  present: ReadonlyMap<string, string>,
): ColumnMapping | undefined {
  for (const offer of offers) {
    if (typeof offer === 'string') {
      const header = firstOf(offer, present);
      if (header !== undefined) return header;
    } else if ('value' in offer) return offer;
    else {
      const mapping = fitting(offer, present);
      if (mapping !== undefined) return mapping;
    }
  }
  return undefined;
}

type Offered = Exclude<OfferedColumn, string | { value: unknown }>;

function fitting(offer: Offered, present: ReadonlyMap<string, string>): ColumnMapping | undefined {
  const { from, plus, minus, times, negate_when, only_when, ...rest } = offer;
  const found = firstOf(from, present);
  if (found === undefined) return undefined;
  const mapping: Record<string, unknown> = { from: found, ...rest };
  for (const [key, names] of Object.entries({ plus, minus, times })) {
    if (names === undefined) continue;
    const header = firstOf(names, present);
    if (header === undefined) return undefined;
    mapping[key] = header;
  }
  for (const [key, told] of Object.entries({ negate_when, only_when })) {
    if (told === undefined) continue;
    const header = firstOf(told.column, present);
    if (header === undefined) return undefined;
    mapping[key] = { column: header, is: told.is };
  }
  if (Object.keys(mapping).length === 1) return found;
  return mapping as ColumnMapping;
}

const listed = (names: string | readonly string[]): readonly string[] =>
  typeof names === 'string' ? [names] : names;

function firstOf(
  names: string | readonly string[],
  present: ReadonlyMap<string, string>,
): string | undefined {
  for (const name of listed(names)) {
    const header = present.get(foldHeader(name));
    if (header !== undefined) return header;
  }
  return undefined;
}

function namesOf(offers: readonly OfferedColumn[]): string[] {
  return [
    ...new Set(
      offers.flatMap((offer) =>
        typeof offer === 'string' ? [offer] : 'from' in offer ? [...listed(offer.from)] : [],
      ),
    ),
  ];
}

/** Every header a profile looks for. */
export function headersOf(applied: Pick<AppliedProfile, 'columns' | 'where'>): string[] {
  const all = Object.values(applied.columns)
    .flat()
    .flatMap((offer): (string | readonly string[] | undefined)[] =>
      typeof offer === 'string'
        ? [offer]
        : 'from' in offer
          ? [
              offer.from,
              offer.plus,
              offer.minus,
              offer.times,
              offer.negate_when?.column,
              offer.only_when?.column,
            ]
          : [],
    );
  const conditionsOf = applied.where.map(({ column }: OfferedCondition) => column);
  return [
    ...new Set([...all, ...conditionsOf].flatMap((names) => (names === undefined ? [] : listed(names)))),
  ];
}
