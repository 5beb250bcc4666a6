import { statementLines } from '../contracts/statement.ts';
import { type Format, formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { levers } from '../models/levers.ts';
import { type Explanation, explainCustomer } from '../pipeline/explain.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { words } from './words.ts';

export async function explainCommand(
  customer: string,
  options: CommonOptions & { run?: string },
): Promise<ExitCode> {
  const explanation = await explainCustomer(customer, options.run);
  if (options.json === true) printJson(explanation);
  else printExplanation(explanation, options.locale ?? 'en');
  return exitCodes.done;
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
  print();
  print(groups(explanation, locale, format));
  print();
  printCauses(explanation, locale, format);
  if (explanation.pools.length > 0) {
    print(`\n${paint('bold', say.costBehind)}`);
    print(
      table(
        explanation.pools.map((pool) => [
          `  ${pool.pool}`,
          format.money(Number(pool.amount), 2),
          pool.avoidable === true ? say.avoidable : say.allocated,
        ]),
        [1],
      ),
    );
  }
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

function printCauses({ causes }: Explanation, locale: Locale, format: Format): void {
  const say = words[locale];
  if (causes.length === 0) {
    print(say.noCause);
    return;
  }
  print(paint('bold', say.causes));
  print(
    table(
      causes.map((cause) => [
        `  ${labels[String(cause.line)]?.label[locale] ?? cause.line}`,
        `${format.percent(Number(cause.share))} ↔ ${format.percent(Number(cause.peer_median))}`,
        format.money(Number(cause.effect)),
        `→ ${levers.find(({ line }) => line === cause.line)?.label[locale] ?? cause.lever}`,
      ]),
      [1, 2],
    ),
  );
}
