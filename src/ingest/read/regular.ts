import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { foldHeader } from '../words.ts';
import { cellsOf, quoted, type ScannedRecord } from './records.ts';

/** What is wrong with the shape of a row, or what its shape says it is; it is set aside, its text kept. */
export type Shape =
  | 'too_few_cells'
  | 'too_many_cells'
  | 'broken_quote'
  | 'broken_record'
  | 'repeated_header'
  | 'total_row';

/** Needs no quotation marks, whatever the delimiter. */
const plain = /^[^",;|\t\r\n\0]*$/;
const foldRow = (cells: readonly string[]): string => cells.map(foldHeader).join('\n').replace(/\n+$/, '');
const longestText = 1 << 18;
const isBlank = (cell: string): boolean => cell.trim() === '';

/**
 * Writes rows as a file that any reader must read alike: UTF-8, LF, every row of the same width, led by its row
 * number, what is wrong with its shape and, where something is, its text as it stood.
 */
export class RegularFile {
  readonly path: string;
  readonly delimiter: string;
  readonly width: number;
  readonly #file: FileHandle;
  readonly #unquoted: number | undefined;
  readonly #repeats: ReadonlySet<string>;
  #parts: Buffer[] = [];
  /** Rows after the parts, not bytes yet. */
  #text = '';
  #size = 0;

  private constructor(
    path: string,
    delimiter: string,
    width: number,
    file: FileHandle,
    unquoted: number | undefined,
    repeats: readonly (readonly string[])[],
  ) {
    this.path = path;
    this.delimiter = delimiter;
    this.width = width;
    this.#file = file;
    this.#unquoted = unquoted;
    this.#repeats = new Set(repeats.map(foldRow));
  }

  /**
   * `unquoted`: the column that takes back the cells that are too many, where the source names one. `repeats`: rows
   * that are headers again wherever they stand.
   */
  static async create(
    path: string,
    delimiter: string,
    width: number,
    unquoted?: number,
    repeats: readonly (readonly string[])[] = [],
  ): Promise<RegularFile> {
    return new RegularFile(path, delimiter, width, await open(path, 'w'), unquoted, repeats);
  }

  /** A record of a text file. The usual one is copied byte by byte; only an odd one is taken apart. */
  record(row: number, record: ScannedRecord): void {
    const { width, delimiter } = this;
    if (this.#repeats.size > 0 && !record.brokenQuote && record.cells <= width + 1) {
      const cells = cellsOf(record, delimiter);
      if (this.#repeats.has(foldRow(cells))) {
        this.#odd(row, 'repeated_header', record, cells);
        return;
      }
    }
    const whole = !record.sloppy && !record.brokenQuote;
    if (whole && record.cells === width) this.#copy(row, record.bytes, record.start, record.end);
    else if (whole && record.cells > width && record.extraEmpty)
      this.#copy(row, record.bytes, record.start, record.widthEnd);
    else if (record.brokenQuote) this.#odd(row, 'broken_quote', record, []);
    else {
      const cells = cellsOf(record, delimiter);
      const extraBlank = cells.slice(width).every(isBlank);
      if (!extraBlank && this.#unquoted !== undefined) this.cells(row, this.#rejoined(cells, this.#unquoted));
      else if (!extraBlank) this.#odd(row, 'too_many_cells', record, cells);
      else if (cells.length < width && !cells.every(isBlank)) this.#odd(row, 'too_few_cells', record, cells);
      else this.cells(row, cells);
    }
  }

  /** A row that is cells already. Blank ones fill it up to the width; filled ones beyond it are a fault of shape. */
  cells(row: number, cells: readonly string[]): void {
    if (this.#repeats.size > 0 && this.#repeats.has(foldRow(cells))) {
      this.#write(row, 'repeated_header', cells.join(this.delimiter), cells);
      return;
    }
    const tooMany = !cells.slice(this.width).every(isBlank);
    this.#write(row, tooMany ? 'too_many_cells' : '', tooMany ? cells.join(this.delimiter) : '', cells);
  }

  /** A row that is set aside for its shape. */
  shaped(row: number, shape: Shape, line: string, cells: readonly string[]): void {
    this.#write(row, shape, line, cells);
  }

  /** Empty cells at the end are no part of a text; the rest that is too many belongs to the column at `at`. */
  #rejoined(cells: readonly string[], at: number): string[] {
    let end = cells.length;
    while (end > this.width && isBlank(cells[end - 1]!)) end--;
    const extra = end - this.width;
    const text = cells.slice(at, at + extra + 1).join(this.delimiter);
    return [...cells.slice(0, at), text, ...cells.slice(at + extra + 1, end)];
  }

  #odd(row: number, shape: Shape, record: ScannedRecord, cells: readonly string[]): void {
    this.#write(row, shape, record.bytes.toString('utf8', record.start, record.end), cells);
  }

  #write(row: number, shape: string, line: string, cells: readonly string[]): void {
    const { delimiter, width } = this;
    let text = `${row}${delimiter}${shape}${delimiter}${line === '' ? '' : quoted(line)}`;
    for (let index = 0; index < width; index++) {
      const cell = cells[index] ?? '';
      text += delimiter;
      if (cell !== '') text += plain.test(cell) ? cell : quoted(cell);
    }
    this.#text += `${text}\n`;
    // Text that grows without end is dear to turn into bytes.
    if (this.#text.length > longestText) this.#settle();
  }

  /** What is text so far becomes bytes. */
  #settle(): void {
    if (this.#text === '') return;
    this.#push(Buffer.from(this.#text, 'utf8'));
    this.#text = '';
  }

  #copy(row: number, bytes: Buffer, start: number, end: number): void {
    this.#settle();
    const lead = `${row}${this.delimiter}${this.delimiter}${this.delimiter}`;
    const out = Buffer.allocUnsafe(lead.length + end - start + 1);
    out.write(lead, 'latin1');
    bytes.copy(out, lead.length, start, end);
    out[out.length - 1] = 0x0a;
    this.#push(out);
  }

  #push(part: Buffer): void {
    this.#parts.push(part);
    this.#size += part.length;
  }

  /** To be awaited now and then, so that no more than some chunks wait in memory. */
  async flush(): Promise<void> {
    this.#settle();
    if (this.#size === 0) return;
    const bytes = Buffer.concat(this.#parts, this.#size);
    this.#parts = [];
    this.#size = 0;
    await this.#file.write(bytes);
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }
}
