import { cleanHeader, foldHeader } from '../words.ts';
import { type Header, type HeaderWish, uniqueNames } from './header-names.ts';

type Rows = readonly (readonly string[])[];

/** Headers that are not one row: two rows, a row of labels below, none at all. */

/**
 * Two rows of headers, the upper with a cell for several columns (merged cells keep their text in the first one only):
 * `Sales,,Returns,` over `Qty,Amount,Qty,Amount`. Proven by the mapping: all its headers are there when the two are
 * joined (`Sales / Amount`), or stand once in the lower row; in no single row they all were.
 */
export function twoRows(rows: Rows, wanted: readonly string[]): Header | undefined {
  for (let index = 0; index + 1 < rows.length; index++) {
    const upper = rows[index]!.map(cleanHeader);
    const lower = rows[index + 1]!.map(cleanHeader);
    const joined = join(upper, lower);
    const folds = lower.map(foldHeader);
    const cells = joined.map((name, at) => {
      const alone = folds[at] ?? '';
      const once = alone !== '' && folds.indexOf(alone) === folds.lastIndexOf(alone);
      return once && wanted.includes(alone) && !wanted.includes(foldHeader(name)) ? lower[at]! : name;
    });
    const present = new Set(cells.map(foldHeader));
    if (!wanted.every((header) => present.has(header))) continue;
    return { index: index + 1, cells, names: uniqueNames(cells), rows: rows.slice(index, index + 2) };
  }
  return undefined;
}

function join(upper: readonly string[], lower: readonly string[]): string[] {
  let width = Math.max(upper.length, lower.length);
  while (width > 0 && (upper[width - 1] ?? '') === '' && (lower[width - 1] ?? '') === '') width--;
  let over = '';
  return Array.from({ length: width }, (_, at) => {
    const above = upper[at] ?? '';
    const below = lower[at] ?? '';
    // A cell with nothing below it stands for its own column only.
    if (above !== '' || below === '') over = below === '' ? '' : above;
    return below === '' ? above : over === '' ? below : `${over} / ${below}`;
  });
}

/**
 * Whether the row below the header says the same in other words (keys over labels, as in some Chinese systems): every
 * mapped cell is filled and without a digit, also where the row after it has numbers or dates.
 */
export function isLabelRow(
  rows: Rows,
  index: number,
  names: readonly string[],
  { wanted, measured }: HeaderWish,
): boolean {
  const label = rows[index + 1];
  const first = rows[index + 2];
  if (label === undefined || first === undefined || measured.length === 0) return false;
  const folds = names.map(foldHeader);
  const cell = (row: readonly string[], header: string): string =>
    row[folds.indexOf(foldHeader(header))] ?? '';
  const isWord = (text: string): boolean => /\p{L}/u.test(text) && !/\p{N}/u.test(text);
  return (
    wanted.every((header) => isWord(cell(label, header))) &&
    measured.filter((header) => /\p{N}/u.test(cell(first, header))).length * 2 > measured.length
  );
}

/** A file without header: its columns by position, as many as most rows have. */
export function byPosition(rows: Rows): Header | undefined {
  const width = usualWidth(rows);
  if (width === 0) return undefined;
  const names = letters(width);
  return { index: -1, cells: names, names };
}

/** The number of cells that most rows have; of two, the larger. */
export function usualWidth(rows: Rows): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 0;
}

/** `A`, `B`, … `Z`, `AA`, … */
export function letters(count: number): string[] {
  return Array.from({ length: count }, (_, index) => letter(index));
}

export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

/** A column by its position (`2`) or letter (`b`), as its letter. */
export function lettered(column: string): string {
  const text = column.trim();
  return /^[1-9]\d{0,3}$/.test(text) ? letter(Number(text) - 1) : text.toUpperCase();
}

export type Kind = 'number' | 'date' | 'text';

/**
 * The kinds of the columns, where the first row cannot be a header: in at least two columns it has a number or a date,
 * as nearly all rows below it have there.
 */
export function withoutHeader(rows: Rows): { column: string; kind: Kind }[] | undefined {
  const width = usualWidth(rows);
  const table = rows.filter((cells) => cells.length === width).slice(0, 20);
  const [first, ...below] = table;
  if (first === undefined || below.length === 0) return undefined;
  const kinds = first.map((cell, at) => {
    const kind = kindOf(cell);
    const same = below.filter((row) => kindOf(row[at] ?? '') === kind).length;
    return same * 5 >= below.length * 4 ? kind : 'text';
  });
  if (kinds.filter((kind) => kind !== 'text').length < 2) return undefined;
  return kinds.map((kind, at) => ({ column: letter(at), kind }));
}

function kindOf(cell: string): Kind {
  const text = cell.normalize('NFKC').trim();
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d.*)?$/.test(text) || /^(19|20)\d{6}$/.test(text)) return 'date';
  return /^[-+(]?[\d.,' ]*\d[\d.,]*\)?-?%?$/.test(text) ? 'number' : 'text';
}
