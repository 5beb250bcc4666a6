import { type TieReason, tieReasonLabels } from '../contracts/features/statement.ts';
import { componentLabel } from '../contracts/statement.ts';
import { type Format, formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { AccountSums, AccountTrace } from '../pipeline/explain/account.ts';
import { spanText } from './explain-spans.ts';
import { traceWords } from './explain-words.ts';
import { paint, print, table } from './terminal.ts';
import { words } from './words.ts';

/** Prints where a ledger account went: customers, unused, company level, timing, unexplained. */
export function printAccount(trace: AccountTrace, locale: Locale): void {
  const say = traceWords[locale];
  const format = formatFor(locale, trace.currency);
  const names = [...new Set(trace.accounts.map(({ description }) => description).filter(Boolean))].join(
    ' + ',
  );
  print(paint('bold', `${say.account} ${trace.account}  ${names}`));
  print(`${roleOf(trace, locale)} · ${spanText(trace, format)}`);
  print();
  print(sumsTable(trace, locale, format));
  if (trace.months.some(({ reconciled }) => !reconciled)) print(paint('red', words[locale].notReconciled));
  if (trace.suspects.length > 0)
    print(
      table(
        trace.suspects.map((row) => [
          `  ${String(row.month).slice(0, 7)}`,
          String(row.document),
          format.money(Number(row.amount), 2),
          tieReasonLabels[row.reason as TieReason][locale],
        ]),
        [2],
      ),
    );
  const { customers } = trace;
  if (customers.shown.length === 0) return;
  print(`\n${paint('bold', say.customers)}`);
  const share = (amount: number): string =>
    customers.amount === 0 ? '' : format.percent(amount / customers.amount);
  print(
    table(
      [
        ...customers.shown.map(({ customer_id, name, amount }) => [
          `  ${customer_id}`,
          name,
          format.money(amount, 2),
          share(amount),
        ]),
        ...(customers.rest.count > 0
          ? [
              [
                '  …',
                say.rest(format.number(customers.rest.count)),
                format.money(customers.rest.amount, 2),
                share(customers.rest.amount),
              ],
            ]
          : []),
        ['  =', say.total, format.money(customers.amount, 2), ''],
      ],
      [2, 3],
    ),
  );
}

function roleOf({ role, pool }: AccountTrace, locale: Locale): string {
  const say = traceWords[locale];
  if (role === null) return say.roles.none;
  if (role === 'company_level') return say.roles.company_level;
  if (pool !== null) return say.roles.pool(String(locale === 'zh-CN' ? pool.label_zh : pool.label_en));
  return role
    .split(' + ')
    .map((component) => componentLabel(component)?.[locale] ?? say.salesLabel(component))
    .join(' + ');
}

const columns = [
  'ledger',
  'charged',
  'unused',
  'company_level',
  'timing',
  'unexplained',
  'not_used',
] as const satisfies readonly (keyof AccountSums)[];

/** Month by month and in all; columns that are nought throughout are left out. */
function sumsTable(trace: AccountTrace, locale: Locale, format: Format): string {
  const say = traceWords[locale];
  const shown = columns.filter(
    (column) => column === 'ledger' || trace.months.some((row) => Number(row[column]) !== 0),
  );
  const cells = (row: AccountSums): string[] => shown.map((column) => format.number(Number(row[column]), 2));
  return table(
    [
      ['', ...shown.map((column) => say.sums[column])].map((cell) => paint('dim', cell)),
      ...trace.months.map((row) => [`  ${row.month.slice(0, 7)}`, ...cells(row)]),
      [`  ${say.total}`, ...cells(trace.totals)].map((cell) => paint('bold', cell)),
    ],
    shown.map((_, index) => index + 1),
  );
}
