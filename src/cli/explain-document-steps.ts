import { drivers } from '../contracts/drivers.ts';
import { statementLines } from '../contracts/statement.ts';
import type { Row } from '../engine/database.ts';
import type { Format } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { DocumentLine } from '../pipeline/explain/document.ts';
import { documentWords } from './explain-document-words.ts';
import { printOwnAmount } from './explain-owed.ts';
import { traceWords } from './explain-words.ts';
import { plain } from './plain.ts';
import { paint, print, table } from './terminal.ts';

/** The steps of a line of a document from the statement on; each prints its own. */

const labelOf = (line: string, locale: Locale): string =>
  statementLines.find(({ id }) => id === line)?.label[locale] ?? traceWords[locale].salesLabel(line);
const signOf = (line: string): 1 | -1 => statementLines.find(({ id }) => id === line)?.sign ?? 1;

/** How each amount comes from the cells: in the currency of the invoice, before its rate. */
function formulaOf(name: string, line: Row, locale: Locale, format: Format): string {
  const say = documentWords[locale];
  const number = (value: unknown): string => plain(value, format);
  const given = (column: string): boolean => line[column] !== null && line[column] !== undefined;
  const quantity = number(line.quantity);
  const net = given('invoiced')
    ? say.asGiven
    : `${quantity} × ${number(line.unit_price)}${Number(line.discount_rate ?? 0) > 0 ? ` × (1 − ${number(line.discount_rate)})` : ''}`;
  if (name === 'gross_sales')
    return Number(line.list_price ?? 0) > 0
      ? `${quantity} × ${number(line.list_price)}`
      : Number(line.discount_rate ?? 0) > 0
        ? say.beforeDiscount
        : net;
  if (name === 'discounts')
    return `${number(line.gross_sales)} − ${number(Number(line.gross_sales) - Number(line.discounts))}`;
  if (name === 'cost_of_goods')
    return given('cost_amount')
      ? say.asGiven
      : given('unit_cost')
        ? `${quantity} × ${number(line.unit_cost)}`
        : `${quantity} × ${number(line.standard_cost)} (${say.standardCost})`;
  return name === 'freight_and_fees_billed' ? net : say.negated;
}

export function printStatement(
  { line, statement, currency }: DocumentLine,
  locale: Locale,
  format: Format,
): void {
  const say = documentWords[locale];
  if (line.left_out === true) {
    print(`  ${say.leftOut}`);
    return;
  }
  const sum = statement.reduce((all, one) => all + signOf(one.line) * Math.round(one.amount * 10_000), 0);
  print(
    table(
      [
        ['', say.how, say.thisLine, say.ofMonth].map((cell) => paint('dim', cell)),
        ...statement.map(({ line: name, amount, ofMonth }) => [
          `  ${signOf(name) > 0 ? '+' : '−'} ${labelOf(name, locale)}`,
          name === 'discounts' || line.currency === currency || line.fx_rate === null
            ? formulaOf(name, line, locale, format)
            : `${formulaOf(name, line, locale, format)} × ${plain(line.fx_rate, format, 6)}`,
          format.number(amount, 2),
          format.number(ofMonth, 2),
        ]),
        [`  = ${say.grossMargin}`, '', format.number(sum / 10_000, 2), ''],
      ],
      [2, 3],
    ),
  );
}

export function printBooks({ accounts, line }: DocumentLine, locale: Locale, format: Format): void {
  const say = documentWords[locale];
  if (accounts.length === 0) {
    print(`  ${say.noAccount}`);
    return;
  }
  const money = (value: unknown): string => (value === null ? '–' : format.number(Number(value), 2));
  print(
    table(
      [
        [
          `  ${say.account}`,
          say.carries,
          say.thisLine,
          `${say.ledger} ${String(line.month).slice(0, 7)}`,
          say.charged,
          say.timing,
          say.unexplained,
          '',
        ].map((cell) => paint('dim', cell)),
        ...accounts.map((row) => [
          `  ${row.account} ${row.description ?? ''}`,
          String(row.role)
            .split(' + ')
            .map((component) => labelOf(component, locale))
            .join(' + '),
          money(row.amount),
          money(row.ledger),
          money(row.charged),
          money(row.timing),
          money(row.unexplained),
          row.reconciled === true ? say.ties : paint('red', say.tiesNot),
        ]),
      ],
      [2, 3, 4, 5, 6],
    ),
  );
}

export function printWork({ work, line }: DocumentLine, locale: Locale, format: Format): void {
  const say = documentWords[locale];
  if (work.steps.length + work.deliveries.length === 0) {
    print(`  ${say.noWork}`);
    return;
  }
  const cause = (name: unknown): string =>
    name === 'line' ? say.ofLine : say.ofOrder(String(line.order_id ?? ''));
  print(
    table(
      [
        ...work.steps.map((row) => [
          `  ${cause(row.cause)}`,
          String(locale === 'zh-CN' ? row.label_zh : row.label_en),
          String(row.month).slice(0, 7),
          `${drivers[row.driver as keyof typeof drivers]?.[locale].replace(/[（(].*$/, '').trim() ?? row.driver}: ${plain(row.units, format)}`,
          `× ${plain(row.factor, format)}${row.method === 'time_driven' ? ` ${say.minutes}` : ''}`,
          `× ${format.number(Number(row.rate), 6)}`,
          `= ${format.money(Number(row.amount), 2)}`,
        ]),
        ...work.deliveries.map((row) => [
          `  ${cause('order')}`,
          say.freight,
          String(row.shipped_on).slice(0, 7),
          String(row.shipment_id),
          '',
          '',
          `= ${format.money(Number(row.amount), 2)}`,
        ]),
      ],
      [4, 5, 6],
    ),
  );
  if (work.steps.length > 0) print(paint('dim', `  ${say.about}`));
}

export function printReceivable({ receivable }: DocumentLine, locale: Locale, format: Format): void {
  const say = documentWords[locale];
  if (receivable === null) {
    print(`  ${say.notAmongReceivables}`);
    return;
  }
  const day = (value: unknown, none: string): string => (value === null ? none : String(value));
  const settled = traceWords[locale].settled;
  print(
    `  ${say.receivable({
      amount: format.money(Number(receivable.amount), 2),
      issued: day(receivable.issued_on, ''),
      due: day(receivable.due_on, say.noDue),
      settled: receivable.settled_on === null ? say.open : `${settled} ${receivable.settled_on}`,
    })}`,
  );
  printOwnAmount(receivable, locale, format);
  if (Number(receivable.days) > 0)
    print(
      `  ${say.credit({
        days: format.number(Number(receivable.days)),
        late: format.number(Number(receivable.days_late)),
        rate: format.percent(Number(receivable.annual_rate)),
        amount: format.money(Number(receivable.cost_of_credit), 2),
      })}`,
    );
}
