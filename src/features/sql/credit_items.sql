-- grain:  receivable × month of the period in which it was open
-- reads:  features.receivable_state, features.months, settings.run
-- source: balance × days × annual rate / 365; days from issue to payment, or to the as-of date while open
-- why:    each month carries the days that fall into it. Credit is reckoned, not allocated, so it keeps four decimals.
--         The running sum of a customer is rounded, not each item, so that items add up to the rounded whole of their
--         month and customer, and customers to the company's to the cent.
with
    run as (select * from settings.run),
    receivables as (select * from features.receivable_state),
    months as (select * from features.months),

    spans as (
        select
            receivables.invoice_id,
            receivables.customer_id,
            cast(receivables.balance as decimal(28, 4)) as balance,
            receivables.due_on,
            greatest(receivables.issued_on, run.period_start) as from_day,
            coalesce(receivables.settled_on, run.as_of) as to_day
        from receivables
        cross join run
        where receivables.balance <> 0
    ),

    month_items as (
        select
            spans.invoice_id,
            spans.customer_id,
            months.month,
            spans.balance,
            cast(least(spans.to_day, months.next_month) - greatest(spans.from_day, months.month) as integer) as days,
            greatest(
                0,
                cast(
                    least(spans.to_day, months.next_month) - greatest(spans.from_day, months.month, spans.due_on)
                    as integer
                )
            ) as days_late,
            spans.due_on is not null as has_due_date
        from spans
        join months on months.month < spans.to_day and months.next_month > spans.from_day
        where spans.to_day > spans.from_day
    ),

    running as (
        select
            month_items.*,
            run.annual_rate,
            cast(
                round(
                    cast(
                        sum(balance * days) over (partition by customer_id order by month, invoice_id) * run.annual_rate
                        as double
                    ) / 365,
                    4
                ) as decimal(18, 4)
            ) as cost_so_far
        from month_items
        cross join run
    ),

    final as (
        select
            invoice_id,
            customer_id,
            month,
            balance,
            days,
            case when has_due_date then days_late else 0 end as days_late,
            annual_rate,
            cost_so_far - lag(cost_so_far, 1, 0) over (partition by customer_id order by month, invoice_id)
                as cost_of_credit,
            round(
                cast(balance * case when has_due_date then days_late else 0 end * annual_rate as double) / 365, 4
            ) as cost_of_late
        from running
    )

select * from final
