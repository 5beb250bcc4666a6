// The bytes of ascii.ts, once more: in the loop below, imported constants take half as much time again.
const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;
const tab = 0x09;
const space = 0x20;
const none = Buffer.alloc(0);

/** A record longer than this is an unclosed quotation mark, not a note. DuckDB's own limit is 2 MB. */
const longest = 1_000_000;
const longestLine = 4 * 2 ** 20;

/** One record as the scanner hands it on; the object is used again for the next record. */
export interface ScannedRecord {
  bytes: Buffer;
  start: number;
  /** After the last cell, before the line end. */
  end: number;
  cells: number;
  /** Where cell number `width` ends: everything after it is extra. */
  widthEnd: number;
  /** Every cell after number `width` is empty. */
  extraEmpty: boolean;
  /** A quotation mark that never closes, or closes before the cell ends: only the first line of it is here. */
  brokenQuote: boolean;
  /** Quoted in a way that only a lenient reader takes (`"a" ;`), or with a NUL byte: must be written anew. */
  sloppy: boolean;
  /** A line break inside a quoted cell. */
  multiline: boolean;
  lineEnd: 'lf' | 'crlf' | 'cr' | 'none';
}

/** A line that does not end is no line of a table: memory would not hold it. */
export class EndlessLine extends Error {
  constructor(megabytes: number) {
    super(`a line is longer than ${megabytes} MB, so this is no delimited text`);
  }
}

/**
 * Splits UTF-8 bytes into records by RFC 4180, chunk by chunk, without making objects of them. The second pair of
 * eyes beside DuckDB's reader: what the two count must agree. Only a quotation mark at the start of a cell quotes
 * (`5 1/2" pipe` is text). A broken one costs its own line, never the rest of the file.
 */
export class RecordScanner {
  readonly #delimiter: number;
  readonly #width: number;
  readonly #take: (record: ScannedRecord) => void;
  #carry: Buffer = none;
  readonly #record: ScannedRecord = {
    bytes: none,
    start: 0,
    end: 0,
    cells: 0,
    widthEnd: 0,
    extraEmpty: true,
    brokenQuote: false,
    sloppy: false,
    multiline: false,
    lineEnd: 'none',
  };

  /** `width` 0: the number of cells is not known yet. */
  constructor(delimiter: string, width: number, take: (record: ScannedRecord) => void) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#width = width;
    this.#take = take;
  }

  push(chunk: Buffer): void {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const from = this.#scan(bytes, false);
    if (bytes.length - from > longestLine) throw new EndlessLine(longestLine / 2 ** 20);
    this.#carry = from < bytes.length ? Buffer.from(bytes.subarray(from)) : none;
  }

  end(): void {
    if (this.#carry.length > 0) this.#scan(this.#carry, true);
    this.#carry = none;
  }

  /** Returns where the first unfinished record starts. */
  #scan(bytes: Buffer, final: boolean): number {
    let start = 0;
    while (start < bytes.length) {
      const next = this.#one(bytes, start, final);
      if (next < 0) return start;
      this.#take(this.#record);
      start = next;
    }
    return start;
  }

  /** Reads one record; returns where the next one starts, or -1 if more bytes are needed. */
  #one(bytes: Buffer, start: number, final: boolean): number {
    const record = this.#record;
    const delimiter = this.#delimiter;
    const width = this.#width;
    const length = bytes.length;
    record.bytes = bytes;
    record.start = start;
    record.cells = 0;
    record.extraEmpty = true;
    record.brokenQuote = false;
    record.sloppy = false;
    record.multiline = false;
    let at = start;
    for (;;) {
      const cellStart = at;
      if (bytes[at] === quote) {
        at = closing(bytes, at + 1);
        if (at < 0) {
          if (!final && length - start < longest) return -1;
          return this.#brokenLine(bytes, start, final);
        }
        if (!record.multiline) record.multiline = breaksLine(bytes, cellStart, at);
        if (at - start > longest) return this.#brokenLine(bytes, start, final);
        // `at` is after the closing mark. At the end of the chunk it may yet be the first of a doubled mark.
        if (at >= length && !final) return -1;
        while (at < length && (bytes[at] === space || (bytes[at] === tab && delimiter !== tab))) {
          record.sloppy = true;
          at++;
        }
        if (at >= length && !final) return -1;
        const after = bytes[at];
        if (at < length && after !== delimiter && after !== lf && after !== cr)
          return this.#brokenLine(bytes, start, final);
      } else {
        let byte = bytes[at];
        while (at < length && byte !== delimiter && byte !== lf && byte !== cr) {
          if (byte === 0) record.sloppy = true;
          byte = bytes[++at];
        }
        if (at >= length && !final) return -1;
      }
      record.cells++;
      if (record.cells === width) record.widthEnd = at;
      else if (record.cells > width && at > cellStart) record.extraEmpty = false;
      if (at < length && bytes[at] === delimiter) {
        at++;
        if (at >= length && !final) return -1;
        continue;
      }
      record.end = at;
      if (at >= length) record.lineEnd = 'none';
      else if (bytes[at] === lf) record.lineEnd = 'lf';
      else if (at + 1 >= length && !final) return -1;
      else record.lineEnd = bytes[at + 1] === lf ? 'crlf' : 'cr';
      return record.lineEnd === 'none' ? length : record.lineEnd === 'crlf' ? at + 2 : at + 1;
    }
  }

  #brokenLine(bytes: Buffer, start: number, final: boolean): number {
    const record = this.#record;
    let at = start;
    while (at < bytes.length && bytes[at] !== lf && bytes[at] !== cr) at++;
    if (at + 1 >= bytes.length && !final) return -1;
    record.brokenQuote = true;
    record.cells = 1;
    record.end = at;
    record.lineEnd = 'lf';
    return bytes[at] === cr && bytes[at + 1] === lf ? at + 2 : Math.min(at + 1, bytes.length);
  }
}

/** After the mark that closes the quoted cell, skipping doubled ones; -1 if it is not in these bytes. */
function closing(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(quote, at);
    if (at < 0) return -1;
    if (bytes[at + 1] !== quote) return at + 1;
    at += 2;
  }
}

function breaksLine(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === lf || bytes[at] === cr) return true;
  return false;
}

/** The cells of a record as text: for headers and for the few rows that need care, never for all. */
export function cellsOf(record: ScannedRecord, delimiter: string): string[] {
  const text = record.bytes.toString('utf8', record.start, record.end);
  if (record.brokenQuote) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let cell = '';
      at++;
      for (;;) {
        const mark = text.indexOf('"', at);
        if (mark < 0) return [...cells, cell + text.slice(at)];
        cell += text.slice(at, mark);
        if (text[mark + 1] !== '"') {
          at = mark + 1;
          break;
        }
        cell += '"';
        at = mark + 2;
      }
      cells.push(cell);
      const next = text.indexOf(delimiter, at);
      if (next < 0) return cells;
      at = next + 1;
    } else {
      const next = text.indexOf(delimiter, at);
      cells.push(next < 0 ? text.slice(at) : text.slice(at, next));
      if (next < 0) return cells;
      at = next + 1;
    }
  }
}

/** One cell, written so that any reader takes it. */
export function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""').replaceAll('\0', '')}"`;
}
