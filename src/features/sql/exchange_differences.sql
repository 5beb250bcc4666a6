-- grain:  customer × month of the period × currency with an exchange difference; empty where all is in one currency
-- reads:  features.receivable_state, features.fx_days, features.months, settings.run
-- source: IAS 21.28: differences on settling monetary items and on translating them are profit or loss
-- why:    what exchange rates did to what customers owe: realised when they paid, unrealised at each end of a month on
--         what was open, taken back in the next month (so a month has what it adds). They are of the company: whoever
--         invoices in dollars decides that, and whether to hedge, not the customer. So they are in no line of a
--         customer's statement, and have accounts of their own to tie to. `run.revaluation` says when the books value
--         what is open: at each month's end, at the year's end, or not before it is paid.
with
    run as (select * from settings.run),
    items as (select * from features.receivable_state where currency is not null and not rate_missing),
    fx_days as (select * from features.fx_days),
    months as (select * from features.months),

    realised as (
        select
            items.customer_id,
            cast(date_trunc('month', coalesce(items.settled_on, run.as_of)) as date) as month,
            items.currency,
            items.exchange_difference as amount
        from items
        cross join run
        where items.exchange_difference <> 0 and coalesce(items.settled_on, run.as_of) >= run.period_start
    ),

    -- The end before the first month comes first: what was open then is taken back in it.
    month_ends as (
        select month, number, cast(next_month - interval 1 day as date) as last_day from months
        union all
        select null, 0, cast(month - interval 1 day as date) from months where number = 1
    ),

    closings as (
        select month_ends.number, least(month_ends.last_day, run.as_of) as day
        from month_ends
        cross join run
        where run.revaluation = 'monthly'
            or (run.revaluation = 'yearly' and month(month_ends.last_day) = 12 and month_ends.last_day <= run.as_of)
    ),

    revalued as (
        select
            items.customer_id,
            items.currency,
            closings.number,
            case
                when closings.day = run.as_of then items.revaluation
                else cast(round(items.own_balance * fx_days.rate, 2) as decimal(18, 4)) - items.balance
            end as amount
        from items
        cross join run
        join closings
            on items.issued_on <= closings.day and (items.settled_on is null or items.settled_on > closings.day)
        join fx_days on fx_days.currency = items.currency and fx_days.day = closings.day
    ),

    unrealised as (
        select revalued.customer_id, months.month, revalued.currency, revalued.amount
        from revalued
        join months on months.number = revalued.number
        union all
        select revalued.customer_id, months.month, revalued.currency, -revalued.amount
        from revalued
        join months on months.number = revalued.number + 1
    ),

    summed as (
        select customer_id, month, currency, sum(realised) as realised, sum(unrealised) as unrealised
        from (
            select customer_id, month, currency, amount as realised, 0 as unrealised from realised
            union all
            select customer_id, month, currency, 0, amount from unrealised
        )
        group by customer_id, month, currency
    ),

    final as (
        select * from summed where realised <> 0 or unrealised <> 0
    )

select * from final
