-- grain:  ranked customer, numbered by customer number
-- reads:  models.ranked, features.behaviour, features.rfm
-- why:    what customers are compared by, as floating point: nothing is summed from here. `row` stands for the customer
--         while the fitting runs, so that no names or numbers of customers leave the database.
with
    ranked as (select * from models.ranked),
    behaviour as (select * from features.behaviour),
    rfm as (select * from features.rfm),

    final as (
        select
            row_number() over (order by ranked.customer_id) as row,
            ranked.customer_id,
            cast(ranked.net_profit as double) as net_profit,
            cast(ranked.net_sales as double) as net_sales,
            case
                when ranked.net_sales > 0 then cast(ranked.net_profit as double) / cast(ranked.net_sales as double)
            end as profit_margin,
            case
                when ranked.net_sales > 0 then cast(ranked.gross_margin as double) / cast(ranked.net_sales as double)
            end as gross_margin_rate,
            cast(rfm.recency_days as double) as recency_days,
            cast(rfm.frequency as double) as frequency,
            cast(behaviour.average_order_value as double) as average_order_value,
            behaviour.discount_rate,
            behaviour.return_rate,
            behaviour.revisions_per_order,
            cast(behaviour.service_minutes as double) as service_minutes,
            case
                when ranked.net_sales > 0 then cast(ranked.service as double) / cast(ranked.net_sales as double)
            end as service_share,
            behaviour.days_to_pay,
            behaviour.growth
        from ranked
        left join behaviour on behaviour.customer_id = ranked.customer_id
        left join rfm on rfm.customer_id = ranked.customer_id
    )

select * from final
