-- grain:  foreign currency × day on which an amount in it is converted, where there is a rate
-- reads:  canonical.invoice_lines, canonical.receivables, canonical.shipments, canonical.rebates,
--         canonical.acquisition_costs, canonical.fx_rates, features.months, settings.run
-- why:    the rate of the day is the last one on or before it; found once per day, not once per line. Days: of invoices,
--         of deliveries, ends of the months of rebates and acquisition, of receivables and their payments, and, where a receivable is in another currency, each end of a month and
--         the as-of date, at which what is open is valued. Rates are wide: eighteen digits would hold no large amount
--         times a rate.
with
    run as (select * from settings.run),
    lines as (select * from canonical.invoice_lines where currency is not null),
    receivables as (select * from canonical.receivables where currency is not null),
    shipments as (select * from canonical.shipments where currency is not null),
    by_month as (
        select currency, period from canonical.rebates where currency is not null
        union all
        select currency, period from canonical.acquisition_costs where currency is not null
    ),
    rates as (select * from canonical.fx_rates),
    months as (select * from features.months),

    owed as (
        select
            upper(trim(receivables.currency)) as currency,
            receivables.issued_on,
            greatest(receivables.paid_on, receivables.issued_on) as settled_on
        from receivables
        cross join run
        where upper(trim(receivables.currency)) <> run.currency
    ),

    closings as (
        select cast(next_month - interval 1 day as date) as day from months
        union
        select cast(min(month) - interval 1 day as date) from months
        union
        select as_of from run
    ),

    days as (
        select upper(trim(lines.currency)) as currency, lines.invoiced_on as day
        from lines
        cross join run
        where upper(trim(lines.currency)) <> run.currency
        union
        select upper(trim(shipments.currency)), shipments.shipped_on
        from shipments
        cross join run
        where upper(trim(shipments.currency)) <> run.currency
        union
        select upper(trim(by_month.currency)), least(last_day(by_month.period), run.as_of)
        from by_month
        cross join run
        where upper(trim(by_month.currency)) <> run.currency
        union
        select currency, issued_on from owed
        union
        select currency, settled_on from owed where settled_on is not null
        union
        select currencies.currency, closings.day
        from (select distinct currency from owed) as currencies
        cross join closings
    ),

    rate_spans as (
        select
            upper(trim(currency)) as currency,
            "on" as valid_from,
            lead("on") over (partition by upper(trim(currency)) order by "on") as valid_until,
            rate
        from rates
    ),

    final as (
        select days.currency, days.day, cast(rate_spans.rate as decimal(24, 6)) as rate
        from days
        join rate_spans
            on rate_spans.currency = days.currency
            and rate_spans.valid_from <= days.day
            and (rate_spans.valid_until is null or rate_spans.valid_until > days.day)
    )

select * from final
