import type { Locale, Text } from '../language/locale.ts';
import { fill } from './fill.ts';
import { closeGaps } from './typeset.ts';
import { card } from './words/card.ts';
import { charts } from './words/charts.ts';
import { credit } from './words/credit.ts';
import { currencies } from './words/currencies.ts';
import { customers } from './words/customers.ts';
import { forecast } from './words/forecast.ts';
import { frame } from './words/frame.ts';
import { groups } from './words/groups.ts';
import { open } from './words/open.ts';
import { people } from './words/people.ts';
import { profit } from './words/profit.ts';
import { reasons } from './words/reasons.ts';
import { trust } from './words/trust.ts';

/**
 * Every word of the reports, in each language. Names as data (customers, files, accounts) stay as they are.
 * `{name}` marks a place for a value; `fill` puts it in.
 */
export const words = {
  ...frame,
  ...charts,
  ...customers,
  ...card,
  ...profit,
  ...groups,
  ...people,
  ...forecast,
  ...credit,
  ...currencies,
  ...open,
  ...trust,
  ...reasons,
} as const satisfies Record<string, Text>;
/** The rooms of the catalogue; no key may stand in two of them. */
export const rooms: readonly object[] = [
  frame,
  charts,
  customers,
  card,
  profit,
  groups,
  people,
  forecast,
  credit,
  currencies,
  open,
  trust,
  reasons,
];

export type Word = keyof typeof words;

/** Says a word of the catalogue in the reader's language, with its values put in. */
export type Say = (word: Word, values?: Readonly<Record<string, string>>) => string;

export function sayIn(locale: Locale): Say {
  return (word, values) => closeGaps(fill(words[word][locale], values), locale);
}
