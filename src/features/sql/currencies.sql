-- grain:  currency of the invoices of the period; empty where all are in the reporting currency
-- reads:  features.currency_statement, features.line_profit, canonical.fx_rates, settings.run
-- why:    the rates that were used, and what the exchange did: net sales were converted line by line, at the rate of
--         the day; at the rate of the as-of date the same sales would be worth more or less. That difference is said,
--         and is in no line of the statement.
with
    run as (select * from settings.run),
    statement as (select * from features.currency_statement),
    lines as (select * from features.line_profit where in_period and rate_missing),
    rates as (select * from canonical.fx_rates),

    without_rate as (
        select currency, count(*) as lines from lines group by currency
    ),

    closing as (
        select upper(trim(rates.currency)) as currency, arg_max(rates.rate, rates."on") as rate
        from rates
        cross join run
        where rates."on" <= run.as_of
        group by upper(trim(rates.currency))
    ),

    summed as (
        select
            statement.currency,
            count(distinct statement.customer_id) as customers,
            sum(statement.lines) as lines,
            min(statement.lowest_rate) as lowest_rate,
            max(statement.highest_rate) as highest_rate,
            sum(statement.net_invoiced) as net_invoiced,
            sum(statement.net_invoiced_reporting) as net_invoiced_reporting
        from statement
        group by statement.currency
    ),

    rated as (
        select
            summed.*,
            summed.currency = run.currency as is_reporting,
            case when summed.currency = run.currency then 1 else closing.rate end as closing_rate,
            coalesce(without_rate.lines, 0) as lines_without_rate
        from summed
        cross join run
        left join closing on closing.currency = summed.currency
        left join without_rate on without_rate.currency = summed.currency
    ),

    final as (
        select
            *,
            cast(round(net_invoiced * closing_rate, 4) as decimal(18, 4)) - net_invoiced_reporting
                as exchange_difference
        from rated
    )

select * from final
