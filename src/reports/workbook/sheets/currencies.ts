import { tableSheet } from '../table.ts';
import type { SheetMaker } from './kit.ts';

const summed = [
  'net_invoiced_reporting',
  'margin_invoiced_reporting',
  'open_balance_reporting',
  'revaluation',
  'exchange_realised',
] as const;

/** What was invoiced and is owed in each currency, and what exchange rates did; there only with more than one. */
export const currencies: SheetMaker = ({ view, frame }, name) => {
  const { say, data, context } = view;
  const { currency } = context;
  const money = { kind: 'cents', width: 18 } as const;
  return tableSheet(
    name,
    {
      title: name,
      notes: [
        say('byCurrencyCaption', { currency }),
        say('owedByCurrencyCaption', { date: view.format.date(context.asOf), currency }),
      ],
      columns: [
        { key: 'currency', label: say('currencyColumn'), kind: 'text', width: 11, bold: true },
        { key: 'customers', label: say('customers'), kind: 'count', width: 12 },
        { key: 'net_invoiced', label: say('netInOwn'), ...money },
        { key: 'net_invoiced_reporting', label: say('netInReporting', { currency }), ...money, bold: true },
        { key: 'margin_invoiced_reporting', label: view.line('gross_margin'), ...money },
        { key: 'open_balance', label: say('openInOwn'), ...money },
        { key: 'overdue', label: say('overdueInOwn'), ...money },
        { key: 'open_balance_reporting', label: say('openInReporting', { currency }), ...money, bold: true },
        { key: 'revaluation', label: say('revaluationColumn'), ...money, tone: true },
        { key: 'exchange_realised', label: say('realisedColumn'), ...money, tone: true },
        // As text, so that no digit of a rate is cut off.
        { key: 'rates', label: say('ratesUsed'), kind: 'text', width: 20 },
        { key: 'closing_rate', label: say('closingRate'), kind: 'text', width: 14 },
      ],
      rows: data.currencies.map((row) => [
        row.currency,
        row.customers,
        row.net_invoiced,
        row.net_invoiced_reporting,
        row.margin_invoiced_reporting,
        row.open_balance,
        row.overdue,
        row.open_balance_reporting,
        row.is_reporting ? null : row.revaluation,
        row.is_reporting ? null : row.exchange_realised,
        row.is_reporting || row.lowest_rate === null ? null : `${row.lowest_rate} – ${row.highest_rate}`,
        row.is_reporting || row.closing_rate === null ? null : String(row.closing_rate),
      ]),
      totals: [
        {
          label: say('total'),
          values: Object.fromEntries(
            summed.map((key) => [
              key,
              Number(data.currencies.reduce((sum, row) => sum + (row[key] ?? 0), 0).toFixed(4)),
            ]),
          ),
        },
      ],
      frozen: 1,
      empty: '',
    },
    frame,
  );
};
