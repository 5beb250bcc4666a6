import type { Word } from '../words.ts';
import { type Html, html } from './html.ts';
import type { PageCustomer } from './payload.ts';
import { spark } from './sparks.ts';
import { amountCell, type Ui } from './ui.ts';

/** The customers' table: its columns, and one row of it. Written ahead for the first rows, by the script for others. */
export interface TableColumn {
  readonly id: string;
  /** Column of the payload it sorts by; none for the sparkline. */
  readonly sort?: string;
  readonly numeric: boolean;
  readonly word?: Word;
}

/** Rows that a sheet of paper holds; the style sheet hides the others when it prints. */
export const rowsOnPaper = 45;

export const tableColumns: readonly TableColumn[] = [
  { id: 'profit_rank', sort: 'profit_rank', numeric: true, word: 'rank' },
  { id: 'name', sort: 'name', numeric: false, word: 'name' },
  { id: 'net_sales', sort: 'net_sales', numeric: true, word: 'netSales' },
  { id: 'gross_margin', sort: 'gross_margin', numeric: true, word: 'grossMargin' },
  { id: 'net_profit', sort: 'net_profit', numeric: true },
  { id: 'profit_margin', sort: 'profit_margin', numeric: true, word: 'margin' },
  { id: 'trend', numeric: false, word: 'trend' },
  { id: 'tier', sort: 'tier', numeric: false, word: 'tier' },
  { id: 'segment', sort: 'segment', numeric: false, word: 'segment' },
  { id: 'cause', sort: 'cause', numeric: false, word: 'cause' },
  { id: 'cause_effect', sort: 'cause_effect', numeric: true, word: 'toGain' },
];

export function columnLabel(ui: Ui, column: TableColumn): string {
  return column.word === undefined ? ui.payload.measureTitle : ui.say(column.word);
}

export function customerRow(ui: Ui, customer: PageCustomer): Html {
  const margin = customer.number('profit_margin');
  const tier = customer.text('tier');
  const cause = customer.text('cause');
  const history = ui.payload.history[customer.index] ?? null;
  return html`<tr data-customer="${customer.text('customer_id')}">
<td class="n rank">${ui.number(customer.number('profit_rank'))}</td>
<th scope="row"><button type="button" class="name" data-open="${customer.text('customer_id')}">${customer.text('name')}</button></th>
${amountCell(ui, customer.number('net_sales'))}${amountCell(ui, customer.number('gross_margin'))}
<td class="n strong${(customer.number('net_profit') ?? 0) < 0 ? ' loss' : ''}">${ui.money(customer.number('net_profit'))}</td>
<td class="n${(margin ?? 0) < 0 ? ' loss' : ''}">${ui.percent(margin)}</td>
<td class="spark">${history === null ? '' : spark(history[1])}</td>
<td>${tier === '' ? '–' : html`<span class="chip">${ui.label('tier', tier)}</span>`}</td>
<td>${customer.text('segment') === '' ? '–' : ui.label('segment', customer.text('segment'))}</td>
<td>${cause === '' ? '–' : ui.line(cause)}</td>
${amountCell(ui, customer.number('cause_effect'))}</tr>`;
}
