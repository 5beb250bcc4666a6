import type { Database } from '../engine/database.ts';
import type { Finding } from '../language/messages.ts';
import * as messages from './messages.ts';
import type { FeatureSettings } from './settings.ts';

interface Missing {
  readonly currency: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** What other currencies do to the figures: rates that are missing, currencies that are not said, differences without an account. */
export async function currencyFindings(
  database: Database,
  settings: FeatureSettings,
  reporting: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lines = await database.rows<Missing>(
    `select currency, sum(lines_without_rate) as count, cast(min(invoiced_on) as varchar) as first,
            cast(max(invoiced_on) as varchar) as last
     from features.documents where lines_without_rate > 0 group by currency order by currency`,
  );
  if (lines.length > 0) findings.push(messages.missingRate.finding({ currencies: lines, reporting }));
  findings.push(...(await amountFindings(database, reporting)));
  if ((await database.count('features.currencies')) === 0) return findings;

  const owed = await database.rows<Missing>(
    `select receivable_state.currency, count(*) as count, cast(min(issued_on) as varchar) as first,
            cast(max(coalesce(settled_on, as_of)) as varchar) as last
     from features.receivable_state cross join settings.run where rate_missing
     group by receivable_state.currency order by receivable_state.currency`,
  );
  if (owed.length > 0) findings.push(messages.missingReceivableRate.finding({ currencies: owed, reporting }));
  const unsaid = await database.row<{ items: number; near_own: number; currencies: string | null }>(
    unsaidSql,
  );
  if (unsaid.near_own * 2 > unsaid.items)
    findings.push(
      messages.receivablesWithoutCurrency.finding({
        items: unsaid.items,
        likeOwn: unsaid.near_own,
        currencies: (unsaid.currencies ?? '').split(' '),
        reporting,
      }),
    );
  return [...findings, ...(await differenceFindings(database, settings, reporting))];
}

/** Freight, rebates and acquisition costs in a currency that has no rate on their day. */
async function amountFindings(database: Database, reporting: string): Promise<Finding[]> {
  const missing = await database.rows<Missing & { of: messages.ConvertedOnce }>(
    `select 'shipments' as "of", shipments.currency, count(*) as count, cast(min(shipped_on) as varchar) as first,
            cast(max(shipped_on) as varchar) as last
     from features.shipment_costs as shipments cross join settings.run
     where rate_missing and shipped_on <= as_of group by shipments.currency
     union all
     select 'rebates', rebates.currency, count(*), cast(min(due_day) as varchar), cast(max(due_day) as varchar)
     from features.rebate_amounts as rebates cross join settings.run
     where rate_missing and period <= as_of group by rebates.currency
     union all
     select 'acquisition_costs', costs.currency, count(*), cast(min(due_day) as varchar), cast(max(due_day) as varchar)
     from features.acquisition_spend as costs cross join settings.run
     where rate_missing and period <= as_of group by costs.currency
     order by "of", currency`,
  );
  return (['shipments', 'rebates', 'acquisition_costs'] as const).flatMap((of) => {
    const currencies = missing.filter((one) => one.of === of).map(({ of: _, ...one }) => one);
    return currencies.length === 0 ? [] : [messages.missingAmountRate.finding({ of, currencies, reporting })];
  });
}

/**
 * Receivables that name no currency, of invoices in another one: whether their amounts are nearer to the invoice as
 * written, or to the invoice in the reporting currency. Tax is counted where the lines have it.
 */
const unsaidSql = `
  with foreign_invoices as (
    select invoice_id, any_value(currency) as currency, any_value(fx_rate) as rate, sum(own_net) as own,
           sum(net_amount) as reporting
    from features.documents where currency is not null and lines_without_rate = 0
    group by invoice_id having count(distinct currency) = 1
  ), taxes as (
    select invoice_id, sum(tax_amount) as tax from canonical.invoice_lines
    where tax_amount <> 0 and invoice_id in (select invoice_id from foreign_invoices) group by invoice_id
  ), invoices as (
    select invoice_id, currency, cast(own as double) + coalesce(tax, 0) as own,
           cast(reporting as double) + coalesce(tax, 0) * cast(rate as double) as reporting
    from foreign_invoices left join taxes using (invoice_id)
  )
  select count(*) as items,
         count(case when abs(items.amount - invoices.own) < abs(items.amount - invoices.reporting) then 1 end) as near_own,
         string_agg(distinct invoices.currency, ' ' order by invoices.currency) as currencies
  from features.receivable_state as items join invoices using (invoice_id)
  where items.currency is null and items.amount <> 0`;

/** Exchange differences that nobody can tell, or that no account is named for. */
async function differenceFindings(
  database: Database,
  settings: FeatureSettings,
  currency: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const undated = await database.row<{ items: number; invoice: string | null }>(
    `select count(*) as items, arg_max(invoice_id, (own_paid, invoice_id)) as invoice
     from features.receivable_state
     where currency is not null and own_paid <> 0 and exchange_difference is null and not rate_missing`,
  );
  if (undated.items > 0)
    findings.push(
      messages.paymentsWithoutDay.finding({ items: undated.items, invoice: undated.invoice ?? '' }),
    );
  if ((await database.count('features.ledger_months')) === 0) return findings;
  const carried = new Set(settings.books.accounts.flatMap(({ carries }) => carries));
  const sums = await database.row<{ realised: number; unrealised: number }>(
    `select coalesce(sum(realised), 0) as realised, coalesce(sum(unrealised), 0) as unrealised
     from features.exchange_differences`,
  );
  const realised = carried.has('exchange_realised') ? 0 : sums.realised;
  const unrealised = carried.has('exchange_unrealised') ? 0 : sums.unrealised;
  if (realised !== 0 || unrealised !== 0)
    findings.push(messages.exchangeNotTied.finding({ realised, unrealised, currency }));
  return findings;
}
