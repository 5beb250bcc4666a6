import { sqlTypes } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import type { Stored } from '../load/stored.ts';
import { conditions, type ReadFile } from '../read/file.ts';
import type { RowCondition } from '../settings.ts';
import { foldHeader, onlyTotalCell, totalCell } from '../words.ts';
import { countedColumn, type Mapped } from './cells.ts';
import type { Evidence } from './evidence.ts';
import { among, expressionOf } from './expressions.ts';
import { added, Layers } from './layers.ts';
import { identifying, type Layout, wholeTotal } from './layout.ts';
import { literals } from './macros.ts';

/** The rows of one source, converted: `_file`, `_row`, why a row is set aside (`_reason`, `_field`, `_value`), values. */
export interface Converted {
  readonly mapped: Mapped;
  readonly files: readonly ReadFile[];
  /** Temporary table, or a view of `stored`, to be read. What marks or changes rows writes to `markedIn`. */
  readonly work: string;
  /** Where the rows are, if they went the short way. */
  readonly stored?: Stored;
  /** Line numbers are counted in the document. */
  readonly counted: boolean;
  /** Temporary table of the groups of a grouped report. */
  readonly groups?: string;
}

/** The table whose rows are marked or changed, and the record number of one of its rows (alias `work`); both as SQL. */
export function markedIn({ work, stored }: Converted): { table: string; row: string } {
  return stored === undefined
    ? { table: identifier(work), row: 'work._row' }
    : { table: stored.table, row: stored.rowOf('work') };
}

/** The parts of a row's key, over the rows of the source, as SQL. One that no mapping names is empty. */
export function keyParts({ mapped, counted }: Converted): string[] {
  const has = (name: string): boolean => name in mapped.source.columns || (counted && name === countedColumn);
  return mapped.contract.key.map((name) =>
    has(name) ? identifier(name) : `cast(null as ${sqlTypes[mapped.contract.columns[name]!.type]})`,
  );
}

/** A short mark of a row's key, over the rows of the source, as SQL. */
export const keyHash = (part: Converted): string => `hash(${keyParts(part).join(', ')})`;

/**
 * Raw rows → canonical values. Every row of the raw table is in the result; nothing is dropped here. A row is judged
 * once, by the first that holds: empty, a header again, a heading, a total, wrong shape, not selected, a value that is missing or
 * does not convert (in the order of the contract's columns as the mapping lists them).
 */
export async function convert(
  database: Database,
  mapped: Mapped,
  files: readonly ReadFile[],
  evidence: Evidence,
  layout: Layout,
  table: string,
  work: string,
): Promise<Converted> {
  const { source, contract } = mapped;
  const layers = new Layers(evidence, files.length);
  const setting = {
    layers,
    dates: source.dates ?? '',
    yearStart: yearStartOf(files),
    workbook: files.some((file) => file.format === 'workbook'),
    classed: true,
  };
  const counted = countedColumn in contract.columns && !(countedColumn in source.columns);
  const columns = mapped.columns.map((column, index) => ({
    ...column,
    ...expressionOf(column, setting),
    writtenName: `written_${index}`,
    givenName: `given_${index}`,
    valueName: `value_${index}`,
  }));
  const problems = columns.map(({ writtenName, givenName, valueName, reason, column, name }, index) => ({
    name,
    test: column.required
      ? `when ${valueName} is null then ${index + 1}`
      : `when ${valueName} is null and ${givenName} is not null then ${index + 1}`,
    reason: `case when ${givenName} is null then 'missing_value' else '${reason}' end`,
    writtenName,
  }));
  const byProblem = (pick: (problem: (typeof problems)[number]) => string): string =>
    problems.map((problem, index) => `when ${index + 1} then ${pick(problem)}`).join(' ');
  const lineNumber = counted
    ? `cast(row_number() over (partition by _file, ${documentCell(mapped)} order by _row) as varchar) as counted_line,`
    : '';
  await database.run(
    `create or replace temp table ${identifier(work)} as
with furnished as (
  select cells.*,
    case
      when ${blankTest(mapped)} then 'empty_row'
      when ${repeatedHeader(mapped)} then 'repeated_header'
      ${groupTests(layout)}
      when ${totalTest(mapped, layout)} then 'total_row'
      else _shape
    end as furniture
  from ${table} as cells
),
${carriedDown(mapped, layout)},
classed as (
  select *, ${lineNumber}
    coalesce(furniture, case when not (${selected(mapped)}) then 'not_selected' end) as class
  from arranged
),
formed as (
  select *${added(layers.forms)}
  from classed
),
numbered as (
  select *${added(layers.numbers)}
  from formed
),
typed as (
  select _file, _row, class${counted ? ', counted_line' : ''},
    ${columns.map((c) => `${c.written} as ${c.writtenName}, ${c.given} as ${c.givenName}, ${c.value} as ${c.valueName}`).join(',\n    ')}
  from numbered
),
judged as (
  select *, case when class is null then case ${problems.map((problem) => problem.test).join(' ')} end end as problem
  from typed
)
select _file, _row,
  coalesce(class, case problem ${byProblem((problem) => problem.reason)} end) as _reason,
  case problem ${byProblem((problem) => literal(problem.name))} end as _field,
  case problem ${byProblem((problem) => `cast(${problem.writtenName} as varchar)`)} end as _value,
  ${counted ? `counted_line as ${identifier(countedColumn)},` : ''}
  ${columns.map(({ valueName, name, column }) => `cast(${valueName} as ${sqlTypes[column.type]}) as ${identifier(name)}`).join(',\n  ')}
from judged`,
  );
  return { mapped, files, work, counted, ...(layout.groups === undefined ? {} : { groups: layout.groups }) };
}

/** The first day of the business year of each file, as SQL; nothing where no file says it. */
function yearStartOf(files: readonly ReadFile[]): string | undefined {
  const starts = files.flatMap(({ yearStart }, index) =>
    yearStart === undefined ? [] : [`when ${index} then date ${literal(yearStart)}`],
  );
  return starts.length === 0 ? undefined : `case _file ${starts.join(' ')} end`;
}

const groupTests = ({ groups }: Layout): string =>
  groups === undefined
    ? ''
    : `when (_file, _row) in (select _file, from_row from ${groups}) then 'group_heading'
      when (_file, _row) in (select _file, to_row from ${groups} where has_total) then 'total_row'`;

/**
 * The step `arranged`: what a row lacks because it stands once above it. In a document, every cell of the document
 * comes from its first line, and only while the number is blank; where that line has a wrong shape, nothing is carried
 * down. In a group, the heading becomes a cell.
 */
function carriedDown(mapped: Mapped, { documentFiles, documentCells, groups }: Layout): string {
  const { group } = mapped;
  const [number] = documentCells;
  if (groups !== undefined && group !== undefined)
    return `innermost as (
  select row._file, row._row, max(part.from_row) as from_row
  from furnished as row join ${groups} as part
    on part._file = row._file and part.from_row < row._row and row._row < part.to_row
  where furniture is null
  group by all
),
arranged as (
  select furnished.* replace (part.label as ${group.alias})
  from furnished
  left join innermost on innermost._file = furnished._file and innermost._row = furnished._row
  left join ${groups} as part on part._file = innermost._file and part.from_row = innermost.from_row
)`;
  if (documentFiles.length === 0 || number === undefined) return 'arranged as (from furnished)';
  const faults = `furniture in ('too_few_cells', 'too_many_cells', 'broken_quote')`;
  const names = documentCells.map(({ alias }) => alias);
  // A line that names another customer or day than the document above is none of its lines.
  const own = new Set(identifying(mapped).map(({ alias }) => alias));
  const agrees = names
    .filter((alias) => own.has(alias))
    .map((alias) => `coalesce(line.${alias} = head.${alias}, true)`);
  // Some systems repeat the number on each line and nothing else (Shopify). Only a layout that is declared says so.
  const repeats = mapped.source.layout === 'document';
  const belongs = repeats
    ? `(line.${number.alias} is null or (line.${number.alias} = head.${number.alias} and line._row > head._row))`
    : `line.${number.alias} is null`;
  const further = `line.furniture is null and ${belongs} and line._file in (${documentFiles.join(', ')})
      and head.furniture is null and ${agrees.join(' and ')}`;
  const begins = repeats ? `${number.alias} is distinct from _number_above` : 'true';
  const carried = names.map(
    (alias) =>
      `case when line.${alias} is null and ${further} then head.${alias} else line.${alias} end as ${alias}`,
  );
  return `numbered_above as (
  select _file, _row, furniture, ${names.join(', ')}${repeats ? `, lag(${number.alias} ignore nulls) over (partition by _file order by _row) as _number_above` : ''}
  from furnished
),
heads as (
  from numbered_above
  where ${faults} or (furniture is null and ${number.alias} is not null and ${begins})
),
arranged as (
  select line.* replace (${carried.join(', ')})
  from furnished as line asof left join heads as head on head._file = line._file and head._row <= line._row
)`;
}

function documentCell(mapped: Mapped): string {
  const document = mapped.columns.find((column) => column.name === mapped.contract.key[0]);
  return document?.from?.alias ?? 'true';
}

const blankTest = (mapped: Mapped): string => {
  const [first] = mapped.cells;
  const blank = `trim(_whole_row, ingest_blanks() || chr(31)) = ''`;
  return first === undefined
    ? blank
    : `case when ${first.alias} is null then _shape is null and ${blank} else false end`;
};

/** Every mapped cell holds its own header again: pages of a print, or files glued together. */
export function repeatedHeader(mapped: Mapped): string {
  if (mapped.cells.length < 2) return 'false';
  return mapped.cells
    .map(
      (cell) =>
        `lower(${cell.alias}) in (${literals([...new Set([cell.raw.toLowerCase(), foldHeader(cell.header)])])})`,
    )
    .join(' and ');
}

/**
 * A total: what identifies a row (required ids, names and dates) is empty, or itself the word, and some cell begins
 * with a word for total. In lists without amounts, and on lines that get their document from above, only the bare
 * word counts, so that a customer or a product named Total stays.
 */
function totalTest(mapped: Mapped, { documentFiles }: Layout): string {
  const telling = identifying(mapped);
  const hasAmounts = mapped.columns.some((column) => ['money', 'quantity'].includes(column.column.type));
  const word = hasAmounts ? `^${totalCell}` : `^${onlyTotalCell}$`;
  const anywhere = hasAmounts ? `(^|\\x1f)\\s*${totalCell}` : `(^|\\x1f)\\s*${onlyTotalCell}\\s*(\\x1f|$)`;
  const free = telling.map(({ alias }) => `(${alias} is null or regexp_matches(${alias}, ${literal(word)}))`);
  // Most rows are told by one filled cell; the patterns run only for those that have a gap or a short text there.
  const [first] = telling;
  if (first === undefined) return 'false';
  const gap = telling.map(({ alias }) => `${alias} is null`).join(' or ');
  const said = `regexp_matches(_whole_row, ${literal(anywhere)})`;
  const found =
    documentFiles.length === 0
      ? said
      : `case when _file in (${documentFiles.join(', ')}) then regexp_matches(_whole_row, ${literal(wholeTotal)}) else ${said} end`;
  return `case when ${gap} or regexp_matches(${first.alias}, ${literal(word)})
        then ${free.join(' and ')} and ${found} else false end`;
}

export function selected(mapped: Mapped): string {
  const tests = conditions(mapped.source).map((condition) => conditionTest(mapped, condition));
  return tests.length === 0 ? 'true' : tests.join(' and ');
}

function conditionTest(mapped: Mapped, condition: RowCondition): string {
  const cell = mapped.cell(condition.column).alias;
  const tests: string[] = [];
  if (condition.is !== undefined) tests.push(among(cell, condition.is));
  if (condition.is_not !== undefined) tests.push(`not ${among(cell, condition.is_not)}`);
  if (condition.filled !== undefined) tests.push(`${cell} is ${condition.filled ? 'not null' : 'null'}`);
  return tests.length === 0 ? 'true' : tests.join(' and ');
}
