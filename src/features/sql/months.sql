-- grain:  month of the period, numbered from 1
-- reads:  settings.run
-- why:    statement, pools and tie-out all step through the same months, also through empty ones
with
    run as (select * from settings.run),

    days as (
        select unnest(generate_series(
            cast(date_trunc('month', period_start) as timestamp),
            cast(date_trunc('month', as_of) as timestamp),
            interval 1 month
        )) as first_day
        from run
    ),

    final as (
        select
            cast(first_day as date) as month,
            cast(first_day + interval 1 month as date) as next_month,
            row_number() over (order by first_day) as number
        from days
    )

select * from final
