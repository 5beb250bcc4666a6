-- grain:  ranked customer × measure of the key-customer index
-- reads:  models.ranked, models.customer_groups, models.lifetime, features.behaviour, settings.key_measures,
--         settings.strategic_customers, settings.key_customers
-- why:    what each customer is judged by, and where that puts it: standing = the share of the other customers with a
--         worse value, 0 to 1, equal values alike. Empty where the extracts do not say. `amount` is the same on a scale
--         of 0 to 1 for entropy weights: the value between the 1st and the 99th percentile, the better end 1, so that
--         one wild margin does not flatten all others.
with
    ranked as (select * from models.ranked),
    groups as (select * from models.customer_groups),
    lifetime as (select * from models.lifetime),
    behaviour as (select * from features.behaviour),
    measures as (select * from settings.key_measures),
    strategic as (select * from settings.strategic_customers),
    settings as (select * from settings.key_customers),

    facts as (
        select
            ranked.customer_id,
            cast(ranked.net_profit as double) as profit,
            case
                when ranked.net_sales > 0 then cast(ranked.net_profit as double) / cast(ranked.net_sales as double)
            end as margin,
            cast(ranked.net_sales as double) as sales,
            behaviour.growth,
            behaviour.days_to_pay as payment,
            case
                when ranked.net_sales > 0 then cast(ranked.service as double) / cast(ranked.net_sales as double)
            end as service_load,
            behaviour.satisfaction,
            behaviour.return_rate as returns,
            cast(lifetime.lifetime_value as double) as lifetime,
            cast(coalesce(groups.net_profit, ranked.net_profit) as double) as "group",
            coalesce(cast(strategic.points as double), 0) as strategic
        from ranked
        left join behaviour on behaviour.customer_id = ranked.customer_id
        left join lifetime on lifetime.customer_id = ranked.customer_id
        left join groups on groups.group_id = ranked.group_id
        left join strategic on strategic.customer_id = ranked.customer_id
    ),

    measured as (
        select
            facts.customer_id,
            measures.measure,
            measures.position,
            measures.direction,
            case measures.measure
                when 'profit' then facts.profit
                when 'margin' then facts.margin
                when 'sales' then facts.sales
                when 'growth' then facts.growth
                when 'payment' then facts.payment
                when 'service_load' then facts.service_load
                when 'satisfaction' then facts.satisfaction
                when 'returns' then facts.returns
                when 'lifetime' then facts.lifetime
                when 'group' then facts."group"
                when 'strategic' then facts.strategic
            end as value
        from facts
        cross join measures
    ),

    -- Only entropy weights ask for amounts; sorting millions of values for nothing would cost seconds.
    ends as (
        select
            measured.measure,
            quantile_cont(measured.direction * measured.value, 0.01) as low,
            quantile_cont(measured.direction * measured.value, 0.99) as high
        from measured
        join settings on settings.by_entropy
        where measured.value is not null
        group by measured.measure
    ),

    final as (
        select
            measured.customer_id,
            measured.measure,
            measured.position,
            measured.value,
            case
                when measured.value is not null
                    then cast(
                        (
                            rank() over (
                                partition by measured.measure, measured.value is null
                                order by measured.direction * measured.value
                            ) - 1
                        ) / nullif(
                            cast(count(*) over (partition by measured.measure, measured.value is null) - 1 as double), 0
                        ) as decimal(9, 6)
                    )
            end as standing,
            case
                when measured.value is not null and ends.measure is not null
                    then greatest(
                        0,
                        least(1, (measured.direction * measured.value - ends.low) / nullif(ends.high - ends.low, 0))
                    )
            end as amount
        from measured
        left join ends on ends.measure = measured.measure
    )

select * from final
