import type { Database } from '../../../engine/database.ts';
import type { Cell } from '../cells.ts';

/** The ways in which days are written in the columns of a source, and what the days themselves leave possible. */

export type Order = 'DMY' | 'MDY' | 'YMD';

/** How a proof went, for the message. */
export type Proof = 'impossible' | 'sequence' | 'number' | 'neighbour' | 'files';

/** A column of days in a file, and the readings of it that are left. */
export interface Column {
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

export const form = '^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})($|[ T])';
const part = (text: string, group: number): string =>
  `try_cast(regexp_extract(${text}, $form, ${group}) as integer)`;
/** A day as a number that sorts: 20240305. Whether there is such a day is not asked. */
export const dayOf = (text: string, order: Order): string => {
  const [year, month, day] = { DMY: [3, 2, 1], MDY: [3, 1, 2], YMD: [1, 2, 3] }[order] as [
    number,
    number,
    number,
  ];
  const y = part(text, year);
  return `((case when ${y} < 70 then ${y} + 2000 when ${y} < 100 then ${y} + 1900 else ${y} end) * 10000 + ${part(text, month)} * 100 + ${part(text, day)})`;
};

/** Days as a spreadsheet counts them, 1982 to 2099: what is left where cells have lost their date format. */
const serialForm = '([3-6][0-9]|7[0-2])[0-9]{3}([.][0-9]+)?';

export interface Serial {
  readonly cell: Cell;
  readonly file: number;
  readonly sample: string;
}

/** Columns most of whose values are of that form, by file; the odd ones of an ISO column are set aside as they are. */
export async function formsOf(
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

/** What stands between day and month. */
export const mark = (sample: string): string => /[./-]/.exec(sample)?.[0] ?? '';
