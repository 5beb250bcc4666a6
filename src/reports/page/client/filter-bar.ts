import { html } from '../html.ts';
import type { PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';
import type { Filters } from './filters.ts';

/**
 * Says what the report is narrowed to, and takes it away again.
 * @param total customers that the page carries
 */
export function startFilterBar(ui: Ui, total: number, filters: Filters, showCustomers: () => void): void {
  const bar = document.querySelector<HTMLElement>('.filter-bar')!;
  const box = bar.firstElementChild as HTMLElement;
  const sum = (list: readonly PageCustomer[], column: string): number =>
    list.reduce((total, customer) => total + (customer.number(column) ?? 0), 0);
  const found = (matched: readonly PageCustomer[]): string =>
    ui.say(matched.length === 1 ? 'foundOne' : 'found', {
      n: ui.format.number(matched.length),
      sales: ui.format.moneyShort(sum(matched, 'net_sales')),
      profit: ui.format.moneyShort(sum(matched, 'net_profit')),
      measure: ui.payload.measure,
    });
  /** What stands below the heading of each page on paper, where the bar is not. */
  const said = (matched: readonly PageCustomer[]): string => {
    const chosen = [...filters.current()].map(([kind, key]) => `${ui.say(kind)}: ${ui.label(kind, key)}`);
    return `${ui.say('filteredBy')} – ${chosen.join(' · ')} – ${found(matched)}.`;
  };
  const headings = document.querySelectorAll<HTMLElement>('.page > h2');
  const render = (): void => {
    const matched = filters.matched();
    bar.hidden = matched === null;
    const { say } = ui;
    const all = matched === null ? '' : said(matched);
    for (const heading of headings)
      if (matched === null) delete heading.dataset.filtered;
      else heading.dataset.filtered = `${all} ${say('filterScope')}`;
    if (matched === null) return;
    box.innerHTML = html`${[...filters.current()].map(([kind, key]) => {
      const name = `${say(kind)}: ${ui.label(kind, key)}`;
      return html`<button type="button" class="filter-chip" data-remove="${kind}" aria-label="${say('removeFilter', { filter: name })}">${name} <span aria-hidden="true">✕</span></button>`;
    })}<span class="filter-sum" role="status">${found(matched)}</span><button type="button" class="link" data-show-customers>${say('showTheseCustomers')}</button><span class="filter-scope">${say('filterScope')}${ui.payload.rankedCustomers > total && html` ${say('filterOfEmbedded')}`}</span>`.text;
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
