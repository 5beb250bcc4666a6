import { ageingBuckets } from '../contracts/credit.ts';
import { drivers, levelLabels } from '../contracts/drivers.ts';
import { statementLines } from '../contracts/statement.ts';
import type { Row } from '../engine/database.ts';
import { type Format, formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { DocumentTrace } from '../pipeline/explain/documents.ts';
import type { LineTrace } from '../pipeline/explain/line.ts';
import type { PoolTrace } from '../pipeline/explain/pools.ts';
import { printPeers } from './explain-peers.ts';
import { printMonths, spanText } from './explain-spans.ts';
import { traceWords } from './explain-words.ts';
import { plain } from './plain.ts';
import { paint, print, table } from './terminal.ts';
import { words } from './words.ts';

/** Prints a figure of a customer's statement, opened to what is behind it. */
export function printLine(trace: LineTrace, locale: Locale): void {
  const say = traceWords[locale];
  const format = formatFor(locale, trace.currency);
  const label = (line: string): string => statementLines.find(({ id }) => id === line)!.label[locale];
  print(paint('bold', `${trace.customer.customer_id}  ${trace.customer.name}`));
  print(
    `${paint('bold', `${label(trace.line)}: ${format.money(trace.amount, 2)}`)} · ${spanText(trace, format)}`,
  );
  if (trace.components.length > 0) {
    print();
    const rows = trace.components.map(({ line, sign, amount }) => [
      `  ${sign < 0 ? '−' : '+'} ${label(line)}`,
      format.money(amount, 2),
    ]);
    print(table([...rows, [`  = ${label(trace.line)}`, format.money(trace.sum, 2)]], [1]));
  }
  printMonths(
    trace.months,
    `whalecurve explain ${trace.customer.customer_id} --line ${trace.line}`,
    locale,
    format,
  );
  for (const documents of trace.documents) printDocuments(documents, locale, format);
  for (const pool of trace.pools) printPool(pool, locale, format);
  printPeers(trace.peers, locale, format);
  print();
  if (trace.components.length + trace.documents.length + trace.pools.length === 0) print(say.nothing);
  else print(Math.abs(trace.sum - trace.amount) < 0.005 ? say.ties : paint('red', say.tiesNot));
}

function printDocuments(documents: DocumentTrace, locale: Locale, format: Format): void {
  const say = traceWords[locale];
  const { head, cells, right } = layouts[documents.kind](locale, format);
  const last = head.length - 1;
  const place = (row: Row): string =>
    row.file === undefined ? '' : say.row(String(row.file), format.number(Number(row.row)));
  const blank = (first: string, amount: number): string[] => [
    `  ${first}`,
    ...Array.from({ length: last - 1 }, () => ''),
    format.money(amount, 2),
    '',
  ];
  print(`\n${paint('bold', say.documents[documents.kind])}`);
  print(
    table(
      [
        [`  ${head[0]}`, ...head.slice(1), say.inExport].map((cell) => paint('dim', cell)),
        ...documents.shown.map((row) => {
          const [first, ...others] = cells(row);
          return [`  ${first}`, ...others, place(row)];
        }),
        ...(documents.rest.count > 0
          ? [blank(say.rest(format.number(documents.rest.count)), documents.rest.amount)]
          : []),
        blank(say.total, documents.amount),
      ],
      right,
    ),
  );
}

interface Layout {
  readonly head: readonly string[];
  readonly cells: (row: Row) => string[];
  readonly right: readonly number[];
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const layouts: Record<DocumentTrace['kind'], (locale: Locale, format: Format) => Layout> = {
  lines: (locale, format) => {
    const say = traceWords[locale];
    return {
      head: [say.invoice, say.date, say.product, say.quantity, say.price, say.amount],
      cells: (row) => [
        `${row.invoice_id} / ${row.line_no}`,
        text(row.invoiced_on),
        text(row.product_id),
        plain(row.quantity, format),
        [plain(row.list_price ?? row.unit_price, format), text(row.currency)].filter(Boolean).join(' '),
        format.money(Number(row.amount), 2),
      ],
      right: [3, 4, 5],
    };
  },
  shipments: (locale, format) => {
    const say = traceWords[locale];
    return {
      head: [say.delivery, say.date, say.order, say.amount],
      cells: (row) => [
        text(row.shipment_id),
        text(row.shipped_on),
        text(row.order_id),
        converted(row, format),
      ],
      right: [3],
    };
  },
  write_offs: (locale, format) => {
    const say = traceWords[locale];
    return {
      head: [say.invoice, say.date, say.amount],
      cells: (row) => [text(row.invoice_id), text(row.written_off_on), format.money(Number(row.amount), 2)],
      right: [2],
    };
  },
  expected_losses: (locale, format) => {
    const say = traceWords[locale];
    return {
      head: [say.bucket, say.rate, say.balance, say.lossRate, say.amount],
      cells: (row) => [
        ageingBuckets.find(({ id }) => id === row.bucket)?.label[locale] ?? text(row.bucket),
        say.basis[row.basis === 'settings' ? 'settings' : 'history'],
        format.number(Number(row.open_amount), 2),
        format.percent(Number(row.loss_rate), 2),
        format.money(Number(row.amount), 2),
      ],
      right: [2, 3, 4],
    };
  },
  rebates: (locale, format) => {
    const say = traceWords[locale];
    return {
      head: [say.month, say.amount],
      cells: (row) => [text(row.period).slice(0, 7), converted(row, format)],
      right: [1],
    };
  },
  receivables: (locale, format) => {
    const say = traceWords[locale];
    return {
      head: [
        say.invoice,
        say.month,
        say.issued,
        say.due,
        say.settled,
        say.balance,
        say.days,
        say.rate,
        say.amount,
      ],
      cells: (row) => [
        text(row.invoice_id),
        text(row.month).slice(0, 7),
        text(row.issued_on),
        text(row.due_on),
        row.settled_on === null ? say.open : text(row.settled_on),
        row.currency === null
          ? format.number(Number(row.balance), 2)
          : `${row.currency} ${format.number(Number(row.own_balance), 2)} × ${plain(row.fx_rate, format, 6)} = ${format.number(Number(row.balance), 2)}`,
        text(row.days),
        format.percent(Number(row.annual_rate)),
        format.money(Number(row.amount), 2),
      ],
      right: [5, 6, 7, 8],
    };
  },
};

/** An amount as its document has it, at its rate; in the reporting currency just the amount. */
function converted(row: Row, format: Format): string {
  const amount = format.money(Number(row.amount), 2);
  if (row.currency === null) return amount;
  return `${row.currency} ${format.number(Number(row.own_amount), 2)} × ${plain(row.fx_rate, format, 6)} = ${amount}`;
}

function printPool(pool: PoolTrace, locale: Locale, format: Format): void {
  const say = traceWords[locale];
  const name = locale === 'zh-CN' ? pool.label_zh : pool.label_en;
  const stays = pool.avoidable ? words[locale].avoidable : words[locale].allocated;
  const level = levelLabels[pool.level as keyof typeof levelLabels]?.[locale] ?? pool.level;
  print(`\n${paint('bold', `${name}: ${format.money(pool.amount, 2)}`)}`);
  print(`  ${say.methods[pool.method] ?? pool.method} · ${level} · ${stays}`);
  const timed = pool.method === 'time_driven';
  if (pool.drivers.length > 0)
    print(
      table(
        [
          [`  ${say.driver}`, say.units, say.each, timed ? say.minutes : say.weighted].map((cell) =>
            paint('dim', cell),
          ),
          ...pool.drivers.map((row) => [
            `  ${drivers[row.driver as keyof typeof drivers]?.[locale] ?? row.driver}`,
            plain(row.units, format),
            plain(row.factor, format),
            plain(row.quantity, format),
          ]),
        ],
        [1, 2, 3],
      ),
    );
  if (pool.documents === null) print(monthTable(pool, locale, format, timed));
  else printDocuments(pool.documents, locale, format);
  if (pool.accounts.length > 0) {
    print(`  ${say.ledgerAccounts}`);
    print(
      table(
        pool.accounts.map((row) => [
          `    ${row.account}`,
          text(row.description),
          format.money(Number(row.ledger), 2),
        ]),
        [2],
      ),
    );
  }
}

/** Cost / what was paid for = rate; × what the customer used = amount. */
function monthTable(pool: PoolTrace, locale: Locale, format: Format, timed: boolean): string {
  const say = traceWords[locale];
  return table(
    [
      [
        `  ${say.month}`,
        say.cost,
        timed ? say.capacity : '',
        say.usedByAll,
        say.rate,
        say.quantity,
        say.amount,
        '',
      ].map((cell) => paint('dim', cell)),
      ...pool.months.map((row) => [
        `  ${text(row.month).slice(0, 7)}`,
        format.money(Number(row.cost), 2),
        timed ? plain(row.practical_minutes, format) : '',
        plain(row.used_by_all, format),
        row.rate === null ? '' : format.number(Number(row.rate), 6),
        plain(row.quantity, format),
        format.money(Number(row.amount), 2),
        row.basis === 'fallback' ? say.fallback : '',
      ]),
    ],
    [1, 2, 3, 4, 5, 6],
  );
}
