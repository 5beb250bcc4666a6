-- grain:  ordinary customer with a purchase up to the as-of date
-- reads:  models.customer_years, models.purchase_intervals, features.customer_months, settings.retention
-- why:    silence is judged by the customer's own rhythm, not by one limit for all: someone who buys every 60 days is
--         not late after 45. Usual interval: the median of the days between its purchase days, which one long pause
--         does not move. Overdue: silent for longer than a multiple of it, than nearly all its own intervals (quantile
--         by nearest rank, so equal intervals count alike) and than a least number of days. Too few purchases give no
--         rhythm. Growth and decline count when they are large and beyond what the scatter of single purchases
--         explains. What is at stake is what its last year of buying was worth.
with
    retention as (select * from settings.retention),
    years as (select * from models.customer_years),
    intervals as (select * from models.purchase_intervals),
    statement as (select * from features.customer_months),

    worth as (
        select
            years.customer_number,
            sum(statement.net_sales) as year_sales,
            sum(statement.net_profit) as year_profit
        from years
        join statement on statement.customer_number = years.customer_number
        where statement.month <= date_trunc('month', years.last_purchase)
            and statement.month > date_trunc('month', years.last_purchase) - interval 12 month
        group by years.customer_number
    ),

    measured as (
        select
            years.*,
            years.as_of - years.last_purchase as quiet_days,
            intervals.usual_days,
            intervals.long_days,
            case
                when intervals.usual_days is not null then
                    cast(
                        ceil(
                            greatest(
                                retention.overdue * intervals.usual_days, intervals.long_days, retention.least_days
                            )
                        ) as bigint
                    )
            end as overdue_after,
            (cast(years.net_sales_12m as double) - cast(years.net_sales_prior_12m as double))
                / nullif(sqrt(years.noise), 0) as change_z,
            worth.year_sales,
            worth.year_profit,
            years.last_purchase < years.as_of - to_months(cast(retention.dormant_months as integer)) as is_long_gone,
            retention.purchases as enough,
            cast(retention.change as double) as change_limit,
            retention.change_z as z_limit
        from years
        cross join retention
        left join intervals on intervals.customer_number = years.customer_number
        left join worth on worth.customer_number = years.customer_number
    ),

    final as (
        select
            customer_id,
            case
                when is_long_gone and quiet_days > coalesce(overdue_after, 0) then 'dormant'
                when quiet_days > overdue_after then 'overdue'
                when is_new and first_purchase >= year_start then 'first_year'
                when change >= change_limit and change_z >= z_limit then 'growing'
                when change <= -change_limit and change_z <= -z_limit then 'shrinking'
                when purchases < enough then 'too_few'
                else 'steady'
            end as state,
            purchases,
            first_purchase,
            last_purchase,
            quiet_days,
            usual_days,
            long_days,
            overdue_after,
            quiet_days / nullif(usual_days, 0) as overdue_ratio,
            is_new,
            movement,
            net_sales_12m,
            net_sales_prior_12m,
            change,
            case when change is not null then change_z end as change_z,
            year_sales,
            year_profit
        from measured
    )

select * from final
