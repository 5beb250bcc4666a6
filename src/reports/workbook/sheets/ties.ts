import type { WriteSheet } from 'hucre';
import type { TieRow } from '../../data/trust.ts';
import type { View } from '../../view.ts';
import { day } from '../grid.ts';
import { type TableColumn, tableSheet } from '../table.ts';
import type { Inputs, SheetMaker } from './kit.ts';

/** The figures held against the ledger: ledger = charged + unused + company level + timing + unexplained. */
export const ties: SheetMaker = (inputs, name) => tieSheet(inputs, name, inputs.view.data.ties, false);
export const tieMonths: SheetMaker = (inputs, name) =>
  tieSheet(inputs, name, inputs.view.data.tieMonths, true);

const parts = ['ledger', 'charged', 'unused', 'company_level', 'timing', 'unexplained'] as const;

function tieSheet(
  { view, summary, own, frame }: Inputs,
  name: string,
  list: readonly TieRow[],
  byMonth: boolean,
): WriteSheet {
  const { say } = view;
  const labels = [
    say('ledger'),
    say('charged'),
    say('unused'),
    say('atCompany'),
    say('timing'),
    say('unexplained'),
  ];
  const money = parts.map(
    (key, index): TableColumn => ({
      key,
      label: labels[index]!,
      kind: 'cents',
      width: 17,
      ...(key === 'unexplained' ? { tone: true } : {}),
    }),
  );
  const sum = (key: (typeof parts)[number]): number =>
    Number(list.reduce((total, tie) => total + tie[key], 0).toFixed(4));
  const books = summary.sentences.find(({ code }) => code === 'books')?.text ?? '';
  return tableSheet(
    name,
    {
      title: byMonth ? own('tieMonthsSheet') : say('tieOut'),
      notes: [books, say('tieCaption', { currency: view.context.currency })],
      columns: [
        { key: 'account', label: say('account'), kind: 'text', width: 18, bold: true },
        ...(byMonth ? [{ key: 'month', label: say('month'), kind: 'date', width: 12 } as const] : []),
        { key: 'description', label: say('meaning'), kind: 'text', width: 34 },
        { key: 'role', label: say('role'), kind: 'text', width: 26 },
        ...money,
        { key: 'ties', label: say('books'), kind: 'text', width: 13 },
      ],
      rows: list.map((tie) => [
        tie.account,
        ...(byMonth ? [day(tie.month)] : []),
        tie.description,
        roleOf(view, tie),
        ...parts.map((key) => tie[key]),
        tie.reconciled ? `✓ ${say('ties')}` : `✗ ${say('off')}`,
      ]),
      ...(list.length === 0
        ? {}
        : {
            totals: [
              { label: say('total'), values: Object.fromEntries(parts.map((key) => [key, sum(key)])) },
            ],
          }),
      frozen: 1,
      empty: say('noLedgerText'),
    },
    frame,
  );
}

/** What an account carries, in words. A pool may be called `sales` as well as the component; the settings tell. */
function roleOf(view: View, { account, role }: TieRow): string | null {
  if (role === null) return null;
  if (view.data.poolAccounts.some((one) => one.account === account && one.pool === role))
    return view.pool(role);
  const component = (id: string): string => {
    if (id === 'company_level') return view.say('company_level');
    return id === 'sales' ? view.say('salesOfBooks') : view.line(id);
  };
  return role
    .split(' + ')
    .map(component)
    .join(view.locale === 'zh-CN' ? '、' : ', ');
}
