import { sqlTypes } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { conditions, type ReadFile } from '../read/file.ts';
import type { RowCondition } from '../settings.ts';
import { foldHeader, onlyTotalCell, totalCell } from '../words.ts';
import { countedColumn, type Mapped } from './cells.ts';
import type { Evidence } from './evidence.ts';
import { expressionOf } from './expressions.ts';
import { added, Layers } from './layers.ts';
import { literals } from './macros.ts';

/** The rows of one source, converted: `_file`, `_row`, why a row is set aside (`_reason`, `_field`, `_value`), values. */
export interface Converted {
  readonly mapped: Mapped;
  readonly files: readonly ReadFile[];
  /** Temporary table. */
  readonly work: string;
  /** Line numbers are counted in the document. */
  readonly counted: boolean;
}

/**
 * Raw rows → canonical values. Every row of the raw table is in the result; nothing is dropped here. A row is judged
 * once, by the first that holds: empty, a header again, a total, wrong shape, not selected, a value that is missing or
 * does not convert (in the order of the contract's columns as the mapping lists them).
 */
export async function convert(
  database: Database,
  mapped: Mapped,
  files: readonly ReadFile[],
  evidence: Evidence,
  table: string,
  work: string,
): Promise<Converted> {
  const { source, contract } = mapped;
  const layers = new Layers(evidence, files.length);
  const setting = {
    layers,
    dates: source.dates ?? '',
    workbook: files.some((file) => file.format === 'workbook'),
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
with classed as (
  select *, ${lineNumber}
    case
      when ${blankTest(mapped)} then 'empty_row'
      when ${repeatedHeader(mapped)} then 'repeated_header'
      when ${totalTest(mapped)} then 'total_row'
      when _shape is not null then _shape
      when not (${selected(mapped)}) then 'not_selected'
    end as class
  from ${table}
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
  return { mapped, files, work, counted };
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
function repeatedHeader(mapped: Mapped): string {
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
 * with a word for total. In lists without amounts only the bare word counts, so that a customer named Total stays.
 */
function totalTest(mapped: Mapped): string {
  const { contract, columns } = mapped;
  const identifying = columns.filter(
    (column) =>
      column.from !== undefined &&
      (contract.columns[column.name]!.required === true || contract.key.includes(column.name)) &&
      ['id', 'text', 'date', 'month', 'timestamp'].includes(column.column.type),
  );
  const hasAmounts = columns.some((column) => ['money', 'quantity'].includes(column.column.type));
  const word = hasAmounts ? `^${totalCell}` : `^${onlyTotalCell}$`;
  const anywhere = hasAmounts ? `(^|\\x1f)\\s*${totalCell}` : `(^|\\x1f)\\s*${onlyTotalCell}\\s*(\\x1f|$)`;
  const free = identifying.map(
    ({ from }) => `(${from!.alias} is null or regexp_matches(${from!.alias}, ${literal(word)}))`,
  );
  // Most rows are told by one filled cell; the patterns run only for those that have a gap or a short text there.
  const [first] = identifying;
  if (first === undefined) return 'false';
  const gap = identifying.map(({ from }) => `${from!.alias} is null`).join(' or ');
  return `case when ${gap} or regexp_matches(${first.from!.alias}, ${literal(word)})
        then ${free.join(' and ')} and regexp_matches(_whole_row, ${literal(anywhere)}) else false end`;
}

function selected(mapped: Mapped): string {
  const tests = conditions(mapped.source).map((condition) => conditionTest(mapped, condition));
  return tests.length === 0 ? 'true' : tests.join(' and ');
}

function conditionTest(mapped: Mapped, condition: RowCondition): string {
  const cell = mapped.cell(condition.column).alias;
  const tests: string[] = [];
  const among = (words: unknown): string => {
    const texts = (Array.isArray(words) ? words : [words]).map((word) => String(word).trim().toLowerCase());
    const filled = texts.filter((text) => text !== '');
    const parts = filled.length > 0 ? [`coalesce(lower(${cell}) in (${literals(filled)}), false)`] : [];
    if (texts.includes('')) parts.push(`${cell} is null`);
    return `(${parts.join(' or ')})`;
  };
  if (condition.is !== undefined) tests.push(among(condition.is));
  if (condition.is_not !== undefined) tests.push(`not ${among(condition.is_not)}`);
  if (condition.filled !== undefined) tests.push(`${cell} is ${condition.filled ? 'not null' : 'null'}`);
  return tests.length === 0 ? 'true' : tests.join(' and ');
}
