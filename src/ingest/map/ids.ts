import type { Database } from '../../engine/database.ts';
import { type Cell, cellsOf, type Mapped } from './cells.ts';

/** What all the values of an id column say about how a spreadsheet has treated them. */
export interface IdEvidence {
  /** Every value looks like `17850.0`: a number column has been written with decimals. */
  asDecimals(cell: Cell): boolean;
  /** Some value has full-width digits or letters: `Ａ１０２` and `A102` are one number. */
  wide(cell: Cell): boolean;
  /** Every value of more than 15 digits ends in zeros from the 16th on: a spreadsheet has cut them. */
  cut(cell: Cell): boolean;
}

/** That so many zeros stand there by chance is less likely than one in a million. */
const tellingZeros = 6;

/** Counts rows by a dear test that only a few have to take: DuckDB reckons both sides of an `and`, but one arm of a `case`. */
const countWhere = (cheap: string, dear: string): string =>
  `count(case when ${cheap} then case when ${dear} then 1 end end)`;

/** @param plain id cells with a value, among rows that are not in the table, that no number column has written */
export async function weighIds(
  database: Database,
  mapping: Mapped,
  table: string,
  plain?: ReadonlySet<string>,
): Promise<IdEvidence> {
  const cells = cellsOf(mapping, (type) => type === 'id');
  if (cells.length === 0) return { asDecimals: () => false, wide: () => false, cut: () => false };
  const counts = cells.map(
    ({ alias }) =>
      `count(${alias}) > 0 and ${countWhere(`contains(${alias}, '.')`, `regexp_full_match(${alias}, '[0-9]+[.]0+')`)} = count(${alias}) as decimals_${alias},
       ${countWhere(`strlen(${alias}) > length(${alias})`, `ingest_narrow(${alias}) <> ${alias}`)} > 0 as wide_${alias},
       ${countWhere(`length(${alias}) > 15`, `regexp_full_match(${alias}, '[0-9]{16,}')`)} > 0 as long_${alias}`,
  );
  const row = await database.row<Record<string, boolean>>(
    `with cells as (from ${table} where _shape is null) select ${counts.join(', ')} from cells`,
  );
  const cut = new Set<string>();
  for (const { alias } of cells) {
    if (row[`long_${alias}`] !== true) continue;
    const { whole, zeros } = await database.row<{ whole: number; zeros: number | null }>(
      `with long as (
         select distinct ${alias} as id from ${table}
         where _shape is null and length(${alias}) > 15 and regexp_full_match(${alias}, '[0-9]{16,}')
       )
       select count(*) filter (not ingest_is_cut_id(id)) as whole, sum(length(id) - 15) as zeros from long`,
    );
    if (whole === 0 && (zeros ?? 0) >= tellingZeros) cut.add(alias);
  }
  return {
    asDecimals: ({ alias }) => row[`decimals_${alias}`] === true && plain?.has(alias) !== true,
    wide: ({ alias }) => row[`wide_${alias}`] === true,
    cut: ({ alias }) => cut.has(alias),
  };
}

/** Rates of which one is above 1 and none has a percent sign are percents: no discount is more than the price. */
export async function percentColumns(
  database: Database,
  mapping: Mapped,
  table: string,
): Promise<Map<string, Cell>> {
  const cells = cellsOf(mapping, (type) => type === 'ratio');
  if (cells.length === 0) return new Map();
  const counts = cells.map(
    ({ alias }) =>
      `count(*) filter (contains(${alias}, '%') or contains(${alias}, '％')) as signs_${alias},
       max(try_cast(replace(${alias}, ',', '.') as double)) as most_${alias}`,
  );
  const row = await database.row<Record<string, number | null>>(
    `with cells as (from ${table} where _shape is null) select ${counts.join(', ')} from cells`,
  );
  return new Map(
    cells
      .filter(({ alias }) => {
        const most = row[`most_${alias}`] ?? 0;
        return row[`signs_${alias}`] === 0 && most > 1 && most <= 100;
      })
      .map((cell) => [cell.alias, cell]),
  );
}

/** Date columns with moments that name their distance from UTC, and how many. */
export async function zonedColumns(
  database: Database,
  mapping: Mapped,
  table: string,
): Promise<{ cell: Cell; values: number; sample: string }[]> {
  const cells = cellsOf(mapping, (type) => type === 'date' || type === 'timestamp' || type === 'month');
  if (cells.length === 0) return [];
  // Few files have such moments; the pattern runs only where a time stands at all.
  const timed = (alias: string): string => `contains(${alias}, ':') or ${alias}[9] = 'T'`;
  const zoned = (alias: string): string =>
    `ingest_has_zone(${alias}) or regexp_full_match(${alias}, '[0-9]{8}T[0-9]{4,6}(Z|[+-][0-9]{2}:?[0-9]{2})')`;
  const counts = cells.map(
    ({ alias }) =>
      `${countWhere(timed(alias), zoned(alias))} as n_${alias},
       min(case when ${timed(alias)} then case when ${zoned(alias)} then ${alias} end end) as sample_${alias}`,
  );
  const row = await database.row<Record<string, number | string | null>>(
    `with cells as (from ${table} where _shape is null) select ${counts.join(', ')} from cells`,
  );
  return cells
    .map((cell) => ({
      cell,
      values: Number(row[`n_${cell.alias}`] ?? 0),
      sample: String(row[`sample_${cell.alias}`] ?? ''),
    }))
    .filter(({ values }) => values > 0);
}
