import { formatFor } from '../../language/format.ts';
import type { Locale } from '../../language/locale.ts';
import { exitCodes } from '../../language/messages.ts';

/** Parts of sentences that several messages share. */

export const configuration = { severity: 'fatal', exit: exitCodes.configuration } as const;
export const money = (locale: Locale, currency: string, amount: number): string =>
  formatFor(locale, currency).money(amount, 2);
export const month = (locale: Locale, iso: string): string => formatFor(locale, 'CNY').month(iso);
export const percent = (locale: Locale, ratio: number): string => formatFor(locale, 'CNY').percent(ratio);
export const count = (locale: Locale, value: number): string => formatFor(locale, 'CNY').number(value);
export const plural = (n: number, one: string, many: string): string =>
  `${count('en', n)} ${n === 1 ? one : many}`;
export const few = (items: readonly string[], separator: string, most = 10): string =>
  items.length <= most
    ? items.join(separator)
    : `${items.slice(0, most).join(separator)} … (${items.length})`;
