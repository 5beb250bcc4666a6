import { embedding } from '../../data/reader.ts';
import { type Html, html, trusted } from '../html.ts';
import { customersOf, filterKinds, type Payload } from '../payload.ts';
import { columnLabel, customerRow, rowsOnPaper, tableColumns } from '../rows.ts';
import { type PageInputs, section } from './kit.ts';

/** Rows written ahead, so that the page says something before its script runs and when it is printed. */
export const writtenAhead = 50;

export function customersPage(inputs: PageInputs): Html {
  const { ui, view } = inputs;
  const { say, payload, format } = ui;
  const customers = customersOf(payload);
  const first = customers.slice(0, writtenAhead);
  const partly = view.data.rankedCustomers > customers.length;
  return section(
    'customers',
    say('customers'),
    html`${partly && html`<p class="note-box">${say('embedded', { all: format.number(view.data.rankedCustomers), first: format.number(embedding.first), last: format.number(embedding.last) })}</p>`}
<form class="filters" role="search" aria-label="${say('customers')}">
<label class="grow"><span>${say('search')}</span><input type="search" name="search" autocomplete="off" spellcheck="false"></label>
${filterKinds.map((kind) => select(payload, kind, say(kind), say('all')))}
<button type="button" class="clear" hidden>${say('clear')}</button></form>
<p class="found" role="status" aria-live="polite">${customers.length > first.length && say('firstOf', { n: format.number(first.length), all: format.number(customers.length) })}</p>
<p class="rows-on-paper soft"${customers.length <= rowsOnPaper && trusted(' hidden')}>${say('rowsOnPaper', { n: format.number(rowsOnPaper), all: format.number(customers.length) })}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${say('customersCaption')}"><table class="customers" id="customer-table"><caption class="visually-hidden">${say('customersCaption')}</caption>
<thead><tr>${tableColumns.map((column) => {
      const label = columnLabel(ui, column);
      const sorted = column.id === 'profit_rank' ? trusted(' aria-sort="ascending"') : '';
      return html`<th scope="col"${column.numeric ? trusted(' class="n"') : ''}${sorted}>${column.sort === undefined ? label : html`<button type="button" data-sort="${column.sort}">${label}</button>`}</th>`;
    })}</tr></thead>
<tbody>${first.map((customer) => customerRow(ui, customer))}</tbody></table></div>
<p class="more"><button type="button" id="show-more" hidden></button></p>`,
  );
}

function select(payload: Payload, kind: keyof Payload['labels'], label: string, all: string): Html | null {
  const options = Object.entries(payload.labels[kind]);
  if (options.length < 2) return null;
  return html`<label><span>${label}</span><select name="${kind}"><option value="">${all}</option>${options.map(([key, text]) => html`<option value="${key}">${text}</option>`)}</select></label>`;
}
