import type { Column } from '../../contracts/contract.ts';
import { no, yes } from '../words.ts';

/** What the values of a column look like, from a sample of the rows. */
export interface Shape {
  readonly rows: number;
  readonly filled: number;
  /** Share of the filled values that are different. */
  readonly distinct: number;
  readonly values: ReadonlySet<string>;
  /** Shares of the filled values. */
  readonly dates: number;
  readonly months: number;
  readonly numbers: number;
  readonly fractions: number;
  readonly negatives: number;
  readonly texts: number;
  readonly switches: number;
  readonly longest: number;
}

const nothing = new Set(['', 'null', '\\n', '-', '无', '#']);
const datePattern =
  /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([ T日]|$)|^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$/;
const monthPattern = /^((19|20)\d{2}[-/.年]?(0?[1-9]|1[0-2])月?|(0?[1-9]|1[0-2])[-/.](19|20)\d{2})$/;
const numberPattern = /^[-+(]?[¥$€£]?\s?\d[\d,.'\u00a0\u202f ]*\)?-?%?$/;
const switches = new Set<string>([...yes, ...no]);

/** The text of a cell without what surrounds it. */
export const bare = (cell: string | undefined): string =>
  (cell ?? '')
    .normalize('NFKC')
    .replace(/^="(.*)"$/, '$1')
    .trim();

export const isNothing = (cell: string): boolean => nothing.has(cell.toLowerCase());

export function shapeOf(cells: readonly string[]): Shape {
  const filled = cells.filter((cell) => !isNothing(cell));
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  const values = new Set(filled);
  return {
    rows: cells.length,
    filled: cells.length === 0 ? 0 : filled.length / cells.length,
    distinct: filled.length === 0 ? 0 : values.size / filled.length,
    values,
    dates: share((cell) => datePattern.test(cell)),
    months: share((cell) => monthPattern.test(cell) || datePattern.test(cell)),
    numbers: share((cell) => numberPattern.test(cell)),
    fractions: share((cell) => numberPattern.test(cell) && /[.,]\d*[1-9]/.test(cell)),
    negatives: share((cell) => /^[-(]|-$/.test(cell) && numberPattern.test(cell)),
    texts: share((cell) => !numberPattern.test(cell) && !datePattern.test(cell)),
    switches: share((cell) => switches.has(cell.toLowerCase())),
    longest: Math.max(0, ...filled.map((cell) => cell.length)),
  };
}

/** How well values fit the type of a canonical column, 0 to 1. Without values nothing speaks against it. */
export function fitness(shape: Shape, name: string, column: Column): number {
  if (shape.rows === 0) return 0.8;
  // A column without any value feeds nothing; it may be filled another time.
  if (shape.filled === 0) return column.required === true ? 0 : 0.3;
  switch (column.type) {
    case 'date':
    case 'timestamp':
      return shape.dates;
    case 'month':
      return shape.months;
    case 'money':
    case 'price':
    case 'quantity':
    case 'ratio':
    case 'integer':
      return shape.numbers * (shape.dates > 0.9 ? 0.1 : 1);
    case 'boolean':
      return shape.switches;
    case 'id': {
      if (shape.longest > 64) return 0.2;
      const whole = shape.fractions > 0.3 || shape.dates > 0.5 ? 0.2 : 1;
      return whole * (shape.filled < 0.5 ? 0.6 : 1);
    }
    case 'text':
      if (column.values !== undefined) return shape.values.size <= 30 && shape.texts > 0.5 ? 1 : 0.2;
      if (name === 'name') return shape.texts > 0.5 && (shape.values.size > 1 || shape.rows < 5) ? 1 : 0.2;
      if (name === 'email') return [...shape.values].some((value) => value.includes('@')) ? 1 : 0.1;
      if (name === 'currency')
        return [...shape.values].every((value) => /^[A-Za-z]{3}$|^\p{Script=Han}{2,4}$/u.test(value))
          ? 1
          : 0.1;
      return 1;
  }
}
