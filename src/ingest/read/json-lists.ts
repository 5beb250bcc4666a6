import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  isSpace,
  openBrace,
  openBracket,
  quote,
} from './ascii.ts';
import { type JsonRecord, longestRecord } from './json-records.ts';

/** Objects lie in one another no deeper than this above a list of records: `{ "response": { "data": { "rows": […] } } }`. */
const deepest = 6;
const longestName = 400;

interface Level {
  readonly path: string;
  /** The name whose value comes next. */
  name: string;
  /** A name, not a value, comes next. */
  expectsName: boolean;
}

/**
 * What web services answer: records in a list within an object, `{ "data": [ … ], "meta": … }`. Takes UTF-8 bytes chunk
 * by chunk and hands out the elements of every list that lies in objects only, with the path of the list. What else
 * the object holds is passed over.
 */
export class JsonLists {
  readonly #take: (path: string, record: JsonRecord) => void;
  readonly #levels: Level[] = [];
  readonly #numbers = new Map<string, number>();
  /** Names of the values of the outermost object that are neither objects nor lists. */
  readonly scalars = new Set<string>();
  /** Elements of lists begin and end at this depth; 0 is outside of a list. */
  #depth = 0;
  #list = '';
  #parts: Buffer[] = [];
  #size = 0;
  #inText = false;
  #escaped = false;
  #text: number[] = [];
  #begun = false;
  #ended = false;
  #beyond = false;

  constructor(take: (path: string, record: JsonRecord) => void) {
    this.#take = take;
  }

  /** The outermost object has come to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Something stands behind the outermost object. */
  get beyond(): boolean {
    return this.#beyond;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#depth === 0) {
        this.#outside(byte);
        from = at + 1;
        continue;
      }
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inText = false;
      } else if (byte === quote) this.#inText = true;
      else if (byte === openBrace || byte === openBracket) this.#depth++;
      else if (byte === closeBracket && this.#depth === 1) {
        this.#keep(chunk.subarray(from, at));
        this.#emit();
        this.#depth = 0;
        from = at + 1;
      } else if (byte === closeBrace || byte === closeBracket) this.#depth--;
      else if (byte === comma && this.#depth === 1) {
        this.#keep(chunk.subarray(from, at));
        this.#emit();
        from = at + 1;
      }
    }
    this.#keep(chunk.subarray(from));
  }

  /** Whether the text came to its end as it should. */
  end(): boolean {
    return this.#ended && !this.#beyond;
  }

  #outside(byte: number): void {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inText = false;
      if (this.#inText && this.#text.length < longestName) this.#text.push(byte);
      return;
    }
    const level = this.#levels.at(-1);
    if (isSpace(byte)) return;
    if (this.#ended) this.#beyond = true;
    else if (byte === quote) {
      this.#inText = true;
      this.#text = [];
      if (level?.expectsName === false) this.#scalar(level);
    } else if (byte === colon && level !== undefined) {
      level.name = nameOf(this.#text);
      level.expectsName = false;
    } else if (byte === comma && level !== undefined) level.expectsName = true;
    else if (byte === openBrace) {
      const path = level === undefined ? '' : joined(level);
      if (level === undefined && this.#begun) this.#beyond = true;
      this.#begun = true;
      this.#levels.push({ path, name: '', expectsName: true });
    } else if (byte === closeBrace) {
      this.#levels.pop();
      if (this.#levels.length === 0) this.#ended = true;
    } else if (byte === openBracket && level !== undefined) {
      this.#depth = 1;
      this.#list = this.#levels.length <= deepest ? joined(level) : '';
    } else if (level?.expectsName === false) this.#scalar(level);
  }

  #scalar(level: Level): void {
    if (this.#levels.length === 1) this.scalars.add(level.name);
  }

  #emit(): void {
    const text = Buffer.concat(this.#parts).toString('utf8').trim();
    this.#parts = [];
    this.#size = 0;
    if (text === '' || this.#list === '') return;
    const number = (this.#numbers.get(this.#list) ?? 0) + 1;
    this.#numbers.set(this.#list, number);
    this.#take(this.#list, { number, text, tooLong: text.length > longestRecord });
  }

  #keep(part: Buffer): void {
    if (part.length === 0 || this.#depth === 0 || this.#size > longestRecord * 4) return;
    this.#parts.push(Buffer.from(part.subarray(0, longestRecord * 4 + 4)));
    this.#size += part.length;
  }
}

const joined = ({ path, name }: Level): string => (path === '' ? name : `${path}.${name}`);

function nameOf(bytes: readonly number[]): string {
  const written = Buffer.from(bytes).toString('utf8');
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}
