import type { Database } from '../../../engine/database.ts';
import { identifier } from '../../../engine/sql-text.ts';
import type { Mapped } from '../cells.ts';
import { type Column, dayOf, form, mark, type Order, type Proof } from './forms.ts';

/** What the other columns of the file say, also those that no mapping names. */
export async function fromOthers(
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

/** Fewer rows than this prove nothing about two columns. */
const enough = 10;

/** The rows of the file with a day of that form, each beside its text. */
const rowsOf = ({ file, cell }: Column, raw: string, table: string): string =>
  `from ${table} as cells join ${raw} as raw using (_file, _row)
     where cells._file = ${file} and cells._shape is null and regexp_matches(cells.${cell.alias}, $form)`;

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
     ${rowsOf(column, raw, table)} and regexp_matches(${b}, $form)`,
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
     ${rowsOf(column, raw, table)} and ${year} <> ''`,
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
