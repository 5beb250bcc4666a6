-- grain:  month of the period in which an ordinary customer had an open balance
-- reads:  features.credit_balances, features.customers, features.customer_numbers, settings.run
-- why:    the mean open balance of each month, and the part of it that was late: balance × days over the days of the
--         month that lie in the period
with
    run as (select * from settings.run),
    balances as (select * from features.credit_balances),
    customers as (select * from features.customers),
    numbers as (select * from features.customer_numbers),

    others as (
        select numbers.customer_number
        from customers
        join numbers on numbers.customer_id = customers.customer_id
        where customers.class <> 'ordinary'
    ),

    summed as (
        select month, sum(unit_days) as unit_days, sum(unit_days_late) as unit_days_late
        from balances
        where customer_number not in (select customer_number from others)
        group by month
    ),

    days as (
        select
            summed.*,
            greatest(
                1,
                least(cast(last_day(summed.month) as date), run.as_of) - greatest(summed.month, run.period_start) + 1
            ) as days
        from summed
        cross join run
    ),

    final as (
        select
            month,
            cast(unit_days as double) / 10000 / days as mean_open,
            cast(unit_days_late as double) / 10000 / days as mean_late
        from days
    )

select * from final
