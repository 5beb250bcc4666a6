import { modelName } from '../data/forecast.ts';
import type { View } from '../view.ts';
import { bars } from './bars.ts';
import { type Chart, shortAmount } from './chart.ts';

/** What customers are expected to bring, and how the forecast did on days it had not seen. */

/** Expected profit by tenths of the customers. */
export function lifetimeTenths(view: View): Chart | undefined {
  const { data, format, say } = view;
  const { fit, tenths } = data.forecast;
  const best = tenths[0];
  if (best === undefined || fit === null || fit.horizon === null) return undefined;
  const total = tenths.reduce((sum, tenth) => sum + tenth.lifetime_value, 0);
  const date = format.date(fit.horizon);
  const name = (tenth: number): string =>
    tenth === 1 ? say('bestTenth') : say('tenthNumber', { n: format.number(tenth) });
  return bars(
    view,
    {
      name: 'lifetime-value',
      title:
        total > 0
          ? say('lifetimeTitle', { share: format.percent(best.lifetime_value / total, 0), date })
          : say('lifetimeTitleMoney', { money: format.moneyShort(best.lifetime_value), date }),
      subtitle: say('lifetimeSubtitle', { currency: view.context.currency }),
      alt: say('barsAlt', { label: name(best.tenth), money: format.money(best.lifetime_value) }),
      columns: [
        say('tenth'),
        say('customers'),
        say('valueRange'),
        say('expectedSales'),
        say('expectedProfit'),
      ],
    },
    tenths.map((tenth) => ({
      key: String(tenth.tenth),
      label: name(tenth.tenth),
      value: tenth.lifetime_value,
      text: shortAmount(format, tenth.lifetime_value),
      cells: [
        format.number(tenth.customers),
        say('rangeOf', { from: format.number(tenth.lowest), to: format.number(tenth.highest) }),
        format.money(tenth.expected_sales),
        format.money(tenth.lifetime_value),
      ],
    })),
  );
}

/** Purchases on days held back: what happened, what the model had said, what “as many as before” had said. */
export function holdout(view: View): Chart | undefined {
  const { data, format, say } = view;
  const { fit, holdout: rows } = data.forecast;
  if (fit === null || rows.length === 0 || fit.holdout_mae === null || fit.naive_mae === null)
    return undefined;
  const last = rows.at(-1)!.repeat_purchases;
  const label = (purchases: number): string =>
    purchases >= 7 && purchases === last ? `${format.number(purchases)}+` : format.number(purchases);
  const series = [say('actual'), say('modelSaid'), say('ruleSaid')] as const;
  const value = (field: string): object => ({
    field,
    type: 'quantitative',
    axis: { title: null, tickCount: 4 },
  });
  const colour = (name: string): object => ({
    datum: name,
    type: 'nominal',
    scale: { domain: series, range: ['@quiet', '@makes', '@erodes'] },
    legend: { orient: 'top', title: null, labelColor: '@ink', labelFontSize: 12, symbolOpacity: 1 },
  });
  return {
    name: 'lifetime-holdout',
    title: say('holdoutBetter', {
      model: format.number(fit.holdout_mae, 2),
      naive: format.number(fit.naive_mae, 2),
    }),
    subtitle: say('holdoutSubtitle', {
      days: format.number(fit.holdout_days ?? 0),
      date: fit.calibration_end === null ? '–' : format.date(fit.calibration_end),
      name: modelName(fit.holdout_model),
    }),
    alt: say('holdoutAlt'),
    height: 320,
    pointer: 'mark',
    table: {
      columns: [say('repeatPurchases'), say('customers'), ...series],
      rows: rows.map((row) => [
        label(row.repeat_purchases),
        format.number(row.customers),
        format.number(row.actual, 2),
        format.number(row.expected, 2),
        format.number(row.naive, 2),
      ]),
    },
    spec: {
      height: 260,
      data: {
        values: rows.map((row) => ({
          x: label(row.repeat_purchases),
          actual: row.actual,
          expected: row.expected,
          naive: row.naive,
          label: `${say('repeatPurchases')} ${label(row.repeat_purchases)}`,
          tip: series
            .map(
              (name, index) => `${name} ${format.number([row.actual, row.expected, row.naive][index]!, 2)}`,
            )
            .join(' · '),
        })),
      },
      encoding: {
        x: {
          field: 'x',
          type: 'ordinal',
          sort: null,
          axis: { title: say('repeatPurchases'), labelAngle: 0, titlePadding: 8 },
        },
      },
      layer: [
        { mark: { type: 'bar' }, encoding: { y: value('actual'), color: colour(series[0]) } },
        {
          mark: { type: 'line', strokeDash: [5, 4], point: { filled: true, size: 50 } },
          encoding: { y: value('naive'), color: colour(series[2]) },
        },
        {
          mark: { type: 'line', point: { filled: true, size: 60 } },
          encoding: { y: value('expected'), color: colour(series[1]) },
        },
      ],
    },
  };
}
