import { grouped } from '../../data/reader.ts';
import { command, shellWord } from '../behind.ts';
import { type Html, html } from '../html.ts';
import { customerLink, type PageInputs } from './kit.ts';

type Month = PageInputs['view']['data']['monthly'][number];

/** What the table shows of a statement: its subtotals, and what lies between them as one figure each. */
const columns = [
  ['net_sales', (row: Month) => Number(row.net_sales)],
  ['cost_of_goods', (row: Month) => Number(row.cost_of_goods)],
  ['gross_margin', (row: Month) => Number(row.gross_margin)],
  ['costToServe', (row: Month) => Number(row.gross_margin) - Number(row.contribution)],
  ['contribution', (row: Month) => Number(row.contribution)],
  ['creditAndLosses', (row: Month) => Number(row.contribution) - Number(row.net_profit)],
  ['net_profit', (row: Month) => Number(row.net_profit)],
] as const satisfies readonly (readonly [string, (row: Month) => number])[];
const subtotals: ReadonlySet<string> = new Set(['gross_margin', 'contribution', 'net_profit']);

/** From a year to its months, from a month to its customers; their cards and `explain` go on to the lines. */
export function byYear(inputs: PageInputs): Html | null {
  const { view, ui } = inputs;
  const { say, format } = ui;
  const { monthly } = view.data;
  if (monthly.length < 2) return null;
  const years = grouped(monthly, ({ month }) => month.slice(0, 4));
  const cells = (rows: readonly Month[]): Html[] =>
    columns.map(([id, of]) => {
      // Four decimals, added as whole numbers.
      const value = rows.reduce((sum, row) => sum + Math.round(of(row) * 10_000), 0) / 10_000;
      const loss = subtotals.has(id) && value < 0;
      return html`<td class="n${loss ? ' loss' : ''}">${format.number(value)}</td>`;
    });
  const caption = say('yearsCaption', { currency: view.context.currency });
  const drill = (id: string, label: string): Html =>
    html`<button type="button" class="link drill" aria-expanded="true" aria-controls="${id}">${label}</button>`;
  const body = [...years].map(([year, rows]) => {
    const n = format.number(rows.length);
    const label = rows.length === 12 ? say('yearWhole', { year }) : say('yearPart', { year, n });
    const months = rows.map((row) => {
      const id = `month-${row.month.slice(0, 7)}`;
      return html`<tr><th scope="row">${drill(id, format.month(row.month))}</th>${cells([row])}</tr>
<tr class="drilled" id="${id}"><td colspan="${columns.length + 1}">${madeAndLost(inputs, row.month)}</td></tr>`;
    });
    return html`<tbody><tr class="subtotal"><th scope="row">${drill(`year-${year}`, label)}</th>${cells(rows)}</tr></tbody>
<tbody class="drilled" id="year-${year}">${months}</tbody>`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="statement years"><caption>${caption}</caption>
<thead><tr><th scope="col">${say('yearOrMonth')}</th>${columns.map(([id]) => html`<th scope="col" class="n wrap">${id === 'costToServe' || id === 'creditAndLosses' ? say(id) : view.line(id)}</th>`)}</tr></thead>
${body}</table></div>`;
}

function madeAndLost({ view, ui }: PageInputs, month: string): Html {
  const { format } = ui;
  const rows = view.data.extremes.get(month) ?? [];
  return html`<div class="went"><dl class="facts wide">${rows.map(
    (row) =>
      html`<div><dt>${customerLink(row)}</dt><dd class="${row.net_profit < 0 ? 'loss' : ''}">${format.number(row.net_profit)}</dd></div>`,
  )}</dl>${rows.length > 0 && command(ui, `explain ${shellWord(rows.at(-1)!.customer_id)} --line net_profit --month ${month.slice(0, 7)}`)}</div>`;
}
