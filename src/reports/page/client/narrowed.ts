import { ticks } from '../../charts/chart.ts';
import type { PageChart, PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';
import * as bars from './refit/bars.ts';
import { months, movementCells, rfmCells } from './refit/cells.ts';
import { curve } from './refit/curve.ts';
import { type Datum, holds, type Narrowing, type Refit } from './refit/refit.ts';
import { statementSteps } from './refit/statement.ts';

interface DataSet {
  readonly name: string;
  readonly values?: readonly Datum[];
}
interface Scale {
  readonly name: string;
  readonly domain?: unknown;
  readonly range?: unknown;
}
interface Axis {
  readonly scale: string;
  readonly values?: unknown;
}
type Spec = object & {
  readonly height?: unknown;
  readonly data?: readonly DataSet[];
  readonly signals?: readonly { readonly name: string }[];
  readonly scales?: readonly Scale[];
  readonly axes?: readonly Axis[];
};

/** Height of one row of bars, as the charts are drawn. */
const rowHeight = 26;

/** How each chart shows some of the customers. A chart that is not named here and knows no customer shows all. */
const refits: Readonly<Record<string, (narrowing: Narrowing) => Refit>> = {
  'whale-curve': curve,
  rfm: rfmCells,
  movements: movementCells,
  causes: bars.causeBars,
  salespeople: bars.salespeopleBars,
  'top-and-bottom': bars.extremeBars,
  'late-payers': bars.latePayerBars,
  ageing: bars.ageingBars,
  'lifetime-value': bars.tenthBars,
  'company-waterfall': statementSteps,
  'margin-waterfall': statementSteps,
  'monthly-net-sales': ({ ui, matched }) => months(ui.payload, matched, 0),
  'monthly-profit': ({ ui, matched }) => months(ui.payload, matched, 1),
};

/**
 * The same chart for some of the customers; bars keep the scale of all of them, so that the part can be seen against
 * the whole. Null where the chart cannot follow: a fit over the whole base, a history kept for all together.
 */
export function narrowed(chart: PageChart, ui: Ui, matched: readonly PageCustomer[]): Spec | null {
  const spec = chart.spec as Spec;
  const refit = refitFor({ chart, ui, matched });
  if (refit === null) return null;
  const data = (spec.data ?? []).map((set) =>
    set.values === undefined ? set : { ...set, values: refit.values(set.values) },
  );
  const domain = domainOf(chart, spec, refit, data);
  const { signals } = refit;
  return {
    ...spec,
    ...(refit.rows === undefined ? {} : { height: Math.max(1, refit.rows) * rowHeight }),
    ...(signals === undefined
      ? {}
      : {
          signals: (spec.signals ?? []).map((signal) =>
            signal.name in signals ? { ...signal, value: signals[signal.name] } : signal,
          ),
        }),
    data,
    scales: (spec.scales ?? []).map((scale) => rescaled(scale, chart, data, domain)),
    axes: (spec.axes ?? []).map((axis) =>
      refit.ownScale === true && domain !== null && axis.scale === 'x' && Array.isArray(axis.values)
        ? { ...axis, values: ticks(domain[0], domain[1], 3) }
        : axis,
    ),
  };
}

function refitFor(narrowing: Narrowing): Refit | null {
  const { chart, matched } = narrowing;
  const own = refits[chart.name];
  if (own !== undefined) return own(narrowing);
  const ids = new Set(matched.map((customer) => customer.text('customer_id')));
  if ((chart.spec as Spec).data?.some((set) => holds(set.values ?? [], 'customer')))
    return {
      values: (values) =>
        holds(values, 'customer') ? values.filter((row) => ids.has(String(row.customer))) : values,
    };
  return chart.filters === undefined ? null : bars.groupBars(chart.filters, narrowing);
}

/** From where to where bars run now: on their own scale, or on that of all, widened where a part exceeds the whole. */
function domainOf(
  chart: PageChart,
  spec: Spec,
  refit: Refit,
  data: readonly DataSet[],
): [number, number] | null {
  const before = spec.scales?.find(({ name }) => name === 'x')?.domain;
  if (!isSpan(before) || chart.name === 'whale-curve') return null;
  const ends = data
    .flatMap(({ values }) => values ?? [])
    .flatMap((row) => [row.value, row.reference, row.start, row.end])
    .filter((value): value is number => typeof value === 'number');
  const whole = refit.ownScale === true ? [0] : before;
  const [low, high] = [Math.min(...whole, ...ends), Math.max(...whole, ...ends)];
  return [low, low === 0 && high === 0 ? 1 : high];
}

const isSpan = (domain: unknown): domain is [number, number] =>
  Array.isArray(domain) && domain.length === 2 && domain.every((end) => typeof end === 'number');

/** A curve takes its own height; bars their domain, and room for their labels. */
function rescaled(
  scale: Scale,
  chart: PageChart,
  data: readonly DataSet[],
  domain: readonly [number, number] | null,
): Scale {
  if (chart.name === 'whale-curve' && scale.name === 'y') {
    const levels = data.flatMap(({ values }) => (values ?? []).map((row) => Number(row.cumulative ?? 0)));
    const [low, high] = [Math.min(0, ...levels), Math.max(0, ...levels)];
    const room = (high - low || 1) * 0.14;
    return { ...scale, domain: [low < 0 ? low - room : 0, high + room] };
  }
  if (scale.name !== 'x' || domain === null) return scale;
  const rows = data.flatMap(({ values }) => values ?? []);
  // The figures of a waterfall stand in a column of their own.
  if (holds(rows, 'amount')) return { ...scale, domain };
  const room = (some: readonly Datum[]): number =>
    Math.max(0, ...some.map((row) => widthOf(String(row.text ?? ''))));
  const left = room(rows.filter((row) => Number(row.value) < 0));
  const right = room(rows.filter((row) => Number(row.value) >= 0));
  return { ...scale, domain, range: [left, { signal: `max(${left + 20}, width - ${right})` }] };
}

/** About what a label takes beside its bar, in pixels. */
const widthOf = (text: string): number =>
  12 + [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 12 : 7), 0);
