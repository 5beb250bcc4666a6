import { isDeepStrictEqual } from 'node:util';
import { type Database, isInterruption } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { textOf } from '../load/raw.ts';
import { createStored, type Stored, storedOf, told } from '../load/stored.ts';
import type { Outline, ReadFile } from '../read/file.ts';
import { type Cell, cellsOf, dateTypes, type Mapped, numericTypes } from './cells.ts';
import type { Facts } from './evidence.ts';
import { added } from './layers.ts';
import { isEligible, type PlainRow, patterns, plainRow, unclear } from './plain-row.ts';

/**
 * The short way for large sources. Nearly every row of a large export is plain: no blanks around a cell, numbers as
 * `-12.5`, days as `2026-06-30`, no gap where a row is named. What such a row becomes does not depend on the marks,
 * orders and layouts that the long way looks for, so it is typed while it is read, straight into the warehouse, and
 * only the odd rows are kept as text and go the long way.
 * Both ways must give the same; `tests/ingest/plain.test.ts` holds them against one another.
 */

/** A file with more odd rows than this might have a layout of its own: the whole source goes the long way. */
const mostOdd = 0.02;
const tried = 10_000;

export interface Plain {
  /** Temporary table `_file`, `_row` of the rows that must go the long way, if any; their text is in the raw table. */
  readonly odd: string | undefined;
  readonly facts: Facts;
  readonly stored: Stored;
  readonly files: readonly ReadFile[];
}

/**
 * Reads the plain rows of a source into its stored table, and the others as text into its raw table, which is empty;
 * nothing where the source as a whole must go the long way.
 *
 * @param outlines the files as their first lines tell; the database reads by these
 * @param proof the same files when all of each is proven: what was read holds only where they agree
 */
export async function readPlain(
  database: Database,
  mapped: Mapped,
  outlines: readonly Outline[],
  proof: Promise<readonly ReadFile[]>,
): Promise<Plain | undefined> {
  if (!isEligible(mapped, outlines)) return undefined;
  const sample = await orRefused(outlines, takeSample(database, mapped, outlines));
  if (sample === undefined) return undefined;
  const proven = await provenMarks(database, mapped, sample);
  const strict = plainRow(mapped, outlines, proven, 'while reading');
  const trusting = plainRow(mapped, outlines, proven, 'afterwards');
  const first = await database.rows<{ odd: number; late: number; n: number }>(
    `with cells as (from ${sample}), ${typedSteps(strict)},
     judged as (select _file, ${strict.ok} as is_plain, ${trusting.ok} as is_trusted from typed)
     select count(*) filter (not is_plain) as odd, count(*) filter (is_trusted and not is_plain) as late, count(*) as n
     from judged group by _file`,
  );
  await database.run(`drop table ${sample}`);
  if (first.some(({ odd, n }) => odd > 2 * mostOdd * n + 20)) return undefined;
  const isTrusted = first.every(({ late }) => late === 0);
  let { table, rows } = await fillStored(database, mapped, outlines, isTrusted ? trusting : strict);
  const files = await proof;
  if (agree(outlines, files) && isTrusted && !(await isTrustworthy(database, table, trusting)))
    ({ table, rows } = await fillStored(database, mapped, outlines, strict));
  if (!agree(outlines, files) || files.some((file, position) => file.rows !== rows[position])) {
    await database.run(`drop table ${table}`);
    return undefined;
  }
  const stored = storedOf(mapped, files);
  const facts = await factsOf(database, mapped, stored, proven);
  const odd = await oddRows(database, stored);
  if (facts === undefined || odd.some(({ file, n }) => n > mostOdd * files[file]!.rows)) {
    await database.run(`drop table ${stored.table}`);
    return undefined;
  }
  return {
    odd: odd.length > 0 ? await keepOddAsText(database, mapped, stored) : undefined,
    facts,
    stored,
    files,
  };
}

/** Whether the files are what their first lines said. */
export const agree = (outlines: readonly Outline[], files: readonly ReadFile[]): boolean =>
  outlines.every(({ header, titles, yearStart, take }, position) => {
    const file = files[position]!;
    return isDeepStrictEqual(
      { header, titles, yearStart, take },
      { header: file.header, titles: file.titles, yearStart: file.yearStart, take: file.take },
    );
  });

/** The first rows of every file, as a look at them tells most. */
async function takeSample(database: Database, mapped: Mapped, files: readonly Outline[]): Promise<string> {
  const table = 'ingest_sample';
  for (const [position, file] of files.entries()) {
    const rows = `select ${position} as _file, * from (${await rowsOf(database, file, mapped)}) limit ${tried}`;
    await database.run(
      position === 0 ? `create or replace temp table ${table} as ${rows}` : `insert into ${table} ${rows}`,
    );
  }
  return table;
}

/** The rows of a file as the steps below read them: `_row` (where the file has it), `_shape`, `_line`, the mapped cells. */
async function rowsOf(database: Database, file: Outline, mapped: Mapped): Promise<string> {
  const { own, columns, rows } = await textOf(database, mapped.raw, file);
  const written = (column: string): string => columns.get(column) ?? 'cast(null as varchar)';
  const cells = mapped.cells.map(({ raw, alias }) => `${written(raw)} as ${alias}`);
  const all = mapped.raw.columns.map((column, index) => `${written(column)} as text_${index}`);
  return `select ${[own, ...cells, ...all].join(', ')} from ${rows}`;
}

/** What is named by it is typed in it: the steps of a row, from `cells` to `typed`. */
function typedSteps({ values, layers }: PlainRow): string {
  return `formed as (select *${added(layers.forms)} from cells),
     numbered as (select *${added(layers.numbers)} from formed),
     typed as (select *, ${values.map(({ value, name }) => `${value} as ${name}`).join(',\n  ')} from numbered)`;
}

/** All rows into the stored table, and how many the database has found in each file; none where it refuses one. */
async function fillStored(
  database: Database,
  mapped: Mapped,
  files: readonly Outline[],
  row: PlainRow,
): Promise<{ table: string; rows: number[] }> {
  const table = await createStored(database, mapped);
  const found: number[] = [];
  const texts = mapped.raw.columns.map((_, index) => `text_${index}`);
  for (const [position, file] of files.entries()) {
    const rows = await orRefused(
      [file],
      database.inFileOrder(async () =>
        database.make(
          `insert into ${table} by name
with cells as (select ${position} as _file, * from (${await rowsOf(database, file, mapped)})),
${typedSteps(row)},
judged as (select *, ${row.ok} as is_plain from typed)
select _file, _row, case when is_plain then null else 'odd' end as _reason,
  case when is_plain then null else ${told.of(texts)} end as _told,
  ${row.values.map(({ name, column, type }) => `cast(${name} as ${type}) as ${identifier(column)}`).join(',\n  ')}
from judged`,
        ),
      ),
    );
    if (rows === undefined) break;
    found.push(rows);
  }
  return { table, rows: found };
}

/**
 * Nothing where the database refuses a file that it reads itself: one that looked regular and yet has a row of another
 * width, or is damaged. The long way reads it anew and says what is wrong with it.
 */
async function orRefused<T>(files: readonly Outline[], read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (cause) {
    const isTheirs = files.some(({ take }) => take.kind === 'direct' || take.kind === 'parquet');
    if (isTheirs && !isInterruption(cause)) return undefined;
    throw cause;
  }
}

/** Whether the rows that were taken for plain are so, by what was left for afterwards. */
async function isTrustworthy(database: Database, table: string, { afterwards }: PlainRow): Promise<boolean> {
  const { plain } = await database.row<{ plain: boolean }>(
    `select coalesce(bool_and(_reason is not null or (${afterwards})), true) as plain from ${table}`,
  );
  return plain;
}

/** How many odd rows a file has; only of those that have some. */
const oddRows = (database: Database, { table }: Stored): Promise<{ file: number; n: number }[]> =>
  database.rows(`select _file as file, count(*) as n from ${table} where _reason = 'odd' group by _file`);

/** Gives the odd rows to the long way, which begins with their text. */
async function keepOddAsText(database: Database, { raw }: Mapped, stored: Stored): Promise<string> {
  const odd = 'ingest_odd';
  const row = stored.rowOf('stored');
  await database.run(
    `create or replace temp table ${odd} as select _file, ${row} as _row from ${stored.table} as stored where _reason = 'odd'`,
  );
  const cells = raw.columns.map((_, index) => told.cell(index));
  await database.run(
    `insert into raw.${identifier(stored.source)}
     select _file, ${row}, ${told.shape}, ${told.line}, ${cells.join(', ')} from ${stored.table} as stored where _reason = 'odd'`,
  );
  return odd;
}

/** Cells and files whose first numbers prove the decimal point. */
async function provenMarks(database: Database, mapped: Mapped, sample: string): Promise<Set<string>> {
  const numbers = cellsOf(mapped, (type) => numericTypes.has(type));
  const proofs = numbers.map(({ alias }) => {
    const is = (pattern: string): string => `regexp_full_match(${alias}, ${literal(pattern)})`;
    return `coalesce(bool_or(case when contains(${alias}, '.') then ${is(patterns.number)} and not ${is(unclear)} end), false) as ${alias}`;
  });
  const rows = await database.rows<Record<string, number | boolean>>(
    `select _file as file, ${['true', ...proofs].join(', ')} from ${sample} group by _file`,
  );
  return new Set(
    rows.flatMap((row) =>
      numbers.flatMap(({ alias }) => (row[alias] === true ? [`${alias} ${row.file}`] : [])),
    ),
  );
}

/**
 * What the long way would have learned from the plain rows about how the columns are written. Nothing where an odd row
 * says something of its column as a whole: an id that a spreadsheet has cut, a rate that can only be a percent.
 */
async function factsOf(
  database: Database,
  mapped: Mapped,
  { table }: Stored,
  proven: ReadonlySet<string>,
): Promise<Facts | undefined> {
  const cellOf = ({ raw }: Cell): string => told.cell(mapped.raw.columns.indexOf(raw));
  const telling = [
    ...cellsOf(mapped, (type) => type === 'id').map((cell) => `ingest_is_cut_id(${cellOf(cell)})`),
    ...cellsOf(mapped, (type) => type === 'ratio').map((cell) => `try_cast(${cellOf(cell)} as double) > 1`),
  ];
  const { whole } = await database.row<{ whole: boolean }>(
    `select coalesce(bool_or(${['false', ...telling].join(' or ')}), false) as whole from ${table} where _reason = 'odd'`,
  );
  if (whole) return undefined;
  const dates = mapped.columns.filter(({ column, from }) => from !== undefined && dateTypes.has(column.type));
  const ids = mapped.columns.filter(({ column, from }) => from !== undefined && column.type === 'id');
  // A plain row has all that is required, so there is nothing to count in it.
  const counts = [...dates, ...ids].map(
    ({ name, column }) =>
      `${column.required === true ? 'count(*)' : `count(${identifier(name)})`} as ${identifier(name)}`,
  );
  const rows = await database.rows<Record<string, number>>(
    `select _file as file, ${['count(*) as n', ...counts].join(', ')} from ${table} where _reason is null group by _file order by _file`,
  );
  const iso = new Map<string, number>();
  const plainIds = new Set<string>();
  for (const row of rows) {
    for (const { name, from } of dates) iso.set(`${from!.alias} ${row.file}`, row[name]!);
    for (const { name, from } of ids) if (row[name]! > 0) plainIds.add(from!.alias);
  }
  return { proven, iso, plainIds };
}
