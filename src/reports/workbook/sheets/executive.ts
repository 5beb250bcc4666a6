import { type Word, words } from '../../words.ts';
import { Grid, type Value } from '../grid.ts';
import type { Kind } from '../styles.ts';
import { printing } from '../table.ts';
import { booksWord, type Inputs, type SheetMaker } from './kit.ts';

/** One page for the director: what the figures say, what to do first, the figures, three surprises, the tiers. */
export const executive: SheetMaker = (inputs, name) => {
  const { view, summary, own, frame } = inputs;
  const grid = new Grid(view.locale, [3, 38, 21, 18, 16, 14, 14]);
  const last = grid.width - 1;
  const [headline, ...rest] = summary.sentences;
  grid.across(1, 1, last, headline?.text ?? '', { size: 17, bold: true, wrap: true });
  let row = 3;
  const first = rest.find(({ code }) => code === 'action');
  if (first !== undefined) {
    const look = { fill: 'makesSoft', colour: 'makes' } as const;
    grid.across(row, 1, last, own('whatToDo'), { ...look, bold: true });
    grid.across(row + 1, 1, last, first.text, { fill: 'makesSoft', wrap: true, size: 12 });
    row += 3;
  }
  for (const { code, text } of rest) {
    if (code === 'action') continue;
    const warns = code === 'books' && summary.reconciled !== true;
    grid.across(row, 1, last, text, { wrap: true, ...(warns ? { bold: true, colour: 'erodes' } : {}) });
    row++;
  }
  row = figures(inputs, grid, row + 1);
  row = surprises(inputs, grid, row + 1);
  row = tiers(inputs, grid, row + 1);
  const good = view.context.goodCustomer?.[view.locale];
  if (good !== undefined) {
    grid.put(row + 1, 1, view.say('goodCustomer'), { size: 13, bold: true }).tall(row + 1, 1, 13);
    grid.across(row + 2, 1, last, good, { italic: true, wrap: true, colour: 'soft' });
  }
  return grid.sheet(name, {
    view: { showGridLines: false, tabColor: { rgb: '0B6B78' } },
    ...printing(frame, { width: 0 }),
    a11y: { summary: headline?.text ?? name },
  });
};

type Figure = readonly [label: string, value: Value, kind: Kind, note: string];

function figures(inputs: Inputs, grid: Grid, start: number): number {
  const { view, own } = inputs;
  let row = heading(grid, start, own('keyFigures'));
  for (const [label, value, kind, note] of keyFigures(inputs)) {
    const tone = typeof value === 'number' && value < 0 ? ({ colour: 'erodes' } as const) : {};
    grid.put(row, 1, label, { rule: 'under', wrap: true });
    grid.put(row, 2, value, { kind, bold: true, rule: 'under', ...tone });
    grid.across(row, 3, grid.width - 1, note, { colour: 'soft', rule: 'under', indent: 1 });
    grid.tall(row, grid.lines(1, label));
    row++;
  }
  grid.put(start, 2, view.context.currency, { align: 'right', colour: 'soft' });
  return row;
}

function keyFigures(inputs: Inputs): Figure[] {
  const { view, summary, own } = inputs;
  const { data, format, say, measureTitle } = view;
  const c = data.concentration;
  const percent = (share: number): string => format.percent(share, 0);
  const company = data.company.reduce((sum, row) => sum + Number(row.net_profit ?? 0), 0);
  const margin = c.net_sales > 0 ? percent(c.total_profit / c.net_sales) : '–';
  const list: Figure[] = [
    [own('rankedCustomers'), c.customers, 'count', ''],
    [say('netSales'), c.net_sales, 'money', say('ofRanked', { n: format.number(c.customers) })],
    [measureTitle, c.total_profit, 'money', `${own('totalNote')} · ${say('marginOf', { share: margin })}`],
    [own('whoMakes'), c.sum_positive, 'money', own('whoMakesNote', { n: format.number(c.profitable) })],
    [own('whoErodes'), c.sum_negative, 'money', own('whoErodesNote', { n: format.number(c.unprofitable) })],
  ];
  if (summary.peakShare !== null) {
    const share = percent(c.peak_customers_share ?? c.profitable / c.customers);
    list.push([own('peakShare'), summary.peakShare, 'percent', own('peakShareNote', { share })]);
  }
  if (c.total_profit > 0 && c.top_20_share !== null) {
    const n = format.number(Math.ceil(0.2 * c.customers));
    list.push([own('topShare'), c.top_20_share, 'percent', own('topShareNote', { n })]);
  }
  list.push([own('companyResult'), Number(company.toFixed(4)), 'money', own('companyResultNote')]);
  const accounts =
    data.ties.length === 0 ? '' : format.number(data.ties.filter((tie) => tie.reconciled).length);
  const note = accounts === '' ? '' : say('accountsTie', { n: accounts });
  list.push([say('books'), booksWord(inputs).text, 'text', summary.reconciled === true ? note : '']);
  return list;
}

function surprises({ view, summary }: Inputs, grid: Grid, start: number): number {
  const chosen = summary.surprises.slice(0, 3);
  if (chosen.length === 0) return start;
  let row = heading(grid, start, view.say('threeSurprises'));
  for (const { kind, name, text } of chosen) {
    const colour = kind === 'hidden_gem' ? 'makes' : 'erodes';
    grid.across(row, 1, grid.width - 1, name, { bold: true, size: 12 });
    grid.put(row + 1, 1, kind in words ? view.say(kind as Word) : kind, { colour, wrap: true });
    grid.across(row + 1, 2, grid.width - 1, text, { wrap: true });
    row += 2;
  }
  return row;
}

function tiers({ view, own }: Inputs, grid: Grid, start: number): number {
  const { say, data, measureTitle } = view;
  let row = heading(grid, start, say('tiersAndPolicies'));
  const heads = [
    say('tier'),
    say('customers'),
    say('netSales'),
    measureTitle,
    own('shareOfProfit'),
    say('margin'),
  ];
  heads.forEach((label, index) => {
    grid.put(row, index + 1, label, {
      bold: true,
      rule: 'head',
      wrap: true,
      align: index === 0 ? 'left' : 'right',
    });
  });
  const total = data.concentration.total_profit;
  for (const tier of data.tiers) {
    row++;
    const tone = { colour: tier.net_profit < 0 ? 'erodes' : 'makes', bold: true } as const;
    grid.put(row, 1, view.tier(tier.key), { rule: 'under' });
    grid.put(row, 2, tier.customers, { kind: 'count', rule: 'under' });
    grid.put(row, 3, tier.net_sales, { kind: 'money', rule: 'under' });
    grid.put(row, 4, tier.net_profit, { kind: 'money', rule: 'under', ...tone });
    grid.put(row, 5, total > 0 ? tier.net_profit / total : null, { kind: 'percent', rule: 'under' });
    const margin = tier.net_sales > 0 ? tier.net_profit / tier.net_sales : null;
    grid.put(row, 6, margin, { kind: 'percent', rule: 'under' });
  }
  return row + 1;
}

export function heading(grid: Grid, row: number, text: string): number {
  grid.put(row, 1, text, { size: 13, bold: true }).tall(row, 1.2, 13);
  return row + 1;
}
