import { sqlTypes, type TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Stored } from '../load/stored.ts';

/**
 * Makes a canonical table a view of the one source that feeds it: what is stored is not stored twice. A column without
 * a source is an empty constant, of which DuckDB reads nothing, and which takes the steps that ask for it away.
 */
export async function viewStored(
  database: Database,
  target: string,
  contract: TableContract,
  { table, columns }: Stored,
): Promise<void> {
  const has = new Set(columns);
  const values = Object.entries(contract.columns).map(([name, { type }]) =>
    has.has(name) ? identifier(name) : `cast(null as ${sqlTypes[type]}) as ${identifier(name)}`,
  );
  await database.run(`drop table if exists ${target}`);
  await database.run(
    `create view ${target} as select ${values.join(', ')} from ${table} where _reason is null`,
  );
}

/** Gives a canonical table rows of its own where it is a view, so that they can be changed. */
export async function ownRows(database: Database, schema: string, name: string): Promise<void> {
  const { view } = await database.row<{ view: boolean }>(
    'select exists (from duckdb_views() where schema_name = $schema and view_name = $name) as view',
    { schema, name },
  );
  if (!view) return;
  const [target, own] = [name, `${name} own`].map((one) => `${identifier(schema)}.${identifier(one)}`);
  await database.run(`create table ${own} as from ${target}`);
  await database.run(`drop view ${target}`);
  await database.run(`alter table ${own} rename to ${identifier(name)}`);
}
