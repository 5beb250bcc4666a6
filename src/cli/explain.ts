import { levelLabels } from '../contracts/drivers.ts';
import { levers } from '../contracts/levers.ts';
import { statementLines } from '../contracts/statement.ts';
import { type Format, formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { explainAccount } from '../pipeline/explain/account.ts';
import { type Explanation, explainCustomer } from '../pipeline/explain/customer.ts';
import { explainDocument } from '../pipeline/explain/document.ts';
import { explainLine } from '../pipeline/explain/line.ts';
import { nothingToExplain } from '../pipeline/messages.ts';
import { printAccount } from './explain-account.ts';
import { printCurrencies } from './explain-currencies.ts';
import { printDocument } from './explain-document.ts';
import { printLine } from './explain-line.ts';
import { printOwed } from './explain-owed.ts';
import { printYears } from './explain-spans.ts';
import { traceWords } from './explain-words.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { words } from './words.ts';

interface ExplainOptions extends CommonOptions {
  readonly run?: string;
  readonly line?: string;
  readonly account?: string;
  readonly document?: string;
  readonly month?: string;
}

/** A customer; with a line, that figure of its statement; an account of the ledger; or a document, or a line of it. */
export async function explainCommand(
  customer: string | undefined,
  options: ExplainOptions,
): Promise<ExitCode> {
  const { account, line, document } = options;
  const show = <T>(trace: T, printed: (trace: T, locale: Locale) => void): ExitCode => {
    if (options.json === true) printJson(trace);
    else printed(trace, options.locale ?? 'en');
    return exitCodes.done;
  };
  if (document !== undefined) {
    if (customer !== undefined || line !== undefined || account !== undefined)
      throw nothingToExplain.error({ given: 'both' });
    if (options.month !== undefined) throw nothingToExplain.error({ given: 'month' });
    return show(await explainDocument(document, options), printDocument);
  }
  if (account !== undefined) {
    if (customer !== undefined || line !== undefined) throw nothingToExplain.error({ given: 'both' });
    return show(await explainAccount(account, options), printAccount);
  }
  if (customer === undefined) throw nothingToExplain.error({ given: 'nothing' });
  if (line !== undefined) return show(await explainLine(customer, line, options), printLine);
  if (options.month !== undefined) throw nothingToExplain.error({ given: 'month' });
  return show(await explainCustomer(customer, options.run), printExplanation);
}

const labels = Object.fromEntries(
  statementLines.map(({ id, label, sign, kind }) => [id, { label, sign, kind }]),
);

function printExplanation(explanation: Explanation, locale: Locale): void {
  const say = words[locale];
  const format = formatFor(locale, explanation.currency);
  const { customer } = explanation;
  print(`${paint('bold', `${customer.customer_id}  ${customer.name}`)}`);
  print(
    `${format.date(explanation.periodStart)} – ${format.date(explanation.asOf)} · ${ranks(explanation, locale, format)}`,
  );
  print();
  print(statement(explanation, locale, format));
  printYears(explanation.years, String(customer.customer_id), locale, format);
  if (explanation.currencies !== null)
    printCurrencies(explanation.currencies, explanation.currency, locale, format);
  print();
  print(groups(explanation, locale, format));
  print();
  printCauses(explanation, locale, format);
  printLetGo(explanation, locale, format);
  if (explanation.pools.length > 0) {
    print(`\n${paint('bold', say.costBehind)}`);
    print(
      table(
        explanation.pools.map((pool) => [
          `  ${locale === 'zh-CN' ? pool.label_zh : pool.label_en}`,
          format.money(Number(pool.amount), 2),
          pool.avoidable === true ? say.avoidable : say.allocated,
          levelLabels[pool.level as keyof typeof levelLabels]?.[locale] ?? '',
        ]),
        [1],
      ),
    );
  }
  printFriction(explanation, locale, format);
  printOwed(explanation.owed, explanation.currency, locale, format);
  printCertainty(explanation, locale, format);
}

function ranks({ customer, rankedCustomers }: Explanation, locale: Locale, format: Format): string {
  const say = words[locale];
  if (customer.is_ranked !== true) return say.unranked;
  const of = format.number(rankedCustomers);
  const sales = say.rankOf(format.number(Number(customer.sales_rank)), of, say.sales);
  const profit = say.rankOf(format.number(Number(customer.profit_rank)), of, say.profit);
  return `${sales} · ${profit}`;
}

function statement(explanation: Explanation, locale: Locale, format: Format): string {
  const say = words[locale];
  const percent = (share: number | null): string => (share === null ? '' : format.percent(share));
  const rows = explanation.statement.map(({ line, kind, amount, shareOfNetSales, companyShare }) => {
    const { label, sign } = labels[line]!;
    const text = kind === 'subtotal' ? `= ${label[locale]}` : `  ${sign < 0 ? '−' : '+'} ${label[locale]}`;
    const cells = [text, format.money(amount, 2), percent(shareOfNetSales), percent(companyShare)];
    return kind === 'subtotal' ? cells.map((cell) => paint('bold', cell)) : cells;
  });
  return table([['', '', say.ofNetSales, say.company].map((head) => paint('dim', head)), ...rows], [1, 2, 3]);
}

function groups({ customer, group, clusterLabel }: Explanation, locale: Locale, format: Format): string {
  const say = words[locale];
  const label =
    clusterLabel === null ? '' : String(locale === 'zh-CN' ? clusterLabel.label_zh : clusterLabel.label_en);
  const rows: string[][] = [];
  if (customer.tier !== null) rows.push([say.tier, String(customer.tier)]);
  if (customer.segment !== null)
    rows.push([
      say.segment,
      `${customer.segment} (R${customer.r_score} F${customer.f_score} M${customer.m_score})`,
    ]);
  if (customer.cluster !== null) rows.push([say.cluster, `${customer.cluster} ${label}`]);
  if (group !== null)
    rows.push([
      say.memberOf,
      `${group.group_id} · ${group.members} · ${format.money(Number(group.net_profit))}`,
    ]);
  return table(rows);
}

function printCauses({ causes, levers: gains }: Explanation, locale: Locale, format: Format): void {
  const say = words[locale];
  const trace = traceWords[locale];
  if (causes.length === 0) {
    print(say.noCause);
    return;
  }
  print(paint('bold', say.causes));
  print(
    table(
      causes.map((cause) => {
        const gain = gains.find(({ line }) => line === cause.line);
        const cash = Number(gain?.cash_gain ?? 0);
        const freed = Number(gain?.capacity_freed ?? 0);
        const parts = [
          ...(cash > 0 ? [`${trace.cash} ${format.money(cash)}`] : []),
          ...(freed > 0 ? [`${trace.freed} ${format.money(freed)}`] : []),
        ];
        return [
          `  ${labels[String(cause.line)]?.label[locale] ?? cause.line}`,
          `${format.percent(Number(cause.share))} ↔ ${format.percent(Number(cause.peer_median))}`,
          format.money(Number(cause.effect)),
          `→ ${levers.find(({ line }) => line === cause.line)?.label[locale] ?? cause.lever}`,
          parts.join(', '),
          cash > 0 ? `${trace.breakEven} ${format.percent(Number(gain?.break_even_volume_loss))}` : '',
        ];
      }),
      [1, 2],
    ),
  );
}

function printLetGo({ letGo }: Explanation, locale: Locale, format: Format): void {
  if (letGo === null) return;
  const trace = traceWords[locale];
  print(`\n${paint('bold', trace.letGo)}`);
  print(
    table(
      [
        [`  ${trace.leaves}`, format.money(Number(letGo.avoidable_contribution), 2)],
        [`  ${trace.stays}`, format.money(Number(letGo.cost_that_stays), 2)],
      ],
      [1],
    ),
  );
  const worth = letGo.worth_letting_go === true;
  print(
    `  ${worth ? trace.worth : trace.notWorth}${worth && letGo.levers_fall_short !== true ? ` ${trace.leversFirst}` : ''}`,
  );
}

function printFriction({ friction }: Explanation, locale: Locale, format: Format): void {
  if (friction === null) return;
  const say = traceWords[locale];
  const rows = Object.entries(say.friction.of).flatMap(([name, label]) => {
    const [own, median] = [friction[name], friction[`${name}_median`]];
    if (own === null || own === undefined) return [];
    const shown = (value: unknown): string =>
      value === null || value === undefined
        ? '–'
        : name === 'return_rate'
          ? format.percent(Number(value))
          : format.number(Number(value), 2);
    return [[`  ${label}`, shown(own), `${say.friction.median} ${shown(median)}`]];
  });
  if (rows.length === 0) return;
  print(`\n${paint('bold', say.friction.title)}`);
  print(table(rows, [1]));
}

function printCertainty({ sensitivity, ageing }: Explanation, locale: Locale, format: Format): void {
  const trace = traceWords[locale];
  if (ageing !== null && Number(ageing.open_balance) !== 0) {
    const money = (column: string): string => format.money(Number(ageing[column] ?? 0));
    const dso = ageing.days_sales_outstanding;
    print(`\n${paint('bold', trace.openItems)}`);
    print(
      `  ${trace.ageing({
        open: money('open_balance'),
        notDue: money('not_due'),
        d30: money('overdue_1_30'),
        d60: money('overdue_31_60'),
        d90: money('overdue_61_90'),
        over: money('overdue_over_90'),
        dso: dso === null ? '–' : format.number(Number(dso)),
      })}`,
    );
    if (ageing.expected_loss !== null)
      print(`  ${trace.losses(format.money(Number(ageing.expected_loss), 2), money('written_off'))}`);
  }
  if (sensitivity !== null)
    print(
      `\n${trace.range(format.money(Number(sensitivity.lowest)), format.money(Number(sensitivity.highest)))} · ${
        sensitivity.keeps_sign === true ? trace.sure : paint('yellow', trace.unsure)
      }`,
    );
}
