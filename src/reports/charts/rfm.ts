import type { View } from '../view.ts';
import { cellLayers } from './cells.ts';
import { type Chart, shortAmount } from './chart.ts';

/** Recency × frequency: where customers are, and what profit stands behind them. */
export function rfmHeatmap(view: View): Chart | undefined {
  const { data, format, say, measure } = view;
  if (data.rfmCells.length === 0) return undefined;
  const scores = [...new Set(data.rfmCells.flatMap((cell) => [cell.r, cell.f]))].sort((a, b) => a - b);
  const top = Math.max(...scores);
  // Bought often (upper two scores) and not lately (lower two).
  const quiet = data.rfmCells.filter((cell) => cell.f >= top - 1 && cell.r <= 2);
  const quietCustomers = quiet.reduce((sum, cell) => sum + cell.customers, 0);
  const quietProfit = quiet.reduce((sum, cell) => sum + cell.net_profit, 0);
  const most = Math.max(...data.rfmCells.map((cell) => Math.abs(cell.net_profit))) || 1;
  const values = data.rfmCells.map((cell) => ({
    r: cell.r,
    f: cell.f,
    customers: cell.customers,
    profit: cell.net_profit,
    // Four steps of strength: a colour scale that the page can restyle for light, dark and paper.
    strength: 0.12 + 0.78 * Math.sqrt(Math.abs(cell.net_profit) / most),
    tone: cell.net_profit < 0 ? 'erodes' : 'makes',
    count: format.number(cell.customers),
    money: shortAmount(format, cell.net_profit),
    on: Math.sqrt(Math.abs(cell.net_profit) / most) > 0.72 ? 'strong' : 'weak',
  }));
  const axis = (title: string): object => ({
    title,
    labelFontSize: 13,
    labelAngle: 0,
    labelColor: '@ink',
    titlePadding: 10,
  });
  const encoding = {
    x: {
      field: 'f',
      type: 'ordinal',
      scale: { domain: scores, paddingInner: 0.04 },
      axis: axis(say('frequencyScore')),
    },
    y: {
      field: 'r',
      type: 'ordinal',
      scale: { domain: scores.toReversed(), paddingInner: 0.04 },
      axis: axis(say('recencyScore')),
    },
  };
  return {
    name: 'rfm',
    title:
      quietCustomers > 0
        ? say('rfmTitle', { n: format.number(quietCustomers), money: format.moneyShort(quietProfit) })
        : say('rfmTitleNone'),
    subtitle: say('rfmSubtitle', { measure, currency: view.context.currency }),
    alt: say('rfmAlt'),
    height: scores.length * 62,
    pointer: 'mark',
    table: {
      columns: [say('recencyScore'), say('frequencyScore'), say('customers'), view.measureTitle],
      rows: data.rfmCells.map((cell) => [
        format.number(cell.r),
        format.number(cell.f),
        format.number(cell.customers),
        format.money(cell.net_profit),
      ]),
    },
    spec: {
      height: scores.length * 62,
      data: { values },
      encoding,
      layer: cellLayers,
    },
  };
}
