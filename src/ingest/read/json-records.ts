import {
  backslash,
  closeBrace,
  closeBracket,
  comma,
  isSpace,
  lf,
  openBrace,
  openBracket,
  quote,
} from './ascii.ts';

const none = Buffer.alloc(0);

/** A record longer than this is not one: DuckDB takes lines of 2 MB. */
export const longestRecord = 1_000_000;

/** What a file of JSON is: one object a line, or objects in a list or one after the other, over several lines. */
export type JsonShape = 'lines' | 'list' | 'objects';

export interface JsonRecord {
  /** Its number: of the line, or of the element; from 1. */
  readonly number: number;
  readonly text: string;
  /** Too long to be one; `text` is its beginning. */
  readonly tooLong: boolean;
}

/**
 * Splits UTF-8 bytes into the texts of records, chunk by chunk. With one object a line, a broken one costs its own line;
 * a list is one document, and what follows its first fault cannot be told apart, so a list without its end is `cut`.
 */
export class JsonRecords {
  readonly #shape: JsonShape;
  readonly #take: (record: JsonRecord) => void;
  #parts: Buffer[] = [];
  #size = 0;
  #number = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #ended = false;
  /** Something stands where no record can be: after the end of a list. */
  #beyond = false;

  constructor(shape: JsonShape, take: (record: JsonRecord) => void) {
    this.#shape = shape;
    this.#take = take;
    if (shape === 'list') this.#depth = -1;
  }

  push(chunk: Buffer): void {
    if (this.#shape === 'lines') this.#lines(chunk);
    else this.#values(chunk);
  }

  /** Whether the text came to its end as it should. */
  end(): boolean {
    if (this.#shape === 'lines') {
      this.#line(none);
      return true;
    }
    const whole = this.#depth === 0 && !this.#inText && !this.#beyond;
    if (this.#shape === 'objects') {
      if (this.#size > 0) this.#emit();
      return whole;
    }
    return whole && this.#ended;
  }

  #lines(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(lf); at >= 0; at = chunk.indexOf(lf, from)) {
      this.#line(chunk.subarray(from, at));
      from = at + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  #line(rest: Buffer): void {
    this.#keep(rest);
    this.#number++;
    const text = this.#text();
    if (text.trim() !== '') this.#hand(text);
  }

  /** Records are what stands between the commas of the list, or an object each where there is no list. */
  #values(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inText = false;
        continue;
      }
      if (this.#ended) {
        if (!isSpace(byte)) this.#beyond = true;
        from = at + 1;
      } else if (byte === quote) this.#inText = true;
      else if (byte === openBrace || byte === openBracket) {
        if (this.#depth === -1) from = at + 1;
        this.#depth++;
      } else if (byte === closeBracket && this.#shape === 'list' && this.#depth === 0) {
        this.#keep(chunk.subarray(from, at));
        this.#emit();
        this.#ended = true;
        from = at + 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth--;
        if (this.#shape === 'objects' && this.#depth <= 0) {
          this.#depth = 0;
          this.#keep(chunk.subarray(from, at + 1));
          this.#emit();
          from = at + 1;
        }
      } else if (byte === comma && this.#shape === 'list' && this.#depth === 0) {
        this.#keep(chunk.subarray(from, at));
        this.#emit();
        from = at + 1;
      }
    }
    this.#keep(chunk.subarray(from));
  }

  #emit(): void {
    const text = this.#text();
    if (text.trim() === '') return;
    this.#number++;
    this.#hand(text);
  }

  #hand(text: string): void {
    this.#take({ number: this.#number, text, tooLong: text.length > longestRecord });
  }

  /** No more than a little beyond the longest record is kept. */
  #keep(part: Buffer): void {
    if (part.length === 0 || this.#size > longestRecord * 4) return;
    this.#parts.push(Buffer.from(part.subarray(0, longestRecord * 4 + 4)));
    this.#size += part.length;
  }

  #text(): string {
    const text = Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#size = 0;
    return text;
  }
}
