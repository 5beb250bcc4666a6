import type { Database } from '../../../src/engine/database.ts';

/** Two invoices a customer and month, some paid late, some still open, a few in dispute. */
export async function creditOfTheCompany(database: Database): Promise<void> {
  await database.run(`create or replace table features.receivable_state as
    with items as (
      select customer_id, month, net_sales, row_number() over (order by customer_id, month) as n
      from features.profit_statement where net_sales > 0),
    dated as (
      select *, cast(month + 9 as date) as issued_on, cast(month + 39 as date) as due_on,
        cast(month + cast(29 + n % 75 as integer) as date) as paid_on from items)
    select 'R' || n as invoice_id, customer_id, issued_on, due_on, cast(net_sales as decimal(18,4)) as amount,
      case when paid_on <= date '2026-06-30' and n % 97 <> 0 then paid_on end as settled_on,
      cast(net_sales as decimal(18,4)) as balance,
      cast(case when paid_on <= date '2026-06-30' and n % 97 <> 0 then 0 else net_sales end as decimal(18,4)) as open_amount,
      cast(0 as decimal(18,4)) as written_off, date '2026-06-30' as written_off_on,
      n % 50 = 0 as is_disputed, true as dispute_known,
      cast(null as varchar) as currency, cast(null as decimal(18,4)) as own_amount,
      cast(null as decimal(18,4)) as own_open, cast(null as decimal(18,4)) as revaluation,
      cast(null as decimal(18,4)) as exchange_difference
    from dated where issued_on <= date '2026-06-30'`);
  await owedInDollars(database);
  await database.run(`create or replace table features.open_items as
    select invoice_id, customer_id, issued_on, due_on, cast(date '2026-06-30' - due_on as integer) as days_overdue,
      open_amount, is_disputed, currency, own_open
    from features.receivable_state where open_amount <> 0`);
  await database.run(`insert into features.credit_items by name
    select r.invoice_id, r.customer_id, m.month, r.balance,
      least(coalesce(r.settled_on, date '2026-06-30'), m.month + interval 1 month)::date - greatest(r.issued_on, m.month) as days,
      greatest(0, least(coalesce(r.settled_on, date '2026-06-30'), m.month + interval 1 month)::date - greatest(r.due_on, m.month)) as days_late,
      0.06 as annual_rate, 0 as cost_of_credit, 0 as cost_of_late
    from features.receivable_state as r
    join (select distinct month from features.profit_statement) as m
      on m.month < coalesce(r.settled_on, date '2026-06-30') and m.month + interval 1 month > r.issued_on`);
  await database.run(`update features.credit_items set cost_of_credit = balance * days * 0.06 / 365,
    cost_of_late = balance * days_late * 0.06 / 365`);
  await database.run(`create or replace table features.credit_balances as
    select customer_number, month, sum(balance * days) * 10000 as unit_days, sum(balance * days_late) * 10000 as unit_days_late
    from features.credit_items join features.customer_numbers using (customer_id) group by customer_number, month`);
  await database.run(`create or replace table features.credit_cost as
    select customer_number, month, sum(cost_of_credit) as cost_of_credit, sum(cost_of_late) as cost_of_late
    from features.credit_items join features.customer_numbers using (customer_id) group by customer_number, month`);
  const bucket = (from: number, to: number): string =>
    `coalesce(sum(open_amount) filter (where late between ${from} and ${to}), 0)`;
  await database.run(`insert into features.ageing by name
    with state as (select *, date '2026-06-30' - due_on as late,
      coalesce(settled_on, date '2026-06-30') > due_on as is_late from features.receivable_state)
    select customer_id, count(*) as invoices, count(*) filter (where is_late) as late_invoices,
      count(*) filter (where is_disputed) as disputed_invoices,
      count(*) filter (where is_disputed and is_late) as disputed_late_invoices,
      coalesce(sum(open_amount) filter (where is_disputed), 0) as disputed_open, sum(open_amount) as open_balance,
      coalesce(sum(revaluation), 0) as revaluation,
      ${bucket(-9999, 0)} as not_due, ${bucket(1, 30)} as overdue_1_30, ${bucket(31, 60)} as overdue_31_60,
      ${bucket(61, 90)} as overdue_61_90, ${bucket(91, 9999)} as overdue_over_90,
      greatest(0, max(late) filter (where open_amount > 0)) as oldest_days_overdue, sum(amount) as invoiced,
      cast(sum(open_amount) - coalesce(sum(revaluation), 0) as double) / sum(amount) * 730 as days_sales_outstanding,
      (select coalesce(sum(cost_of_late), 0) from features.credit_items as i where i.customer_id = state.customer_id)
        as cost_of_late
    from state group by customer_id`);
}

/** One customer in ten is invoiced in dollars: booked at 7.2, paid at 7.25, worth 7.1 at the end. */
async function owedInDollars(database: Database): Promise<void> {
  const foreign = `customer_id like '%7'`;
  await database.run(`update features.receivable_state set currency = 'USD', own_amount = amount / 7.2,
      own_open = open_amount / 7.2, revaluation = round(open_amount / 7.2 * 7.1, 2) - open_amount,
      open_amount = round(open_amount / 7.2 * 7.1, 2),
      exchange_difference = case when settled_on is not null then round(amount / 7.2 * 0.05, 2) end
    where ${foreign}`);
  await database.run(`insert into features.receivable_currencies by name
    select customer_id, coalesce(currency, 'CNY') as currency, count(*) as invoices,
      sum(coalesce(own_open, open_amount)) as open_balance,
      coalesce(sum(coalesce(own_open, open_amount)) filter (where due_on < date '2026-06-30'), 0) as overdue,
      sum(open_amount) as open_balance_reporting, coalesce(sum(revaluation), 0) as revaluation,
      coalesce(sum(exchange_difference), 0) as exchange_realised
    from features.receivable_state group by all`);
  await database.run(`insert into features.currency_statement by name
    select customer_id, month, case when ${foreign} then 'USD' else 'CNY' end as currency, 3 as lines,
      net_sales / case when ${foreign} then 7.2 else 1 end as net_invoiced, net_sales as net_invoiced_reporting,
      gross_margin / case when ${foreign} then 7.2 else 1 end as margin_invoiced,
      gross_margin as margin_invoiced_reporting
    from features.profit_statement`);
  await database.run(`insert into features.currencies by name
    select currency, currency = 'CNY' as is_reporting, count(distinct customer_id) as customers, sum(lines) as lines,
      case when currency = 'CNY' then 1 else 7.2 end as lowest_rate,
      case when currency = 'CNY' then 1 else 7.2 end as highest_rate,
      case when currency = 'CNY' then 1 else 7.1 end as closing_rate, sum(net_invoiced) as net_invoiced,
      sum(net_invoiced_reporting) as net_invoiced_reporting
    from features.currency_statement group by currency`);
}
