import { suggest } from '../../language/suggest.ts';
import { messages } from '../messages.ts';
import { cleanHeader, foldHeader } from '../words.ts';
import { cellsOf, RecordScanner } from './records.ts';

/** How far down the header may stand. */
export const headerWithin = 50;
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Header {
  /** Index of the header among the file's records; what stands above it are titles. */
  readonly index: number;
  /** Unique names, as stored in `raw`. */
  readonly names: readonly string[];
  /** The header cells as written, to know the header again when it is repeated. */
  readonly cells: readonly string[];
}

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
  wanted: readonly string[],
  declared: Delimiter | undefined,
  place: { source: string; file: string },
): { header: Header; delimiter: Delimiter } {
  let best: { header: Header; delimiter: Delimiter } | undefined;
  const tried: string[][] = [];
  for (const delimiter of declared === undefined ? delimiters : [declared]) {
    const rows = firstRecords(bytes, whole, delimiter, headerWithin);
    tried.push(...rows);
    const header = headerAmong(rows, wanted);
    if (header && (best === undefined || header.cells.length > best.header.cells.length))
      best = { header, delimiter };
  }
  if (best === undefined) throw headerNotFound(tried, wanted, place);
  return best;
}

/** The same for rows that are cells already. */
export function findHeaderRow(
  rows: readonly (readonly string[])[],
  wanted: readonly string[],
  place: { source: string; file: string },
): Header {
  const header = headerAmong(rows, wanted);
  if (header === undefined) throw headerNotFound(rows, wanted, place);
  return header;
}

function headerAmong(rows: readonly (readonly string[])[], wanted: readonly string[]): Header | undefined {
  const index = rows.findIndex((cells) => {
    const present = new Set(uniqueNames(cells).map(foldHeader));
    return wanted.every((header) => present.has(foldHeader(header)));
  });
  if (index < 0) return undefined;
  const cells = withoutEmptyEnd(rows[index]!);
  return { index, cells, names: uniqueNames(cells) };
}

/** Empty header cells at the end are the trailing delimiters of the title rows, or of a spreadsheet's empty columns. */
function withoutEmptyEnd(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 0 && cleanHeader(cells[end - 1]!) === '') end--;
  return cells.slice(0, end);
}

/** Names for the columns of a table: an empty header gets its position, a repeated one a number. */
export function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set(['_file', '_row', '_shape', '_line']);
  return cells.map((cell, index) => {
    const name = cleanHeader(cell) || `column_${index + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${name}_${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function headerNotFound(
  rows: readonly (readonly string[])[],
  wanted: readonly string[],
  place: { source: string; file: string },
) {
  let best: { found: number; cells: readonly string[]; row: number } = { found: -1, cells: [], row: 0 };
  rows.forEach((cells, index) => {
    const present = new Set(cells.map(foldHeader));
    const found = wanted.filter((header) => present.has(foldHeader(header))).length;
    // With nothing found anywhere, the row with the most filled cells is the likeliest header.
    const score = found * 1000 + cells.filter((cell) => cleanHeader(cell) !== '').length;
    if (score > best.found) best = { found: score, cells, row: index + 1 };
  });
  const present = best.cells.map(cleanHeader).filter((cell) => cell !== '');
  const missing = wanted
    .filter((header) => !present.some((cell) => foldHeader(cell) === foldHeader(header)))
    .map((header) => ({ header, nearest: suggest(header, present) ?? '' }));
  return messages.headerNotFound.error(
    { source: place.source, file: place.file, missing, candidates: present.slice(0, 40) },
    { file: place.file },
  );
}
