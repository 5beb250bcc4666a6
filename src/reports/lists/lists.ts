import type { WriteSheet } from 'hucre';
import type { Database } from '../../engine/database.ts';
import type { View } from '../view.ts';
import { frameOf } from '../workbook/sheets/kit.ts';
import { type Table, type TableColumn, tableSheet } from '../workbook/table.ts';
import { workbookBytes } from '../workbook/write.ts';
import { campaignLists } from './campaigns.ts';
import { causesAndLevers } from './causes.ts';
import { csvOf } from './csv.ts';
import { type ListInputs, listInputs, sumOf, type WorkList } from './kit.ts';
import { reminders } from './reminders.ts';
import { rhythmLists } from './rhythm.ts';
import { thanks } from './thanks.ts';

/**
 * What people do on Monday, as files they work through: each list as CSV, all of them in one workbook with an
 * overview by salesperson. The same tables and context give the same bytes.
 * @returns files by their name, and how many rows the lists have together
 */
export async function workLists(
  database: Database,
  view: View,
): Promise<{ files: readonly { name: string; content: string | Uint8Array }[]; rows: number }> {
  const inputs = await listInputs(database, view);
  const lists = [
    await reminders(inputs),
    ...(await rhythmLists(inputs)),
    await causesAndLevers(inputs),
    ...(await thanks(inputs)),
  ];
  const campaigns = await campaignLists(inputs);
  return {
    files: [
      ...lists.map((list) => ({ name: `${list.name}.csv`, content: csvOf(list) })),
      { name: 'work-lists.xlsx', content: await listsWorkbook(inputs, lists) },
      ...campaigns.files,
    ],
    rows: lists.reduce((sum, list) => sum + list.rows.length, campaigns.rows),
  };
}

async function listsWorkbook({ view, own }: ListInputs, lists: readonly WorkList[]): Promise<Uint8Array> {
  const { context, locale } = view;
  const title = own('workbookTitle', { title: context.title[locale] });
  const frame = frameOf(view, title);
  const sheets: WriteSheet[] = [
    tableSheet(own('overview'), overview({ view, own }, lists), frame),
    ...lists.map((list) => tableSheet(own(list.word), list, frame)),
  ];
  return workbookBytes(sheets, {
    locale,
    title,
    description: own('overviewTitle'),
    asOf: context.asOf,
    version: context.version,
  });
}

/** Who has how much to do: entries and money of every list by salesperson, most money first. */
function overview({ view, own }: Pick<ListInputs, 'view' | 'own'>, lists: readonly WorkList[]): Table {
  const owners = new Map<string, number>();
  for (const { stakes } of lists)
    for (const { owner, money } of stakes)
      owners.set(owner, (owners.get(owner) ?? 0) + Math.round(money * 100));
  const order = [...owners.keys()].sort((a, b) => owners.get(b)! - owners.get(a)! || (a < b ? -1 : 1));
  const columns: TableColumn[] = lists.flatMap(({ name, word }) => [
    { key: `${name}-entries`, label: own('entries', { list: own(word) }), kind: 'count', width: 15 },
    { key: `${name}-money`, label: own('money', { list: own(word) }), kind: 'money', width: 17, bold: true },
  ]);
  const row = (owner: string | null): number[] =>
    lists.flatMap(({ stakes }) => {
      const mine = owner === null ? stakes : stakes.filter((stake) => stake.owner === owner);
      return [mine.length, sumOf(mine.map(({ money }) => money))];
    });
  const { context, format, locale } = view;
  const totals = row(null);
  return {
    title: `${context.title[locale]} · ${own('overviewTitle')}`,
    notes: [own('overviewNote', { date: format.date(context.asOf), currency: context.currency })],
    columns: [{ key: 'owner', label: own('owner'), kind: 'text', width: 20, bold: true }, ...columns],
    rows: order.map((owner) => [owner, ...row(owner)]),
    totals: [
      {
        label: own('total'),
        values: Object.fromEntries(columns.map(({ key }, index) => [key, totals[index] ?? null])),
      },
    ],
    empty: own('nothing'),
    frozen: 1,
  };
}
