import { numberText } from '../number-text.ts';
import { serialText } from './styles.ts';
import { textOf, textsOf } from './xml.ts';

/** Cells come as text that reads one way only, so that the same conversions follow as for delimited text. */
export interface WorkbookRow {
  /** Row of the sheet, counted from 0. */
  readonly index: number;
  readonly cells: readonly string[];
}

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  /** Which styles show days. */
  readonly days: readonly boolean[];
  readonly from1904: boolean;
  readonly decimal: 'point' | 'comma';
}

/** A row of more bytes than this is none. */
const longestRow = 64 * 2 ** 20;
const rowEnd = Buffer.from('</row>');
const lastColumn = 16_384;

/** Rows of a sheet, from the bytes of its part, a stretch at a time. Empty rows that the file leaves out are left out. */
export async function* sheetRows(
  chunks: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<WorkbookRow[]> {
  const rows = new RowScanner(context);
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const end = bytes.lastIndexOf(rowEnd);
    if (end >= 0) yield rows.scan(bytes.toString('utf8', 0, end + rowEnd.length));
    carry = Buffer.from(bytes.subarray(end < 0 ? 0 : end + rowEnd.length));
    if (carry.length > longestRow) throw new Error('a row of it is longer than any sheet has');
  }
  // What is left holds no whole row, but perhaps rows without a cell; and without its end the sheet is cut off.
  const rest = carry.toString('utf8');
  if (!/<\/(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*\/>/.test(rest)) throw new Error('its sheet has no end');
}

/** Takes rows apart by looking for the few tags that they have, and nothing else. */
class RowScanner {
  readonly #context: SheetContext;
  #row = -1;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  scan(text: string): WorkbookRow[] {
    const rows: WorkbookRow[] = [];
    for (let at = text.indexOf('<row'); at >= 0; at = text.indexOf('<row', at)) {
      const open = text.indexOf('>', at);
      if (!isName(text.charCodeAt(at + 4))) {
        at += 4;
        continue;
      }
      const number = Number(attribute(text.slice(at, open), 'r'));
      this.#row = number > 0 ? number - 1 : this.#row + 1;
      if (text.charCodeAt(open - 1) === slash) {
        at = open;
        continue;
      }
      const end = text.indexOf('</row>', open);
      rows.push({ index: this.#row, cells: this.#cells(text, open + 1, end) });
      at = end;
    }
    return rows;
  }

  #cells(text: string, from: number, end: number): string[] {
    const cells: string[] = [];
    let next = 0;
    let at = text.indexOf('<c', from);
    while (at >= 0 && at < end) {
      if (!isName(text.charCodeAt(at + 2))) {
        at = text.indexOf('<c', at + 2);
        continue;
      }
      const open = text.indexOf('>', at);
      const tag = text.slice(at, open);
      const place = columnOf(attribute(tag, 'r'));
      const column = place < 0 ? next : place;
      if (column >= lastColumn) throw new Error('it has a cell beyond the last column of a sheet');
      next = column + 1;
      if (text.charCodeAt(open - 1) === slash) {
        at = text.indexOf('<c', open);
        continue;
      }
      const close = text.indexOf('</c>', open);
      if (close < 0 || close > end) throw new Error('a cell of it has no end');
      const value = this.#value(tag, text.slice(open + 1, close));
      if (value !== '') {
        while (cells.length < column) cells.push('');
        cells[column] = value;
      }
      at = text.indexOf('<c', close);
    }
    return cells;
  }

  #value(tag: string, content: string): string {
    const type = attribute(tag, 't');
    if (type === 'inlineStr') return textsOf(content);
    const at = content.indexOf('<v');
    // A formula that nobody has reckoned has no value: an empty cell would be a lie.
    if (at < 0) return content.includes('<f') ? '#VALUE!' : '';
    const begin = content.indexOf('>', at) + 1;
    const end = content.indexOf('</v>', begin);
    if (end < 0) return '';
    const written = content.slice(begin, end);
    const { strings, days, from1904, decimal } = this.#context;
    switch (type) {
      case 's': {
        const found = strings[Number(written)];
        if (found === undefined) throw new Error('a cell of it refers to a text that is not there');
        return found;
      }
      case 'str':
      case 'e':
      case 'd':
        return textOf(written);
      case 'b':
        return written === '1' || written === 'true' ? 'true' : 'false';
      default: {
        const number = Number(written);
        if (written === '' || Number.isNaN(number)) return textOf(written);
        const style = attribute(tag, 's');
        if (style !== '' && days[Number(style)] === true) return serialText(number, from1904);
        return numberText(number, decimal);
      }
    }
  }
}

const slash = 47;
/** What may follow the name of a tag. */
const isName = (code: number): boolean =>
  code === 32 || code === 62 || code === slash || (code >= 9 && code <= 13);

/** An attribute of one letter in the beginning of a tag; empty if it is not there. */
function attribute(tag: string, name: string): string {
  const at = tag.indexOf(` ${name}="`);
  if (at < 0)
    return tag.includes("'") ? (new RegExp(`\\s${name}\\s*=\\s*'([^']*)'`).exec(tag)?.[1] ?? '') : '';
  const begin = at + name.length + 3;
  return tag.slice(begin, tag.indexOf('"', begin));
}

/** `AB12` is column 27, counted from 0; -1 where there is no letter. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
