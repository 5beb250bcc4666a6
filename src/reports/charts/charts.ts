import type { View } from '../view.ts';
import { acquisition } from './acquisition.ts';
import type { Chart } from './chart.ts';
import { ageingBars, latePayers, openByMonth } from './credit.ts';
import { holdout, lifetimeTenths } from './forecast.ts';
import { causeBars, clusterBars, extremeBars, tierBars } from './groups.ts';
import { monthlyProfit, monthlySales } from './months.ts';
import { movementMatrix, movementMatrixAgainstRun } from './movements.ts';
import { cohortHeatmap, salespeople } from './people.ts';
import { profitMap } from './profit-map.ts';
import { rfmHeatmap } from './rfm.ts';
import { waterfall, waterfallBelowMargin } from './waterfall.ts';
import { whaleCurve } from './whale-curve.ts';

const makers = [
  whaleCurve,
  profitMap,
  waterfall,
  waterfallBelowMargin,
  extremeBars,
  causeBars,
  tierBars,
  movementMatrix,
  movementMatrixAgainstRun,
  rfmHeatmap,
  clusterBars,
  salespeople,
  cohortHeatmap,
  acquisition,
  lifetimeTenths,
  holdout,
  monthlySales,
  monthlyProfit,
  ageingBars,
  openByMonth,
  latePayers,
];

/** All charts the data can carry, by name. */
export function allCharts(view: View): Map<string, Chart> {
  const charts = new Map<string, Chart>();
  for (const make of makers) {
    const chart = make(view);
    if (chart !== undefined) charts.set(chart.name, chart);
  }
  return charts;
}
