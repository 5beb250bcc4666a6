import { suggest } from '../../language/suggest.ts';
import { messages } from '../messages.ts';
import type { SourceSettings } from '../settings.ts';
import { cleanHeader, foldHeader } from '../words.ts';
import { measuredHeaders } from './file.ts';
import { callable, type Header, type HeaderWish, uniqueNames } from './header-names.ts';
import {
  byPosition,
  isLabelRow,
  lettered,
  letters,
  twoRows,
  usualWidth,
  withoutHeader,
} from './header-shapes.ts';
import { cellsOf, RecordScanner } from './records.ts';

export { type Header, uniqueNames } from './header-names.ts';

/** How far down the header may stand. */
export const headerWithin = 50;
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export const headerWish = (settings: SourceSettings, wanted: readonly string[]): HeaderWish => ({
  wanted,
  measured: measuredHeaders(settings),
  none: settings.header === 'none',
});

/** The first records of a text, for a given delimiter. A record that the text cuts off is left out. */
export function firstRecords(bytes: Buffer, whole: boolean, delimiter: Delimiter, limit: number): string[][] {
  const rows: string[][] = [];
  const scanner = new RecordScanner(delimiter, 0, (record) => {
    if (rows.length < limit) rows.push(cellsOf(record, delimiter));
  });
  scanner.push(bytes);
  if (whole) scanner.end();
  return rows;
}

/**
 * The header row is the first that has all the headers the mapping names. The delimiter is the one under which there
 * is such a row, and the most cells in it. Where there is none, the error names what is missing and what comes nearest.
 */
export function findHeader(
  bytes: Buffer,
  whole: boolean,
  wish: HeaderWish,
  declared: Delimiter | undefined,
  place: { source: string; file: string },
): { header: Header; delimiter: Delimiter } {
  let best: { header: Header; delimiter: Delimiter } | undefined;
  const tried: string[][][] = [];
  for (const delimiter of declared === undefined ? delimiters : [declared]) {
    const rows = firstRecords(bytes, whole, delimiter, headerWithin);
    tried.push(rows);
    const header = wish.none ? byPosition(rows) : headerAmong(rows, wish);
    if (header && (best === undefined || header.cells.length > best.header.cells.length))
      best = { header, delimiter };
  }
  if (best !== undefined && (!wish.none || holdsAll(best.header, wish))) return best;
  const widest = tried.sort((a, b) => usualWidth(b) - usualWidth(a))[0] ?? [];
  throw headerNotFound(wish.none ? [letters(usualWidth(widest))] : tried.flat(), wish, place, widest);
}

/** The same for rows that are cells already. */
export function findHeaderRow(
  rows: readonly (readonly string[])[],
  wish: HeaderWish,
  place: { source: string; file: string },
): Header {
  const header = wish.none ? byPosition(rows) : headerAmong(rows, wish);
  if (header !== undefined && (!wish.none || holdsAll(header, wish))) return header;
  throw headerNotFound(wish.none ? [letters(usualWidth(rows))] : rows, wish, place, rows);
}

/** For formats that name their columns themselves. */
export function namedColumns(
  columns: readonly string[],
  wanted: readonly string[],
  place: { source: string; file: string },
): Header {
  const found = findHeaderRow([columns], { wanted, measured: [], none: false }, place);
  return { ...found, cells: columns, names: uniqueNames(columns) };
}

function headerAmong(rows: readonly (readonly string[])[], wish: HeaderWish): Header | undefined {
  const wanted = wish.wanted.map(foldHeader);
  const index = rows.findIndex((cells) => {
    const present = callable(uniqueNames(cells));
    return wanted.every((header) => present.has(header));
  });
  if (index < 0) return twoRows(rows, wanted);
  const cells = withoutEmptyEnd(rows[index]!);
  const names = uniqueNames(cells);
  if (!isLabelRow(rows, index, names, wish)) return { index, cells, names };
  return { index: index + 1, cells, names, rows: rows.slice(index, index + 2) };
}

function holdsAll({ names }: Header, { wanted }: HeaderWish): boolean {
  return wanted.every((header) => names.includes(lettered(header)));
}
/** Empty header cells at the end are the trailing delimiters of the title rows, or of a spreadsheet's empty columns. */
function withoutEmptyEnd(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 0 && cleanHeader(cells[end - 1]!) === '') end--;
  return cells.slice(0, end);
}

function headerNotFound(
  rows: readonly (readonly string[])[],
  { wanted, none }: HeaderWish,
  place: { source: string; file: string },
  widest: readonly (readonly string[])[],
) {
  let best: { found: number; cells: readonly string[] } = { found: -1, cells: [] };
  for (const cells of rows) {
    const present = new Set(cells.map(foldHeader));
    const found = wanted.filter((header) => present.has(foldHeader(header))).length;
    // With nothing found anywhere, the row with the most filled cells is the likeliest header.
    const score = found * 1000 + cells.filter((cell) => cleanHeader(cell) !== '').length;
    if (score > best.found) best = { found: score, cells };
  }
  const kinds = none || best.found >= 1000 ? undefined : withoutHeader(widest);
  if (kinds !== undefined)
    return messages.headerMissing.error({ ...place, columns: kinds }, { file: place.file });
  const present = best.cells.map(cleanHeader).filter((cell) => cell !== '');
  const missing = wanted
    .filter(
      (header) => !present.some((cell) => foldHeader(cell) === foldHeader(none ? lettered(header) : header)),
    )
    .map((header) => ({ header, nearest: suggest(header, present) ?? '' }));
  return messages.headerNotFound.error(
    { source: place.source, file: place.file, missing, candidates: present.slice(0, 40) },
    { file: place.file },
  );
}
