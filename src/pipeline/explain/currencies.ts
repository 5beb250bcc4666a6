import { bornOnInvoice } from '../../contracts/features/currency.ts';
import type { Database, Row } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';

/** What a customer was invoiced, in the currency of each invoice and in the reporting currency. */
export interface CurrencyTrace {
  /** By currency: lines, each line of the statement that is born on an invoice (`…_reporting` too), rates. */
  readonly byCurrency: readonly Row[];
  /** The same over all currencies, in the reporting currency: what the statement has from invoice lines. */
  readonly reporting: Row;
}

/** What a customer owes, by currency: as its invoices say, at the rate of the as-of date, and what rates did. */
export async function traceOwed(database: Database, id: string): Promise<Row[]> {
  return database.rows(
    `select owed.*, owed.currency = run.currency as is_reporting, currencies.closing_rate
     from features.receivable_currencies as owed
     join features.currencies as currencies using (currency) cross join settings.run as run
     where owed.customer_id = $id
       and exists (from features.receivable_currencies as others where others.customer_id = $id
                   and others.currency <> run.currency)
     order by owed.currency <> run.currency, owed.currency`,
    { id },
  );
}

/** Null where the customer was invoiced in the reporting currency only. */
export async function traceCurrencies(database: Database, id: string): Promise<CurrencyTrace | null> {
  const scope = { id };
  const names = bornOnInvoice.flatMap((name) => [name, `${name}_reporting`]);
  const byCurrency = await database.rows(
    `select statement.currency, any_value(currencies.is_reporting) as is_reporting,
            sum(statement.lines) as lines,
            ${names.map((name) => `sum(statement.${identifier(name)}) as ${identifier(name)}`).join(', ')},
            min(statement.lowest_rate) as lowest_rate, max(statement.highest_rate) as highest_rate,
            any_value(currencies.closing_rate) as closing_rate,
            cast(round(sum(statement.net_invoiced) * any_value(currencies.closing_rate), 4) as decimal(18, 4))
              - sum(statement.net_invoiced_reporting) as closing_difference
     from features.currency_statement as statement join features.currencies as currencies using (currency)
     where statement.customer_id = $id
     group by statement.currency order by any_value(currencies.is_reporting) desc, statement.currency`,
    scope,
  );
  if (byCurrency.every(({ is_reporting }) => is_reporting === true)) return null;
  const reporting = await database.row(
    `select ${bornOnInvoice
      .map((name) => `sum(${identifier(`${name}_reporting`)}) as ${identifier(name)}`)
      .join(', ')}, sum(lines) as lines
     from features.currency_statement where customer_id = $id`,
    scope,
  );
  return { byCurrency, reporting };
}
