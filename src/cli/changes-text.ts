import type { Locale } from '../language/locale.ts';
import type { Changes } from '../pipeline/record.ts';
import { words } from './words.ts';

/** What has changed since the run before, in a line: only the sources in which something has. */
export function changesText({ since, sources }: Changes, locale: Locale): string {
  const say = words[locale];
  const parts = sources
    .filter(({ added, changed, gone }) => added + changed + gone > 0)
    .map((one) => say.changesOf(one.source, one));
  return parts.length === 0 ? say.noChanges(since) : say.changes(since, parts);
}
