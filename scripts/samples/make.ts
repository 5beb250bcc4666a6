/**
 * Writes the sample company: three systems' exports of one invented distributor, the same bytes every time.
 *   npx tsx scripts/samples/make.ts [folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeProducts } from './catalog.ts';
import { check } from './check.ts';
import { contacts } from './contacts.ts';
import { makeCustomers } from './customers.ts';
import { makeLedger, makeRebates, makeReceivables } from './finance.ts';
import { acquisitionOf, type Lead, type LeadCost, makeLeadCosts, makeLeads } from './leads.ts';
import { makeEvents, makeShipments } from './logistics.ts';
import { figures, readme } from './readme.ts';
import { makeLines, makeOrders } from './sales.ts';
import { makeActivities } from './service.ts';
import { summarise } from './summary.ts';
import { work } from './truth.ts';
import type { Company } from './types.ts';
import { accounts, activities, leadCosts, leadList } from './write-crm.ts';
import { invoices, workbook } from './write-erp.ts';
import { ledger, openItems, rebates } from './write-finance.ts';
import { keyCustomerList } from './write-management.ts';

export function build(): Company {
  const customers = makeCustomers();
  const products = makeProducts();
  const orders = makeOrders(customers, products);
  const lines = makeLines(customers, orders);
  const records = {
    customers,
    products,
    orders,
    lines,
    shipments: makeShipments(customers, orders),
    events: makeEvents(customers, orders),
    activities: makeActivities(customers),
    receivables: makeReceivables(customers, lines),
    rebates: makeRebates(customers, lines),
  };
  return { ...records, ledger: makeLedger(records) };
}

export async function files(
  company: Company,
  leads: readonly Lead[],
  costs: readonly LeadCost[],
): Promise<Map<string, Uint8Array>> {
  return new Map<string, Uint8Array>([
    ['crm/accounts.csv', accounts(company)],
    ['crm/activities.csv', activities(company)],
    ['crm/leads.csv', leadList(leads)],
    ['crm/lead-costs.csv', leadCosts(costs)],
    ['crm/contacts.csv', contacts(company)],
    ...invoices(company).map(([name, data]): [string, Uint8Array] => [`erp/${name}`, data]),
    ['erp/仓储与订单.xlsx', await workbook(company)],
    ['finance/hauptbuch.csv', ledger(company)],
    ['finance/offene_posten.csv', openItems(company)],
    ['finance/boni.csv', rebates(company)],
    ['management/重点客户名单.csv', keyCustomerList(company)],
  ]);
}

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, '..', '..', 'data', 'samples');
const company = build();
const truth = work(company);
const summary = summarise(company, truth);
const found = check(company, truth, summary);
const leads = makeLeads(company, truth);
const costs = makeLeadCosts(leads);
const sources = acquisitionOf(leads, costs, company, truth);
const written = await files(company, leads, costs);
written.set('README.md', Buffer.from(readme(company, truth, summary, found, written, sources), 'utf8'));
for (const [name, data] of written) {
  mkdirSync(dirname(join(target, name)), { recursive: true });
  writeFileSync(join(target, name), data);
}
console.log(figures(company, truth, summary, found));
console.log(
  `\n${written.size} files, ${[...written.values()].reduce((n, d) => n + d.length, 0)} bytes, in ${target}`,
);
