import { canonicalTables } from '../contracts/canonical.ts';
import { lineClassLabels, lineKindLabels } from '../contracts/line-labels.ts';
import type { Row } from '../engine/database.ts';
import { type Format, formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { DocumentLine, DocumentOverview } from '../pipeline/explain/document.ts';
import { printBooks, printReceivable, printStatement, printWork } from './explain-document-steps.ts';
import { documentWords } from './explain-document-words.ts';
import { plain } from './plain.ts';
import { paint, print, table } from './terminal.ts';

/** Prints a document, or one line of it followed from the export to the statement, the books and the work it caused. */
export function printDocument(trace: DocumentOverview | DocumentLine, locale: Locale): void {
  const format = formatFor(locale, trace.currency);
  const first = trace.line ?? (trace as DocumentOverview).lines[0]!;
  const number = trace.line === null ? trace.invoice : `${trace.invoice} / ${trace.line.line_no}`;
  print(paint('bold', `${documentWords[locale].document} ${number}`));
  print(`${trace.customer.customer_id}  ${trace.customer.name} · ${format.date(String(first.invoiced_on))}`);
  if (trace.line === null) printOverview(trace as DocumentOverview, locale, format);
  else printSteps(trace as DocumentLine, locale, format);
}

const whatIs = (line: Row, locale: Locale): string => {
  const name = lineClassLabels[line.class as keyof typeof lineClassLabels]?.[locale] ?? String(line.class);
  const kind = lineKindLabels[line.kind as keyof typeof lineKindLabels]?.[locale] ?? String(line.kind);
  return `${name}, ${kind}`;
};
function printOverview(trace: DocumentOverview, locale: Locale, format: Format): void {
  const say = documentWords[locale];
  const marginOf = (line: Row): number => Number(line.net_amount) - Number(line.cost_of_goods);
  const money = (value: number): string => format.number(value, 2);
  const total = (value: (line: Row) => number): string =>
    money(trace.lines.reduce((sum, line) => sum + Math.round(value(line) * 10_000), 0) / 10_000);
  print();
  print(
    table(
      [
        ['  ', say.what, say.product, say.quantity, say.net, say.cost, say.margin, say.inExport].map((cell) =>
          paint('dim', cell),
        ),
        ...trace.lines.map((line) => [
          `  ${line.line_no}`,
          whatIs(line, locale),
          [line.product_id, line.product].filter(Boolean).join(' '),
          plain(line.quantity, format),
          money(Number(line.net_amount)),
          money(Number(line.cost_of_goods)),
          money(marginOf(line)),
          line.file === undefined ? '' : say.place(String(line.file), format.number(Number(line.row))),
        ]),
        [
          `  ${say.total}`,
          '',
          '',
          '',
          total((line) => Number(line.net_amount)),
          total((line) => Number(line.cost_of_goods)),
          total(marginOf),
          '',
        ],
      ],
      [3, 4, 5, 6],
    ),
  );
  print(`\n${say.openLine(`${trace.invoice}/${trace.lines[0]!.line_no}`)}`);
}

function printSteps(trace: DocumentLine, locale: Locale, format: Format): void {
  const say = documentWords[locale];
  const step = (title: string): void => print(`\n${paint('bold', title)}`);
  step(say.steps.export);
  if (trace.place === null) print(`  ${say.noPlace}`);
  else {
    print(`  ${say.place(trace.place.file, format.number(trace.place.row))}`);
    print(
      table([
        [`  ${say.header}`, say.cell, say.becomes].map((cell) => paint('dim', cell)),
        ...trace.cells.map(({ header, cell, columns, values }) => [
          `  ${header}`,
          cell ?? '',
          columns
            .map(
              (column, index) =>
                `${nameOf(column, locale)}: ${written(column, values[index], locale, format)}`,
            )
            .join(', '),
        ]),
      ]),
    );
  }
  step(say.steps.read);
  const { line } = trace;
  const foreign = line.currency !== trace.currency;
  const rate =
    line.fx_rate === null ? say.noRate : say.rate(String(line.currency), plain(line.fx_rate, format, 6));
  const when = line.in_period === true ? say.counted(format.month(String(line.month))) : say.before;
  print(`  ${[whatIs(line, locale), when, ...(foreign ? [rate] : [])].join(' · ')}`);
  step(say.steps.statement);
  printStatement(trace, locale, format);
  step(say.steps.books);
  printBooks(trace, locale, format);
  step(say.steps.work);
  printWork(trace, locale, format);
  step(say.steps.paid);
  printReceivable(trace, locale, format);
  step(say.steps.next);
  const month = String(line.month).slice(0, 7);
  const [main] = trace.statement;
  if (main !== undefined)
    print(`  whalecurve explain ${trace.customer.customer_id} --line ${main.line} --month ${month}`);
  for (const { account } of trace.accounts)
    print(`  whalecurve explain --account ${String(account).split(' + ')[0]} --month ${month}`);
}

/** What a canonical column is called: its meaning, without what a mapper must know besides. */
const nameOf = (column: string, locale: Locale): string =>
  (canonicalTables.invoice_lines.columns[column]?.meaning[locale] ?? column).replace(/[;（].*$/, '');

function written(column: string, value: unknown, locale: Locale, format: Format): string {
  if (value === null || value === undefined) return '–';
  if (column === 'kind')
    return lineKindLabels[value as keyof typeof lineKindLabels]?.[locale] ?? String(value);
  if (column === 'class')
    return lineClassLabels[value as keyof typeof lineClassLabels]?.[locale] ?? String(value);
  return typeof value === 'number' ? plain(value, format) : String(value);
}
