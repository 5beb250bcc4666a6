import { sqlTypes, type TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import type { ReadFile } from '../read/file.ts';
import type { SourceSettings } from '../settings.ts';

/**
 * The values of a large source, typed while they were read, in the warehouse: `stored.<source>`. Its canonical table is
 * a view of it, so that nothing is written twice. The text of a plain row is not kept: it stands in the export, at the
 * row that `traced.<source>` says.
 *
 * Columns: `_file`: position in the source. `_row`: record number below the header; empty where the rows lie in the
 * order of their file. `_reason`: why a row is set aside; `odd` where its text went the long way, whose outcome is
 * another row. `_field`, `_value`: what was wrong with it. `_shape`, `_line`, `_cells`: the text of an odd row.
 * Then the mapped columns of the canonical table. No row is ever deleted from it: that would renumber the others.
 */
export interface Stored {
  readonly source: string;
  /** `stored.<source>`, as SQL. */
  readonly table: string;
  /** The columns it has of the canonical table. */
  readonly columns: readonly string[];
  /** Record number of a row of the table that has this alias. */
  rowOf(alias: string): string;
}

export async function createStored(
  database: Database,
  { source, contract }: { readonly source: SourceSettings; readonly contract: TableContract },
  files: readonly ReadFile[],
): Promise<Stored> {
  await database.run('create schema if not exists stored');
  const table = `stored.${identifier(source.name)}`;
  const columns = Object.keys(source.columns);
  const own =
    '_file integer, _row bigint, _reason varchar, _field varchar, _value varchar, _shape varchar, _line varchar, _cells varchar[]';
  const values = columns.map((name) => `${identifier(name)} ${sqlTypes[contract.columns[name]!.type]}`);
  await database.run(`create or replace table ${table} (${[own, ...values].join(', ')})`);
  let before = 0;
  const begins = files.map(({ rows }) => {
    const begin = before;
    before += rows;
    return begin;
  });
  const offset = `case _file ${begins.map((begin, file) => `when ${file} then ${begin}`).join(' ')} end`;
  return {
    source: source.name,
    table,
    columns,
    rowOf: (alias) =>
      `coalesce(${alias}._row, ${alias}.rowid + 1${files.length === 1 ? '' : ` - ${offset.replaceAll('_file', `${alias}._file`)}`})`,
  };
}

/** Every row of the export with what became of it, by file and row: `traced.<source>`. Returns it as SQL. */
export async function traceStored(
  database: Database,
  stored: Stored,
  files: readonly ReadFile[],
): Promise<string> {
  await database.run('create schema if not exists traced');
  const view = `traced.${identifier(stored.source)}`;
  const names = files.map(({ located }, index) => `when ${index} then ${literal(located.name)}`).join(' ');
  await database.run(
    `create or replace view ${view} as
     select _file, case _file ${names} end as _name, ${stored.rowOf('stored')} as _row, _reason, _field, _value, ${stored.columns.map(identifier).join(', ')}
     from ${stored.table} as stored where _reason is distinct from 'odd'`,
  );
  return view;
}
