import type { View } from '../view.ts';
import { type Chart, moneyLabel } from './chart.ts';

/** Net sales and profit month by month, each on a scale of its own so that both can be read. */
export function monthlySales(view: View): Chart | undefined {
  return columns(view, 'monthly-net-sales', 'net_sales');
}

export function monthlyProfit(view: View): Chart | undefined {
  return columns(view, 'monthly-profit', 'net_profit');
}

function columns(view: View, name: string, field: 'net_sales' | 'net_profit'): Chart | undefined {
  const { data, format, say } = view;
  const best = data.monthly.toSorted((a, b) => b[field] - a[field] || (a.month < b.month ? -1 : 1))[0];
  if (best === undefined) return undefined;
  const label = field === 'net_sales' ? say('netSales') : view.measure;
  const values = data.monthly.map((row) => ({
    month: row.month.slice(0, 7),
    value: row[field],
    tone: field === 'net_sales' ? 'total' : row[field] < 0 ? 'erodes' : 'makes',
  }));
  return {
    name,
    title: say(field === 'net_sales' ? 'salesTitle' : 'profitTitle', {
      month: format.month(best.month),
      money: format.moneyShort(best[field]),
    }),
    subtitle: say('monthlySubtitle', { currency: view.context.currency }),
    alt: say('barsAlt', { label: format.month(best.month), money: format.money(best[field]) }),
    height: 220,
    half: true,
    pointer: 'mark',
    table: {
      columns: [say('month'), label],
      rows: data.monthly.map((row) => [format.month(row.month), format.money(row[field])]),
    },
    spec: {
      height: 220,
      data: { values },
      mark: { type: 'bar' },
      encoding: {
        ...monthsAcross(
          view,
          values.map(({ month }) => month),
        ),
        color: {
          field: 'tone',
          type: 'nominal',
          scale: { domain: ['makes', 'erodes', 'total'], range: ['@makes', '@erodes', '@neutral'] },
          legend: null,
        },
      },
    },
  };
}

/** The two axes of columns of money by month; `months` as `2026-06`, in order. */
export function monthsAcross({ format, locale }: View, months: readonly string[]): Record<string, unknown> {
  const names = Object.fromEntries(months.map((month) => [month, format.month(month)]));
  // About four of them carry their name; the bars between are counted by eye.
  const named = months.filter((_, index) => index % Math.max(1, Math.ceil(months.length / 4)) === 0);
  return {
    x: {
      field: 'month',
      type: 'ordinal',
      scale: { paddingInner: 0.25 },
      axis: {
        title: null,
        labelAngle: 0,
        values: named,
        labelAlign: 'left',
        labelOffset: -6,
        labelExpr: `${JSON.stringify(names)}[datum.value]`,
      },
    },
    y: {
      field: 'value',
      type: 'quantitative',
      axis: { title: null, labelExpr: moneyLabel(locale), tickCount: 4 },
    },
  };
}
