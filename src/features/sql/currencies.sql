-- grain:  currency of the invoices of the period or of the receivables; empty where all are in the reporting currency
-- reads:  features.currency_statement, features.receivable_currencies, features.documents, canonical.fx_rates,
--         settings.run
-- why:    the rates that were used, and what the exchange did: net sales were converted line by line, at the rate of
--         the day; at the rate of the as-of date the same sales would be worth more or less. That difference is said,
--         and is in no line of the statement. What is owed in the currency stands beside: open, what its revaluation
--         gives, and what was gained or lost when it was paid.
with
    run as (select * from settings.run),
    statement as (select * from features.currency_statement),
    documents as (select * from features.documents where in_period and lines_without_rate > 0),
    rates as (select * from canonical.fx_rates),
    receivables as (select * from features.receivable_currencies),

    without_rate as (
        select currency, sum(lines_without_rate) as lines from documents group by currency
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

    owed as (
        select
            currency,
            count(*) as debtors,
            sum(without_rate) as receivables_without_rate,
            sum(open_balance) as open_balance,
            sum(overdue) as overdue,
            sum(open_balance_reporting) as open_balance_reporting,
            sum(revaluation) as revaluation,
            sum(exchange_realised) as exchange_realised
        from receivables
        group by currency
    ),

    rated as (
        select
            summed.* exclude (currency),
            owed.* exclude (currency),
            coalesce(summed.currency, owed.currency) as currency,
            coalesce(summed.currency, owed.currency) = run.currency as is_reporting,
            case when coalesce(summed.currency, owed.currency) = run.currency then 1 else closing.rate end
                as closing_rate,
            coalesce(without_rate.lines, 0) as lines_without_rate
        from summed
        full join owed on owed.currency = summed.currency
        cross join run
        left join closing on closing.currency = coalesce(summed.currency, owed.currency)
        left join without_rate on without_rate.currency = summed.currency
    ),

    final as (
        select
            * exclude (customers, lines, net_invoiced, net_invoiced_reporting),
            coalesce(customers, 0) as customers,
            coalesce(lines, 0) as lines,
            coalesce(net_invoiced, 0) as net_invoiced,
            coalesce(net_invoiced_reporting, 0) as net_invoiced_reporting,
            cast(round(coalesce(net_invoiced, 0) * closing_rate, 4) as decimal(18, 4))
                - coalesce(net_invoiced_reporting, 0) as closing_difference
        from rated
    )

select * from final
