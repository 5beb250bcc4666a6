import type { CurrencyRow } from '../../data/currencies.ts';
import { type Html, html } from '../html.ts';
import { amount, count, type PageInputs, share, table } from './kit.ts';

/** What was invoiced in each currency. Nothing where all is in the reporting currency. */
export function invoicedByCurrency({ view, ui }: PageInputs): Html | null {
  const { say } = ui;
  const { currency } = view.context;
  const rows = view.data.currencies.filter(({ lines }) => lines > 0);
  if (!rows.some(({ is_reporting }) => !is_reporting)) return null;
  const sum = (column: 'net_invoiced_reporting' | 'margin_invoiced_reporting' | 'lines'): number =>
    rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  const all = sum('net_invoiced_reporting');
  const margin = (part: number | null, of: number): number | null =>
    part === null || of <= 0 ? null : part / of;
  return html`<h3 class="block">${say('byCurrency')}</h3>${table({
    caption: say('byCurrencyCaption', { currency }),
    className: 'totalled',
    head: [
      { label: say('currencyColumn') },
      { label: say('customers'), numeric: true },
      { label: say('netInOwn'), numeric: true },
      { label: say('ratesUsed'), numeric: true },
      { label: say('netInReporting', { currency }), numeric: true },
      { label: say('shareOfNet'), numeric: true },
      { label: say('marginRate'), numeric: true },
    ],
    rows: [
      ...rows.map((row) => [
        row.currency,
        count(ui, row.customers),
        amount(ui, row.net_invoiced),
        { text: rates(row), numeric: true },
        amount(ui, row.net_invoiced_reporting),
        share(ui, all > 0 ? row.net_invoiced_reporting / all : null),
        share(ui, margin(row.margin_invoiced_reporting, row.net_invoiced_reporting)),
      ]),
      [
        say('total'),
        '',
        '',
        '',
        amount(ui, all),
        share(ui, all > 0 ? 1 : null),
        share(ui, margin(sum('margin_invoiced_reporting'), all)),
      ],
    ],
    rowClass: (row) => (row === rows.length ? 'subtotal' : ''),
  })}`;
}

/** What is owed in each currency, what it is worth now, and what exchange rates gave or took. */
export function owedByCurrency({ view, ui }: PageInputs): Html | null {
  const { say, format } = ui;
  const { currency, asOf } = view.context;
  const rows = view.data.currencies.filter(({ debtors }) => debtors !== null);
  if (!rows.some(({ is_reporting }) => !is_reporting)) return null;
  const sum = (column: 'open_balance_reporting' | 'revaluation' | 'exchange_realised'): number =>
    rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  const said = (value: number): string =>
    value === 0
      ? say('ratesNone')
      : say(value > 0 ? 'ratesGave' : 'ratesTook', { money: format.moneyShort(Math.abs(value)) });
  return html`<h3 class="block">${say('owedByCurrency')}</h3>${table({
    caption: say('owedByCurrencyCaption', { date: format.date(asOf), currency }),
    className: 'totalled',
    head: [
      { label: say('currencyColumn') },
      { label: say('debtorsColumn'), numeric: true },
      { label: say('openInOwn'), numeric: true },
      { label: say('overdueInOwn'), numeric: true },
      { label: say('closingRate'), numeric: true },
      { label: say('openInReporting', { currency }), numeric: true },
      { label: say('revaluationColumn'), numeric: true, wrap: true },
      { label: say('realisedColumn'), numeric: true, wrap: true },
    ],
    rows: [
      ...rows.map((row) => [
        row.currency,
        count(ui, row.debtors),
        amount(ui, row.open_balance),
        amount(ui, row.overdue),
        { text: row.is_reporting ? '–' : rate(row.closing_rate), numeric: true },
        amount(ui, row.open_balance_reporting),
        amount(ui, row.is_reporting ? null : row.revaluation),
        amount(ui, row.is_reporting ? null : row.exchange_realised),
      ]),
      [
        say('total'),
        '',
        '',
        '',
        '',
        amount(ui, sum('open_balance_reporting')),
        amount(ui, sum('revaluation')),
        amount(ui, sum('exchange_realised')),
      ],
    ],
    rowClass: (row) => (row === rows.length ? 'subtotal' : ''),
  })}<p class="soft">${say('exchangeNote', {
    realised: said(sum('exchange_realised')),
    unrealised: said(sum('revaluation')),
  })}</p>`;
}

function rates({ is_reporting, lowest_rate, highest_rate }: CurrencyRow): string {
  if (is_reporting) return '–';
  return lowest_rate === highest_rate ? rate(lowest_rate) : `${rate(lowest_rate)} – ${rate(highest_rate)}`;
}

/** As the table of rates has it: no digit is cut off. */
const rate = (value: number | null): string => (value === null ? '–' : String(value));
