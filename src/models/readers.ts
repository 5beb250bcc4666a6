import type { SqlModel } from '../engine/sql-models.ts';

/** The models that read one of the tables, directly or through another. `models` come in reading order. */
export function readersOf(tables: ReadonlySet<string>, models: readonly SqlModel[]): Set<string> {
  const readers = new Set<string>();
  for (const { name, reads } of models)
    if (reads.some((read) => tables.has(read) || readers.has(read))) readers.add(name);
  return readers;
}
