import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import { type Cell, dateTypes, type Mapped, numericTypes } from './cells.ts';

/** What all the values of a source's columns prove about how they are written. */
export interface Evidence {
  /** Whether the numbers of a cell are written with a decimal comma, by file (position in the source). */
  decimalComma(cell: Cell, file: number): boolean;
  /** Every value of the id column looks like `17850.0`: a number column has been written with decimals. */
  idsAsDecimals(cell: Cell): boolean;
  readonly findings: readonly Finding[];
}

/** What is known of rows that are not in the table of cells, because they went the short way (`plain.ts`). */
export interface Facts {
  /** Cell and file whose plain numbers prove the decimal point. */
  readonly proven: ReadonlySet<string>;
  /** Cell and file → ISO dates in it. */
  readonly iso: ReadonlyMap<string, number>;
  /** Id cells with a value that no number column has written. */
  readonly plainIds: ReadonlySet<string>;
}

interface MarkCount {
  readonly file: number;
  readonly cell: Cell;
  readonly point: number;
  readonly comma: number;
  readonly unclear: number;
  readonly sample: string;
}

/**
 * Decimal marks. A value proves a mark when it is a number under one reading only: `1,234.50`, `1234.5`, `1,234,567`
 * prove the point. `1,234` fits both with different results. A column is read by what the majority of its own values
 * prove, else by what the other columns of its file prove without contradiction; else the run asks.
 *
 * @param facts of the plain rows, where the table holds the odd ones only
 * @returns nothing where odd rows and plain rows speak against one another, and all must be weighed together
 */
export async function weigh(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
  facts?: Facts,
): Promise<Evidence | undefined> {
  const findings: Finding[] = [];
  const numbers = cellsOf(mapping, (type) => numericTypes.has(type));
  const { decimal } = mapping.source;
  const marks = new Map<string, boolean>();
  if (numbers.length > 0 && decimal === undefined) {
    const counts = withFacts(await countMarks(database, table, numbers), numbers, facts);
    if (counts === undefined) return undefined;
    for (const count of counts) {
      const name = files[count.file]!.located.name;
      const comma = decide(count, counts);
      if (comma === undefined) throw ambiguous(mapping.source.name, name, count);
      marks.set(`${count.cell.alias} ${count.file}`, comma.comma);
      if (comma.byNeighbours)
        findings.push(
          messages.decimalFromNeighbours.finding({
            source: mapping.source.name,
            file: name,
            header: count.cell.header,
            mark: comma.comma ? 'comma' : 'point',
          }),
        );
    }
  }
  await checkDates(database, mapping, files, table, facts);
  const decimals = await idsWithDecimals(database, mapping, table);
  return {
    decimalComma: (cell, file) =>
      decimal === undefined ? (marks.get(`${cell.alias} ${file}`) ?? false) : decimal === 'comma',
    idsAsDecimals: (cell) => decimals.has(cell.alias) && facts?.plainIds.has(cell.alias) !== true,
    findings,
  };
}

/** The cells that make columns of these types, each once. */
export function cellsOf(mapping: Mapped, wanted: (type: string) => boolean): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { column, mapping: how, from, join = [], plus, minus, times } of mapping.columns) {
    if (!wanted(column.type) || (typeof how === 'object' && 'values' in how && how.values !== undefined))
      continue;
    for (const cell of [from, ...join, plus, minus, times])
      if (cell !== undefined) cells.set(cell.alias, cell);
  }
  return [...cells.values()];
}

async function countMarks(database: Database, table: string, cells: readonly Cell[]): Promise<MarkCount[]> {
  // Only values with a mark can prove anything, and distinct ones prove as much as all: few patterns are matched.
  const rows = await database.rows<{
    file: number;
    cell: string;
    point: number;
    comma: number;
    unclear: number;
    sample: string | null;
  }>(
    `with cells as (from ${table} where _shape is null),
     marked as (
       ${cells
         .map(
           (
             cell,
           ) => `select distinct _file as file, '${cell.alias}' as cell, ${cell.alias} as content from cells
                      where contains(${cell.alias}, ',') or contains(${cell.alias}, '.') or contains(${cell.alias}, '，') or contains(${cell.alias}, '．')`,
         )
         .join('\n union all ')}
     ),
     forms as (select *, ingest_number_form(content) as form from marked),
     read as (
       select *, ingest_number(form, false) is not null as as_point, ingest_number(form, true) is not null as as_comma
       from forms
     )
     select file, cell,
       count(*) filter (as_point and not as_comma) as point,
       count(*) filter (as_comma and not as_point) as comma,
       count(*) filter (as_point and as_comma) as unclear,
       min(content) filter (as_point and as_comma) as sample
     from read group by file, cell order by file, cell`,
  );
  const byAlias = new Map(cells.map((cell) => [cell.alias, cell]));
  return rows.map((row) => ({ ...row, cell: byAlias.get(row.cell)!, sample: row.sample ?? '' }));
}

/** The marks of the odd rows with what the plain ones prove: always the point. */
function withFacts(
  counts: readonly MarkCount[],
  cells: readonly Cell[],
  facts: Facts | undefined,
): MarkCount[] | undefined {
  const all = [...counts];
  for (const known of facts?.proven ?? []) {
    const [alias, file] = known.split(' ') as [string, string];
    const at = all.findIndex((count) => count.cell.alias === alias && count.file === Number(file));
    const count = all[at];
    if (count !== undefined && count.comma > 0) return undefined;
    const cell = cells.find((one) => one.alias === alias);
    if (count !== undefined) all[at] = { ...count, point: count.point + 1 };
    else if (cell !== undefined)
      all.push({ file: Number(file), cell, point: 1, comma: 0, unclear: 0, sample: '' });
  }
  return all.sort((a, b) => a.file - b.file || (a.cell.alias < b.cell.alias ? -1 : 1));
}

function decide(
  count: MarkCount,
  all: readonly MarkCount[],
): { comma: boolean; byNeighbours: boolean } | undefined {
  if (count.point !== count.comma) return { comma: count.comma > count.point, byNeighbours: false };
  if (count.unclear === 0 && count.point === 0) return { comma: false, byNeighbours: false };
  if (count.point > 0) return undefined;
  const proven = (others: readonly MarkCount[]) => ({
    point: others.some((other) => other.point > other.comma),
    comma: others.some((other) => other.comma > other.point),
  });
  const sameFile = proven(all.filter((other) => other.file === count.file));
  const sameColumn = proven(all.filter((other) => other.cell.alias === count.cell.alias));
  for (const { point, comma } of [sameFile, sameColumn])
    if (point !== comma) return { comma, byNeighbours: true };
  return undefined;
}

function ambiguous(source: string, file: string, count: MarkCount) {
  const value = count.sample;
  const plain = value.replace(/[^\d.,-]/g, '');
  const mark = plain.includes(',') ? ',' : '.';
  const grouped = plain.replaceAll(mark, '');
  const fraction = plain.replace(mark, '.');
  return messages.decimalAmbiguous.error(
    {
      source,
      file,
      header: count.cell.header,
      value,
      asPoint: mark === ',' ? grouped : fraction,
      asComma: mark === ',' ? fraction : grouped,
    },
    { file, field: count.cell.header },
  );
}

/** Dates in an order that nobody has declared are asked for, not guessed, unless they are the odd ones of their column. */
async function checkDates(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
  facts: Facts | undefined,
): Promise<void> {
  const { dates } = mapping.source;
  const cells = cellsOf(mapping, (type) => dateTypes.has(type));
  if (cells.length === 0 || (dates !== undefined && !/^Y/.test(dates))) return;
  const pattern = '^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})($|[ T])';
  const part = (cell: Cell, group: number): string =>
    `try_cast(regexp_extract(${cell.alias}, $pattern, ${group}) as integer)`;
  const parts = cells.map(
    (cell) => `select '${cell.alias}' as cell, _file as file,
        count(${cell.alias}) as filled,
        count(*) filter (regexp_matches(${cell.alias}, $pattern)) as ordered,
        min(${cell.alias}) filter (regexp_matches(${cell.alias}, $pattern)) as sample,
        max(${part(cell, 1)}) filter (least(${part(cell, 1)}, ${part(cell, 2)}) <= 12) as first,
        max(${part(cell, 2)}) filter (least(${part(cell, 1)}, ${part(cell, 2)}) <= 12) as second
      from cells group by _file`,
  );
  const rows = await database.rows<{
    cell: string;
    file: number;
    filled: number;
    ordered: number;
    sample: string;
    first: number;
    second: number;
  }>(
    `with cells as (from ${table} where _shape is null) select * from (${parts.join(' union all ')}) where ordered * 2 > filled order by file, cell`,
    { pattern },
  );
  const worst = rows.find(
    ({ cell, file, filled, ordered }) => ordered * 2 > filled + (facts?.iso.get(`${cell} ${file}`) ?? 0),
  );
  if (worst === undefined) return;
  const header = cells.find((cell) => cell.alias === worst.cell)!.header;
  const file = files[worst.file]!.located.name;
  throw messages.dateOrderUnknown.error(
    { source: mapping.source.name, file, header, value: worst.sample, readings: dateReadings(worst) },
    { file, field: header },
  );
}

/** The orders under which the sample is a day; those that some value of the column rules out are left out. */
function dateReadings(seen: {
  sample: string;
  first: number;
  second: number;
}): { order: string; date: string }[] {
  const [first = '', second = '', rest = ''] = seen.sample.split(/[./-]/);
  const year = rest.split(/[ T]/)[0]!;
  const mark = seen.sample.includes('.') && year.length === 4 ? '.' : '/';
  const long = year.length === 4;
  const full = long ? year : `${year >= '70' ? '19' : '20'}${year}`;
  const two = (text: string): string => text.padStart(2, '0');
  const readings: { order: string; date: string }[] = [];
  if (seen.second <= 12)
    readings.push({
      order: long ? (mark === '.' ? 'DD.MM.YYYY' : 'DD/MM/YYYY') : 'DD/MM/YY',
      date: `${full}-${two(second)}-${two(first)}`,
    });
  if (seen.first <= 12)
    readings.push({ order: long ? 'MM/DD/YYYY' : 'MM/DD/YY', date: `${full}-${two(first)}-${two(second)}` });
  return readings;
}

async function idsWithDecimals(database: Database, mapping: Mapped, table: string): Promise<Set<string>> {
  const cells = cellsOf(mapping, (type) => type === 'id');
  if (cells.length === 0) return new Set();
  const counts = cells.map(
    (cell) =>
      `count(${cell.alias}) > 0 and count(*) filter (contains(${cell.alias}, '.') and regexp_full_match(${cell.alias}, '[0-9]+[.]0+')) = count(${cell.alias}) as ${cell.alias}`,
  );
  const row = await database.row<Record<string, boolean>>(
    `with cells as (from ${table} where _shape is null) select ${counts.join(', ')} from cells`,
  );
  return new Set(cells.filter((cell) => row[cell.alias] === true).map((cell) => cell.alias));
}
