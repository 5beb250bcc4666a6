import type { PageChart, PageCustomer, Payload } from '../payload.ts';
import type { Ui } from '../ui.ts';
import { columnOf } from './filters.ts';

type Datum = Readonly<Record<string, unknown>>;
interface DataSet {
  readonly name: string;
  readonly values?: readonly Datum[];
}
interface Scale {
  readonly name: string;
  readonly domain?: unknown;
  readonly range?: unknown;
}
type Spec = object & { readonly data?: readonly DataSet[]; readonly scales?: readonly Scale[] };

/**
 * The same chart for some of the customers; bars keep the scale of all of them, so that the part can be seen against
 * the whole. Null where the chart is about the company, not about customers.
 */
export function narrowed(chart: PageChart, ui: Ui, matched: readonly PageCustomer[]): Spec | null {
  const spec = chart.spec as Spec;
  const refit = refitFor(chart, ui, matched);
  if (refit === null) return null;
  const data = (spec.data ?? []).map((set) =>
    set.values === undefined ? set : { ...set, values: refit(set.values) },
  );
  return { ...spec, data, scales: (spec.scales ?? []).map((scale) => rescaled(scale, chart, data)) };
}

/** A curve takes its own height; bars keep their scale, and a little room for the count in their labels. */
function rescaled(scale: Scale, chart: PageChart, data: readonly DataSet[]): Scale {
  const { range } = scale;
  if (chart.name === 'whale-curve' && scale.name === 'y') {
    const levels = data.flatMap(({ values }) => (values ?? []).map((row) => Number(row.cumulative ?? 0)));
    const [low, high] = [Math.min(0, ...levels), Math.max(0, ...levels)];
    const room = (high - low || 1) * 0.14;
    return { ...scale, domain: [low < 0 ? low - room : 0, high + room] };
  }
  if (scale.name === 'x' && Array.isArray(range) && typeof range[0] === 'number' && range[0] > 0)
    return { ...scale, range: [range[0] + 44, ...range.slice(1)] };
  return scale;
}

type Refit = (values: readonly Datum[]) => readonly Datum[];

function refitFor(chart: PageChart, ui: Ui, matched: readonly PageCustomer[]): Refit | null {
  const of = (rows: readonly Datum[], key: string): boolean => rows.some((row) => key in row);
  switch (chart.name) {
    case 'whale-curve':
      return curve(ui, matched);
    case 'rfm':
      return (values) => (of(values, 'r') ? values.map((row) => cell(row, ui, matched)) : values);
    case 'causes':
      return (values) => (of(values, 'key') ? values.map((row) => cause(row, ui, matched)) : values);
    case 'monthly-net-sales':
    case 'monthly-profit':
      return months(ui.payload, matched, chart.name === 'monthly-net-sales' ? 0 : 1);
    default:
  }
  const ids = new Set(matched.map((customer) => customer.text('customer_id')));
  const spec = chart.spec as Spec;
  if (spec.data?.some((set) => of(set.values ?? [], 'customer')))
    return (values) =>
      of(values, 'customer') ? values.filter((row) => ids.has(String(row.customer))) : values;
  if (chart.filters === undefined) return null;
  const column = columnOf(chart.filters);
  return (values) => (of(values, 'key') ? values.map((row) => bar(row, column, ui, matched)) : values);
}

const sum = (list: readonly PageCustomer[], column: string): number =>
  list.reduce((total, customer) => total + (customer.number(column) ?? 0), 0);

const shortAmount = (ui: Ui, value: number): string =>
  ui.format.moneyShort(value).replace(/[\p{L}\p{Sc}\s]+(?=\d)/u, '');

function bar(row: Datum, column: string, ui: Ui, matched: readonly PageCustomer[]): Datum {
  const members = matched.filter((customer) => customer.text(column) === row.key);
  const value = sum(members, 'net_profit');
  return {
    ...row,
    value,
    tone: value < 0 ? 'erodes' : 'makes',
    text: members.length === 0 ? '–' : `${shortAmount(ui, value)} (${ui.format.number(members.length)})`,
  };
}

function cause(row: Datum, ui: Ui, matched: readonly PageCustomer[]): Datum {
  const at = ui.payload.lines.findIndex((line) => line.id === row.key);
  const found = matched.flatMap((customer) =>
    (ui.payload.causes[customer.index] ?? []).filter(([line]) => line === at),
  );
  const value = found.reduce((total, [, , , , effect]) => total + effect, 0);
  const cash = found.reduce((total, [, , , , , , , part]) => total + (part ?? 0), 0);
  return {
    ...row,
    value,
    ...('part' in row ? { part: cash } : {}),
    text: found.length === 0 ? '–' : `${shortAmount(ui, value)} (${ui.format.number(found.length)})`,
  };
}

function cell(row: Datum, ui: Ui, matched: readonly PageCustomer[]): Datum {
  const members = matched.filter(
    (customer) => customer.number('r_score') === row.r && customer.number('f_score') === row.f,
  );
  const profit = sum(members, 'net_profit');
  return {
    ...row,
    customers: members.length,
    profit,
    count: members.length === 0 ? '' : ui.format.number(members.length),
    money: members.length === 0 ? '' : shortAmount(ui, profit),
    tone: profit < 0 ? 'erodes' : 'makes',
    // An empty cell fades; the others keep the strength that they have among all customers.
    ...(members.length === 0 ? { strength: 0.04, on: 'weak' } : {}),
  };
}

function months(payload: Payload, matched: readonly PageCustomer[], which: 0 | 1): Refit {
  const total = new Map(
    payload.months.map((month, index) => [
      month,
      matched.reduce((sum, customer) => sum + (payload.history[customer.index]?.[which][index] ?? 0), 0),
    ]),
  );
  return (values) =>
    values
      .filter((row) => typeof row.month !== 'string' || total.has(row.month))
      .map((row) => {
        if (typeof row.month !== 'string') return row;
        const value = total.get(row.month) ?? 0;
        return { ...row, value, ...(which === 1 ? { tone: value < 0 ? 'erodes' : 'makes' } : {}) };
      });
}

/** The curve of the matched customers: best first, as in the payload, with its own peak and total. */
function curve(ui: Ui, matched: readonly PageCustomer[]): Refit {
  let level = 0;
  const points = matched.map((customer, index) => {
    const profit = customer.number('net_profit') ?? 0;
    level += profit;
    return {
      share: (index + 1) / matched.length,
      cumulative: level,
      profit,
      rank: customer.number('profit_rank') ?? index + 1,
      customer: customer.text('customer_id'),
      side: 'makes',
    };
  });
  const peakAt = points.findLastIndex((point) => point.profit > 0);
  const peak = points[peakAt];
  const rising = points.slice(0, peakAt + 1);
  const falling = points.slice(Math.max(0, peakAt)).map((point) => ({ ...point, side: 'erodes' }));
  const start = { share: 0, cumulative: 0, profit: 0, rank: 0, side: peakAt < 0 ? 'erodes' : 'makes' };
  const line = [start, ...rising, ...(peakAt === points.length - 1 ? [] : falling)];
  const marks = [
    ...(peak === undefined || peakAt === points.length - 1
      ? []
      : [
          {
            share: peak.share,
            cumulative: peak.cumulative,
            kind: 'peak',
            text: ui.say('peakLabel', { money: ui.format.moneyShort(peak.cumulative) }),
          },
        ]),
    {
      share: 1,
      cumulative: level,
      kind: 'total',
      text: ui.say('totalLabel', { money: ui.format.moneyShort(level) }),
    },
  ];
  return (values) => {
    if (values.some((row) => 'customer' in row)) return line;
    if (values.some((row) => 'kind' in row)) return marks;
    // The band is that of all customers.
    return values.some((row) => 'lowest' in row) ? [] : values;
  };
}
