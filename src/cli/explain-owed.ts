import type { Row } from '../engine/database.ts';
import type { Format } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { plain } from './plain.ts';
import { paint, print, table } from './terminal.ts';

/** What is owed in another currency, as the customer sees it and as the books do. */
interface OwedWords {
  readonly title: string;
  readonly currency: string;
  readonly invoiced: string;
  readonly open: string;
  readonly overdue: string;
  readonly closingRate: string;
  openIn(currency: string): string;
  readonly revaluation: string;
  readonly realised: string;
  readonly note: string;
  booked(own: string, rate: string, amount: string): string;
  stillOpen(own: string, rate: string, amount: string, difference: string): string;
  paid(own: string, difference: string): string;
}

export const owedWords: Record<Locale, OwedWords> = {
  en: {
    title: 'Owed by currency',
    currency: 'currency',
    invoiced: 'invoiced',
    open: 'open',
    overdue: 'overdue',
    closingRate: 'rate at the end',
    openIn: (currency) => `open, ${currency}`,
    revaluation: 'of it by exchange rates',
    realised: 'gained on payments',
    note: 'What exchange rates gave or took belongs to the company and is in no line of this statement.',
    booked: (own, rate, amount) => `${own} at ${rate} of the invoice day: ${amount}`,
    stillOpen: (own, rate, amount, difference) =>
      `${own} still open, at ${rate} of the as-of date: ${amount}, ${difference} by exchange rates`,
    paid: (own, difference) => `${own} paid: exchange difference ${difference}, of the company`,
  },
  'zh-CN': {
    title: '按币种的应收',
    currency: '币种',
    invoiced: '期内开票',
    open: '未清',
    overdue: '逾期',
    closingRate: '期末汇率',
    openIn: (currency) => `未清（${currency}）`,
    revaluation: '其中汇率变动',
    realised: '收款汇兑损益',
    note: '汇兑损益属于公司，不计入该客户的任何损益项目。',
    booked: (own, rate, amount) => `${own}，按开票日汇率 ${rate} 折合 ${amount}`,
    stillOpen: (own, rate, amount, difference) =>
      `尚有 ${own} 未清，按基准日汇率 ${rate} 折合 ${amount}，其中汇率变动 ${difference}`,
    paid: (own, difference) => `已收 ${own}：汇兑损益 ${difference}，属公司层面`,
  },
};

/** By currency: what was invoiced, is open and overdue in it, what that is worth, and what exchange rates did. */
export function printOwed(owed: readonly Row[], currency: string, locale: Locale, format: Format): void {
  if (owed.length === 0) return;
  const say = owedWords[locale];
  const number = (value: unknown): string => format.number(Number(value ?? 0), 2);
  const foreign = (row: Row, cell: string): string => (row.is_reporting === true ? '' : cell);
  print(`\n${paint('bold', say.title)}`);
  print(
    table(
      [
        [
          `  ${say.currency}`,
          say.invoiced,
          say.open,
          say.overdue,
          say.closingRate,
          say.openIn(currency),
          say.revaluation,
          say.realised,
        ].map((cell) => paint('dim', cell)),
        ...owed.map((row) => [
          `  ${row.currency}`,
          number(row.invoiced),
          number(row.open_balance),
          number(row.overdue),
          foreign(row, row.closing_rate === null ? '' : rateOf(row.closing_rate, format)),
          number(row.open_balance_reporting),
          foreign(row, number(row.revaluation)),
          foreign(row, number(row.exchange_realised)),
        ]),
      ],
      [1, 2, 3, 4, 5, 6, 7],
    ),
  );
  print(paint('dim', `  ${say.note}`));
}

/** One receivable: how its amount came from its currency, what it is worth now, and what its payment brought. */
export function printOwnAmount(receivable: Row, locale: Locale, format: Format): void {
  if (receivable.currency === null || receivable.fx_rate === null) return;
  const say = owedWords[locale];
  const own = (value: unknown): string => `${receivable.currency} ${format.number(Number(value), 2)}`;
  const money = (value: unknown): string => format.money(Number(value), 2);
  print(
    `  ${say.booked(own(receivable.own_amount), rateOf(receivable.fx_rate, format), money(receivable.amount))}`,
  );
  if (Number(receivable.own_open) !== 0 && receivable.closing_rate !== null)
    print(
      `  ${say.stillOpen(
        own(receivable.own_open),
        rateOf(receivable.closing_rate, format),
        money(receivable.open_amount),
        money(receivable.revaluation),
      )}`,
    );
  if (receivable.exchange_difference !== null)
    print(`  ${say.paid(own(receivable.own_paid), money(receivable.exchange_difference))}`);
}

const rateOf = (rate: unknown, format: Format): string => plain(rate, format, 6);
