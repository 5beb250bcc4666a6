import { type Document, parse } from 'yaml';
import { suggest } from '../language/suggest.ts';
import { wrongSet } from './messages.ts';

/**
 * Puts values in the place of those of a pipeline file, as `--set` gives them: `credit.annual_rate=8%`. The key is the
 * path in the file, level by level; a level that has a dot in its name stands in double quotes. The value is read as
 * YAML: a number, a text, `[a, b]`. `settings` is what the file comes to, with what goes without saying: there every
 * level but the last must be, so that a slip of the pen makes no cost pool. Changes the document.
 *
 * @throws ProductError CFG037 for what is no such pair, or a place that is not there
 */
export function applyOverrides(document: Document, settings: unknown, sets: readonly string[]): void {
  for (const given of sets) {
    const [, key, text] = pair.exec(given) ?? [];
    const value = text === undefined || text.trim() === '' ? undefined : parsed(text);
    if (key === undefined || value === undefined) throw wrongSet.error({ given });
    const path = [...key.matchAll(/"([^"]+)"|[^".]+/g)].map((level) => (level[1] ?? level[0]).trim());
    let there = settings;
    for (const level of path.slice(0, -1)) {
      const above = there;
      there = isCollection(above) ? above[level] : undefined;
      if (isCollection(there)) continue;
      // A level that is there and holds a value, or a place in a list, is no slip of the pen.
      const known =
        isCollection(above) && !Array.isArray(above) && !(level in above) ? Object.keys(above) : [];
      throw wrongSet.error({
        given,
        level,
        suggestion: suggest(level, known),
        known: known.length === 0 ? undefined : known.join(', '),
      });
    }
    document.setIn(path, document.createNode(value));
  }
}

/** key=value; the key may have levels in quotes. */
const pair = /^\s*((?:"[^"]+"|[^".=]+)(?:\.(?:"[^"]+"|[^".=]+))*)\s*=(.*)$/s;

const isCollection = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
