import { sourceName } from '../../charts/acquisition.ts';
import type { SourceRow } from '../../data/acquisition.ts';
import { type Html, html } from '../html.ts';
import { amount, count, figure, type PageInputs, type TableCell, table } from './kit.ts';

/** Where customers come from, what that cost and when it has paid back; where no leads are read, what would show it. */
export function acquisition(inputs: PageInputs): Html {
  const { ui, view } = inputs;
  const { say } = ui;
  const rows = view.data.acquisition;
  if (rows.length === 0) return html`<p class="soft">${say('noSourceNote')}</p>`;
  return html`<h3 class="block">${say('acquisition')}</h3>${figure(inputs, 'acquisition')}${table({
    caption: say('acquisition'),
    hideCaption: true,
    head: [
      { label: say('acquisitionSource') },
      { label: say('leads'), numeric: true },
      { label: say('wonCustomers'), numeric: true },
      { label: say('conversion'), numeric: true },
      { label: say('daysToWin'), numeric: true },
      { label: say('acquisitionCost'), numeric: true },
      { label: say('costPerCustomer'), numeric: true },
      { label: say('profitSoFar'), numeric: true },
      { label: say('leftAfterCost'), numeric: true },
      { label: say('payback'), wrap: true },
      { label: say('expectedValueAhead'), numeric: true },
    ],
    rows: rows.map((row) => [
      sourceName(view, row),
      count(ui, row.leads),
      count(ui, row.won),
      conversion(inputs, row),
      count(ui, row.days_to_win),
      amount(ui, row.cost),
      amount(ui, row.cost_per_customer),
      amount(ui, row.net_profit),
      amount(ui, row.balance),
      paybackOf(inputs, row),
      amount(ui, row.expected_value),
    ]),
  })}<p class="lead-small soft">${say('acquisitionNote')}</p>`;
}

/** The share won, with its interval: few leads say little. */
function conversion({ ui: { format } }: PageInputs, row: SourceRow): TableCell {
  if (row.conversion === null || row.conversion_low === null || row.conversion_high === null)
    return { text: '–', numeric: true };
  return {
    text: html`${format.percent(row.conversion, 0)} <span class="soft">(${format.percent(row.conversion_low, 0).replace('%', '')}–${format.percent(row.conversion_high, 0)})</span>`,
    numeric: true,
  };
}

/** When the source has paid back, in words. */
function paybackOf({ ui: { say, format } }: PageInputs, row: SourceRow): string {
  if (row.payback === 'no_cost') return say('paybackNoCost');
  if (row.payback === 'nobody_won') return say('paybackNobody');
  if (row.payback === 'paid_back') return say('paybackIn', { month: format.number(row.payback_month!) });
  const later = row.expected_value !== null && row.balance! + row.expected_value >= 0;
  return say(later ? 'paybackExpected' : 'paybackNotYet', { months: format.number(row.months!) });
}
