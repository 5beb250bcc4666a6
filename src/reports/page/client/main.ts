import { customersOf, type Payload } from '../payload.ts';
import { uiOf } from '../ui.ts';
import { startCard } from './card.ts';
import { startCharts } from './charts.ts';
import { startCopy } from './copy.ts';
import { startDrills } from './drills.ts';
import { startTable } from './table.ts';
import { startTabs } from './tabs.ts';

/** Wakes the page up. Everything is already readable; this adds search, tooltips, tabs and the customer card. */
const payload = JSON.parse(document.getElementById('data')!.textContent ?? '{}') as Payload;
const ui = uiOf(payload);
const customers = customersOf(payload);

document.documentElement.classList.add('js');
const tabs = startTabs();
const card = startCard(ui, customers);
const table = startTable(ui, customers, card.open);
const charts = startCharts(ui, customers, {
  openCustomer: card.open,
  filter: (kind, key) => {
    tabs.show('customers');
    table.filter(kind, key);
  },
});
tabs.onShow(charts.refresh);
charts.refresh();
const drills = startDrills();
startCopy(ui);

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const opener = target?.closest<HTMLElement>('[data-open]');
  if (opener !== null && opener !== undefined) card.open(opener.dataset.open!);
  const account = target?.closest<HTMLElement>('[data-account]');
  if (account !== null && account !== undefined) {
    event.preventDefault();
    card.close();
    tabs.show('trust');
    drills.openAccount(account.dataset.account!);
  }
  const filter = target?.closest<HTMLElement>('[data-filter]');
  if (filter !== null && filter !== undefined) {
    tabs.show('customers');
    table.filter(filter.dataset.filter!, filter.dataset.key!);
  }
});
