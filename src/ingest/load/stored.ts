import { setAsideReasons } from '../../contracts/accounting.ts';
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
 * Columns, few of them, as each is written for every row: `_file`: position in the source. `_row`: record number below
 * the header; empty where the rows lie in the order of their file. `_reason`: why a row is set aside; `odd` where its
 * text went the long way, whose outcome is another row. `_told`: of an odd row its text (shape, line, all cells), of a
 * row set aside the column and the value at fault. Then the mapped columns of the canonical table. No row is ever
 * deleted from it: that would renumber the others.
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

/** `_told` of an odd row, as SQL: its shape and line, where they are wrong, and its cells in the order of the raw table. */
export const told = {
  of: (cells: readonly string[]): string => `[_shape, _line, ${cells.join(', ')}]`,
  shape: '_told[1]',
  line: '_told[2]',
  cell: (index: number): string => `_told[${index + 3}]`,
} as const;

interface Of {
  readonly source: SourceSettings;
  readonly contract: TableContract;
}

const tableOf = ({ source }: Of): string => `stored.${identifier(source.name)}`;

/** Makes the table, empty, and returns it as SQL. */
export async function createStored(database: Database, of: Of): Promise<string> {
  await database.run('create schema if not exists stored');
  const { contract } = of;
  const table = tableOf(of);
  const columns = Object.keys(of.source.columns);
  const reasons = [...Object.keys(setAsideReasons), 'odd'].map(literal).join(', ');
  const own = `_file integer, _row bigint, _reason enum(${reasons}), _told varchar[]`;
  const values = columns.map((name) => `${identifier(name)} ${sqlTypes[contract.columns[name]!.type]}`);
  await database.run(`create or replace table ${table} (${[own, ...values].join(', ')})`);
  return table;
}

/** The table once it holds the rows of these files, in their order. */
export function storedOf(of: Of, files: readonly ReadFile[]): Stored {
  let before = 0;
  const begins = files.map(({ rows }) => {
    const begin = before;
    before += rows;
    return begin;
  });
  const offset = `case _file ${begins.map((begin, file) => `when ${file} then ${begin}`).join(' ')} end`;
  return {
    source: of.source.name,
    table: tableOf(of),
    columns: Object.keys(of.source.columns),
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
     select _file, case _file ${names} end as _name, ${stored.rowOf('stored')} as _row, _reason, _told[1] as _field, _told[2] as _value, ${stored.columns.map(identifier).join(', ')}
     from ${stored.table} as stored where _reason is distinct from 'odd'`,
  );
  return view;
}
