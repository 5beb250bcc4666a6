import { cr, lf, quote } from './ascii.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Counts the lines of a UTF-8 file in which every line is a record: all lines ended alike, none empty, and every
 * quotation mark opens or closes a cell on its line. Nothing for any other file. Whether each line has its number of
 * cells is left to the database, which refuses the file where one has not.
 *
 * The careful reader (`RecordScanner`) looks at each byte; this one jumps from mark to mark.
 */
export class LineCounter {
  readonly #delimiter: number;
  #lines = 0;
  #last: number | undefined;
  #withCarriage: boolean | undefined;
  #open = false;
  #refused = false;
  /** The chunk ended with a mark that closes its cell, or is the first of two. */
  #closing = false;

  /** @param delimiter one ASCII character */
  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  push(bytes: Buffer): void {
    this.#refused ||= !this.#count(bytes);
  }

  /** @returns false where the file is not that plain */
  #count(bytes: Buffer): boolean {
    const chunk =
      this.#last === undefined && bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
    if (chunk.length === 0) return true;
    if (chunk.includes(0)) return false;
    const doubled = this.#closing && chunk[0] === quote;
    if (this.#closing && !doubled) {
      if (!this.#endsCell(chunk[0]!)) return false;
      this.#open = false;
    }
    this.#closing = false;
    const isQuoted = this.#open || chunk.includes(quote);
    if (!(isQuoted ? this.#quoted(chunk, doubled ? 1 : 0) : this.#unquoted(chunk))) return false;
    if (chunk.includes(cr) && !eachEndsALine(chunk)) return false;
    this.#last = chunk[chunk.length - 1]!;
    // Cut between the two bytes of a line end: too rare to be worth a thought.
    return this.#last !== cr;
  }

  /** @returns the number of lines; nothing for a file that is not that plain */
  end(): number | undefined {
    if (this.#refused || (this.#open && !this.#closing)) return undefined;
    // A last line without end is ended by the file.
    return this.#last === undefined || this.#last === lf ? this.#lines : this.#lines + 1;
  }

  #unquoted(chunk: Buffer): boolean {
    for (let at = chunk.indexOf(lf); at >= 0; at = chunk.indexOf(lf, at + 1))
      if (!this.#line(chunk, at)) return false;
    return true;
  }

  /** @param from behind a mark that the end of the chunk before belongs to */
  #quoted(chunk: Buffer, from: number): boolean {
    let line = chunk.indexOf(lf);
    let mark = chunk.indexOf(quote, from);
    while (line >= 0 || mark >= 0) {
      if (mark < 0 || (line >= 0 && line < mark)) {
        // A line break inside a cell.
        if (this.#open || !this.#line(chunk, line)) return false;
        line = chunk.indexOf(lf, line + 1);
      } else if (!this.#open) {
        const before = mark === 0 ? this.#last : chunk[mark - 1];
        if (before !== undefined && before !== this.#delimiter && before !== lf) return false;
        this.#open = true;
        mark = chunk.indexOf(quote, mark + 1);
      } else {
        const after = chunk[mark + 1];
        if (after === undefined) this.#closing = true;
        else if (after !== quote) {
          if (!this.#endsCell(after)) return false;
          this.#open = false;
        }
        mark = chunk.indexOf(quote, mark + (after === quote ? 2 : 1));
      }
    }
    return true;
  }

  #line(chunk: Buffer, at: number): boolean {
    const before = at === 0 ? this.#last : chunk[at - 1];
    const content = before !== cr ? before : at === 1 ? this.#last : chunk[at - 2];
    if (content === undefined || content === lf) return false;
    this.#withCarriage ??= before === cr;
    this.#lines++;
    return (before === cr) === this.#withCarriage;
  }

  #endsCell(byte: number): boolean {
    return byte === this.#delimiter || byte === lf || byte === cr;
  }
}

function eachEndsALine(chunk: Buffer): boolean {
  for (let at = chunk.indexOf(cr); at >= 0; at = chunk.indexOf(cr, at + 1))
    if (chunk[at + 1] !== lf) return false;
  return true;
}
