import { readFile } from 'node:fs/promises';
import type { Database } from '../../engine/database.ts';
import { literal } from '../../engine/sql-text.ts';
import { blanks } from '../words.ts';

/** Makes the macros of `values.sql` known to this connection. They are temporary: the warehouse keeps none of them. */
export async function defineMacros(database: Database): Promise<void> {
  await database.run(`create or replace temp macro ingest_blanks() as ${literal(blanks)}`);
  await database.run(await readFile(new URL('values.sql', import.meta.url), 'utf8'));
}

/** `'a', 'b'` for a list of texts. */
export function literals(texts: readonly string[]): string {
  return texts.map(literal).join(', ');
}
