import { grouped, type Reader } from './reader.ts';

/** A currency of the invoices or of what is owed: own amounts, and what they are in the reporting currency. */
export interface CurrencyRow {
  readonly currency: string;
  readonly is_reporting: boolean;
  readonly customers: number;
  readonly lines: number;
  readonly lowest_rate: number | null;
  readonly highest_rate: number | null;
  readonly closing_rate: number | null;
  readonly net_invoiced: number;
  readonly net_invoiced_reporting: number;
  readonly margin_invoiced: number | null;
  readonly margin_invoiced_reporting: number | null;
  /** Of ordinary customers, as the page on credit is. Null where all receivables are in the reporting currency. */
  readonly debtors: number | null;
  readonly open_balance: number | null;
  readonly overdue: number | null;
  readonly open_balance_reporting: number | null;
  readonly revaluation: number | null;
  readonly exchange_realised: number | null;
}

/** One customer in one currency: what it was invoiced and what it owes, both as its documents say. */
export interface CustomerCurrency {
  readonly customer_id: string;
  readonly currency: string;
  readonly net_invoiced: number | null;
  readonly open_balance: number | null;
  readonly overdue: number | null;
}

export interface CurrencyData {
  /** Empty where all is in the reporting currency. Reporting currency first, then by what was invoiced. */
  readonly currencies: readonly CurrencyRow[];
  /** Of the customers that the page carries and that deal in another currency. */
  readonly customerCurrencies: ReadonlyMap<string, readonly CustomerCurrency[]>;
}

export async function readCurrencies({ database, embedded, rows }: Reader): Promise<CurrencyData> {
  const currencies = await rows<CurrencyRow>('features.currencies', currenciesSql);
  if (currencies.length === 0) return { currencies, customerCurrencies: new Map() };
  return {
    currencies,
    customerCurrencies: grouped(
      await database.rows<CustomerCurrency>(customersSql(embedded)),
      (row) => row.customer_id,
    ),
  };
}

const currenciesSql = `
  with margins as (
    select currency, sum(margin_invoiced) as margin_invoiced,
           sum(margin_invoiced_reporting) as margin_invoiced_reporting
    from features.currency_statement group by currency
  ), owed as (
    select r.currency, count(*) as debtors, sum(r.open_balance) as open_balance, sum(r.overdue) as overdue,
           sum(r.open_balance_reporting) as open_balance_reporting, sum(r.revaluation) as revaluation,
           sum(r.exchange_realised) as exchange_realised
    from features.receivable_currencies as r join features.customers as c using (customer_id)
    where c.class = 'ordinary' group by r.currency
  )
  select c.currency, c.is_reporting, c.customers, c.lines, c.lowest_rate, c.highest_rate, c.closing_rate,
         c.net_invoiced, c.net_invoiced_reporting, margins.margin_invoiced, margins.margin_invoiced_reporting,
         owed.debtors, owed.open_balance, owed.overdue, owed.open_balance_reporting, owed.revaluation,
         owed.exchange_realised
  from features.currencies as c left join margins using (currency) left join owed using (currency)
  order by is_reporting desc, net_invoiced_reporting desc, currency`;

const customersSql = (embedded: string): string => `
  with invoiced as (
    select customer_id, currency, sum(net_invoiced) as net_invoiced
    from features.currency_statement group by customer_id, currency
  ), owed as (
    select customer_id, currency, open_balance, overdue from features.receivable_currencies
  ), joined as (
    select coalesce(invoiced.customer_id, owed.customer_id) as customer_id,
           coalesce(invoiced.currency, owed.currency) as currency,
           invoiced.net_invoiced, owed.open_balance, owed.overdue
    from invoiced full join owed on owed.customer_id = invoiced.customer_id and owed.currency = invoiced.currency
  )
  select joined.* from joined cross join settings.run as run
  where customer_id in (${embedded})
  qualify max(case when joined.currency <> run.currency then 1 else 0 end) over (partition by customer_id) = 1
  order by customer_id, joined.currency <> run.currency, joined.currency`;
