import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import { type Cell, cellsOf, dateTypes, type Mapped } from './cells.ts';

/**
 * The order of day, month and year. `05/03/24` can be three days; which one is decided by contradiction, from all rows
 * of a file: a month above 12; a delivery before its order; a number that holds the year or the month of its document;
 * another column, or file, of the same form whose order is proven. A reading falls only where another one holds on all
 * rows. What none of this decides is asked for, with every reading that is left.
 */
export type Order = 'DMY' | 'MDY' | 'YMD';

/** How a proof went, for the message. */
export type Proof = 'impossible' | 'sequence' | 'number' | 'neighbour' | 'files';

export interface DateOrders {
  /** The order of a column in a file as the settings write it, `DD/MM/YY`; empty where year-month-day needs no word. */
  order(cell: Cell, file: number): string;
  /** The column has days that only `ingest_rare_date_form` takes. */
  rare(cell: Cell): boolean;
  readonly findings: readonly Finding[];
}

interface Column {
  readonly cell: Cell;
  readonly file: number;
  readonly sample: string;
  /** Distinct days that each reading makes impossible, of all. */
  readonly impossible: Readonly<Record<Order, number>>;
  readonly days: number;
  readonly years: 2 | 4;
  left: Order[];
  proof?: { how: Proof; by: string };
}

const form = '^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})($|[ T])';
const part = (text: string, group: number): string =>
  `try_cast(regexp_extract(${text}, $form, ${group}) as integer)`;
/** A day as a number that sorts: 20240305. Whether there is such a day is not asked. */
const dayOf = (text: string, order: Order): string => {
  const [year, month, day] = { DMY: [3, 2, 1], MDY: [3, 1, 2], YMD: [1, 2, 3] }[order] as [
    number,
    number,
    number,
  ];
  const y = part(text, year);
  return `((case when ${y} < 70 then ${y} + 2000 when ${y} < 100 then ${y} + 1900 else ${y} end) * 10000 + ${part(text, month)} * 100 + ${part(text, day)})`;
};

export async function proveDates(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
  facts?: { readonly iso: ReadonlyMap<string, number> },
): Promise<DateOrders> {
  const { dates } = mapping.source;
  const cells = cellsOf(mapping, (type) => dateTypes.has(type));
  if (cells.length === 0) return { order: () => '', rare: () => false, findings: [] };
  const { columns, serials, rares } = await formsOf(database, cells, table, facts?.iso);
  const rare = ({ alias }: Cell): boolean => rares.has(alias);
  if (dates !== undefined && dates !== 'YYYY-MM-DD' && dates !== 'YYYYMMDD' && dates !== 'YYYY/MM/DD')
    return { order: () => '', rare, findings: [] };
  const workbooks = files.flatMap(({ format }, index) => (format === 'workbook' ? [index] : []));
  const serial = serials.find(({ file }) => !workbooks.includes(file));
  if (serial !== undefined && dates === undefined) throw asksSerial(mapping, files, serial);
  for (const column of columns) fromItself(column);
  for (const file of new Set(columns.map((column) => column.file))) {
    const here = columns.filter((column) => column.file === file);
    if (here.some(({ left }) => left.length > 1)) await fromOthers(database, mapping, here, table);
  }
  fromFiles(columns);
  const open = columns.find(({ left }) => left.length !== 1);
  if (open !== undefined) throw unknown(mapping, files, open);
  const orders = new Map(
    columns.map((column) => [`${column.cell.alias} ${column.file}`, written(column, column.left[0]!)]),
  );
  return {
    order: (cell, file) => orders.get(`${cell.alias} ${file}`) ?? '',
    rare,
    findings: told(mapping, files, columns),
  };
}

/** Columns most of whose values are of that form, by file; the odd ones of an ISO column are set aside as they are. */
async function formsOf(
  database: Database,
  cells: readonly Cell[],
  table: string,
  iso?: ReadonlyMap<string, number>,
): Promise<{ columns: Column[]; serials: Serial[]; rares: ReadonlySet<string> }> {
  const selects = cells.map(
    ({ alias }) => `select '${alias}' as cell, _file as file, ${alias} as content, count(*) as n
      from cells where ${alias} is not null group by all`,
  );
  const rows = await database.rows<{
    cell: string;
    file: number;
    sample: string;
    days: number;
    dmy: number;
    mdy: number;
    ymd: number;
    long: number;
    formed: number;
    serial: number;
    number: string;
    rare: boolean;
    filled: number;
  }>(
    `with cells as (from ${table} where _shape is null),
     written as (${selects.join(' union all ')}),
     parts as (
       select cell, file, content, n, regexp_matches(content, $form) as is_form, regexp_full_match(content, $serial) as is_serial,
         ingest_rare_date(content) as is_rare,
         ${part('content', 1)} as a, ${part('content', 2)} as b, ${part('content', 3)} as c
       from written
     )
     select cell, file, min(content) filter (is_form) as sample,
       count(distinct (a, b, c)) filter (is_form) as days,
       count(distinct (a, b, c)) filter (is_form and (b > 12 or a > 31)) as dmy,
       count(distinct (a, b, c)) filter (is_form and (a > 12 or b > 31)) as mdy,
       count(distinct (a, b, c)) filter (is_form and (b > 12 or c > 31 or c = 0)) as ymd,
       count(*) filter (is_form and c > 99) as long,
       coalesce(sum(n) filter (is_form), 0) as formed, sum(n) as filled,
       coalesce(sum(n) filter (is_serial), 0) as serial, min(content) filter (is_serial) as number,
       bool_or(is_rare) as rare
     from parts group by cell, file
     having greatest(formed, serial) * 2 > filled or rare
     order by file, cell`,
    { form, serial: serialForm },
  );
  const byAlias = new Map(cells.map((cell) => [cell.alias, cell]));
  // ISO days of rows that went the short way are not in the table, and count as they would in it.
  const most = rows.filter(
    ({ cell, file, formed, filled }) => formed * 2 > filled + (iso?.get(`${cell} ${file}`) ?? 0),
  );
  return {
    columns: most.map(({ cell, file, sample, days, dmy, mdy, ymd, long }) => ({
      cell: byAlias.get(cell)!,
      file,
      sample,
      days,
      impossible: { DMY: dmy, MDY: mdy, YMD: ymd },
      years: long > 0 ? 4 : 2,
      left: long > 0 ? ['DMY', 'MDY'] : ['DMY', 'MDY', 'YMD'],
    })),
    serials: rows
      .filter(({ serial, formed, filled }) => serial > formed && serial * 2 > filled)
      .map(({ cell, file, number }) => ({ cell: byAlias.get(cell)!, file, sample: number })),
    rares: new Set(rows.flatMap(({ cell, rare }) => (rare ? [cell] : []))),
  };
}

/** Days as a spreadsheet counts them, 1982 to 2099: what is left where cells have lost their date format. */
const serialForm = '([3-6][0-9]|7[0-2])[0-9]{3}([.][0-9]+)?';

interface Serial {
  readonly cell: Cell;
  readonly file: number;
  readonly sample: string;
}

/** From which day the spreadsheet counts, no row says. */
function asksSerial(mapping: Mapped, files: readonly ReadFile[], { cell, file, sample }: Serial) {
  const dayFrom = (epoch: string): string =>
    new Date(Date.parse(epoch) + Math.floor(Number(sample)) * 86_400_000).toISOString().slice(0, 10);
  const { name } = files[file]!.located;
  return messages.dateOrderUnknown.error(
    {
      source: mapping.source.name,
      file: name,
      header: cell.header,
      value: sample,
      readings: [
        { order: 'excel', date: dayFrom('1899-12-30') },
        { order: 'excel_1904', date: dayFrom('1904-01-01') },
      ],
    },
    { file: name, field: cell.header },
  );
}

/** A reading under which a month is 13 falls; a slip of the pen in one row of a hundred does not save it. */
function fromItself(column: Column): void {
  const { impossible, days } = column;
  const holds = column.left.filter((order) => impossible[order] <= 0.01 * days);
  const left =
    holds.length === 0
      ? column.left
      : holds.filter((order) => impossible[order] === Math.min(...holds.map((one) => impossible[one])));
  if (left.length === 1) column.proof = { how: 'impossible', by: '' };
  column.left = left;
}

/** What the other columns of the file say, also those that no mapping names. */
async function fromOthers(
  database: Database,
  mapping: Mapped,
  here: readonly Column[],
  table: string,
): Promise<void> {
  const { file } = here[0]!;
  const proven = here.filter(({ left }) => left.length === 1);
  const raw = `raw.${identifier(mapping.source.name)}`;
  const others = mapping.raw.columns;
  const looks = others.map((column, index) => {
    const text = `trim(${identifier(column)})`;
    return `count(*) filter (regexp_matches(${text}, $form)) as form_${index},
      count(*) filter (regexp_matches(${text}, '(^|[^0-9])(19|20)[0-9]{2}')) as year_${index},
      count(nullif(${text}, '')) as filled_${index}`;
  });
  const seen = await database.row<Record<string, number>>(
    `select count(*) as n, ${looks.join(', ')} from ${raw} where _file = ${file} and _shape is null`,
    { form },
  );
  const isForm = (index: number): boolean =>
    seen[`form_${index}`]! * 2 > seen[`filled_${index}`]! && seen[`filled_${index}`]! * 2 > seen.n!;
  const isNumber = (index: number): boolean =>
    !isForm(index) &&
    seen[`year_${index}`]! >= 0.9 * seen[`filled_${index}`]! &&
    seen[`filled_${index}`]! * 2 > seen.n!;
  for (const column of here) {
    if (column.left.length === 1) continue;
    for (const [index, name] of others.entries()) {
      if (column.left.length === 1 || name === column.cell.raw) continue;
      if (isForm(index)) await bySequence(database, column, name, raw, table);
      else if (isNumber(index)) await byNumber(database, column, name, raw, table);
    }
  }
  for (const column of here) {
    if (column.left.length === 1) continue;
    const [like] = [...proven, ...here.filter(({ left }) => left.length === 1)].filter(
      (other) => other.years === column.years && mark(other.sample) === mark(column.sample),
    );
    if (like === undefined || !column.left.includes(like.left[0]!)) continue;
    column.left = like.left;
    column.proof = { how: 'neighbour', by: like.cell.header };
  }
}

const mark = (sample: string): string => /[./-]/.exec(sample)?.[0] ?? '';
/** Fewer rows than this prove nothing about two columns. */
const enough = 10;

/** Two days of a row come in the same order throughout, as order and delivery do, under one reading only. */
async function bySequence(
  database: Database,
  column: Column,
  other: string,
  raw: string,
  table: string,
): Promise<void> {
  const b = `trim(raw.${identifier(other)})`;
  const counts = column.left.map((order) => {
    const [x, y] = [dayOf(`cells.${column.cell.alias}`, order), dayOf(b, order)];
    return `count(*) filter (${x} > ${y}) as after_${order}, count(*) filter (${x} < ${y}) as before_${order}`;
  });
  const row = await database.row<Record<string, number>>(
    `select count(*) as n, ${counts.join(', ')}
     from ${table} as cells join ${raw} as raw using (_file, _row)
     where cells._file = ${column.file} and cells._shape is null
       and regexp_matches(cells.${column.cell.alias}, $form) and regexp_matches(${b}, $form)`,
    { form },
  );
  const mixed = (order: Order): number => Math.min(row[`after_${order}`]!, row[`before_${order}`]!);
  const holds = column.left.filter(
    (order) => mixed(order) === 0 && row[`after_${order}`]! + row[`before_${order}`]! > 0,
  );
  const falls = column.left.filter((order) => mixed(order) >= Math.max(2, 0.02 * row.n!));
  drop(column, row.n!, holds, falls, 'sequence', other);
}

/** The number of a document often begins with its year, or its month: `SO-202403-0017`, `US-2019-103800`. */
async function byNumber(
  database: Database,
  column: Column,
  other: string,
  raw: string,
  table: string,
): Promise<void> {
  const text = `trim(raw.${identifier(other)})`;
  const year = `regexp_extract(${text}, '(?:^|[^0-9])((?:19|20)[0-9]{2})', 1)`;
  // `SO-2024-03` may be the third of the year; a month has a number of its own behind it.
  const month = `regexp_extract(${text}, '(?:^|[^0-9])(?:19|20)[0-9]{2}[-/.]?(0[1-9]|1[0-2])(?:[-_/.][0-9]|[0-9]{2})', 1)`;
  const counts = column.left.map((order) => {
    const day = dayOf(`cells.${column.cell.alias}`, order);
    return `count(*) filter (${day} // 10000 = try_cast(${year} as integer)) as year_${order},
      count(*) filter (${month} <> '' and ${day} // 100 % 100 = try_cast(${month} as integer) and ${day} // 10000 = try_cast(${year} as integer)) as month_${order}`;
  });
  const row = await database.row<Record<string, number>>(
    `select count(*) as n, count(*) filter (${month} <> '') as months, ${counts.join(', ')}
     from ${table} as cells join ${raw} as raw using (_file, _row)
     where cells._file = ${column.file} and cells._shape is null
       and regexp_matches(cells.${column.cell.alias}, $form) and ${year} <> ''`,
    { form },
  );
  const test = (what: 'year' | 'month', n: number): void => {
    const share = (order: Order): number => (n === 0 ? 0 : row[`${what}_${order}`]! / n);
    const holds = column.left.filter((order) => share(order) >= 0.98);
    const falls = column.left.filter((order) => share(order) <= 0.9);
    drop(column, n, holds, falls, 'number', other);
  };
  test('year', row.n!);
  // A running number can look like a month by chance, never on nearly every row.
  if (row.months! >= 0.98 * row.n!) test('month', row.months!);
}

function drop(column: Column, rows: number, holds: Order[], falls: Order[], how: Proof, by: string): void {
  if (rows < enough || holds.length === 0 || falls.length === 0) return;
  column.left = column.left.filter((order) => !falls.includes(order));
  if (column.left.length === 1) column.proof = { how, by };
}

/** The same column of other files, where none of them says otherwise. */
function fromFiles(columns: readonly Column[]): void {
  for (const column of columns) {
    if (column.left.length === 1) continue;
    const same = columns.filter(
      (other) =>
        other.cell.alias === column.cell.alias && other.left.length === 1 && other.years === column.years,
    );
    const orders = new Set(same.map(({ left }) => left[0]!));
    const [order] = orders;
    if (orders.size !== 1 || order === undefined || !column.left.includes(order)) continue;
    column.left = [order];
    column.proof = { how: 'files', by: '' };
  }
}

function written({ sample, years }: Column, order: Order): string {
  if (order === 'YMD') return 'YY/MM/DD';
  const long = years === 4;
  if (order === 'MDY') return long ? 'MM/DD/YYYY' : 'MM/DD/YY';
  return long ? (mark(sample) === '.' ? 'DD.MM.YYYY' : 'DD/MM/YYYY') : 'DD/MM/YY';
}

function unknown(mapping: Mapped, files: readonly ReadFile[], column: Column) {
  const { sample, left, cell } = column;
  const [a = '', b = '', rest = ''] = sample.split(/[./-]/);
  const c = rest.split(/[ T]/)[0]!;
  const full = (year: string): string =>
    year.length === 4 ? year : `${Number(year) >= 70 ? '19' : '20'}${year.padStart(2, '0')}`;
  const two = (text: string): string => text.padStart(2, '0');
  const dateOf: Record<Order, string> = {
    DMY: `${full(c)}-${two(b)}-${two(a)}`,
    MDY: `${full(c)}-${two(a)}-${two(b)}`,
    YMD: `${full(a)}-${two(b)}-${two(c)}`,
  };
  const readings = left.map((order) => ({ order: written(column, order), date: dateOf[order] }));
  const file = files[column.file]!.located.name;
  return messages.dateOrderUnknown.error(
    { source: mapping.source.name, file, header: cell.header, value: sample, readings },
    { file, field: cell.header },
  );
}

/** One finding for a column, however many files it has. */
function told(mapping: Mapped, files: readonly ReadFile[], columns: readonly Column[]): Finding[] {
  const first = new Map<string, Column>();
  for (const column of columns) {
    const key = `${column.cell.alias} ${column.left[0]}`;
    const known = first.get(key);
    if (known === undefined || known.proof?.how === 'files') first.set(key, column);
  }
  return [...first.values()].map((column) => {
    const { cell, sample, proof, impossible } = column;
    const file = files[column.file]!.located.name;
    return messages.datesProven.finding(
      {
        source: mapping.source.name,
        file,
        header: cell.header,
        order: written(column, column.left[0]!),
        value: sample,
        how: proof?.how ?? 'impossible',
        by: proof?.by ?? '',
        days: Math.max(...Object.values(impossible)),
      },
      { file, field: cell.header },
    );
  });
}
