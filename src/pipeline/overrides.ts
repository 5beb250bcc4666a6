import { type Document, isCollection, parse } from 'yaml';
import { wrongSet } from './messages.ts';

/**
 * Puts values in the place of those of a pipeline file, as `--set` gives them: `credit.annual_rate=8%`. The key is the
 * path in the file, level by level; a level that has a dot in its name stands in double quotes. The value is read as
 * YAML: a number, a text, `[a, b]`. Changes the document.
 *
 * @throws ProductError CFG037 for what is no such pair, or a place that is no level of the file
 */
export function applyOverrides(document: Document, sets: readonly string[]): void {
  for (const given of sets) {
    const [, key, value] = /^\s*((?:"[^"]+"|[^".=]+)(?:\.(?:"[^"]+"|[^".=]+))*)\s*=(.*)$/s.exec(given) ?? [];
    if (key === undefined || value === undefined || value.trim() === '')
      throw wrongSet.error({ given, problem: 'form' });
    const path = [...key.matchAll(/"([^"]+)"|[^".]+/g)].map((level) => (level[1] ?? level[0]).trim());
    let parsed: unknown;
    try {
      parsed = parse(value);
    } catch {
      throw wrongSet.error({ given, problem: 'form' });
    }
    for (let depth = 1; depth < path.length; depth++) {
      const above = document.getIn(path.slice(0, depth), true);
      if (above !== undefined && !isCollection(above)) throw wrongSet.error({ given, problem: 'place' });
    }
    document.setIn(path, document.createNode(parsed));
  }
}
