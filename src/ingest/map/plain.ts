import { sqlTypes } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import type { ReadFile } from '../read/file.ts';
import { foldHeader, totalCell } from '../words.ts';
import {
  type Cell,
  cellsOf,
  countedColumn,
  dateTypes,
  type Mapped,
  type MappedColumn,
  numericTypes,
} from './cells.ts';
import { repeatedHeader, selected } from './convert.ts';
import type { Facts } from './evidence.ts';
import { constantOf, expressionOf } from './expressions.ts';
import { added, Layers } from './layers.ts';
import { identifying } from './layout.ts';

/**
 * The short way for large sources. Nearly every row of a large export is plain: no blanks around a cell, numbers as
 * `-12.5`, days as `2026-06-30`, no gap where a row is named. What such a row becomes does not depend on the marks,
 * orders and layouts that the long way looks for, so it is typed at once, and only the odd rows go the long way.
 * Both ways must give the same; `tests/ingest/plain.test.ts` holds them against one another.
 */

/** A file with more odd rows than this might have a layout of its own: the whole source goes the long way. */
const mostOdd = 0.02;
const tried = 20_000;

const patterns = {
  number: '-?[0-9]+([.][0-9]+)?',
  whole: '-?[0-9]{1,18}',
  date: '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}',
  timestamp: '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?',
  id: '[0-9A-Za-z][-_/#0-9A-Za-z]*',
} as const;
const blank = '[\\s\\x{0}\\x{a0}\\x{2009}\\x{200b}\\x{202f}\\x{3000}\\x{feff}]';
/** A number that might be thousands: `1.234`. */
const unclear = '-?[1-9][0-9]{0,2}[.][0-9]{3}';
type Kind = keyof typeof patterns | 'text';

export interface Plain {
  /** Temporary table `_file`, `_row` of the rows that must go the long way. */
  readonly odd: string;
  readonly facts: Facts;
}

/**
 * Writes the plain rows of a source into `work` and gives the others back; nothing where the source as a whole must go
 * the long way.
 */
export async function convertPlain(
  database: Database,
  mapped: Mapped,
  files: readonly ReadFile[],
  work: string,
): Promise<Plain | undefined> {
  if (!isEligible(mapped, files)) return undefined;
  const raw = `raw.${identifier(mapped.source.name)}`;
  const cells = cellColumns(mapped);
  if (await isHopeless(database, mapped, files, `(from ${raw} where _row <= ${tried})`)) return undefined;
  const facts = await gatherFacts(database, mapped, `(select _file, ${cells} from ${raw})`);
  if (facts === undefined) return undefined;
  const { values, ok, layers } = steps(mapped, files);
  await database.run(
    `create or replace temp table ${identifier(work)} as
with cells as (select _file, _row, _shape, ${cells} from ${raw}),
formed as (select *${added(layers.forms)} from cells),
numbered as (select *${added(layers.numbers)} from formed),
typed as (select *, ${values.map(({ value, name }) => `${value} as ${name}`).join(',\n  ')} from numbered)
select _file, _row, case when ${ok} then null else 'odd' end as _reason,
  cast(null as varchar) as _field, cast(null as varchar) as _value,
  ${values.map(({ name, column, type }) => `cast(${name} as ${type}) as ${identifier(column)}`).join(',\n  ')}
from typed`,
  );
  const odd = 'ingest_odd';
  await database.run(
    `create or replace temp table ${odd} as select _file, _row from ${identifier(work)} where _reason = 'odd'`,
  );
  const worst = await database.rows<{ file: number; n: number }>(
    `select _file as file, count(*) as n from ${odd} group by _file`,
  );
  if (worst.some(({ file, n }) => n > mostOdd * files[file]!.rows)) {
    await database.run(`drop table ${odd}`);
    return undefined;
  }
  await database.run(`delete from ${identifier(work)} where _reason = 'odd'`);
  return { odd, facts };
}

/** What the rows themselves cannot say: layouts and marks that are declared, and lines that must be counted. */
function isEligible(mapped: Mapped, files: readonly ReadFile[]): boolean {
  const { source, contract, columns, group } = mapped;
  const counted = countedColumn in contract.columns && !(countedColumn in source.columns);
  return (
    !counted &&
    group === undefined &&
    (source.layout === undefined || source.layout === 'flat') &&
    source.decimal !== 'comma' &&
    source.dates !== 'DDMM' &&
    files.every(({ yearStart }) => yearStart === undefined) &&
    identifying(mapped).length > 0 &&
    columns.every(
      ({ mapping, column, join, when }) =>
        join === undefined && when === undefined && !(dateTypes.has(column.type) && hasKey(mapping, 'empty')),
    )
  );
}

/** A look at the first rows: a file in another form than the plain one is not read twice to find that out. */
async function isHopeless(
  database: Database,
  mapped: Mapped,
  files: readonly ReadFile[],
  some: string,
): Promise<boolean> {
  const { values, ok, layers } = steps(mapped, files);
  const counts = await database.rows<{ odd: number; n: number }>(
    `with cells as (select _file, _row, _shape, ${cellColumns(mapped)} from ${some}),
     formed as (select *${added(layers.forms)} from cells),
     numbered as (select *${added(layers.numbers)} from formed),
     typed as (select *, ${values.map(({ value, name }) => `${value} as ${name}`).join(', ')} from numbered)
     select count(*) filter (not (${ok})) as odd, count(*) as n from typed group by _file`,
  );
  return counts.some(({ odd, n }) => odd > 2 * mostOdd * n + 20);
}

const cellColumns = ({ cells }: Mapped): string =>
  cells.map(({ raw, alias }) => `${identifier(raw)} as ${alias}`).join(', ');

interface Step {
  readonly column: string;
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

/** The value of every column, and the test that a row is plain; both over the cells and the layers. */
function steps(mapped: Mapped, files: readonly ReadFile[]): { values: Step[]; ok: string; layers: Layers } {
  const layers = new Layers(
    {
      decimalComma: () => false,
      dateOrder: () => '',
      ids: { asDecimals: () => false, wide: () => false, cut: () => false },
      isPercent: () => false,
      zone: () => undefined,
      findings: [],
    },
    files.length,
  );
  const setting = { layers, dates: mapped.source.dates ?? '', yearStart: undefined, workbook: false };
  const tests = ['_shape is null'];
  const kinds = new Map<string, Set<Kind>>();
  const need = (cell: Cell | undefined, kind: Kind): void => {
    if (cell !== undefined) kinds.set(cell.alias, (kinds.get(cell.alias) ?? new Set()).add(kind));
  };
  for (const cell of mapped.cells) kinds.set(cell.alias, new Set());
  const values = mapped.columns.map((column, index): Step => {
    const { from, plus, minus, times, sign } = column;
    const kind = kindOf(column);
    for (const cell of [from, plus, minus, times]) need(cell, kind);
    need(sign, 'text');
    const name = `plain_${index}`;
    const short = shortValue(column, kind);
    const { given, value } = short ?? expressionOf(column, setting);
    tests.push(
      column.column.required === true ? `${name} is not null` : `(${name} is not null or (${given}) is null)`,
    );
    const pad = padOf(column);
    if (pad !== undefined && from !== undefined)
      tests.push(`coalesce(length(${from.alias}) >= ${pad}, true)`);
    return { column: column.name, type: sqlTypes[column.column.type], name, value };
  });
  for (const [alias, wanted] of kinds)
    for (const kind of wanted.size === 0 ? (['text'] as const) : wanted) tests.push(cellTest(alias, kind));
  const telling = identifying(mapped);
  tests.push(...telling.map(({ alias }) => `${alias} is not null`));
  tests.push(`not regexp_matches(${telling[0]!.alias}, ${literal(`^${totalCell}`)})`);
  if (mapped.source.where !== undefined) tests.push(selected(mapped));
  if (!headerIsOdd(mapped, kinds)) tests.push(`not coalesce(${repeatedHeader(mapped)}, false)`);
  return { values, ok: tests.map((test) => `(${test})`).join(' and '), layers };
}

function cellTest(alias: string, kind: Kind): string {
  if (kind === 'text')
    return `${alias} is null or (${alias} not in ('', 'NULL', 'null', '\\N') and not regexp_matches(${alias}, ${literal(`^${blank}|${blank}$`)}))`;
  const shaped = `regexp_full_match(${alias}, ${literal(patterns[kind])})`;
  const word = kind === 'id' ? ` and ${alias} not in ('NULL', 'null')` : '';
  return `${alias} is null or (${shaped}${word})`;
}

function kindOf({ column, mapping }: MappedColumn): Kind {
  if (hasKey(mapping, 'values')) return 'text';
  switch (column.type) {
    case 'money':
    case 'price':
    case 'quantity':
    case 'ratio':
      return 'number';
    case 'integer':
      return 'whole';
    case 'date':
    case 'timestamp':
    case 'id':
      return column.type;
    default:
      return 'text';
  }
}

const hasKey = (mapping: unknown, key: string): boolean =>
  typeof mapping === 'object' && mapping !== null && (mapping as Record<string, unknown>)[key] !== undefined;

const padOf = ({ mapping }: MappedColumn): number | undefined =>
  typeof mapping === 'object' && 'pad' in mapping ? mapping.pad : undefined;

/** The value of a plain cell, where its column is one cell and nothing is done to it. */
function shortValue(column: MappedColumn, kind: Kind): { given: string; value: string } | undefined {
  const { from, mapping } = column;
  if (from === undefined || kind === 'text') return undefined;
  if (['plus', 'minus', 'times', 'negate', 'negate_when', 'tax_included'].some((key) => hasKey(mapping, key)))
    return undefined;
  const cell = from.alias;
  const type = sqlTypes[column.column.type];
  const value =
    kind === 'id'
      ? cell
      : column.column.type === 'ratio'
        ? `cast(try_cast(${cell} as decimal(28, 10)) as double)`
        : `try_cast(${cell} as ${type})`;
  if (typeof mapping === 'string' || !('empty' in mapping) || mapping.empty === undefined)
    return { given: cell, value };
  return {
    given: cell,
    value: `case when ${cell} is null then ${constantOf(mapping.empty, column)} else ${value} end`,
  };
}

/** Whether some header cannot pass as a value of its own column, so that no repeated header is plain. */
function headerIsOdd(mapped: Mapped, kinds: ReadonlyMap<string, ReadonlySet<Kind>>): boolean {
  return mapped.cells.some(({ alias, raw, header }) =>
    [...(kinds.get(alias) ?? [])].some(
      (kind) =>
        (kind === 'number' || kind === 'whole' || kind === 'date' || kind === 'timestamp') &&
        [raw, raw.toLowerCase(), foldHeader(header)].every(
          (text) => !new RegExp(`^(?:${patterns[kind]})$`).test(text),
        ),
    ),
  );
}

/**
 * What the long way would have learned from the plain rows about how the columns are written. Nothing where it would
 * have had to ask: numbers with a mark none of which proves it.
 */
async function gatherFacts(database: Database, mapped: Mapped, cells: string): Promise<Facts | undefined> {
  const numbers = cellsOf(mapped, (type) => numericTypes.has(type));
  const dates = cellsOf(mapped, (type) => dateTypes.has(type));
  const ids = cellsOf(mapped, (type) => type === 'id');
  const rates = cellsOf(mapped, (type) => type === 'ratio');
  const matches = (cell: Cell, pattern: string): string =>
    `regexp_full_match(${cell.alias}, ${literal(pattern)})`;
  const measures = [
    ...numbers.flatMap((cell) => [
      `count(*) filter (contains(${cell.alias}, '.')) as dotted_${cell.alias}`,
      `count(*) filter (contains(${cell.alias}, '.') and ${matches(cell, patterns.number)} and not ${matches(cell, unclear)}) as proven_${cell.alias}`,
    ]),
    ...dates.map((cell) => `count(*) filter (${matches(cell, patterns.timestamp)}) as iso_${cell.alias}`),
    ...ids.map((cell) => `count(*) filter (${matches(cell, patterns.id)}) as ids_${cell.alias}`),
    ...ids.map((cell) => `count(*) filter (ingest_is_cut_id(${cell.alias})) as cut_${cell.alias}`),
    ...rates.map((cell) => `count(*) filter (try_cast(${cell.alias} as double) > 1) as above_${cell.alias}`),
  ];
  const rows = await database.rows<Record<string, number>>(
    `select _file as file, ${['count(*) as n', ...measures].join(', ')} from ${cells} group by _file order by _file`,
  );
  const proven = new Set<string>();
  const iso = new Map<string, number>();
  const plainIds = new Set<string>();
  for (const row of rows) {
    for (const { alias } of numbers) {
      if (row[`proven_${alias}`]! > 0) proven.add(`${alias} ${row.file}`);
      else if (row[`dotted_${alias}`]! > 0 && mapped.source.decimal === undefined) return undefined;
    }
    // Whether ids are cut and rates are percents is told by the column as a whole.
    if (ids.some(({ alias }) => row[`cut_${alias}`]! > 0)) return undefined;
    if (rates.some(({ alias }) => row[`above_${alias}`]! > 0)) return undefined;
    for (const { alias } of dates) iso.set(`${alias} ${row.file}`, row[`iso_${alias}`]!);
    for (const { alias } of ids) if (row[`ids_${alias}`]! > 0) plainIds.add(alias);
  }
  return { proven, iso, plainIds };
}
