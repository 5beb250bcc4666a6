import { labelAt } from '../../../charts/chart.ts';
import type { PageCustomer } from '../../payload.ts';
import { columnOf } from '../filters.ts';
import { type Datum, holds, type Narrowing, type Refit, shortAmount, sum } from './refit.ts';

/** Bars that keep their rows; each shows the matched customers that belong to it. */
function eachBar(refit: (row: Datum) => Datum): Refit {
  return { values: (values) => (holds(values, 'key') ? values.map(refit) : values) };
}

/** A bar for a group of customers: the sum of one of their columns, and how many they are. */
function groupBar(ui: Narrowing['ui'], row: Datum, members: readonly PageCustomer[], column: string): Datum {
  const value = sum(members, column);
  return {
    ...row,
    value,
    at: value,
    tone: value < 0 ? 'erodes' : 'makes',
    text: members.length === 0 ? '–' : `${shortAmount(ui, value)} (${ui.format.number(members.length)})`,
  };
}

/** Profit by tier, segment or cluster. */
export function groupBars(column: string, { ui, matched }: Narrowing): Refit {
  return eachBar((row) => {
    const members = matched.filter((customer) => customer.text(columnOf(column)) === row.key);
    return groupBar(ui, row, members, 'net_profit');
  });
}

/** What the matched customers could gain, by line. */
export function causeBars({ ui, matched }: Narrowing): Refit {
  return eachBar((row) => {
    const at = ui.payload.lines.findIndex((line) => line.id === row.key);
    const found = matched.flatMap((customer) =>
      (ui.payload.causes[customer.index] ?? []).filter(([line]) => line === at),
    );
    const value = found.reduce((total, [, , , , effect]) => total + effect, 0);
    const cash = found.reduce((total, [, , , , , , , part]) => total + (part ?? 0), 0);
    return {
      ...row,
      value,
      at: value,
      ...('part' in row ? { part: cash } : {}),
      text: found.length === 0 ? '–' : `${shortAmount(ui, value)} (${ui.format.number(found.length)})`,
    };
  });
}

/** What the matched customers owe, by age; each bar with its share of what they owe in all. */
export function ageingBars({ ui, matched }: Narrowing): Refit {
  const open = (key: unknown): number => sum(matched, String(key));
  return {
    values: (values) => {
      if (!holds(values, 'key')) return values;
      const all = values.reduce((total, row) => total + open(row.key), 0);
      return values.map((row) => {
        const value = open(row.key);
        const share = all > 0 ? ui.format.percent(value / all, 0) : '–';
        return { ...row, value, at: value, text: value === 0 ? '–' : `${shortAmount(ui, value)} · ${share}` };
      });
    },
  };
}

/** Expected profit of the matched customers in each tenth of all customers. */
export function tenthBars({ ui, matched }: Narrowing): Refit {
  return eachBar((row) => {
    const members = matched.filter((customer) => customer.number('tenth') === Number(row.key));
    return groupBar(ui, row, members, 'lifetime_value');
  });
}

/** The salespeople of the matched customers, best first, against the company's own rate. */
export function salespeopleBars({ ui, matched }: Narrowing): Refit {
  const total = (line: string): number =>
    ui.payload.totals[ui.payload.lines.findIndex(({ id }) => id === line)] ?? 0;
  const rate = total('net_sales') > 0 ? total('net_profit') / total('net_sales') : null;
  const byOwner = new Map<string, PageCustomer[]>();
  for (const customer of matched) {
    const owner = customer.text('owner');
    if (owner === '') continue;
    const members = byOwner.get(owner);
    if (members === undefined) byOwner.set(owner, [customer]);
    else members.push(customer);
  }
  const rows = [...byOwner]
    .map(([owner, members]) => ({
      owner,
      customers: members.length,
      sales: sum(members, 'net_sales'),
      profit: sum(members, 'net_profit'),
    }))
    .sort((a, b) => b.profit - a.profit || (a.owner < b.owner ? -1 : 1))
    .slice(0, 24);
  return ranking(
    rows.map(({ owner, customers, sales, profit }) => ({
      key: owner,
      label: owner,
      value: profit,
      tone: profit < 0 ? 'erodes' : 'makes',
      text: `${shortAmount(ui, profit)} (${ui.format.number(customers)})`,
      ...(rate === null ? {} : { reference: sales * rate, at: labelAt(profit, sales * rate) }),
    })),
  );
}

/** The matched customers at both ends of profit. */
export function extremeBars({ ui, matched }: Narrowing): Refit {
  const profit = (customer: PageCustomer): number => customer.number('net_profit') ?? 0;
  const top = matched.filter((customer) => profit(customer) > 0).slice(0, 10);
  const bottom = matched.filter((customer) => profit(customer) < 0).slice(-10);
  return ranking([...top, ...bottom].map((customer) => customerBar(ui, customer, profit(customer))));
}

/** The matched customers whose paying late costs most. */
export function latePayerBars({ ui, matched }: Narrowing): Refit {
  const cost = (customer: PageCustomer): number => customer.number('cost_of_late') ?? 0;
  const payers = matched
    .filter((customer) => cost(customer) > 0)
    .toSorted((a, b) => cost(b) - cost(a) || a.index - b.index)
    .slice(0, 10);
  return ranking(
    payers.map((customer) => ({ ...customerBar(ui, customer, cost(customer)), tone: 'erodes' })),
  );
}

const customerBar = (ui: Narrowing['ui'], customer: PageCustomer, value: number): Datum => ({
  key: customer.text('customer_id'),
  customer: customer.text('customer_id'),
  label: customer.text('name'),
  value,
  tone: value < 0 ? 'erodes' : 'makes',
  text: shortAmount(ui, value),
});

/** Other rows than before, with their own labels. */
function ranking(rows: readonly Datum[]): Refit {
  return {
    values: (values) =>
      holds(values, 'key') ? rows.map((row, order) => ({ at: row.value, ...row, order })) : values,
    signals: { rowLabels: rows.map(({ label }) => label) },
    rows: rows.length,
    ownScale: true,
  };
}
