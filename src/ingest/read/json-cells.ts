/**
 * One JSON object as cells: `{ "customer": { "id": 7 } }` is the cell `customer.id`. `JSON.parse` would not do: it turns
 * 1234567890123456789 into another number and 1.10 into 1.1. A list is kept as its text.
 */
export type JsonCells = Map<string, string>;

/** A record with its lists of objects, each object as cells: the lines of an order. */
export interface JsonRecordCells {
  readonly cells: JsonCells;
  /** By the path of the list. A list with anything but objects in it is not there. */
  readonly lists: ReadonlyMap<string, readonly JsonCells[]>;
}

/** Deeper nesting than this is no export, and would exhaust the stack. */
const deepest = 32;

/** The cells of a record, or nothing where the text is not one whole JSON object. The later of two equal names wins. */
export function jsonCells(text: string, decimal: 'point' | 'comma' = 'point'): JsonCells | undefined {
  return jsonRecord(text, decimal)?.cells;
}

/** The same with the lists of objects in it taken apart. */
export function jsonRecord(text: string, decimal: 'point' | 'comma' = 'point'): JsonRecordCells | undefined {
  const cells: JsonCells = new Map();
  const reader = new Reader(text, decimal, cells);
  return reader.record() === undefined ? undefined : { cells, lists: reader.lists };
}

const whitespace = /[ \t\r\n]*/y;
const numberText = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
/** A JSON string: no bare control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within strings
const stringText = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;

class Reader {
  readonly #text: string;
  readonly #decimal: 'point' | 'comma';
  readonly lists = new Map<string, JsonCells[]>();
  #cells: JsonCells;
  /** Within a list no further lists are taken apart. */
  #inList = false;
  #at = 0;

  constructor(text: string, decimal: 'point' | 'comma', cells: JsonCells) {
    this.#text = text;
    this.#decimal = decimal;
    this.#cells = cells;
  }

  record(): true | undefined {
    this.#take(whitespace);
    if (!this.#object('', 0)) return undefined;
    this.#take(whitespace);
    return this.#at === this.#text.length ? true : undefined;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #is(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  /** `path` undefined: within a list, whose text is the cell. */
  #object(path: string | undefined, depth: number): boolean {
    if (depth > deepest || !this.#is('{')) return false;
    this.#take(whitespace);
    if (this.#is('}')) return true;
    do {
      this.#take(whitespace);
      const name = this.#take(stringText);
      this.#take(whitespace);
      if (name === undefined || !this.#is(':')) return false;
      this.#take(whitespace);
      const key = JSON.parse(name) as string;
      if (!this.#value(path === undefined ? undefined : path === '' ? key : `${path}.${key}`, depth))
        return false;
      this.#take(whitespace);
    } while (this.#is(','));
    return this.#is('}');
  }

  #list(path: string | undefined, depth: number): boolean {
    const from = this.#at;
    if (depth > deepest || !this.#is('[')) return false;
    this.#take(whitespace);
    const elements: JsonCells[] | undefined = path === undefined || this.#inList ? undefined : [];
    let onlyObjects = true;
    if (!this.#is(']')) {
      do {
        this.#take(whitespace);
        if (elements !== undefined && this.#text[this.#at] === '{') {
          const element = this.#element(depth);
          if (element === undefined) return false;
          elements.push(element);
        } else {
          onlyObjects = false;
          if (!this.#value(undefined, depth)) return false;
        }
        this.#take(whitespace);
      } while (this.#is(','));
      if (!this.#is(']')) return false;
    }
    if (elements !== undefined && onlyObjects) this.lists.set(path!, elements);
    this.#set(path, this.#text.slice(from, this.#at));
    return true;
  }

  /** An object in a list, as cells of its own. */
  #element(depth: number): JsonCells | undefined {
    const outer = this.#cells;
    this.#cells = new Map();
    this.#inList = true;
    const whole = this.#object('', depth + 1);
    const element = this.#cells;
    this.#cells = outer;
    this.#inList = false;
    return whole ? element : undefined;
  }

  #value(path: string | undefined, depth: number): boolean {
    const start = this.#text[this.#at];
    if (start === '{') return this.#object(path, depth + 1);
    if (start === '[') return this.#list(path, depth + 1);
    if (start === '"') {
      const text = this.#take(stringText);
      if (text === undefined) return false;
      if (path !== undefined) this.#set(path, JSON.parse(text) as string);
      return true;
    }
    const named = this.#take(word);
    if (named !== undefined) {
      this.#set(path, named === 'null' ? '' : named);
      return true;
    }
    const number = this.#take(numberText);
    if (number === undefined) return false;
    if (path !== undefined) this.#set(path, plainNumber(number, this.#decimal));
    return true;
  }

  #set(path: string | undefined, cell: string): void {
    if (path !== undefined) this.#cells.set(path, cell);
  }
}

/**
 * A number as it is written, so that no digit is lost; `1.234` becomes `1.2340`, which cannot be taken for a thousand,
 * and an exponent is written out.
 */
export function plainNumber(written: string, decimal: 'point' | 'comma'): string {
  const text = /[eE]/.test(written) ? withoutExponent(written) : written;
  const clear = /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
  return decimal === 'comma' ? clear.replace('.', ',') : clear;
}

function withoutExponent(written: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(written) ?? [];
  const shift = Number(power);
  if (Math.abs(shift) > 40) return written;
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const front = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const back = padded.slice(at).replace(/0+$/, '');
  return `${sign}${front}${back === '' ? '' : `.${back}`}`;
}
