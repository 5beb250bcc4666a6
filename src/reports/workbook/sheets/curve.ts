import { tableSheet } from '../table.ts';
import type { SheetMaker } from './kit.ts';

/** The whale curve as figures: customers from best to worst with the running total. */
export const curve: SheetMaker = ({ view, rows, own, frame }, name) => {
  const { say, data, measureTitle, context } = view;
  const points = new Map(data.curve.map((point) => [point.customer_id, point]));
  const total = data.concentration.total_profit;
  const listed = rows.customers.flatMap((customer) => {
    const point = points.get(customer.customer_id);
    if (point === undefined) return [];
    return [
      [
        point.rank,
        customer.customer_id,
        customer.name,
        point.net_profit,
        point.cumulative_profit,
        point.customers_share,
        total > 0 ? point.cumulative_profit / total : null,
      ],
    ];
  });
  return tableSheet(
    name,
    {
      title: own('curveSheet'),
      notes: [own('curveNote', { currency: context.currency })],
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
};
