import type { SheetChart } from 'hucre';
import { holding } from '../read.ts';
import { palette } from '../styles.ts';
import { tableSheet } from '../table.ts';
import type { SheetMaker } from './kit.ts';

/** The whale curve as figures: customers from best to worst with the running total. */
export const curve: SheetMaker = ({ view, rows, own, frame }, name) => {
  const { say, data, measureTitle, context } = view;
  const total = data.concentration.total_profit;
  const listed = rows.curve.map((point) => [
    point.rank,
    point.customer_id,
    point.name,
    point.net_profit,
    point.cumulative_profit,
    point.customers_share,
    total > 0 ? point.cumulative_profit / total : null,
  ]);
  const cut =
    data.curve.customers > listed.length
      ? [
          own('curveCut', {
            all: view.format.number(data.curve.customers),
            first: view.format.number(holding.first),
            last: view.format.number(holding.last),
          }),
        ]
      : [];
  const sheet = tableSheet(
    name,
    {
      title: own('curveSheet'),
      notes: [own('curveNote', { currency: context.currency }), ...cut],
      columns: [
        { key: 'rank', label: say('rank'), kind: 'count', width: 9 },
        { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
        { key: 'name', label: say('name'), kind: 'text', width: 42 },
        { key: 'net_profit', label: measureTitle, kind: 'money', width: 15, tone: true },
        { key: 'cumulative_profit', label: own('cumulative'), kind: 'money', width: 16, bold: true },
        { key: 'customers_share', label: own('shareOfCustomers'), kind: 'percent', width: 13 },
        { key: 'profit_share', label: own('shareOfTotal'), kind: 'percent', width: 13 },
      ],
      rows: listed,
      frozen: 3,
    },
    frame,
  );
  return { ...sheet, charts: listed.length < 2 ? [] : [drawn(name, sheet.rows?.length ?? 0, listed.length)] };

  /** The curve itself, drawn by the spreadsheet from the rows beside it: it follows them when they are changed. */
  function drawn(sheetName: string, lastRow: number, count: number): SheetChart {
    const firstRow = lastRow - count + 1;
    const range = (column: string): string =>
      `'${sheetName.replaceAll("'", "''")}'!$${column}$${firstRow}:$${column}$${lastRow}`;
    return {
      type: 'scatter',
      scatterStyle: 'line',
      title: own('curveSheet'),
      titleFontSize: 13,
      legend: false,
      anchor: { from: { row: 3, col: 8 }, to: { row: 27, col: 18 } },
      series: [
        {
          name: own('cumulative'),
          values: range('E'),
          categories: range('F'),
          color: palette.makes,
          stroke: { width: 2.25 },
          marker: { symbol: 'none' },
        },
      ],
      axes: {
        x: {
          title: own('shareOfCustomers'),
          scale: { min: 0, max: 1, majorUnit: 0.2 },
          numberFormat: { formatCode: '0%' },
        },
        y: {
          title: own('cumulativeIn', { currency: context.currency }),
          numberFormat: { formatCode: '#,##0' },
        },
      },
    };
  }
};
