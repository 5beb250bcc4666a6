-- grain:  customer known to any source
-- reads:  features.customers, features.customer_profit, features.rfm, features.behaviour, models.ranked, models.tiers,
--         models.profit_map, models.clusters, models.causes
-- why:    everything known about a customer in one row, for the report, the workbook and analysts. Customers that are
--         not ranked have their figures but no rank, tier or cluster.
with
    customers as (select * from features.customers),
    customer_profit as (select * from features.customer_profit),
    rfm as (select * from features.rfm),
    behaviour as (select * from features.behaviour),
    ranked as (select * from models.ranked),
    tiers as (select * from models.tiers),
    profit_map as (select * from models.profit_map),
    clusters as (select * from models.clusters),
    causes as (select * from models.causes where rank = 1),

    final as (
        select
            customers.customer_id,
            customers.name,
            customers.class,
            customers.is_ranked,
            customers.industry,
            customers.region,
            customers.city,
            customers.owner,
            customers.group_id,
            customer_profit.gross_sales,
            customer_profit.discounts,
            customer_profit.returns,
            customer_profit.rebates,
            customer_profit.net_sales,
            customer_profit.cost_of_goods,
            customer_profit.gross_margin,
            customer_profit.freight_and_fees_billed,
            customer_profit.delivery,
            customer_profit.order_handling,
            customer_profit.service,
            customer_profit.sales_and_marketing,
            customer_profit.contribution,
            customer_profit.cost_of_credit,
            customer_profit.bad_debt,
            customer_profit.net_profit,
            customer_profit.allocated_cost,
            case
                when customer_profit.net_sales > 0
                    then cast(customer_profit.net_profit as double) / cast(customer_profit.net_sales as double)
            end as profit_margin,
            ranked.sales_rank,
            ranked.profit_rank,
            tiers.tier,
            profit_map.field as profit_field,
            clusters.cluster,
            rfm.segment,
            rfm.r_score,
            rfm.f_score,
            rfm.m_score,
            rfm.recency_days,
            rfm.frequency,
            behaviour.orders,
            behaviour.average_order_value,
            behaviour.discount_rate,
            behaviour.return_rate,
            behaviour.revisions_per_order,
            behaviour.service_minutes,
            behaviour.days_to_pay,
            behaviour.open_balance,
            behaviour.overdue,
            behaviour.growth,
            causes.line as cause,
            causes.effect as cause_effect
        from customers
        left join customer_profit on customer_profit.customer_id = customers.customer_id
        left join rfm on rfm.customer_id = customers.customer_id
        left join behaviour on behaviour.customer_id = customers.customer_id
        left join ranked on ranked.customer_id = customers.customer_id
        left join tiers on tiers.customer_id = customers.customer_id
        left join profit_map on profit_map.customer_id = customers.customer_id
        left join clusters on clusters.customer_id = customers.customer_id
        left join causes on causes.customer_id = customers.customer_id
    )

select * from final
