-- grain:  customer × month of the period with an open balance
-- reads:  features.receivable_state, features.months, settings.run
-- source: balance × days × annual rate / 365; days from issue to payment, or to the as-of date while open
-- why:    each month carries the days that fall into it. The running sum is rounded, not each month, so that the
--         months of a customer add up to the rounded whole.
with
    run as (select * from settings.run),
    receivables as (select * from features.receivable_state),
    months as (select * from features.months),

    spans as (
        select
            receivables.customer_id,
            receivables.balance,
            greatest(receivables.issued_on, run.period_start) as from_day,
            coalesce(receivables.settled_on, run.as_of) as to_day
        from receivables
        cross join run
        where receivables.balance <> 0
    ),

    month_balances as (
        select
            spans.customer_id,
            months.month,
            sum(
                spans.balance
                * cast(least(spans.to_day, months.next_month) - greatest(spans.from_day, months.month) as integer)
            ) as balance_days
        from spans
        join months on months.month < spans.to_day and months.next_month > spans.from_day
        where spans.to_day > spans.from_day
        group by spans.customer_id, months.month
    ),

    running as (
        select
            month_balances.*,
            cast(
                round(
                    cast(
                        sum(balance_days) over (partition by customer_id order by month) * run.annual_rate as double
                    ) / 365,
                    2
                ) as decimal(18, 2)
            ) as cost_so_far
        from month_balances
        cross join run
    ),

    final as (
        select
            customer_id,
            month,
            balance_days,
            cost_so_far - lag(cost_so_far, 1, 0) over (partition by customer_id order by month) as cost_of_credit
        from running
    )

select * from final
