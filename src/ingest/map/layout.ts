import type { CanonicalTable } from '../../contracts/canonical.ts';
import type { Database } from '../../engine/database.ts';
import { literal } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import { onlyTotalCell, totalCell, totalWords } from '../words.ts';
import { type Cell, type Mapped, numericTypes } from './cells.ts';

/** How the rows of a source lie, as far as it is not one row for itself. */
export interface Layout {
  /** Files in which only the first line of a document carries what holds for the document. */
  readonly documentFiles: readonly number[];
  /** The cells that such lines get from the first one; the first of them is the document's number. */
  readonly documentCells: readonly Cell[];
  /** Temporary table of the groups of a report: `_file`, `from_row`, `to_row`, `label`, `has_total`. */
  readonly groups?: string;
  readonly findings: readonly Finding[];
}

/** Columns that hold for a document as a whole, its number first. What is not listed here is never carried down. */
export const documentColumns: Readonly<Partial<Record<CanonicalTable, readonly string[]>>> = {
  invoice_lines: [
    'invoice_id',
    'customer_id',
    'invoiced_on',
    'currency',
    'order_id',
    'ship_to_id',
    'salesperson',
    'kind',
  ],
  order_events: ['order_id', 'customer_id'],
  ledger: ['period'],
};

/** A smaller share of the rows than this is a slip of the pen and no layout. */
const telling = 0.05;

const blankRow = `trim(_whole_row, ingest_blanks() || chr(31)) = ''`;

/** The filled cells of a row as a list. `concat_ws` has left out the null ones. */
const filledCells = `list_filter(list_transform(string_split(_whole_row, chr(31)), lambda one: trim(one, ingest_blanks())), lambda one: one <> '')`;

/** Finds out how the rows lie: as the source says, else as far as the rows themselves prove it, else the run asks. */
export async function layOut(
  database: Database,
  mapped: Mapped,
  files: readonly ReadFile[],
  table: string,
  onlyOdd = false,
): Promise<Layout> {
  const { layout } = mapped.source;
  const documentCells = carried(mapped);
  const all = files.map((_, index) => index);
  if (layout === 'document') return { documentFiles: all, documentCells, findings: [] };
  if (layout === 'flat') return { documentFiles: [], documentCells, findings: [] };
  const groups = await findGroups(database, mapped, table);
  const known = { documentCells, ...(groups === undefined ? {} : { groups }) };
  // Documents would make more rows odd than the short way allows, so the odd rows alone cannot be such.
  if (layout !== undefined || groups !== undefined || onlyOdd)
    return { ...known, documentFiles: [], findings: [] };
  return { ...known, ...(await findDocuments(database, mapped, files, table, documentCells)) };
}

/**
 * The document's columns, as cells, and the columns of conditions, unless a column of the line is made of them too. What
 * only tells the sign of a line, as the type of its document does, makes nothing.
 */
function carried(mapped: Mapped): Cell[] {
  const names = documentColumns[mapped.source.table] ?? [];
  const made = (wanted: boolean): Cell[] =>
    mapped.columns
      .filter(({ name }) => names.includes(name) === wanted)
      .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
      .flatMap(({ from, join = [], plus, minus, times, sign, when }) => [
        from,
        ...join,
        plus,
        minus,
        times,
        ...(wanted ? [sign, when] : []),
      ])
      .filter((cell) => cell !== undefined && cell.raw !== '') as Cell[];
  const lines = new Set(made(false).map(({ alias }) => alias));
  const used = new Set(
    mapped.columns.flatMap(({ from, join = [], sign, when }) =>
      [from, ...join, sign, when].map((cell) => cell?.alias),
    ),
  );
  const conditions = mapped.cells.filter(({ alias }) => !used.has(alias));
  return [...new Set([...made(true), ...conditions])].filter(({ alias }) => !lines.has(alias));
}

/**
 * Groups: a heading is a row with a single filled cell, without a number or date of its own, and its group ends at the
 * total that names it, else at the next heading. Without `layout: grouped` only headings that have such a total count.
 * Groups may lie in one another; a row belongs to the innermost.
 */
async function findGroups(database: Database, mapped: Mapped, table: string): Promise<string | undefined> {
  const declared = mapped.source.layout === 'grouped';
  const [first] = identifying(mapped);
  if (first === undefined) return undefined;
  const groups = 'ingest_groups';
  // Most files are flat: without a row that has no identity of its own there is nothing to group, and no need to look.
  const { gaps } = await database.row<{ gaps: number }>(
    `select count(*) as gaps from ${table} where ${first.alias} is null and not ${blankRow}`,
  );
  if (!declared && gaps < 2) return undefined;
  await database.run(
    `create or replace temp table ${groups} as
with gaps as (
  select _file, _row, ${filledCells} as filled from ${table}
  where ${first.alias} is null and not ${blankRow} and _shape is distinct from 'broken_quote'
),
labelled as (
  select _file, _row, len(filled) = 1 as is_alone, filled[1] as label,
    trim(regexp_replace(filled[1], ${literal(totalWords)}, '', 'g')) as named,
    regexp_matches(filled[1], ${literal(totalWords)}) as is_total
  from gaps
),
candidates as (
  select _file, _row, label from labelled
  where is_alone and not regexp_full_match(label, ${literal(onlyTotalCell)})
),
totals as (
  select labelled._file, labelled._row, named from labelled where is_total and named <> ''
    and (_file, named) in (select _file, label from candidates)
),
headings as (from candidates where (_file, _row) not in (select _file, _row from totals)),
bounded as (
  select headings._file, headings._row as from_row, headings.label, min(totals._row) as total_row
  from headings left join totals
    on totals._file = headings._file and totals.named = headings.label and totals._row > headings._row
  group by all
)
select _file, from_row, label, total_row is not null as has_total,
  coalesce(total_row, lead(from_row) over (partition by _file order by from_row), 9223372036854775807) as to_row
from bounded
where ${declared} or total_row is not null
order by _file, from_row`,
  );
  if (!declared && (await database.count(groups)) === 0) {
    await database.run(`drop table ${groups}`);
    return undefined;
  }
  return groups;
}

/** What tells one row of the export from another: required ids, names and dates. The group is not in the row. */
export function identifying({ columns }: Mapped): Cell[] {
  return columns
    .filter(
      ({ from, column }) =>
        from !== undefined &&
        from.raw !== '' &&
        column.required === true &&
        ['id', 'text', 'date', 'month', 'timestamp'].includes(column.type),
    )
    .map(({ from }) => from!);
}

/**
 * Documents: proven where, throughout a file, rows without a document number have nothing of the document at all and
 * yet a product and an amount. Where they have no product they might be sums without a word: the run asks.
 */
async function findDocuments(
  database: Database,
  mapped: Mapped,
  files: readonly ReadFile[],
  table: string,
  cells: readonly Cell[],
): Promise<{ documentFiles: number[]; findings: Finding[] }> {
  const [number] = cells;
  const amounts = mapped.columns.filter(({ column, from }) => numericTypes.has(column.type) && from?.raw);
  const product = mapped.columns.find(({ name }) => name === 'product_id')?.from;
  const nothing = { documentFiles: [], findings: [] };
  if (mapped.source.table !== 'invoice_lines' || number === undefined || cells.length < 2) return nothing;
  if (amounts.length === 0) return nothing;
  const own = new Set(cells.map(({ alias }) => alias));
  const firstOf = identifying(mapped).filter(({ alias }) => own.has(alias));
  const rows = await database.rows<{
    file: number;
    n: number;
    further: number;
    unsure: number;
    row: number;
  }>(
    `with data as (
       select *, ${number.alias} is null and ${firstOf.map(({ alias }) => `${alias} is null`).join(' and ')} as is_further,
         coalesce(${amounts.map(({ from }) => from!.alias).join(', ')}) is not null as has_amount
       from ${table}
     ),
     suspects as (
       select _file, _row, has_amount, is_further and ${product === undefined ? 'false' : `${product.alias} is not null`}
         and not regexp_matches(_whole_row, ${literal(`(^|\\x1f)\\s*${totalCell}`)}) as is_sure,
         is_further and not regexp_matches(_whole_row, ${literal(wholeTotal)}) as is_open
       from data where ${number.alias} is null and has_amount and _shape is null
     ),
     counts as (select _file, count(*) as n from ${table} where _shape is null group by _file)
     select counts._file as file, n, count(*) filter (is_sure) as further,
       count(*) filter (is_open and not is_sure) as unsure, min(_row) filter (is_open) as row
     from counts join suspects using (_file) group by all
     having count(*) filter (is_open) >= ${telling} * n
     order by file`,
  );
  const source = mapped.source.name;
  const documentFiles: number[] = [];
  const findings: Finding[] = [];
  for (const { file, further, unsure, row } of rows) {
    const name = files[file]!.located.name;
    const found = { source, file: name, header: number.header, rows: further + unsure, row };
    if (unsure > 0) throw messages.layoutUnknown.error(found, { file: name, row });
    documentFiles.push(file);
    findings.push(messages.documentLayout.finding(found, { file: name }));
  }
  return { documentFiles, findings };
}

/** A cell of the row is nothing but a word for total. */
export const wholeTotal = `(^|\\x1f)\\s*${onlyTotalCell}\\s*(\\x1f|$)`;
