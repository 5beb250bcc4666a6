import { type BornOnInvoice, bornOnInvoice } from '../contracts/features/currency.ts';
import type { Row } from '../engine/database.ts';
import type { Format } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { CurrencyTrace } from '../pipeline/explain/currencies.ts';
import { traceWords } from './explain-words.ts';
import { paint, print, table } from './terminal.ts';

/** Signs as in the statement; nothing stands before a subtotal but the equals sign. */
const signs: Readonly<Record<BornOnInvoice, string>> = {
  gross_sales: '+',
  discounts: '−',
  returns: '−',
  net_invoiced: '=',
  cost_of_goods: '−',
  margin_invoiced: '=',
  freight_and_fees_billed: '+',
  bad_debt: '−',
};

/** Prints the part of the statement that is born on invoices, a column for each currency, then in the reporting one. */
export function printCurrencies(
  { byCurrency, reporting }: CurrencyTrace,
  currency: string,
  locale: Locale,
  format: Format,
): void {
  const say = traceWords[locale];
  const money = (row: Row, name: string): string => format.number(Number(row[name] ?? 0), 2);
  const filled = (name: BornOnInvoice): boolean =>
    signs[name] === '=' || [...byCurrency, reporting].some((row) => Number(row[name]) !== 0);
  const rows = bornOnInvoice.filter(filled).map((name) => {
    const cells = [
      `  ${signs[name]} ${say.bornOnInvoice[name]}`,
      ...byCurrency.map((row) => money(row, name)),
      money(reporting, name),
    ];
    return signs[name] === '=' ? cells.map((cell) => paint('bold', cell)) : cells;
  });
  const rate = (value: unknown): string => String(Number(value));
  const rates = (row: Row): string =>
    row.is_reporting === true
      ? ''
      : row.lowest_rate === null
        ? say.noRate
        : row.lowest_rate === row.highest_rate
          ? rate(row.lowest_rate)
          : `${rate(row.lowest_rate)} – ${rate(row.highest_rate)}`;
  const foreign = (cell: (row: Row) => string): string[] =>
    byCurrency.map((row) => (row.is_reporting === true ? '' : cell(row)));
  print(`\n${paint('bold', say.byCurrency)}`);
  print(
    table(
      [
        ['', ...byCurrency.map((row) => String(row.currency)), say.inReporting(currency)].map((cell) =>
          paint('dim', cell),
        ),
        ...rows,
        [
          `  ${say.invoiceLines}`,
          ...byCurrency.map((row) => format.number(Number(row.lines))),
          format.number(Number(reporting.lines)),
        ],
        [`  ${say.ratesUsed}`, ...byCurrency.map(rates), ''],
        [
          `  ${say.closingRate}`,
          ...foreign((row) => (row.closing_rate === null ? '' : rate(row.closing_rate))),
          '',
        ],
        [
          `  ${say.closingDifference}`,
          ...foreign((row) =>
            row.closing_difference === null
              ? ''
              : `${currency} ${format.number(Number(row.closing_difference), 2)}`,
          ),
          '',
        ],
      ],
      [...byCurrency.map((_, index) => index + 1), byCurrency.length + 1],
    ),
  );
  print(paint('dim', `  ${say.exchangeNote}`));
}
