import { statementLines } from '../contracts/statement.ts';
import type { Format } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { YearOfCustomer } from '../pipeline/explain/customer.ts';
import { paint, print, table } from './terminal.ts';

/** From the whole period to a year, from a year to its months, from a month to its documents. */
const words: Record<
  Locale,
  {
    readonly byYear: string;
    readonly byMonth: string;
    readonly months: string;
    year(year: string): string;
    open(command: string): string;
  }
> = {
  en: {
    byYear: 'Year by year',
    byMonth: 'Month by month',
    months: 'months',
    year: (year) => year,
    open: (command) => `open one of them: ${command}`,
  },
  'zh-CN': {
    byYear: '逐年',
    byMonth: '逐月',
    months: '月数',
    year: (year) => `${year} 年`,
    open: (command) => `展开其中一项：${command}`,
  },
};

interface Spanned {
  readonly month: string | null;
  readonly until: string | null;
  readonly periodStart: string;
  readonly asOf: string;
}

/** What a trace covers, in words: the whole period, a year or a month. */
export function spanText({ month, until, periodStart, asOf }: Spanned, format: Format): string {
  if (month === null || until === null) return `${format.date(periodStart)} – ${format.date(asOf)}`;
  if (month === until) return format.month(month);
  return `${words[format.locale].year(month.slice(0, 4))} (${format.month(month)} – ${format.month(until)})`;
}

/** The months of a figure; its years where there are more than one, since a year opens to its months. */
export function printMonths(
  months: readonly { month: string; amount: number }[],
  command: string,
  locale: Locale,
  format: Format,
): void {
  if (months.length < 2) return;
  const say = words[locale];
  const years = new Map<string, number>();
  for (const { month, amount } of months)
    years.set(month.slice(0, 4), (years.get(month.slice(0, 4)) ?? 0) + Math.round(amount * 10_000));
  const rows =
    years.size > 1
      ? [...years].map(([year, units]) => [`  ${year}`, format.money(units / 10_000, 2)])
      : months.map(({ month, amount }) => [`  ${month.slice(0, 7)}`, format.money(amount, 2)]);
  print(`\n${paint('bold', years.size > 1 ? say.byYear : say.byMonth)}`);
  print(table(rows, [1]));
  print(paint('dim', `  ${say.open(`${command} --month ${rows.at(-1)![0]!.trim()}`)}`));
}

const shown = ['net_sales', 'gross_margin', 'contribution', 'net_profit'] as const;

/** The subtotals of a customer, year by year, where the period has more than one. */
export function printYears(
  years: readonly YearOfCustomer[],
  customer: string,
  locale: Locale,
  format: Format,
): void {
  if (years.length < 2) return;
  const say = words[locale];
  const label = (line: string): string => statementLines.find(({ id }) => id === line)!.label[locale];
  print(`\n${paint('bold', say.byYear)}`);
  print(
    table(
      [
        ['', say.months, ...shown.map(label)].map((cell) => paint('dim', cell)),
        ...years.map((row) => [
          `  ${row.year}`,
          format.number(row.months),
          ...shown.map((line) => format.money(row[line], 2)),
        ]),
      ],
      [1, 2, 3, 4, 5],
    ),
  );
  print(
    paint(
      'dim',
      `  ${say.open(`whalecurve explain ${customer} --line net_profit --month ${years.at(-1)!.year}`)}`,
    ),
  );
}
