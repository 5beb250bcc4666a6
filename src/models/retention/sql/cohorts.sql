-- grain:  cohort of the first purchase × quarter (or year) since, up to the as-of date
-- reads:  models.customer_years, features.purchase_days, features.customer_months, settings.run, settings.retention
-- why:    how long customers stay and what they bring, by when they came. Whoever bought before the extract begins, or
--         may have, forms the cohort `before`: its customers are those that had stayed so far, so its retention must
--         not be read as that of newcomers. Steps are calendar quarters; years where the extract is long. A step
--         without a purchase has a row of its own.
with
    run as (select * from settings.run),
    retention as (select * from settings.retention),
    years as (select * from models.customer_years),
    days as (select * from features.purchase_days),
    statement as (select * from features.customer_months),

    scale as (
        select
            run.as_of,
            run.period_start,
            extract.first_day,
            cast(date_trunc('month', extract.first_day) as date) as first_month,
            coalesce(
                retention.cohorts,
                case
                    when extract.first_day < run.as_of - to_months(cast(retention.quarters * 3 as integer)) then 'year'
                    else 'quarter'
                end
            ) as unit
        from run
        cross join retention
        cross join (select min(first_purchase) as first_day from years) as extract
    ),

    members as (
        select
            years.customer_number,
            scale.unit,
            case
                when not years.is_new then 'before'
                when scale.unit = 'year' then strftime(years.first_purchase, '%Y')
                else strftime(years.first_purchase, '%Y') || '-Q' || quarter(years.first_purchase)
            end as cohort,
            cast(
                date_trunc(scale.unit, case when years.is_new then years.first_purchase else scale.first_day end) as date
            ) as began_on
        from years
        cross join scale
    ),

    sizes as (
        select cohort, unit, began_on, count(*) as customers from members group by cohort, unit, began_on
    ),

    steps as (
        select
            sizes.*,
            step.step,
            cast(
                sizes.began_on + to_months(cast(step.step * if(sizes.unit = 'year', 12, 3) as integer)) as date
            ) as starts_on
        from sizes
        cross join scale
        cross join (select unnest(range(0, 401)) as step) as step
        where sizes.began_on + to_months(cast(step.step * if(sizes.unit = 'year', 12, 3) as integer)) <= scale.as_of
    ),

    -- Customers by step first: a distinct count would keep a set of them for every cohort and step.
    active_customers as (
        select distinct customer_number, cast(date_trunc(scale.unit, days.day) as date) as starts_on
        from days
        cross join scale
    ),

    activity as (
        select members.cohort, active_customers.starts_on, count(*) as active
        from active_customers
        join members on members.customer_number = active_customers.customer_number
        group by members.cohort, active_customers.starts_on
    ),

    -- Months first: millions of rows have few of them.
    money_of_months as (
        select members.cohort, statement.month, sum(statement.net_sales) as net_sales, sum(statement.net_profit) as net_profit
        from statement
        join members on members.customer_number = statement.customer_number
        group by members.cohort, statement.month
    ),

    money as (
        select
            months.cohort,
            cast(date_trunc(scale.unit, months.month) as date) as starts_on,
            sum(months.net_sales) as net_sales,
            sum(months.net_profit) as net_profit
        from money_of_months as months
        cross join scale
        group by months.cohort, cast(date_trunc(scale.unit, months.month) as date)
    ),

    final as (
        select
            steps.cohort,
            steps.step,
            steps.unit,
            steps.starts_on,
            steps.starts_on + to_months(if(steps.unit = 'year', 12, 3)) > scale.as_of + interval 1 day
            or steps.starts_on < scale.first_month as is_partial,
            steps.customers,
            coalesce(activity.active, 0) as active,
            cast(coalesce(activity.active, 0) as double) / steps.customers as active_share,
            case when scale.period_start <= greatest(steps.starts_on, scale.first_month) then coalesce(money.net_sales, 0) end
                as net_sales,
            case when scale.period_start <= greatest(steps.starts_on, scale.first_month) then coalesce(money.net_profit, 0) end
                as net_profit
        from steps
        cross join scale
        left join activity on activity.cohort = steps.cohort and activity.starts_on = steps.starts_on
        left join money on money.cohort = steps.cohort and money.starts_on = steps.starts_on
    )

select * from final
