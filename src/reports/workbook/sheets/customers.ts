import { statementLines } from '../../../contracts/statement.ts';
import type { CustomerRow } from '../../data/customers.ts';
import { type Word, words } from '../../words.ts';
import { day, type Value } from '../grid.ts';
import { holding, signed } from '../read.ts';
import { type TableColumn, tableSheet } from '../table.ts';
import type { Inputs, SheetMaker } from './kit.ts';

type Cell = (row: CustomerRow) => Value;
type Column = TableColumn & { readonly cell: Cell };

/** Every customer: who it is, its whole statement, its groups and how it buys and pays. Totals stay above the filter. */
export const customers: SheetMaker = (inputs, name) => {
  const { view, rows, own, frame } = inputs;
  const columns = columnsOf(inputs);
  const note = own('customersNote', { currency: view.context.currency });
  const cut =
    rows.allCustomers > rows.customers.length
      ? [
          own('customersCut', {
            all: view.format.number(rows.allCustomers),
            first: view.format.number(holding.first),
            last: view.format.number(holding.last),
          }),
        ]
      : [];
  return tableSheet(
    name,
    {
      title: own('customersTitle'),
      notes: [note, ...cut],
      columns,
      rows: rows.customers.map((row) => columns.map(({ cell }) => cell(row))),
      totals: [
        { label: own('totalAll'), values: totals(rows.total) },
        { label: own('totalRanked'), values: totals(view.data.total) },
      ],
      frozen: 3,
    },
    frame,
  );
};

function totals(statement: Readonly<Record<string, number | null>>): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  for (const { id } of statementLines) values[id] = signed(id, statement[id] ?? null);
  const { net_sales: sales, net_profit: profit } = values;
  values.profit_margin = sales != null && profit != null && sales > 0 ? profit / sales : null;
  return values;
}

function columnsOf({ view, own }: Inputs): Column[] {
  const { say } = view;
  const text = (key: string, label: string, width: number, cell: Cell, bold = false): Column => ({
    key,
    label,
    kind: 'text',
    width,
    cell,
    ...(bold ? { bold } : {}),
  });
  const plain =
    (key: string): Cell =>
    (row) =>
      (row[key] ?? null) as Value;
  const said =
    (key: string, name: (id: string) => string): Cell =>
    (row) =>
      row[key] === null || row[key] === undefined ? null : name(String(row[key]));
  const figure = (key: string, label: string, kind: TableColumn['kind'], width = 11): Column => ({
    key,
    label,
    kind,
    width,
    cell: plain(key),
    ...(key === 'growth' || key === 'profit_margin' ? { tone: true } : {}),
  });
  const classWord = (id: string): string => (id in words ? say(id as Word) : id);
  const measured = new Set(view.data.coverage.filter((line) => line.measured).map(({ line }) => line));
  const lines = statementLines
    .filter((line) => line.kind === 'subtotal' || measured.size === 0 || measured.has(line.id))
    .map(
      ({ id, kind }): Column => ({
        key: id,
        label: view.line(id),
        kind: 'money',
        width: 13.5,
        cell: (row) => signed(id, row[id]),
        ...(kind === 'subtotal' ? { tone: true, bold: true } : {}),
      }),
    );
  return [
    { key: 'profit_rank', label: say('rank'), kind: 'count', width: 15, cell: plain('profit_rank') },
    text('customer_id', own('number'), 11, plain('customer_id')),
    text('name', say('name'), 38, plain('name'), true),
    text('class', own('class'), 17, said('class', classWord)),
    text('tier', say('tier'), 10, said('tier', view.tier)),
    text('segment', say('segment'), 15, said('segment', view.segment)),
    text('cluster', say('cluster'), 24, said('cluster', view.cluster)),
    text('profit_field', say('field'), 14, said('profit_field', view.field)),
    text('owner', say('owner'), 14, plain('owner')),
    text('region', say('region'), 11, plain('region')),
    text('city', own('city'), 11, plain('city')),
    text('industry', say('industry'), 18, plain('industry')),
    ...lines,
    figure('profit_margin', say('margin'), 'percent', 10),
    text('cause', say('cause'), 18, said('cause', view.line)),
    figure('cause_effect', say('toGain'), 'money', 12),
    figure('sales_rank', say('salesRank'), 'count'),
    figure('orders', say('orders'), 'count'),
    figure('average_order_value', say('averageOrder'), 'money', 12),
    figure('revisions_per_order', say('revisions'), 'decimal'),
    figure('discount_rate', say('discountRate'), 'percent'),
    figure('return_rate', say('returnRate'), 'percent'),
    figure('service_minutes', say('serviceMinutes'), 'count'),
    {
      key: 'last_purchase',
      label: say('lastPurchase'),
      kind: 'date',
      width: 12,
      cell: (row) => day(row.last_purchase as string | null),
    },
    figure('days_to_pay', say('daysToPay'), 'count'),
    figure('open_balance', say('openBalance'), 'money', 13),
    figure('overdue', say('overdue'), 'money', 13),
    figure('growth', say('growth'), 'percent'),
  ];
}
