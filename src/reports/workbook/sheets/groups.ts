import type { Group } from '../../data/groups.ts';
import { Grid } from '../grid.ts';
import { printing } from '../table.ts';
import { heading } from './executive.ts';
import type { Inputs, SheetMaker } from './kit.ts';

const policies = ['marketing', 'credit', 'price', 'service'] as const;

/** The groups a policy is made for: tiers with what each gets, segments by buying, clusters by behaviour. */
export const groups: SheetMaker = (inputs, name) => {
  const { view, frame } = inputs;
  const { say, data } = view;
  const grid = new Grid(view.locale, [3, 34, 30, 30, 30, 30, 14]);
  let row = groupTable(inputs, grid, 1, say('tiersAndPolicies'), say('tier'), data.tiers, view.tier);
  row = policyTable(inputs, grid, row + 1);
  if (data.segments.length > 0)
    row = groupTable(inputs, grid, row + 1, say('rfm'), say('segment'), data.segments, view.segment);
  if (data.clusters.length > 0)
    groupTable(inputs, grid, row + 1, say('clusters'), say('cluster'), data.clusters, view.cluster);
  return grid.sheet(name, {
    view: { showGridLines: false },
    ...printing(frame, { width: 160 }),
    a11y: { summary: say('tiersAndPolicies') },
  });
};

function groupTable(
  { view, own }: Inputs,
  grid: Grid,
  start: number,
  title: string,
  kind: string,
  list: readonly Group[],
  label: (key: string) => string,
): number {
  const { say, data, measureTitle } = view;
  let row = heading(grid, start, title);
  const heads = [kind, say('customers'), say('netSales'), measureTitle, say('perCustomer'), say('margin')];
  heads.forEach((text, index) => {
    grid.put(row, index + 1, text, { bold: true, rule: 'head', align: index === 0 ? 'left' : 'right' });
  });
  const line = (name: string, group: Omit<Group, 'key'>, sum: boolean): void => {
    row++;
    const look = { rule: sum ? 'over' : 'under', bold: sum } as const;
    const tone = { colour: group.net_profit < 0 ? 'erodes' : 'makes' } as const;
    grid.put(row, 1, name, look);
    grid.put(row, 2, group.customers, { ...look, kind: 'count' });
    grid.put(row, 3, group.net_sales, { ...look, kind: 'money' });
    grid.put(row, 4, group.net_profit, { ...look, ...tone, kind: 'money' });
    grid.put(row, 5, group.customers > 0 ? group.net_profit / group.customers : null, {
      ...look,
      kind: 'money',
    });
    grid.put(row, 6, group.net_sales > 0 ? group.net_profit / group.net_sales : null, {
      ...look,
      kind: 'percent',
    });
  };
  for (const group of list) line(label(group.key), group, false);
  const c = data.concentration;
  // Customers without a segment are in no row of its table, so only a whole set of groups gets a total.
  if (list.reduce((sum, group) => sum + group.customers, 0) === c.customers)
    line(
      own('totalRanked'),
      { customers: c.customers, net_sales: c.net_sales, net_profit: c.total_profit },
      true,
    );
  return row + 1;
}

function policyTable({ view }: Inputs, grid: Grid, start: number): number {
  const { say, context, data, locale } = view;
  const used = policies.filter((kind) =>
    data.tiers.some(({ key }) => context.tierLabels[key]?.policy?.[kind]),
  );
  if (used.length === 0) return start;
  let row = heading(grid, start, say('policies'));
  [say('tier'), ...used.map((kind) => say(kind))].forEach((text, index) => {
    grid.put(row, index + 1, text, { bold: true, rule: 'head' });
  });
  for (const { key } of data.tiers) {
    row++;
    grid.put(row, 1, view.tier(key), { rule: 'under', bold: true, wrap: true });
    used.forEach((kind, index) => {
      const text = context.tierLabels[key]?.policy?.[kind]?.[locale] ?? '–';
      grid.put(row, index + 2, text, { rule: 'under', wrap: true }).tall(row, grid.lines(index + 2, text));
    });
  }
  return row + 1;
}
