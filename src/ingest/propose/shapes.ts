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
  /** Days in digits only, which are no less likely numbers of documents. */
  readonly stamps: number;
  readonly months: number;
  readonly numbers: number;
  /** Numbers, or numbers with a word behind them: `2件`. */
  readonly measured: number;
  readonly fractions: number;
  readonly negatives: number;
  readonly texts: number;
  readonly switches: number;
  readonly longest: number;
}

const nothing = new Set(['', 'null', '\\n', '-', '无', '#']);
/** First letters of the months, in the languages that `map/values.sql` reads. */
const monthName =
  '(?:jan|ene|gen|feb|f[ée]v|mar|mär|mrz|maa|mrt|apr|avr|abr|ma[iyjg]|mei|jun|jui|giu|jul|lug|aug|ao[uû]|ago|sep|set|o[ckt]t|out|nov|de[cz]|dic|d[ée]c)\\p{L}*\\.?';
const timeOrEnd = '(?:$|[ ,T]+\\d{1,2}:\\d{2})';
const datePattern = new RegExp(
  [
    String.raw`^(?:\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[ T日]|$)`,
    String.raw`^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])T\d{4}`,
    String.raw`^(?:\p{L}{2,}[.,]* +)?\d{1,2}(?:st|nd|rd|th)?[-. /]*${monthName}[-,. /]*(?:\d{4}|\d{2})${timeOrEnd}`,
    String.raw`^(?:\p{L}{2,}[.,]* +)?${monthName} *\d{1,2}(?:st|nd|rd|th)?,? +\d{4}${timeOrEnd}`,
  ].join('|'),
  'iu',
);
/** A day, or one with its time, in digits only: `20260305`, `20260305143000`. Numbers of documents are often made so. */
const stampPattern =
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;
const monthPattern = new RegExp(
  String.raw`^(?:(?:19|20)\d{2}[-/.年]?(?:0?[1-9]|1[0-2])月?|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d{2}|${monthName}[-,. /]*(?:\d{4}|\d{2}))$`,
  'iu',
);
/** Signs and codes of currencies, as `map/values.sql` takes them off. */
const money =
  '(?:cny|rmb|eur|usd|gbp|hkd|jpy|twd|sgd|cad|aud|nzd|chf|inr|krw|sek|nok|dkk|pln|czk|brl|mxn|zar|aed|(?:us|hk|nt|a|c|s|r)?\\$|[¥€£₩₹元圆]|人民币)';
const numberPattern = new RegExp(
  String.raw`^[-+(△▲]?\s?${money}?\s?[-+]?(?:\d[\d,.'’\u00a0\u202f ]*|\.\d+)(?:E[+-]?\d{1,3})?\s?(?:万元?|亿元?)?\s?${money}?\)?\s?-?\s?%?$`,
  'iu',
);
const measuredPattern = /^[-+]?\d[\d., ]*\p{L}[\p{L}\d]{0,8}\.?$/u;
const switches = new Set<string>([...yes, ...no]);

/** The text of a cell without what surrounds it. */
export const bare = (cell: string | undefined): string =>
  (cell ?? '')
    .normalize('NFKC')
    .replace(/^="(.*)"$/, '$1')
    .trim();

export const isNothing = (cell: string): boolean => nothing.has(cell.toLowerCase());

const isDate = (cell: string): boolean => datePattern.test(cell) || stampPattern.test(cell);

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
    dates: share(isDate),
    stamps: share((cell) => stampPattern.test(cell)),
    months: share((cell) => monthPattern.test(cell) || isDate(cell)),
    numbers: share((cell) => numberPattern.test(cell)),
    measured: share((cell) => numberPattern.test(cell) || measuredPattern.test(cell)),
    fractions: share((cell) => numberPattern.test(cell) && /[.,]\d*[1-9]/.test(cell)),
    negatives: share((cell) => /^[-(]|-$/.test(cell) && numberPattern.test(cell)),
    texts: share((cell) => !numberPattern.test(cell) && !isDate(cell)),
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
    case 'ratio':
    case 'integer':
      return shape.numbers * (shape.dates > 0.9 ? 0.1 : 1);
    case 'quantity':
      return shape.measured * (shape.dates > 0.9 ? 0.1 : 1);
    case 'boolean':
      return shape.switches;
    case 'id': {
      if (shape.longest > 64) return 0.2;
      const whole = shape.fractions > 0.3 || shape.dates - shape.stamps > 0.5 ? 0.2 : 1;
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
