import type { Cell, CellStyle, CellValue, MergeRange, RowDef, WriteSheet } from 'hucre';
import { cellRef } from 'hucre/xlsx';
import type { Locale } from '../../language/locale.ts';
import { type Look, stylist } from './styles.ts';

/** What a cell may hold. There is no formula among it: every figure is worked out in the warehouse. */
export type Value = string | number | Date | null;

/** Characters that XML cannot hold even escaped, and half characters. */
const unwritable = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** The most that a cell of a workbook holds. */
const longest = 32_767;

/** Text as a cell can hold it. */
export function cellText(text: string): string {
  return text.replace(unwritable, '\ufffd').slice(0, longest);
}

/** A sheet under construction: cells by row and column counted from 0, each with its look. */
export class Grid {
  readonly style: (look: Look) => CellStyle;
  readonly #cells = new Map<string, Partial<Cell>>();
  readonly #heights = new Map<number, RowDef>();
  readonly #merges: MergeRange[] = [];
  readonly #widths: readonly number[];
  readonly #locale: Locale;

  constructor(locale: Locale, widths: readonly number[]) {
    this.#locale = locale;
    this.#widths = widths;
    this.style = stylist(locale);
  }

  get width(): number {
    return this.#widths.length;
  }

  put(row: number, column: number, value: Value, look: Look = {}): this {
    this.#cells.set(`${row},${column}`, cellOf(value, this.style(look)));
    return this;
  }

  /** A text that leads to another sheet of the workbook. */
  link(row: number, column: number, text: string, sheet: string, look: Look): this {
    const hyperlink = { target: '', location: `'${sheet.replaceAll("'", "''")}'!A1`, display: text };
    this.#cells.set(`${row},${column}`, { ...cellOf(text, this.style(look)), hyperlink });
    return this;
  }

  /** An empty row of one look, from edge to edge. */
  band(row: number, look: Look): this {
    for (let column = 0; column < this.width; column++) this.put(row, column, null, look);
    return this;
  }

  /** One text over several columns, as many lines high as it needs. `value` may be empty to carry a fill on. */
  across(row: number, from: number, to: number, value: string, look: Look = {}): this {
    for (let column = from; column <= to; column++)
      this.put(row, column, column === from ? value : null, look);
    if (to > from) this.#merges.push({ startRow: row, startCol: from, endRow: row, endCol: to });
    if (look.wrap) this.tall(row, linesOf(value, this.#room(from, to, look)), look.size);
    return this;
  }

  /** Makes a row high enough for so many lines; a row only grows. */
  tall(row: number, lines: number, size?: number): this {
    const points = size ?? (this.#locale === 'zh-CN' ? 10 : 11);
    const height = Math.ceil(Math.max(1, lines) * points * 1.42 + 5);
    const before = this.#heights.get(row)?.height ?? 0;
    if (height > before) this.#heights.set(row, { height: Math.min(height, 409) });
    return this;
  }

  /** Lines that a text takes in one column. */
  lines(column: number, text: string, look: Look = {}): number {
    return linesOf(text, this.#room(column, column, look));
  }

  sheet(
    name: string,
    over: Omit<WriteSheet, 'name' | 'cells' | 'columns' | 'merges' | 'rowDefs'>,
  ): WriteSheet {
    return {
      name,
      columns: this.#widths.map((width) => ({ width })),
      cells: this.#cells,
      merges: this.#merges,
      rowDefs: this.#heights,
      ...over,
    };
  }

  #room(from: number, to: number, look: Look): number {
    let width = 0;
    for (let column = from; column <= to; column++) width += this.#widths[column] ?? 9;
    const usual = this.#locale === 'zh-CN' ? 10 : 11;
    return Math.max(4, ((width - 1) * usual) / (look.size ?? usual));
  }
}

/**
 * A cell as hucre takes it. `#N/A` and the like would become an error cell; as rich text they stay what they are.
 */
export function cellOf(value: Value, style: CellStyle): Partial<Cell> {
  if (typeof value !== 'string' || value === '') return { value: value === '' ? null : value, style };
  const text = cellText(value);
  return text.startsWith('#') ? { value: text, richText: [{ text }], style } : { value: text, style };
}

export function asCellValue(value: Value): CellValue {
  return typeof value === 'string' ? cellText(value) : value;
}

export { cellRef };

/** Width of a text in characters of a column: a Chinese one takes two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}

function linesOf(text: string, room: number): number {
  // Lines break at words, so a little of each is lost.
  return text
    .split('\n')
    .reduce((sum, part) => sum + Math.max(1, Math.ceil((widthOf(part) * 1.05) / room)), 0);
}

/** The day of an ISO date as a workbook holds it: no hour, no time zone. */
export function day(iso: string | null): Date | null {
  return iso === null ? null : new Date(`${iso.slice(0, 10)}T00:00:00Z`);
}
