import { StringDecoder } from 'node:string_decoder';
import { foldHeader } from '../words.ts';
import { findHeaderRow, type Header, headerWithin } from './header.ts';
import type { Encoding } from './prove.ts';
import { RegularFile, type Shape } from './regular.ts';
import { utf8Of } from './utf8.ts';

/** A line that only draws: dashes, perhaps with bars or crosses where the columns part. */
const rule = /^[|+]?-[-+|]{3,}$/;
const boxed = /^\|.*\|$/;
/** Subtotals of an SAP list are marked with stars in the first cell, one for each level. */
const starred = /^\*+(\s|$)/;

/** Whether a text is a list as SAP prints it: a row between bars next to a line of dashes. */
export function isList(head: Buffer): boolean {
  const lines = linesOf(head).slice(0, headerWithin);
  return lines.some(
    (line, at) => rule.test(line) && (boxed.test(lines[at + 1] ?? '') || boxed.test(lines[at - 1] ?? '')),
  );
}

const linesOf = (bytes: Buffer): string[] =>
  bytes
    .toString('utf8')
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd());

interface Text {
  readonly path: string;
  readonly name: string;
  readonly gzip: boolean;
  readonly encoding: Encoding;
}

/**
 * Reads such a list and writes it as a regular file. The columns part where the bars of the header stand, so a bar or
 * a line break within a text does no harm. Lines that only draw are no rows; all others are: page heads count as
 * repeated headers, starred lines as totals, and what fits no box is set aside.
 */
export async function readList(
  text: Text,
  head: Buffer,
  wanted: readonly string[],
  place: { source: string; file: string },
  to: string,
): Promise<{ header: Header; rows: number }> {
  const top = linesOf(head).slice(0, headerWithin);
  const boxes = top.flatMap((line, at) => (boxed.test(line) ? [{ line, at }] : []));
  const found = findHeaderRow(
    boxes.map(({ line }) => cut(line, bars(line))),
    { wanted, measured: [], none: false },
    place,
  );
  const { line, at } = boxes[found.index]!;
  const header = { ...found, index: at };
  const below = top[at + 1] ?? '';
  const drawn = rule.test(below) && below.length === line.length ? bars(below.replaceAll('+', '|')) : [];
  const columns = new Columns(line, drawn.length > bars(line).length ? drawn : bars(line));
  const out = await RegularFile.create(to, ',', header.names.length);
  const list = new List(header, columns, out);
  let index = 0;
  const take = (one: string): void => {
    if (index++ > header.index) list.line(one.trimEnd());
  };
  try {
    const decoder = new StringDecoder('utf8');
    let carry = '';
    for await (const chunk of utf8Of(text, text.encoding)) {
      const lines = (carry + decoder.write(chunk)).split(/\r\n|\n|\r(?=[^\n])/);
      carry = lines.pop()!;
      lines.forEach(take);
      await out.flush();
    }
    carry += decoder.end();
    if (carry.trimEnd() !== '') take(carry);
    list.end();
  } finally {
    await out.close();
  }
  return { header, rows: list.rows };
}

/** The rows of one list, line by line. */
class List {
  rows = 0;
  readonly #header: Header;
  readonly #columns: Columns;
  readonly #out: RegularFile;
  readonly #headerFold: string;
  /** A row that a line break in a text has cut. */
  #open: string[] = [];
  /** Lines without a box, until what follows tells what they are. */
  #loose: string[] = [];

  constructor(header: Header, columns: Columns, out: RegularFile) {
    this.#header = header;
    this.#columns = columns;
    this.#out = out;
    this.#headerFold = fold(header.cells);
  }

  line(line: string): void {
    const starts = line.startsWith('|');
    if (rule.test(line) || starts) this.#broken();
    if (rule.test(line)) return;
    if (starts) {
      const cells = this.#columns.split(line);
      if (cells === undefined && !this.#columns.full(line)) this.#open.push(line);
      else this.#row(line, cells);
    } else if (this.#open.length > 0) this.#continue(line);
    else if (line.trim() !== '') this.#loose.push(line);
  }

  end(): void {
    this.#broken();
    for (const line of this.#loose) this.#write('too_few_cells', line, [line]);
    this.#loose = [];
  }

  #continue(line: string): void {
    this.#open.push(line);
    for (const between of [' ', '  ', '']) {
      const joined = this.#open.join(between);
      const cells = this.#columns.split(joined);
      if (cells === undefined) continue;
      this.#open = [];
      this.#row(joined, cells);
      return;
    }
  }

  /** The open row did not come to an end. */
  #broken(): void {
    const open = this.#open;
    this.#open = [];
    for (const line of open) this.#write('too_few_cells', line, []);
  }

  #row(line: string, cells: readonly string[] | undefined): void {
    const repeated = cells !== undefined && fold(cells) === this.#headerFold;
    for (const loose of this.#loose)
      this.#write(repeated ? 'repeated_header' : 'too_few_cells', loose, [loose]);
    this.#loose = [];
    if (cells === undefined) {
      const many = bars(line).length > this.#header.cells.length;
      this.#write(many ? 'too_many_cells' : 'too_few_cells', line, []);
    } else if (starred.test(cells.find((cell) => cell !== '') ?? '')) this.#write('total_row', '', cells);
    else this.#write(repeated ? 'repeated_header' : undefined, '', cells);
  }

  #write(shape: Shape | undefined, line: string, cells: readonly string[]): void {
    this.rows++;
    if (shape === undefined) this.#out.cells(this.rows, cells);
    else this.#out.shaped(this.rows, shape, line, cells);
  }
}

const fold = (cells: readonly string[]): string => cells.map(foldHeader).join('\x1f');

/** Where the columns part, counted in characters or in the columns of a screen, on which 汉 takes two. */
class Columns {
  readonly #places: readonly number[];
  readonly #screen: readonly number[];

  constructor(header: string, places: readonly number[]) {
    this.#places = places;
    this.#screen = places.map((at) => screenWidth(header.slice(0, at)));
  }

  /** The cells of a row: by place, else by its bars if there are as many as there should be. */
  split(line: string): string[] | undefined {
    if (!line.endsWith('|')) return undefined;
    if (fits(line, this.#places)) return cut(line, this.#places);
    const onScreen = placesOnScreen(line, this.#screen);
    if (onScreen !== undefined && fits(line, onScreen)) return cut(line, onScreen);
    const own = bars(line);
    return own.length === this.#places.length ? cut(line, own) : undefined;
  }

  /** As long as a whole row. */
  full(line: string): boolean {
    return line.endsWith('|') && screenWidth(line) > this.#screen.at(-1)!;
  }
}

function bars(line: string): number[] {
  const found: number[] = [];
  for (let at = line.indexOf('|'); at >= 0; at = line.indexOf('|', at + 1)) found.push(at);
  return found;
}

const fits = (line: string, places: readonly number[]): boolean =>
  line.length === places.at(-1)! + 1 && places.every((at) => line[at] === '|');

const cut = (line: string, places: readonly number[]): string[] =>
  places.slice(1).map((end, index) => line.slice(places[index]! + 1, end).trim());

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function screenWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

/** The indexes in a line of given places on the screen; nothing where a place falls within a character. */
function placesOnScreen(line: string, screen: readonly number[]): number[] | undefined {
  const places: number[] = [];
  let column = 0;
  let index = 0;
  for (const character of line) {
    if (column === screen[places.length]) places.push(index);
    column += wide.test(character) ? 2 : 1;
    index += character.length;
  }
  return places.length === screen.length ? places : undefined;
}
