-- grain:  ordinary customer (by its number) with enough purchases for a rhythm
-- reads:  features.purchase_days, settings.retention
-- why:    the days between a customer's purchase days, apart from `rhythm`, which also reads money: they stay as they
--         are where only a cost has changed. `usual_days`: the median; `long_days`: the quantile by nearest rank. Both
--         are taken from one sorted list of a customer.
with
    retention as (select * from settings.retention),
    days as (select * from features.purchase_days),

    gaps as (
        select customer_number, day - lag(day) over (partition by customer_number order by day) as gap from days
    ),

    sorted as (
        select customer_number, count(*) as gaps, list_sort(list(gap)) as lengths
        from gaps
        where gap is not null
        group by customer_number
    ),

    final as (
        select
            sorted.customer_number,
            (sorted.lengths[(sorted.gaps + 1) // 2] + sorted.lengths[sorted.gaps // 2 + 1]) / 2.0 as usual_days,
            sorted.lengths[cast(ceil(retention.quantile * sorted.gaps) as bigint)] as long_days
        from sorted
        cross join retention
        where sorted.gaps >= retention.purchases - 1
    )

select * from final
