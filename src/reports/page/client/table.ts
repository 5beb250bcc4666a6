import { html } from '../html.ts';
import { filterKinds, type PageCustomer } from '../payload.ts';
import { customerRow, rowsOnPaper, tableColumns } from '../rows.ts';
import type { Ui } from '../ui.ts';
import type { Filters } from './filters.ts';

const step = 100;

/** Search, filter and sort of the customers' table, over all embedded customers. */
export function startTable(
  ui: Ui,
  customers: readonly PageCustomer[],
  filters: Filters,
  open: (id: string) => void,
): void {
  const { say, format } = ui;
  const form = document.querySelector<HTMLFormElement>('.filters')!;
  const body = document.querySelector<HTMLElement>('#customer-table tbody')!;
  const found = document.querySelector<HTMLElement>('.found')!;
  const onPaper = document.querySelector<HTMLElement>('.rows-on-paper')!;
  const more = document.querySelector<HTMLButtonElement>('#show-more')!;
  const clear = form.querySelector<HTMLButtonElement>('.clear')!;
  const search = form.querySelector<HTMLInputElement>('input[type=search]')!;
  const selects = new Map(
    filterKinds.map((kind) => [kind, form.querySelector<HTMLSelectElement>(`select[name=${kind}]`)]),
  );
  const needles = customers.map((customer) =>
    `${customer.text('customer_id')}\n${customer.text('name')}`.toLowerCase(),
  );
  const state = { sort: 'profit_rank', falling: false, shown: 50 };

  const matching = (): PageCustomer[] => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return (filters.matched() ?? customers).filter((customer) =>
      words.every((word) => needles[customer.index]!.includes(word)),
    );
  };

  const render = (): void => {
    const rows = sorted(matching(), state.sort, state.falling, ui);
    body.innerHTML =
      rows.length === 0
        ? html`<tr><td colspan="${tableColumns.length}">${say('nothingFound')}</td></tr>`.text
        : rows
            .slice(0, state.shown)
            .map((customer) => customerRow(ui, customer).text)
            .join('');
    const sum = (column: string): number =>
      rows.reduce((total, customer) => total + (customer.number(column) ?? 0), 0);
    found.textContent = say(rows.length === 1 ? 'foundOne' : 'found', {
      n: format.number(rows.length),
      sales: format.moneyShort(sum('net_sales')),
      profit: format.moneyShort(sum('net_profit')),
      measure: ui.payload.measure,
    });
    onPaper.hidden = rows.length <= rowsOnPaper;
    onPaper.textContent = say('rowsOnPaper', {
      n: format.number(rowsOnPaper),
      all: format.number(rows.length),
    });
    const left = rows.length - state.shown;
    more.hidden = left <= 0;
    more.textContent = say('showMore', { n: format.number(Math.min(step, left)) });
    clear.hidden = search.value === '' && filters.current().size === 0;
    for (const header of document.querySelectorAll<HTMLElement>('#customer-table thead th')) {
      const column = header.querySelector<HTMLElement>('[data-sort]')?.dataset.sort;
      if (column === state.sort) header.setAttribute('aria-sort', state.falling ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
  };
  const again = (): void => {
    state.shown = 50;
    render();
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  search.addEventListener('input', again);
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) filters.set(event.target.name, event.target.value);
  });
  filters.onChange(() => {
    // Of those that erode the worst is asked for first.
    if (state.sort === 'profit_rank') state.falling = filters.current().get('side') === 'erodes';
    for (const [kind, select] of selects) if (select) select.value = filters.current().get(kind) ?? '';
    again();
  });
  clear.addEventListener('click', () => {
    search.value = '';
    filters.clear();
    search.focus();
  });
  more.addEventListener('click', () => {
    state.shown += step;
    render();
  });
  document.querySelector('#customer-table thead')!.addEventListener('click', (event) => {
    const column = (event.target as Element).closest<HTMLElement>('[data-sort]')?.dataset.sort;
    if (column === undefined) return;
    const numeric = tableColumns.find((candidate) => candidate.sort === column)?.numeric === true;
    // Figures start with the largest, names and ranks with the first.
    state.falling = state.sort === column ? !state.falling : numeric && column !== 'profit_rank';
    state.sort = column;
    again();
  });
  body.addEventListener('click', (event) => {
    const target = event.target as Element;
    if (target.closest('[data-open]') !== null || getSelection()?.isCollapsed === false) return;
    const id = target.closest<HTMLElement>('[data-customer]')?.dataset.customer;
    if (id !== undefined) open(id);
  });
  render();
}

/** Missing values stand last in both directions; ties by customer number. */
function sorted(rows: PageCustomer[], column: string, falling: boolean, ui: Ui): PageCustomer[] {
  const collator = new Intl.Collator(ui.payload.locale, { numeric: true });
  const label = (customer: PageCustomer): string => {
    const text = customer.text(column);
    if (column === 'tier' || column === 'segment' || column === 'cause')
      return text && ui.label(column, text);
    return text;
  };
  const compare = (a: PageCustomer, b: PageCustomer): number => {
    const [x, y] = [a.number(column), b.number(column)];
    if (x !== null && y !== null) return x - y;
    return collator.compare(label(a), label(b));
  };
  return rows.sort((a, b) => {
    const [emptyA, emptyB] = [a.text(column) === '', b.text(column) === ''];
    if (emptyA !== emptyB) return emptyA ? 1 : -1;
    return (falling ? compare(b, a) : compare(a, b)) || a.index - b.index;
  });
}
