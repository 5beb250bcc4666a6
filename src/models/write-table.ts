import type { Bindable, Database } from '../engine/database.ts';
import { identifier, qualified } from '../engine/sql-text.ts';

/** A small table of settings, written whole. */
export async function writeTable(
  database: Database,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly Bindable[])[],
): Promise<void> {
  const names = Object.keys(columns);
  const definitions = names.map((name) => `${identifier(name)} ${columns[name]}`).join(', ');
  await database.run(`create or replace table ${qualified(table)} (${definitions})`);
  await database.append(table, names, rows);
}
