-- grain:  ordinary customer with enough purchases for a rhythm
-- reads:  models.lifetime_days, settings.retention
-- why:    the days between a customer's purchase days, apart from `rhythm`, which also reads money: they stay as they
--         are where only a cost has changed. `usual_days`: the median; `long_days`: the quantile by nearest rank.
with
    retention as (select * from settings.retention),
    days as (select * from models.lifetime_days),

    gaps as (
        select customer_id, day - lag(day) over (partition by customer_id order by day) as gap from days
    ),

    final as (
        select
            gaps.customer_id,
            median(gaps.gap) as usual_days,
            list_sort(list(gaps.gap))[
                cast(ceil(any_value(retention.quantile) * count(*)) as bigint)
            ] as long_days
        from gaps
        cross join retention
        where gaps.gap is not null
        group by gaps.customer_id
        having count(*) >= any_value(retention.purchases) - 1
    )

select * from final
