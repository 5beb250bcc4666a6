import {
  type Chart,
  type ChartInputs,
  labelAt,
  labelParameter,
  moneyLabel,
  outerWidth,
  rangeBeside,
  rowLabels,
  ticks,
  tone,
  toneColour,
} from './chart.ts';
import { textWidth } from './text-metrics.ts';

export interface Bar {
  /** What the click filters by, or the customer's number. */
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** Said at the end of the bar. */
  readonly text: string;
  /** More, for the table behind the chart. */
  readonly cells: readonly string[];
  readonly customer?: boolean;
  /** What the value is held against: a line across the bar. */
  readonly reference?: number;
  /** The part of the bar that is cash, drawn in the colour of what makes profit. */
  readonly part?: number;
  /** A meaning other than that of its sign. */
  readonly tone?: 'makes' | 'erodes' | 'total';
}

/** Horizontal bars of money around zero, one row each, every bar labelled with its figure. */
export function bars(
  inputs: ChartInputs,
  chart: Pick<Chart, 'name' | 'title' | 'subtitle' | 'alt' | 'filters' | 'half'> & {
    readonly columns: readonly string[];
    readonly labelWidth?: number;
    readonly tone?: 'neutral';
  },
  rows: readonly Bar[],
): Chart {
  const { columns, labelWidth = 230, tone: fixedTone, ...head } = chart;
  const values = rows.map((row, order) => ({
    order,
    key: row.key,
    // Two customers may share a name; the row is the order, the name is only its label.
    label: row.label,
    value: row.value,
    text: row.text,
    at: labelAt(row.value, row.reference ?? row.value),
    tone: row.tone ?? (fixedTone === 'neutral' ? 'total' : tone(row.value)),
    ...(row.customer === true ? { customer: row.key } : {}),
    ...(row.reference === undefined ? {} : { reference: row.reference }),
    ...(row.part === undefined ? {} : { part: row.part }),
  }));
  const ends = rows.flatMap((row) => [row.value, row.reference ?? 0]);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends) || 1;
  const room = (side: readonly Bar[]): number =>
    Math.ceil(Math.max(0, ...side.map((row) => textWidth(row.text, 12)))) + 10;
  const left = low < 0 ? room(rows.filter((row) => row.value < 0)) : 0;
  const right = room(rows.filter((row) => row.value >= 0));
  const height = rows.length * 26 + 30;
  return {
    ...head,
    height,
    pointer: 'mark',
    table: {
      columns,
      rows: rows.map((row) => [row.label, ...row.cells]),
      ...(head.filters !== undefined || rows.every((row) => row.customer === true)
        ? { keys: rows.map((row) => row.key) }
        : {}),
    },
    spec: {
      params: [labelParameter(rows.map((row) => row.label))],
      data: { values },
      height: rows.length * 26,
      encoding: {
        y: {
          field: 'order',
          type: 'ordinal',
          axis: {
            title: null,
            labelExpr: `${rowLabels}[datum.value]`,
            labelColor: '@ink',
            labelLimit: { expr: `${outerWidth} < 480 ? 112 : ${labelWidth}` },
            labelOverlap: false,
          },
        },
      },
      layer: [
        {
          mark: { type: 'bar', height: 16 },
          encoding: {
            x: {
              field: 'value',
              type: 'quantitative',
              scale: { domain: [low, high], range: rangeBeside(left, right), nice: false },
              axis: {
                title: null,
                labelExpr: moneyLabel(inputs.locale),
                values: ticks(low, high, 3),
                labelFlush: true,
              },
            },
            color: toneColour,
          },
        },
        ...(rows.some((row) => row.reference !== undefined)
          ? [
              {
                mark: { type: 'tick', orient: 'vertical', size: 22, thickness: 2, color: '@ink' },
                encoding: { x: { field: 'reference', type: 'quantitative' } },
              },
            ]
          : []),
        ...(rows.some((row) => row.part !== undefined)
          ? [
              {
                mark: { type: 'bar', height: 16, color: '@makes' },
                encoding: { x: { field: 'part', type: 'quantitative' } },
              },
            ]
          : []),
        ...[-1, 1].map((side) => ({
          transform: [{ filter: side < 0 ? 'datum.value < 0' : 'datum.value >= 0' }],
          mark: { type: 'text', align: side < 0 ? 'right' : 'left', dx: side * 5, baseline: 'middle' },
          encoding: {
            x: { field: 'at', type: 'quantitative' },
            text: { field: 'text' },
          },
        })),
      ],
    },
  };
}
