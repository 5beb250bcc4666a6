import type { Database } from '../../engine/database.ts';
import { identifier, literal, qualified } from '../../engine/sql-text.ts';
import type { Outline, ReadFile } from '../read/file.ts';
import { foldHeader } from '../words.ts';

/**
 * The raw table of a source: the rows of its files as text (every one, or the odd ones of a large plain export), with
 * the number of the file and of the row, and the headers of all its files as columns. `columnOf` finds the column of a header, however it is spelled.
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
  files: readonly Outline[],
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
      const fold = foldHeader(header);
      // Of two headers with the same name, the first is `Amount` and `Amount_1`.
      const first = /^(.+)_1$/.exec(fold)?.[1];
      const column = byFold.get(fold) ?? (first === undefined ? undefined : byFold.get(first));
      if (column === undefined) throw new Error(`${source} has no column ${header}`);
      return column;
    },
  };
}

/** Where the rows of a file are, as text: a relation, and what stands for a column of the raw table in it. */
interface Text {
  /** `_row`, `_shape`, `_line`; `_row` is empty where the rows are numbered by their order. */
  readonly own: string;
  readonly columns: ReadonlyMap<string, string>;
  readonly rows: string;
  /** The number of a row is its place in the order of the relation. */
  readonly numberedByOrder: boolean;
}

/** The rows of a file that has been read, ready to be selected from. */
export async function textOf(database: Database, table: RawTable, { take, header }: Outline): Promise<Text> {
  const names = header.names.map((name) => table.columnOf(name));
  const byName = (cells: readonly string[]) => new Map(names.map((name, index) => [name, cells[index]!]));
  if (take.kind === 'parquet')
    return {
      own: 'file_row_number + 1 as _row, cast(null as varchar) as _shape, cast(null as varchar) as _line',
      columns: byName(await parquetCells(database, take.path, header.cells)),
      rows: `read_parquet(${literal(globSafe(take.path))}, file_row_number = true)`,
      numberedByOrder: false,
    };
  const cells = header.names.map((_, index) => `c${index}`);
  if (take.kind === 'direct')
    return {
      own: 'cast(null as bigint) as _row, cast(null as varchar) as _shape, cast(null as varchar) as _line',
      columns: byName(cells),
      rows: readCsv(take.path, take.delimiter, cells, take.skip, take.gzip),
      numberedByOrder: true,
    };
  return {
    own: 'cast(_row as bigint) as _row, _shape, _line',
    columns: byName(cells),
    rows: readCsv(take.path, take.delimiter, ['_row', '_shape', '_line', ...cells], 0, false),
    numberedByOrder: false,
  };
}

/** From this many rows on, two steps on all threads are quicker than one on a single thread. */
const large = 100_000;

/** Loads one file into the raw table, or of it the rows named by a table `_file`, `_row`; returns how many rows that were. */
export async function loadFile(
  database: Database,
  source: string,
  table: RawTable,
  file: ReadFile,
  position: number,
  only?: string,
): Promise<number> {
  const { own, columns, rows, numberedByOrder } = await textOf(database, table, file);
  const wanted = only === undefined ? '' : ` semi join ${only} as wanted using (_file, _row)`;
  const into = `insert into ${identifier('raw')}.${identifier(source)} (_file, _row, _shape, _line, ${[...columns.keys()].map(identifier).join(', ')})`;
  const cells = [...columns].map(([name, cell]) => `${cell} as ${identifier(name)}`).join(', ');
  if (!numberedByOrder)
    return database.make(
      `${into} from (select ${position} as _file, ${own}, ${cells} from ${rows})${wanted}`,
    );
  const numbered = (number: string, from: string): string =>
    `${into} from (select ${position} as _file, ${number} as _row, null as _shape, null as _line, ${cells} from ${from})${wanted}`;
  if (file.rows < large)
    return database.inFileOrder(() => database.make(numbered('row_number() over ()', rows)));
  // A window would read on one thread. A table in memory numbers its rows by itself, and both steps use all threads.
  await database.inFileOrder(() =>
    database.run(`create or replace temp table ingest_text as select * from ${rows}`),
  );
  const found = await database.make(numbered('rowid + 1', 'ingest_text'));
  await database.run('drop table ingest_text');
  return found;
}

/**
 * Bytes read at once. DuckDB's own 32 MB are, to the allocator, blocks to be asked of the system anew each time; half of
 * it reads a clean export in three quarters of the time (docs/performance.md). No line may be longer than it.
 */
const bufferSize = 16 * 1024 * 1024;

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
  return `read_csv(${literal(globSafe(path))}, auto_detect = false, header = false, skip = ${skip}, strict_mode = true, buffer_size = ${bufferSize},
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
