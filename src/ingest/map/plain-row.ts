import { sqlTypes } from '../../contracts/contract.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import type { Outline } from '../read/file.ts';
import { blanks, foldHeader, totalCell } from '../words.ts';
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
import { constantOf, expressionOf } from './expressions.ts';
import { Layers } from './layers.ts';
import { identifying } from './layout.ts';
import { provesByText } from './lines.ts';

/** What makes a row plain, and its values then: cells in the one form that reads one way only. */

export const patterns = {
  number: '-?[0-9]+([.][0-9]+)?',
  whole: '-?[0-9]{1,18}',
  date: '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}',
  timestamp: '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?',
  id: '[0-9A-Za-z][-_/#0-9A-Za-z]*',
} as const;
/** A number that might be thousands: `1.234`. */
export const unclear = '-?[1-9][0-9]{0,2}[.][0-9]{3}';
/**
 * `cast_`: a cell that is cast as it stands. The cast itself is most of the test then: what it takes beyond the pattern
 * (`+5`, `.5`, `1E+3`, a blank at an end) is the same number the long way, but for what `cellTest` rules out.
 */
type Kind = keyof typeof patterns | 'cast_number' | 'cast_date' | 'text';

/** What the rows themselves cannot say: layouts and marks that are declared, and lines that must be counted. */
export function isEligible(mapped: Mapped, files: readonly Outline[]): boolean {
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
    // Sums between the postings of a ledger, and tax that no mapping names, are found in the text of all rows.
    source.table !== 'ledger' &&
    !provesByText(mapped) &&
    mapped.cells.every(({ unit, zone }) => unit === undefined && zone === undefined) &&
    columns.every(
      ({ mapping, column, join, when }) =>
        join === undefined && when === undefined && !(dateTypes.has(column.type) && hasKey(mapping, 'empty')),
    )
  );
}

interface Step {
  readonly column: string;
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

export interface PlainRow {
  readonly values: readonly Step[];
  readonly ok: string;
  /** The rest of the test, over the columns of the stored table. */
  readonly afterwards: string;
  readonly layers: Layers;
}

/**
 * The value of every column, and the test that a row is plain; both over the cells and the layers.
 *
 * @param tested `while reading`: all of it. `afterwards`: what can be told of a cell that is stored as it stands is left
 *   for later: a table keeps a text that repeats once, and there a pattern costs half or less
 * @param proven cell and file whose numbers prove the decimal point in the first rows; in the others every number with
 *   a mark is odd, and must prove itself the long way
 */
export function plainRow(
  mapped: Mapped,
  files: readonly Outline[],
  proven: ReadonlySet<string>,
  tested: 'while reading' | 'afterwards',
): PlainRow {
  const layers = new Layers(
    {
      decimalComma: () => false,
      dateOrder: () => '',
      rareDates: () => false,
      ids: { asDecimals: () => false, wide: () => false, cut: () => false },
      isPercent: () => false,
      sided: () => false,
      measures: () => undefined,
      refunded: () => undefined,
      zones: () => ({}),
      findings: [],
    },
    files.length,
  );
  const setting = { layers, dates: mapped.source.dates ?? '', yearStart: undefined, workbook: false };
  const tests = ['_shape is null'];
  const late = ['true'];
  const stored = new Set<string>();
  const kinds = new Map<string, Set<Kind>>();
  const need = (cell: Cell | undefined, kind: Kind): void => {
    if (cell !== undefined) kinds.set(cell.alias, (kinds.get(cell.alias) ?? new Set()).add(kind));
  };
  for (const cell of mapped.cells) kinds.set(cell.alias, new Set());
  const values = mapped.columns.map((column, index): Step => {
    const { from, plus, minus, times, sign } = column;
    const kind = kindOf(column);
    const short = shortValue(column, kind);
    const isCast = short !== undefined && (kind === 'number' || kind === 'date');
    const name = `plain_${index}`;
    const { given, value } = short ?? expressionOf(column, setting);
    if (tested === 'afterwards' && from?.alias === value && (kind === 'id' || kind === 'text')) {
      stored.add(value);
      late.push(cellTest(identifier(column.name), kind));
    } else for (const cell of [from, plus, minus, times]) need(cell, isCast ? `cast_${kind}` : kind);
    need(sign, 'text');
    if (isCast && kind === 'date')
      tests.push(`coalesce(${name} >= date '1900-01-01' and ${name} < date '2200-01-01', true)`);
    tests.push(
      column.column.required === true ? `${name} is not null` : `(${name} is not null or (${given}) is null)`,
    );
    // Whether rates are percents is told by the column as a whole.
    if (column.column.type === 'ratio' && kind === 'number') {
      const cells = [from, plus, minus, times].flatMap((cell) => (cell === undefined ? [] : [cell.alias]));
      const rates = isCast ? [name] : cells.map((cell) => `try_cast(${cell} as double)`);
      tests.push(...rates.map((rate) => `coalesce(not ${rate} > 1, true)`));
    }
    const pad = padOf(column);
    if (pad !== undefined && from !== undefined)
      tests.push(`coalesce(length(${from.alias}) >= ${pad}, true)`);
    return { column: column.name, type: sqlTypes[column.column.type], name, value };
  });
  for (const [alias, wanted] of kinds)
    for (const kind of wanted.size === 0 && !stored.has(alias) ? (['text'] as const) : wanted)
      tests.push(cellTest(alias, kind));
  const telling = identifying(mapped);
  tests.push(...telling.map(({ alias }) => `${alias} is not null`));
  tests.push(isNoTotal(telling[0]!.alias));
  if (mapped.source.where !== undefined) tests.push(selected(mapped));
  if (mapped.source.decimal === undefined)
    for (const { alias } of cellsOf(mapped, (type) => numericTypes.has(type))) {
      const open = files.flatMap((_, file) => (proven.has(`${alias} ${file}`) ? [] : [file]));
      if (open.length > 0)
        tests.push(
          `case when _file in (${open.join(', ')}) then coalesce(not contains(${alias}, '.'), true) else true end`,
        );
    }
  // Whether ids are cut is told by the column as a whole.
  for (const { alias } of cellsOf(mapped, (type) => type === 'id'))
    tests.push(`case when strlen(${alias}) > 15 then not ingest_is_cut_id(${alias}) else true end`);
  if (!headerIsOdd(mapped, kinds)) tests.push(`not coalesce(${repeatedHeader(mapped)}, false)`);
  const all = (of: readonly string[]): string => of.map((test) => `(${test})`).join(' and ');
  return { values, ok: all(tests), afterwards: all(late), layers };
}

function cellTest(alias: string, kind: Kind): string {
  if (kind === 'text')
    return `${alias} is null or (${alias} not in ('', 'NULL', 'null', '\\N') and ${hasBareEnds(alias)})`;
  // DuckDB takes underscores within numbers, and hours and zones behind a day.
  if (kind === 'cast_number') return `${alias} is null or not contains(${alias}, '_')`;
  if (kind === 'cast_date') return `${alias} is null or ${alias} like '____-__-__'`;
  const shaped = `regexp_full_match(${alias}, ${literal(patterns[kind])})`;
  const word = kind === 'id' ? ` and ${alias} not in ('NULL', 'null')` : '';
  return `${alias} is null or (${shaped}${word})`;
}

/** The words for totals begin with a G, an S, a T, a Z or a sign beyond ASCII: most ids need no regular expression. */
const isNoTotal = (alias: string): string =>
  `case when ${alias} >= 'G' then not regexp_matches(${alias}, ${literal(`^${totalCell}`)}) else true end`;

/** No blank at either end: by order and by suffix, which cost a fifth of a regular expression. */
function hasBareEnds(alias: string): string {
  const text = (sign: string): string => (sign === '\0' ? 'chr(0)' : literal(sign));
  const next = (sign: string): string => String.fromCodePoint(sign.codePointAt(0)! + 1);
  const signs = [...blanks, '\0', '\f'];
  // Those of ASCII sort before every sign that is printed.
  const before = signs
    .filter((sign) => sign > '\x7f')
    .map((sign) => `(${alias} >= ${text(sign)} and ${alias} < ${text(next(sign))})`);
  const behind = signs.map((sign) => `suffix(${alias}, ${text(sign)})`);
  // Nearly all texts begin with a sign of ASCII or a Chinese one, between which and after which the blanks lie.
  return `${alias} >= '!' and case when ${alias} < '~' or (${alias} >= '一' and ${alias} < '龥') then true else not (${before.join(' or ')}) end
    and not (${behind.join(' or ')})`;
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
        ? // Eighteen digits take half the time of more; a rate that needs them is odd, and goes the long way.
          `cast(try_cast(${cell} as decimal(18, 10)) as double)`
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
    [...(kinds.get(alias) ?? [])].some((kind) => {
      const pattern = headerPatterns[kind];
      return (
        pattern !== undefined &&
        [raw, raw.toLowerCase(), foldHeader(header)].every((text) => !pattern.test(text))
      );
    }),
  );
}

/** What a header must look like to be taken for a value. */
const headerPatterns: Partial<Record<Kind, RegExp>> = {
  ...Object.fromEntries(
    (['number', 'whole', 'date', 'timestamp'] as const).map((kind) => [
      kind,
      new RegExp(`^(?:${patterns[kind]})$`),
    ]),
  ),
  cast_number: /^[-+.0-9eE_\s]*$/,
  cast_date: /^.{4}-.{2}-.{2}$/,
};
