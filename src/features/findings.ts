import { type Driver, drivers } from '../contracts/drivers.ts';
import type { TieReason } from '../contracts/features/statement.ts';
import { statementLines } from '../contracts/statement.ts';
import type { Database } from '../engine/database.ts';
import type { Locale, Text } from '../language/locale.ts';
import type { Finding } from '../language/messages.ts';
import { suggest } from '../language/suggest.ts';
import { accountsNamed } from './accounts.ts';
import { believedFindings } from './believed.ts';
import { currencyFindings } from './currency-findings.ts';
import * as messages from './messages.ts';
import type { FeatureSettings } from './settings.ts';

/** What the built tables show and a reader must know: first what is wrong with the figures, then what is missing. */
export async function featureFindings(
  database: Database,
  settings: FeatureSettings,
  currency: string,
): Promise<Finding[]> {
  return [
    ...periodFindings(settings),
    ...(await currencyFindings(database, settings, currency)),
    ...(await lineFindings(database, currency)),
    ...(await customerFindings(database, currency)),
    ...(await paymentFindings(database, currency)),
    ...(await poolFindings(database, settings, currency)),
    ...(await bookFindings(database, settings, currency)),
    ...(await coverageFindings(database, settings)),
    ...(await believedFindings(database)),
  ];
}

function periodFindings({ period: { from } }: FeatureSettings): Finding[] {
  if (from === undefined || from.endsWith('-01')) return [];
  const [year, month] = from.split('-').map(Number);
  const next = new Date(Date.UTC(year!, month!, 1)).toISOString().slice(0, 10);
  return [messages.periodFromMidMonth.finding({ from, first: `${from.slice(0, 8)}01`, next })];
}

async function lineFindings(database: Database, currency: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { withoutCost, plusses, turned } = await database.row<{
    withoutCost: number;
    plusses: number;
    turned: number;
  }>(
    `select coalesce(sum(lines_without_cost) filter (where is_purchase), 0) as "withoutCost",
            coalesce(sum(returns_with_plus), 0) as plusses,
            count(case when cost_of_goods > 0 and gross_sales - discounts - returns < 0 then 1 end) as turned
     from features.documents where in_period`,
  );
  if (withoutCost > 0) findings.push(...(await uncostedLines(database, currency)));
  if (plusses > 0) {
    const plus = await database.row<{ lines: number; amount: number; invoice: string | null }>(
      `select count(*) as lines, coalesce(-sum(returns), 0) as amount,
              arg_max(invoice_id, (-returns, invoice_id, line_no)) as invoice
       from features.line_profit where in_period and returns < 0`,
    );
    findings.push(messages.returnsWithPlus.finding({ ...plus, invoice: plus.invoice ?? '', currency }));
  }
  // Documents tell whether there are any; only then the lines are asked, which takes as long as reading them all.
  if (turned > 0) {
    const credits = await database.row<{ lines: number; cost: number; invoice: string | null }>(
      `select count(*) as lines, coalesce(sum(cost_of_goods), 0) as cost,
              arg_max(invoice_id, (cost_of_goods, invoice_id, line_no)) as invoice
       from features.line_profit where in_period and cost_of_goods > 0 and net_amount < 0`,
    );
    if (credits.lines > 0)
      findings.push(
        messages.creditsWithCost.finding({ ...credits, invoice: credits.invoice ?? '', currency }),
      );
  }
  const writeOffs = await database.row<{ onLines: number; booked: number; method: string }>(
    `select bad_debt as method,
            (select coalesce(sum(bad_debt), 0) from features.documents where in_period) as "onLines",
            (select coalesce(sum(bad_debt), 0) from features.profit_statement) as booked
     from settings.run`,
  );
  const { onLines, booked, method } = writeOffs;
  const elsewhere = Math.round((booked - onLines) * 10_000) / 10_000;
  if (method === 'written_off' && onLines !== 0 && elsewhere !== 0)
    findings.push(messages.writeOffsTwice.finding({ onLines, elsewhere, currency }));
  const after = await database.row<{ lines: number; asOf: string }>(
    `select count(case when invoiced_on > as_of then 1 end) as lines, cast(max(as_of) as varchar) as "asOf"
     from canonical.invoice_lines cross join settings.run`,
  );
  if (after.lines > 0) findings.push(messages.linesAfterAsOf.finding(after));
  return findings;
}

async function uncostedLines(database: Database, currency: string): Promise<Finding[]> {
  const uncosted = await database.row<{
    lines: number;
    netSales: number;
    allSales: number;
    invoice: string | null;
  }>(
    `select count(case when uncosted then 1 end) as lines,
            coalesce(sum(case when uncosted then net_amount end), 0) as "netSales",
            coalesce(sum(net_amount), 0) as "allSales",
            (arg_max(invoice_id, (net_amount, invoice_id, line_no)) filter (where uncosted)) as invoice
     from (select *, cost_missing and net_amount <> 0 as uncosted from features.line_profit
           where is_purchase and in_period)`,
  );
  if (uncosted.lines === 0) return [];
  return [
    messages.linesWithoutCost.finding({
      lines: uncosted.lines,
      netSales: uncosted.netSales,
      share: uncosted.allSales === 0 ? 0 : uncosted.netSales / uncosted.allSales,
      invoice: uncosted.invoice ?? '',
      currency,
    }),
  ];
}

async function customerFindings(database: Database, currency: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const crm = await database.count('canonical.customers');
  const strangers = await database.rows<{ id: string; netSales: number }>(
    `select customer_id as id, net_sales as "netSales"
     from features.customers join features.customer_profit using (customer_id)
     where not in_crm and class <> 'walk_in' order by net_sales desc, customer_id`,
  );
  // Without any CRM export this is no news.
  if (crm > 0 && strangers.length > 0)
    findings.push(
      messages.customersNotInCrm.finding({
        customers: strangers.length,
        netSales: strangers.reduce((sum, one) => sum + Math.round(one.netSales * 10_000), 0) / 10_000,
        ids: strangers.map((one) => one.id),
        currency,
      }),
    );
  const circle = await database.rows<{ id: string }>(
    'select customer_id as id from features.customer_tree where in_circle order by customer_id',
  );
  if (circle.length > 0) findings.push(messages.parentCircle.finding({ ids: circle.map((one) => one.id) }));
  return findings;
}

/** A cash discount is two or three percent; with more the rest of an invoice may be lost from sight. */
const mostCashDiscount = 0.05;

async function paymentFindings(database: Database, currency: string): Promise<Finding[]> {
  const short = `canonical.receivables as item cross join settings.run
    where item.issued_on <= as_of and item.paid_on <= as_of and item.amount > 0
      and item.paid_amount + coalesce(item.written_off, 0) < ${1 - mostCashDiscount} * item.amount`;
  const { invoices } = await database.row<{ invoices: number }>(`select count(*) as invoices from ${short}`);
  if (invoices === 0) return [];
  const { amount, invoice } = await database.row<{ amount: number; invoice: string }>(
    `with short as (
       select invoice_id, cast(item.paid_amount + coalesce(item.written_off, 0) as double) / cast(item.amount as double) as paid
       from ${short}
     ), missing as (
       select invoice_id, cast(round(cast(amount as double) * (1 - paid), 2) as decimal(18, 2)) as amount
       from short join features.receivable_state using (invoice_id)
     )
     select coalesce(sum(amount), 0) as amount, coalesce(arg_max(invoice_id, (amount, invoice_id)), '') as invoice from missing`,
  );
  return [messages.paidShort.finding({ invoices, amount, invoice, currency })];
}

async function poolFindings(
  database: Database,
  settings: FeatureSettings,
  currency: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const labelOf = (pool: string): Text => settings.costs[pool]?.label ?? { en: pool, 'zh-CN': pool };
  const overused = await database.rows<{ pool: string; months: number; month: string; use: number }>(
    `select pool, count(*) as months, cast(arg_max(month, (overused_minutes, month)) as varchar) as month,
            max(used_minutes / practical_minutes) as use
     from features.pool_periods where overused_minutes > 0 group by pool order by pool`,
  );
  for (const one of overused)
    findings.push(messages.capacityOverused.finding({ ...one, label: labelOf(one.pool) }));
  const fallbacks = await database.rows<{
    pool: string;
    months: number;
    first: string;
    last: string;
    fallback: Driver;
  }>(
    `select pool, count(*) as months, cast(min(month) as varchar) as first, cast(max(month) as varchar) as last,
            any_value(fallback) as fallback
     from features.pool_basis where basis = 'fallback' group by pool order by pool`,
  );
  for (const { fallback, ...one } of fallbacks)
    findings.push(
      messages.fallbackUsed.finding({ ...one, label: labelOf(one.pool), driver: drivers[fallback] }),
    );
  const missing = await database.rows<{ pool: string; contacts: number; months: number }>(
    `select pool, sum(contacts_without_minutes) as contacts, count(*) as months
     from features.pool_basis where contacts_without_minutes > 0 and basis <> 'fallback' group by pool order by pool`,
  );
  for (const one of missing)
    findings.push(messages.minutesMissing.finding({ ...one, label: labelOf(one.pool) }));
  const unattributed = await database.rows<{ pool: string; months: number; amount: number }>(
    `select pool, count(*) as months, sum(unattributed) as amount
     from features.pool_periods where abs(unattributed) >= 0.01 group by pool order by pool`,
  );
  for (const one of unattributed)
    findings.push(messages.costUnattributed.finding({ ...one, label: labelOf(one.pool), currency }));
  return findings;
}

const suspectsNamed = 5;

interface Suspect {
  readonly document: string;
  readonly reason: TieReason;
  readonly account: string;
  readonly month: string;
  readonly amount: number;
}

async function bookFindings(
  database: Database,
  settings: FeatureSettings,
  currency: string,
): Promise<Finding[]> {
  if ((await database.count('features.ledger_months')) === 0) return [messages.noLedger.finding({})];
  const findings: Finding[] = [];
  const off = await database.row<{
    rows: number;
    amount: number;
    account: string;
    month: string;
    largest: number;
  }>(
    `select count(*) as rows, coalesce(sum(abs(unexplained)), 0) as amount,
            arg_max(account, (abs(unexplained), account, month)) as account,
            cast(arg_max(month, (abs(unexplained), account, month)) as varchar) as month,
            arg_max(unexplained, (abs(unexplained), account, month)) as largest
     from features.tie_out where not reconciled`,
  );
  if (off.rows > 0)
    findings.push(messages.notReconciled.finding({ ...off, tolerance: settings.books.tolerance, currency }));
  if (off.rows > 0) {
    const suspects = await database.rows<Suspect>(
      `select document, reason, account, cast(month as varchar) as month, amount from features.tie_suspects
       order by abs(amount) desc, account, month, document, reason`,
    );
    if (suspects.length > 0)
      findings.push(
        messages.tieSuspects.finding({
          suspects: suspects.slice(0, suspectsNamed),
          found: suspects.length,
          currency,
        }),
      );
  }
  const gaps = await database.rows<{ account: string; month: string }>(
    `select account, cast(month as varchar) as month from features.tie_documents
     where ledger = 0 and charged <> 0 order by account, month`,
  );
  for (const account of new Set(gaps.map((gap) => gap.account))) {
    const months = gaps.filter((gap) => gap.account === account).map((gap) => gap.month);
    findings.push(messages.ledgerMonthsMissing.finding({ account, months }));
  }
  const timing = await database.row<{ rows: number; amount: number }>(
    `select count(case when timing <> 0 then 1 end) as rows, coalesce(sum(abs(timing)) / 2, 0) as amount
     from features.tie_out`,
  );
  if (timing.rows > 0)
    findings.push(
      messages.timingInferred.finding({ ...timing, currency, returnsWithSale: settings.returns === 'sale' }),
    );

  const named = accountsNamed(settings);
  const ledger = await database.rows<{ account: string; amount: number }>(
    `select account, sum(amount) as amount from features.ledger_months
     group by account order by abs(sum(amount)) desc, account`,
  );
  const used = new Set(named.map(({ account }) => account));
  const unused = ledger.filter(({ account }) => !used.has(account));
  const known = new Set(ledger.map(({ account }) => account));
  for (const { account, path } of named)
    if (!known.has(account))
      findings.push(
        messages.accountNotInLedger.finding({
          account,
          where: path.join('.'),
          suggestion: suggest(
            account,
            unused.map((one) => one.account),
          ),
        }),
      );
  if (unused.length > 0) findings.push(messages.ledgerAccountsUnused.finding({ accounts: unused, currency }));
  return findings;
}

async function coverageFindings(database: Database, settings: FeatureSettings): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { measure } = await database.row<{ measure: string }>('select measure from features.measure');
  if (measure === 'gross_margin')
    findings.push(
      messages.endsAtGrossMargin.finding({
        pools: Object.keys(settings.costs).length,
        ledger: (await database.count('features.ledger_months')) > 0,
      }),
    );
  const missing = await database.rows<{ line: string; missing: string }>(
    `select coverage.line, coverage.missing from features.coverage
     join settings.statement_lines as lines on lines.line = coverage.line
     where not coverage.measured order by lines.position`,
  );
  if (missing.length > 0)
    findings.push(
      messages.notMeasured.finding({ lines: missing.map((one) => ({ ...one, label: lineLabel(one.line) })) }),
    );
  return findings;
}

function lineLabel(id: string): Readonly<Record<Locale, string>> {
  return statementLines.find((line) => line.id === id)?.label ?? { en: id, 'zh-CN': id };
}
