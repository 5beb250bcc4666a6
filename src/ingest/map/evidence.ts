import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import { type Cell, cellsOf, dateTypes, type Mapped, numericTypes } from './cells.ts';
import { oneCurrency } from './currencies.ts';
import { proveDates } from './dates/prove.ts';
import { type IdEvidence, percentColumns, weighIds, zonedColumns } from './ids.ts';
import { contentOf, measuredCells, refundedCells, type Wording } from './measures.ts';
import { sidedColumns } from './sides.ts';

/** What all the values of a source's columns prove about how they are written. */
export interface Evidence extends Wording {
  /** Whether the numbers of a cell are written with a decimal comma, by file (position in the source). */
  decimalComma(cell: Cell, file: number): boolean;
  /** The order of day, month and year in a column of a file, as the settings write it; empty where it needs no word. */
  dateOrder(cell: Cell, file: number): string;
  /** Some days of the column are written in a rare way: with the name of the month, or as digits only. */
  rareDates(cell: Cell): boolean;
  readonly ids: IdEvidence;
  /** The rates of the column are percents without a sign. */
  isPercent(cell: Cell): boolean;
  /** The zone that moments of the column are brought to (`own`), where it is known from which: their own, or `of`. */
  zones(cell: Cell): { readonly own?: string; readonly of?: string };
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
  timeZone?: string,
): Promise<Evidence | undefined> {
  const findings: Finding[] = [];
  const numbers = cellsOf(mapping, (type) => numericTypes.has(type));
  const { decimal } = mapping.source;
  const marks = new Map<string, boolean>();
  const sided = await sidedColumns(database, mapping, table);
  const measured = await measuredCells(database, mapping, files, table);
  const refunded = await refundedCells(database, mapping, files, table);
  // Whether all values carry a unit, only all rows can say.
  if (facts !== undefined && measured.size > 0) return undefined;
  const words = {
    sided: ({ alias }: Cell) => sided.has(alias),
    measures: ({ alias }: Cell) => measured.get(alias)?.factors,
    refunded: ({ alias }: Cell) => refunded.get(alias),
  };
  for (const { cell, factors, rows } of measured.values())
    findings.push(
      messages.unitTakenOff.finding({
        source: mapping.source.name,
        header: cell.header,
        units: [...factors].map(([unit, factor]) => ({ unit, factor })),
        rows,
      }),
    );
  if (numbers.length > 0 && decimal === undefined) {
    const counts = withFacts(
      await countMarks(database, table, numbers, (cell) => contentOf(cell, words)),
      numbers,
      facts,
    );
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
  await oneCurrency(database, mapping, files, table);
  const dates = await proveDates(database, mapping, files, table, facts);
  findings.push(...dates.findings);
  const ids = await weighIds(database, mapping, table, facts?.plainIds);
  const percents = await percentColumns(database, mapping, table);
  for (const { header } of percents.values())
    findings.push(messages.percentProven.finding({ source: mapping.source.name, header }));
  for (const { header, unit } of mapping.cells)
    if (unit !== undefined)
      findings.push(
        messages.unitRead.finding({
          source: mapping.source.name,
          header,
          unit: unit.word,
          times: 10 ** unit.exponent,
        }),
      );
  const zoned = await zonedColumns(database, mapping, table);
  for (const { cell, values, sample } of zoned)
    findings.push(
      messages.zonedMoments.finding({
        source: mapping.source.name,
        header: cell.header,
        values,
        sample,
        zone: timeZone ?? '',
      }),
    );
  for (const { alias, header, zone } of cellsOf(mapping, (type) => dateTypes.has(type)))
    if (zone !== undefined && !zoned.some(({ cell }) => cell.alias === alias))
      findings.push(
        messages.zoneOfSource.finding({
          source: mapping.source.name,
          header,
          of: zone,
          zone: timeZone ?? '',
        }),
      );
  return {
    decimalComma: (cell, file) =>
      decimal === undefined ? (marks.get(`${cell.alias} ${file}`) ?? false) : decimal === 'comma',
    dateOrder: dates.order,
    rareDates: dates.rare,
    ids,
    isPercent: (cell) => percents.has(cell.alias),
    ...words,
    zones: ({ alias, zone }) => {
      if (timeZone === undefined || (zone === undefined && !zoned.some(({ cell }) => cell.alias === alias)))
        return {};
      return zone === undefined ? { own: timeZone } : { own: timeZone, of: zone };
    },
    findings,
  };
}

async function countMarks(
  database: Database,
  table: string,
  cells: readonly Cell[],
  content: (cell: Cell) => string,
): Promise<MarkCount[]> {
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
           ) => `select distinct _file as file, '${cell.alias}' as cell, ${content(cell)} as content from cells
                      where contains(${cell.alias}, ',') or contains(${cell.alias}, '.') or contains(${cell.alias}, '，') or contains(${cell.alias}, '．')`,
         )
         .join('\n union all ')}
     ),
     -- One point that cannot part thousands: most numbers are told by that, and the dear reading is for the others.
     seen as (select *, regexp_full_match(content, '-?[0-9]+[.]([0-9]{1,2}|[0-9]{4,})') as clear from marked),
     forms as (select *, case when not clear then ingest_number_form(content) end as form from seen),
     read as (
       select *, case when clear then true else ingest_number(form, false) is not null end as as_point,
         case when clear then false else ingest_number(form, true) is not null end as as_comma
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
