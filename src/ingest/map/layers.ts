import { literal } from '../../engine/sql-text.ts';
import type { Cell } from './cells.ts';
import type { Evidence } from './evidence.ts';
import { contentOf } from './measures.ts';

export type FormKind = 'number' | 'date' | 'id';

/**
 * The steps from a cell to its value, each defined once and named, so that later steps refer to a column and not to
 * a copy of the expression. `forms` read cells; `numbers` read forms.
 */
export class Layers {
  readonly forms = new Map<string, string>();
  readonly numbers = new Map<string, string>();
  readonly #evidence: Evidence;
  readonly #files: number;

  /** `files`: how many files the source has. */
  constructor(evidence: Evidence, files: number) {
    this.#evidence = evidence;
    this.#files = files;
  }

  form(kind: FormKind, cell: Cell): string {
    const name = `${kind}_form_of_${cell.alias}`;
    const { ids } = this.#evidence;
    const rare = kind === 'date' && this.#evidence.rareDates(cell) ? 'rare_' : '';
    const content = kind === 'number' ? contentOf(cell, this.#evidence) : cell.alias;
    const form = `ingest_${rare}${kind}_form(${content})`;
    const narrow = kind === 'id' && ids.wide(cell) ? `ingest_narrow(${form})` : form;
    const cut = kind === 'id' && ids.asDecimals(cell) ? `regexp_replace(${narrow}, '[.]0+$', '')` : narrow;
    const scaled = kind === 'number' && cell.unit !== undefined ? `${cut} || 'E${cell.unit.exponent}'` : cut;
    this.forms.set(name, scaled);
    return name;
  }

  /** A number in a DECIMAL type, by the mark that its file uses. */
  number(cell: Cell, type: string): string {
    const form = this.form('number', cell);
    const read = (text: string): string =>
      this.#byMark(cell, (comma) => `try_cast(ingest_number(${text}, ${comma}) as ${type})`);
    const factors = [...(this.#evidence.measures(cell) ?? [])].filter(([, factor]) => factor !== '1');
    if (factors.length > 0) {
      const cases = factors.map(([unit, factor]) => `when ${literal(unit)} then ${factor}`).join(' ');
      return this.#define(
        `${type} of ${form}`,
        `try_cast(${read(form)} * case lower(ingest_unit_of(${cell.alias})) ${cases} else 1 end as ${type})`,
      );
    }
    if (this.#evidence.refunded(cell) !== 'subtract') return this.#define(`${type} of ${form}`, read(form));
    const refund = `refund_form_of_${cell.alias}`;
    this.forms.set(refund, `ingest_refund_of(${cell.alias})`);
    return this.#define(
      `${type} of ${form}`,
      `${read(form)} - case when ${refund} is null then 0 else ${read(refund)} end`,
    );
  }

  /** A share: `12%` or `0.12`. */
  ratio(cell: Cell): string {
    const form = this.form('number', cell);
    const read = (text: string, comma: boolean): string =>
      `cast(try_cast(ingest_number(${text}, ${comma}) as decimal(28, 10)) as double)`;
    return this.#define(
      `ratio of ${form}`,
      this.#byMark(
        cell,
        (comma) =>
          `case when ends_with(${form}, '%') then ${read(`rtrim(${form}, '% ')`, comma)} / 100 else ${read(form, comma)}${this.#evidence.isPercent(cell) ? ' / 100' : ''} end`,
      ),
    );
  }

  /** A day of digits without a year, in the business year of its file. */
  short(cell: Cell, yearStart: string): string {
    const form = this.form('date', cell);
    return this.#define(`short day of ${form}`, `ingest_short_day(${form}, ${yearStart})`);
  }

  /** Whether the long numbers of the column have lost their last digits. */
  idsCut(cell: Cell): boolean {
    return this.#evidence.ids.cut(cell);
  }

  zones(cell: Cell): { readonly own?: string; readonly of?: string } {
    return this.#evidence.zones(cell);
  }

  /** The proven order of a date column, as SQL. */
  dateOrder(cell: Cell): string {
    const files = new Map<string, number[]>();
    for (let file = 0; file < this.#files; file++) {
      const order = this.#evidence.dateOrder(cell, file);
      files.set(order, [...(files.get(order) ?? []), file]);
    }
    const [first = ['']] = [...files];
    if (files.size <= 1) return literal(first[0]);
    const cases = [...files].map(
      ([order, list]) => `when _file in (${list.join(', ')}) then ${literal(order)}`,
    );
    return `case ${cases.join(' ')} end`;
  }

  #byMark(cell: Cell, read: (comma: boolean) => string): string {
    const files = Array.from({ length: this.#files }, (_, file) => file);
    const withComma = files.filter((file) => this.#evidence.decimalComma(cell, file));
    if (withComma.length === 0) return read(false);
    if (withComma.length === files.length) return read(true);
    return `case when _file in (${withComma.join(', ')}) then ${read(true)} else ${read(false)} end`;
  }

  #define(key: string, sql: string): string {
    const name = key.toLowerCase().replace(/[^a-z0-9]+/g, '_');
    this.numbers.set(name, sql);
    return name;
  }
}

/** `, a as x, b as y`, for a step that adds columns. */
export function added(definitions: ReadonlyMap<string, string>): string {
  return [...definitions].map(([name, sql]) => `,\n    ${sql} as ${name}`).join('');
}
