-- grain:  customer × currency of its receivables; empty where all are in the reporting currency
-- reads:  features.receivable_state, settings.run
-- why:    the account of a customer as the customer sees it: what was invoiced, paid and is open in its own currency,
--         with what the books make of it
with
    run as (select * from settings.run),
    items as not materialized (select * from features.receivable_state),

    foreign_items as (
        select count(*) as items from items where currency is not null
    ),

    amounts as (
        select
            items.*,
            coalesce(items.currency, run.currency) as invoice_currency,
            coalesce(items.own_amount, items.amount) as own,
            coalesce(items.own_open, items.open_amount) as own_open_amount,
            coalesce(items.due_on < run.as_of, false) as is_overdue,
            items.issued_on >= run.period_start as is_of_period,
            coalesce(items.settled_on, run.as_of) >= run.period_start as is_settled_in_period
        from items
        cross join run
        cross join foreign_items
        where foreign_items.items > 0
    ),

    final as (
        select
            customer_id,
            invoice_currency as currency,
            count(case when amount > 0 then 1 end) as invoices,
            count(case when rate_missing then 1 end) as without_rate,
            sum(case when is_of_period then own else 0 end) as invoiced,
            sum(own_open_amount) as open_balance,
            sum(case when is_overdue then own_open_amount else 0 end) as overdue,
            sum(case when is_of_period then amount else 0 end) as invoiced_reporting,
            sum(open_amount) as open_balance_reporting,
            sum(case when is_overdue then open_amount else 0 end) as overdue_reporting,
            coalesce(sum(revaluation), 0) as revaluation,
            coalesce(sum(case when is_settled_in_period then exchange_difference end), 0) as exchange_realised,
            min(fx_rate) as lowest_rate,
            max(fx_rate) as highest_rate
        from amounts
        group by customer_id, invoice_currency
    )

select * from final
