import { html } from '../html.ts';
import type { PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';
import type { Filters } from './filters.ts';

/** Says what the report is narrowed to, and takes it away again. */
export function startFilterBar(ui: Ui, filters: Filters, showCustomers: () => void): void {
  const bar = document.querySelector<HTMLElement>('.filter-bar')!;
  const box = bar.firstElementChild as HTMLElement;
  const sum = (list: readonly PageCustomer[], column: string): number =>
    list.reduce((total, customer) => total + (customer.number(column) ?? 0), 0);
  const render = (): void => {
    const matched = filters.matched();
    bar.hidden = matched === null;
    if (matched === null) return;
    const { say, format } = ui;
    box.innerHTML = html`${[...filters.current()].map(([kind, key]) => {
      const name = `${say(kind)}: ${ui.label(kind, key)}`;
      return html`<button type="button" class="filter-chip" data-remove="${kind}" aria-label="${say('removeFilter', { filter: name })}">${name} <span aria-hidden="true">✕</span></button>`;
    })}<span class="filter-sum" role="status">${say(matched.length === 1 ? 'foundOne' : 'found', {
      n: format.number(matched.length),
      sales: format.moneyShort(sum(matched, 'net_sales')),
      profit: format.moneyShort(sum(matched, 'net_profit')),
      measure: ui.payload.measure,
    })}</span><button type="button" class="link" data-show-customers>${say('showTheseCustomers')}</button>`.text;
  };
  bar.addEventListener('click', (event) => {
    const target = event.target as Element;
    const kind = target.closest<HTMLElement>('[data-remove]')?.dataset.remove;
    if (kind !== undefined) {
      filters.set(kind, '');
      box.querySelector<HTMLElement>('[data-remove]')?.focus();
    } else if (target.closest('[data-show-customers]') !== null) showCustomers();
  });
  filters.onChange(render);
  render();
}
