import type { Locale, Text } from '../../language/locale.ts';
import { fill } from '../fill.ts';
import { closeGaps } from '../typeset.ts';

/** Says a word of one catalogue, with its values put in. */
export type SayOf<Words> = (word: keyof Words, values?: Readonly<Record<string, string>>) => string;

export function sayOf<Words extends Readonly<Record<string, Text>>>(
  words: Words,
  locale: Locale,
): SayOf<Words> {
  return (word, values) => closeGaps(fill(words[word]![locale], values), locale);
}
