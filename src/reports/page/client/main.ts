import { customersOf, type Payload } from '../payload.ts';
import { uiOf } from '../ui.ts';
import { startCard } from './card.ts';
import { startCharts } from './charts.ts';
import { startCopy } from './copy.ts';
import { readData } from './data.ts';
import { startDrills } from './drills.ts';
import { startFilterBar } from './filter-bar.ts';
import { startFilters } from './filters.ts';
import { startLists } from './lists.ts';
import { startPaper } from './paper.ts';
import { startTable } from './table.ts';
import { startTabs } from './tabs.ts';

/**
 * Wakes the page up. Everything is already readable; this adds tabs at once, and search, tooltips, filters and the
 * customer card as soon as the data is unpacked. A browser too old to unpack it shows the whole report as one page.
 */
if ('DecompressionStream' in globalThis) {
  document.documentElement.classList.add('js');
  let query = (): string => location.hash.replace(/^[^?]*/, '');
  const tabs = startTabs(() => query());
  const drills = startDrills();
  void readData().then((payload) => {
    query = start(payload, tabs, drills);
    // For those who wait for it.
    document.documentElement.dataset.ready = '';
  });
}

function start(
  payload: Payload,
  tabs: ReturnType<typeof startTabs>,
  drills: ReturnType<typeof startDrills>,
): () => string {
  const ui = uiOf(payload);
  const customers = customersOf(payload);
  const filters = startFilters(payload, customers);
  const card = startCard(ui, customers);
  const showCustomers = (): void => {
    tabs.show('customers');
    document.querySelector('.filters')?.scrollIntoView({ block: 'start' });
  };
  startTable(ui, customers, filters, card.open);
  startFilterBar(ui, customers.length, filters, showCustomers);
  const lists = startLists(ui);
  const charts = startCharts(ui, customers, { openCustomer: card.open, filter: filters.toggle });
  let fromAddress = true;
  filters.onChange(() => {
    const matched = filters.matched();
    charts.narrow(matched);
    lists.narrow(matched);
    if (!fromAddress) tabs.note();
  });
  const readAddress = (): void => {
    fromAddress = true;
    filters.read(location.hash);
    fromAddress = false;
  };
  readAddress();
  addEventListener('popstate', readAddress);
  addEventListener('hashchange', readAddress);
  tabs.onShow(charts.refresh);
  charts.refresh();
  startPaper(charts);
  startCopy(ui);

  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest<HTMLElement>('[data-open]');
    if (opener) card.open(opener.dataset.open!);
    const account = target?.closest<HTMLElement>('[data-account]');
    if (account) {
      event.preventDefault();
      card.close();
      tabs.show('trust');
      drills.openAccount(account.dataset.account!);
    }
    const filter = target?.closest<HTMLElement>('[data-filter]');
    if (filter) filters.toggle(filter.dataset.filter!, filter.dataset.key!);
  });
  return filters.query;
}
