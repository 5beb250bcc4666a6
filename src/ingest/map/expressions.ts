import { sqlTypes } from '../../contracts/contract.ts';
import { literal } from '../../engine/sql-text.ts';
import { no, yes } from '../words.ts';
import type { Cell, MappedColumn } from './cells.ts';
import type { Layers } from './layers.ts';
import { literals } from './macros.ts';

/** A mapped column as SQL over the layers of its source. */
export interface Expression {
  /** What was written, to be quoted. */
  readonly written: string;
  /** Null where nothing was written. Where something was, it must give a value. */
  readonly given: string;
  /** The value in the column's type, null where what was given is not one. */
  readonly value: string;
  /** Why a row is set aside where it is not. */
  readonly reason: string;
}

export interface Setting {
  readonly layers: Layers;
  /** Declared order of dates, or empty. */
  readonly dates: string;
  /** First day of the business year of a row's file, as SQL, for DATEV files: where the year of `DDMM` comes from. */
  readonly yearStart: string | undefined;
  readonly workbook: boolean;
  /** The rows have a `class` already: what they are, if not data. */
  readonly classed?: boolean;
}

type Constant = string | number | boolean;

export function expressionOf(column: MappedColumn, setting: Setting): Expression {
  const { mapping } = column;
  const expression = where(column, plainExpression(column, setting));
  if (typeof mapping === 'string' || !('from' in mapping) || mapping.empty === undefined) return expression;
  const { given, value } = expression;
  return {
    ...expression,
    // An empty cell of a total row states nothing.
    value: `case when ${given} is null${setting.classed === true ? " and class is distinct from 'total_row'" : ''} then ${constantOf(mapping.empty, column)} else ${value} end`,
  };
}

/** With `only_when`: nothing was given where the other column does not say so. */
function where({ mapping, when }: MappedColumn, expression: Expression): Expression {
  if (when === undefined || typeof mapping === 'string' || !('from' in mapping)) return expression;
  const told = among(when.alias, mapping.only_when?.is);
  return {
    ...expression,
    given: `case when ${told} then ${expression.given} end`,
    value: `case when ${told} then ${expression.value} end`,
  };
}

function plainExpression(column: MappedColumn, setting: Setting): Expression {
  const { mapping, from } = column;
  if (from === undefined) {
    const value = constantOf((mapping as { value: Constant }).value, column);
    return { written: value, given: value, value, reason: 'unknown_value' };
  }
  if (typeof mapping === 'object' && 'values' in mapping && mapping.values !== undefined)
    return translated(column, from, mapping.values, mapping.otherwise, setting);
  if (typeof mapping === 'object' && 'from' in mapping && calculates(mapping))
    return calculated(column, from, setting);
  const written =
    column.join === undefined
      ? from.alias
      : `concat_ws('-', ${[from, ...column.join].map(({ alias }) => alias).join(', ')})`;
  return { written, ...converted(from, column, setting) };
}

const calculates = (mapping: object): boolean =>
  ['plus', 'minus', 'times', 'negate', 'negate_when', 'tax_included'].some(
    (key) => (mapping as Record<string, unknown>)[key] !== undefined,
  );

/** One cell in the type of its column. */
function converted(cell: Cell, column: MappedColumn, setting: Setting): Omit<Expression, 'written'> {
  const { type, values } = column.column;
  const { layers } = setting;
  const asNumber = (value: string) => ({ given: layers.form('number', cell), value, reason: 'not_a_number' });
  const asDate = (macro: string, reason: string) => {
    const form = layers.form('date', cell);
    const order = /^[^Y]|^YY\//.test(setting.dates) ? literal(setting.dates) : layers.dateOrder(cell);
    const plain = `${macro}(${form}, ${order}, ${epochOf(setting)})`;
    const moment = `ingest_moment_of_form(${form}, ${order}, ${epochOf(setting)})`;
    const value = zoned(plain, moment, form, type, layers.zones(cell));
    if (setting.yearStart === undefined) return { given: form, value, reason };
    const day = layers.short(cell, setting.yearStart);
    return {
      given: form,
      value: `case when ${setting.yearStart} is not null and regexp_full_match(${form}, '[0-9]+')
        then ${type === 'month' ? `cast(date_trunc('month', ${day}) as date)` : day} else ${value} end`,
      reason,
    };
  };
  switch (type) {
    case 'id':
      return joinedId([cell, ...(column.join ?? [])], column, setting);
    case 'text':
      return {
        given: cell.alias,
        value: values === undefined ? cell.alias : canonicalWord(cell.alias, values),
        reason: 'unknown_value',
      };
    case 'boolean':
      return {
        given: cell.alias,
        value: `case when lower(${cell.alias}) in (${literals(yes)}) then true when lower(${cell.alias}) in (${literals(no)}) then false end`,
        reason: 'not_a_boolean',
      };
    case 'date':
      return asDate('ingest_day_of_form', 'not_a_date');
    case 'month':
      return asDate('ingest_month_of_form', 'not_a_month');
    case 'timestamp':
      return asDate('ingest_moment_of_form', 'not_a_date');
    case 'integer':
      return asNumber(wholeNumber(layers.number(cell, 'decimal(28, 4)')));
    case 'ratio':
      return asNumber(layers.ratio(cell));
    default:
      return asNumber(layers.number(cell, sqlTypes[type]));
  }
}

/** The day from which a spreadsheet counts: 1904 on old Macs. */
function epochOf({ workbook, dates }: Setting): string {
  if (dates === 'excel_1904') return `date '1904-01-01'`;
  return workbook || dates === 'excel' ? `date '1899-12-30'` : 'cast(null as date)';
}

/**
 * A moment that names its distance from UTC falls on the company's day; so does one of a source whose clock is known.
 * A day without a time is the day that is written.
 */
function zoned(
  plain: string,
  moment: string,
  form: string,
  type: string,
  { own, of }: { readonly own?: string; readonly of?: string },
): string {
  if (own === undefined) return plain;
  const cast = (value: string): string =>
    type === 'timestamp'
      ? value
      : type === 'month'
        ? `cast(date_trunc('month', ${value}) as date)`
        : `cast(${value} as date)`;
  const named = cast(`ingest_zoned_moment(${form}, ${literal(own)})`);
  const bare =
    of === undefined
      ? plain
      : `case when contains(${form}, ':') then ${cast(`timezone(${literal(own)}, timezone(${literal(of)}, ${moment}))`)} else ${plain} end`;
  return `case when ingest_has_zone(${form}) then ${named} else ${bare} end`;
}

const wholeNumber = (value: string): string =>
  `case when ${value} = floor(${value}) then try_cast(${value} as bigint) end`;

function canonicalWord(text: string, values: readonly string[]): string {
  const word = `replace(replace(lower(${text}), ' ', '_'), '-', '_')`;
  return `case when ${word} in (${literals(values)}) then ${word} end`;
}

/** Whether a cell holds one of these words, in whatever case; '' stands for an empty cell. */
export function among(cell: string, words: unknown): string {
  const texts = (Array.isArray(words) ? words : [words]).map((word) => String(word).trim().toLowerCase());
  const filled = texts.filter((text) => text !== '');
  const parts = filled.length > 0 ? [`coalesce(lower(${cell}) in (${literals(filled)}), false)`] : [];
  if (texts.includes('')) parts.push(`${cell} is null`);
  return `(${parts.join(' or ')})`;
}

/**
 * An id, joined from all of its parts. Where one part is empty there is no id: a document number without its year, or
 * a line number without its document, would stand for another one.
 */
function joinedId(
  parts: readonly Cell[],
  column: MappedColumn,
  { layers }: Setting,
): Omit<Expression, 'written'> {
  // `pad` is for the first part.
  const values = parts.map((part, index) =>
    idOf(
      layers.form('id', part),
      index === 0 ? column : { ...column, mapping: part.header },
      layers.idsCut(part),
    ),
  );
  const [given] = parts.map(({ alias }) => alias);
  const reason = 'damaged_id';
  if (values.length === 1) return { given: given!, value: values[0]!, reason };
  const all = parts.map(({ alias }) => `${alias} is not null`).join(' and ');
  return { given: `case when ${all} then ${given} end`, value: values.join(` || '-' || `), reason };
}

/** An id as written; with `pad`, digits that are too short get the zeros back that a spreadsheet has eaten. */
function idOf(form: string, { mapping }: MappedColumn, isCut: boolean): string {
  const pad = typeof mapping === 'object' && 'pad' in mapping ? mapping.pad : undefined;
  const padded =
    pad === undefined
      ? form
      : `case when length(${form}) < ${pad} and regexp_full_match(${form}, '[0-9]+') then lpad(${form}, ${pad}, '0') else ${form} end`;
  const cut = isCut ? ` and not ingest_is_cut_id(${form})` : '';
  return `case when not ingest_is_damaged_id(${form})${cut} then ${padded} end`;
}

/** A value that the pipeline file gives, which `checkSources` has found to fit. */
export function constantOf(value: Constant, { column }: MappedColumn): string {
  const text = String(value).trim();
  if (column.type === 'boolean') return String((yes as readonly string[]).includes(text.toLowerCase()));
  if (column.type === 'ratio' && text.endsWith('%'))
    return `(cast(${literal(text.slice(0, -1))} as double) / 100)`;
  const day = column.type === 'month' && text.length === 7 ? `${text}-01` : text;
  return `cast(${literal(day)} as ${sqlTypes[column.type]})`;
}

/**
 * Words to meanings: what the mapping lists, then what is a canonical word (or a value) already, then `otherwise`,
 * which takes in the empty cell too. A word with none of these is set aside.
 */
function translated(
  column: MappedColumn,
  from: Cell,
  values: Readonly<Record<string, Constant>>,
  otherwise: Constant | undefined,
  setting: Setting,
): Expression {
  const cell = from.alias;
  const cases = Object.entries(values).map(([word, value]) => {
    const written = word.trim().toLowerCase();
    const meaning = constantOf(value, column);
    if (written === '') return `when ${cell} is null then ${meaning}`;
    return `when lower(${cell}) in (${literals([...new Set([written, written.normalize('NFKC')])])}) then ${meaning}`;
  });
  const steps = cases.length === 0 ? [] : [`case ${cases.join(' ')} end`];
  const open =
    column.column.type === 'id' || (column.column.type === 'text' && column.column.values === undefined);
  if (!open) steps.push(converted(from, column, setting).value);
  if (otherwise !== undefined) steps.push(constantOf(otherwise, column));
  if (steps.length === 0) steps.push('null');
  return {
    written: cell,
    given: cell,
    value: steps.length === 1 ? steps[0]! : `coalesce(${steps.join(', ')})`,
    reason: 'unknown_value',
  };
}

/**
 * `(from + plus − minus) × times`, without its tax, negated on request or where another cell says so, in DECIMAL. An empty summand is zero while another is filled
 * (a ledger fills debit or credit); an empty factor leaves nothing.
 */
function calculated(column: MappedColumn, from: Cell, setting: Setting): Expression {
  const { mapping, plus, minus, times, sign: told } = column;
  const { layers } = setting;
  const summands = [from, plus, minus].filter((cell) => cell !== undefined);
  const given = (cell: Cell): string => layers.form('number', cell);
  const amount = (cell: Cell): string => layers.number(cell, 'decimal(18, 6)');
  const sum = summands.map((cell) => `${cell === minus ? '-' : '+'} coalesce(${amount(cell)}, 0)`).join(' ');
  const factor = times === undefined ? '' : ` * ${amount(times)}`;
  const how = typeof mapping === 'object' && 'from' in mapping ? mapping : undefined;
  const [turned, straight] = how?.negate === true ? ['', '-'] : ['-', ''];
  const all = times === undefined ? summands : [...summands, times];
  const broken = all.map((cell) => `(${given(cell)} is not null and ${amount(cell)} is null)`).join(' or ');
  const empty = summands.map((cell) => `${given(cell)} is null`).join(' and ');
  const whole = column.column.type === 'integer';
  const target = whole ? 'decimal(28, 4)' : sqlTypes[column.column.type];
  const written = `((0 ${sum})${factor})`;
  const amounts = how?.tax_included === undefined ? written : withoutTax(written, how.tax_included, target);
  const signed =
    told === undefined || how?.negate_when === undefined
      ? `${straight}${amounts}`
      : `case when ${among(told.alias, how.negate_when.is)} then ${turned}${amounts} else ${straight}${amounts} end`;
  const result = `try_cast(${signed} as ${target})`;
  return {
    written: `concat_ws(' ', ${all.map((cell) => cell.alias).join(', ')})`,
    given: `coalesce(${all.map(given).join(', ')})`,
    value: `case when ${broken} or (${empty}) then null else ${whole ? wholeNumber(result) : result} end`,
    reason: 'not_a_number',
  };
}

/** An amount with the tax of this rate taken out, rounded half away from zero at the decimals of its column. */
function withoutTax(amount: string, rate: number, type: string): string {
  const scale = Number(/,\s*(\d+)\)$/.exec(type)?.[1] ?? 4);
  const gross = Math.round((1 + rate) * 1e6);
  const units = `(${2 * 10 ** scale} * cast(cast(${amount} as decimal(30, 6)) * 1000000 as hugeint) + sign(${amount}) * ${gross}) // ${2 * gross}`;
  return `cast(${units} as decimal(28, 0)) * ${(10 ** -scale).toFixed(scale)}`;
}
