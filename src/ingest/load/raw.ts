import type { Database } from '../../engine/database.ts';
import { identifier, literal, qualified } from '../../engine/sql-text.ts';
import type { ReadFile } from '../read/file.ts';
import { foldHeader } from '../words.ts';

/**
 * The raw table of a source: every row of its files as text, with the number of the file and of the row, and the
 * headers of all its files as columns. `columnOf` finds the column of a header, however it is spelled.
 */
export interface RawTable {
  /** `raw.<source>`. */
  readonly name: string;
  readonly columns: readonly string[];
  columnOf(header: string): string;
}

/** `_file`: position in the source. `_row`: record number below the header. `_shape`, `_line`: only where the shape is wrong. */
export const rawOwnColumns = ['_file', '_row', '_shape', '_line'] as const;

export async function createRaw(
  database: Database,
  source: string,
  files: readonly ReadFile[],
): Promise<RawTable> {
  const byFold = new Map<string, string>();
  const columns: string[] = [];
  const taken = new Set<string>();
  for (const file of files)
    for (const header of file.header.names) {
      const fold = foldHeader(header);
      if (byFold.has(fold)) continue;
      // DuckDB's names ignore case; two headers that fold apart can still meet there.
      let column = header;
      for (let n = 2; taken.has(column.toLowerCase()); n++) column = `${header}_${n}`;
      taken.add(column.toLowerCase());
      byFold.set(fold, column);
      columns.push(column);
    }
  // In a file without header, a column is called by its position too.
  for (const { header } of files.filter((file) => file.header.index < 0))
    for (const [at, name] of header.names.entries()) {
      const column = byFold.get(foldHeader(name))!;
      if (!byFold.has(`${at + 1}`)) byFold.set(`${at + 1}`, column);
    }
  const name = `raw.${source}`;
  const definitions = columns.map((column) => `${identifier(column)} varchar`).join(', ');
  await database.run(
    `create or replace table ${qualified('raw')}.${identifier(source)} (_file integer, _row bigint, _shape varchar, _line varchar, ${definitions})`,
  );
  return {
    name,
    columns,
    columnOf: (header) => {
      const column = byFold.get(foldHeader(header));
      if (column === undefined) throw new Error(`${source} has no column ${header}`);
      return column;
    },
  };
}

/** From this many rows on, two steps on all threads are quicker than one on a single thread. */
const large = 100_000;

/** Loads one file into the raw table; returns how many rows the database found in it. */
export async function loadFile(
  database: Database,
  source: string,
  table: RawTable,
  file: ReadFile,
  position: number,
): Promise<number> {
  const target = `${identifier('raw')}.${identifier(source)}`;
  const columns = file.header.names.map((header) => identifier(table.columnOf(header)));
  const cells = file.header.names.map((_, index) => `c${index}`);
  const { take } = file;
  if (take.kind === 'parquet') {
    const values = await parquetCells(database, take.path, file.header.cells);
    return database.make(
      `insert into ${target} (_file, _row, ${columns.join(', ')})
       select ${position}, file_row_number + 1, ${values.join(', ')}
       from read_parquet(${literal(globSafe(take.path))}, file_row_number = true)`,
    );
  }
  if (take.kind === 'direct') {
    const csv = readCsv(take.path, take.delimiter, cells, take.skip, take.gzip);
    const into = `insert into ${target} (_file, _row, ${columns.join(', ')})`;
    if (file.rows < large)
      return database.inFileOrder(() =>
        database.make(`${into} select ${position}, row_number() over (), ${cells.join(', ')} from ${csv}`),
      );
    // A window would read on one thread. A table in memory numbers its rows by itself, and both steps use all threads.
    await database.inFileOrder(() =>
      database.run(`create or replace temp table ingest_text as select * from ${csv}`),
    );
    const rows = await database.make(
      `${into} select ${position}, rowid + 1, ${cells.join(', ')} from ingest_text`,
    );
    await database.run('drop table ingest_text');
    return rows;
  }
  const own = ['_row', '_shape', '_line'];
  return database.make(
    `insert into ${target} (_file, ${own.join(', ')}, ${columns.join(', ')})
       select ${position}, cast(_row as bigint), _shape, _line, ${cells.join(', ')}
       from ${readCsv(take.path, take.delimiter, [...own, ...cells], 0, false)}`,
  );
}

/**
 * Nothing is left to DuckDB's sniffer, which empties files without an error. Two things of DuckDB 1.5.6 to know: it takes
 * the first line end it sees for the file's, even one inside a quoted cell, so our own files say which; but with `skip`
 * a declared line end loses all rows, so the files of others, which begin with a plain header line, do not.
 */
function readCsv(
  path: string,
  delimiter: string,
  columns: readonly string[],
  skip: number,
  gzip: boolean,
): string {
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(', ');
  return `read_csv(${literal(globSafe(path))}, auto_detect = false, header = false, skip = ${skip}, strict_mode = true,
    delim = ${literal(delimiter)}, quote = '"', escape = '"', compression = ${literal(gzip ? 'gzip' : 'none')}, ${skip === 0 ? "new_line = '\\n', " : ''}columns = {${types}})`;
}

/** DuckDB takes every path for a pattern. */
export function globSafe(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/** Parquet values as text that reads one way only: `1.234` as `1.2340`, no text for a floating-point NaN. */
async function parquetCells(database: Database, path: string, names: readonly string[]): Promise<string[]> {
  const described = await database.rows<{ column_name: string; column_type: string }>(
    `describe select * from read_parquet(${literal(globSafe(path))})`,
  );
  const types = new Map(described.map((column) => [column.column_name, column.column_type]));
  return names.map((name) => {
    const text = `cast(${identifier(name)} as varchar)`;
    const type = types.get(name) ?? '';
    if (!/^(FLOAT|DOUBLE|DECIMAL)/.test(type)) return text;
    return `case when ${text} in ('nan', 'inf', '-inf') then null
                 when regexp_full_match(${text}, '-?[1-9][0-9]{0,2}[.][0-9]{3}') then ${text} || '0' else ${text} end`;
  });
}

/** Headers and number of rows of a Parquet file, from its footer. */
export async function parquetShape(
  database: Database,
  path: string,
): Promise<{ headers: string[]; rows: number }> {
  const described = await database.rows<{ column_name: string }>(
    `describe select * from read_parquet(${literal(globSafe(path))})`,
  );
  const { rows } = await database.row<{ rows: number }>(
    `select sum(num_rows) as rows from parquet_file_metadata(${literal(globSafe(path))})`,
  );
  return { headers: described.map((column) => column.column_name), rows };
}
