-- grain:  comparison × ordinary customer with business in either span
-- reads:  models.compared_spans, features.profit_statement, features.customer_profit, features.customers,
--         models.earlier_statements
-- why:    the statement before and now, in the parts that a change of profit is explained by: what goods and services
--         brought after discounts and returns, rebates, their cost, the cost to serve (less freight billed), credit
with
    spans as (select * from models.compared_spans),
    months as (select * from features.profit_statement),
    customer_profit as (select * from features.customer_profit),
    ordinary as (select customer_id, is_ranked from features.customers where class = 'ordinary'),
    earlier as (select * from models.earlier_statements),

    sides as (
        select
            spans.basis,
            case when months.month >= spans.now_from then 'now' else 'before' end as side,
            months.* exclude (month)
        from months
        join ordinary on ordinary.customer_id = months.customer_id
        join spans on spans.basis = 'spans' and months.month between spans.before_from and spans.now_to
        union all by name
        select spans.basis, 'now' as side, customer_profit.*
        from customer_profit
        join ordinary on ordinary.customer_id = customer_profit.customer_id and ordinary.is_ranked
        join spans on spans.basis = 'run'
        union all by name
        select spans.basis, 'before' as side, earlier.*
        from earlier
        join spans on spans.basis = 'run'
    ),

    parts as (
        select
            basis,
            side,
            customer_id,
            gross_sales - discounts - returns as goods,
            rebates,
            cost_of_goods,
            delivery + order_handling + service + sales_and_marketing - freight_and_fees_billed as cost_to_serve,
            cost_of_credit + bad_debt as credit,
            net_sales,
            net_profit,
            gross_sales <> 0 or discounts <> 0 or returns <> 0 or rebates <> 0 or cost_of_goods <> 0
                or freight_and_fees_billed <> 0 or delivery <> 0 or order_handling <> 0 or service <> 0
                or sales_and_marketing <> 0 or cost_of_credit <> 0 or bad_debt <> 0 as is_active
        from sides
    ),

    summed as (
        select
            basis,
            customer_id,
            coalesce(bool_or(is_active) filter (where side = 'before'), false) as was_active,
            coalesce(bool_or(is_active) filter (where side = 'now'), false) as is_active,
            coalesce(sum(goods) filter (where side = 'before'), 0) as goods_before,
            coalesce(sum(goods) filter (where side = 'now'), 0) as goods_now,
            coalesce(sum(rebates) filter (where side = 'before'), 0) as rebates_before,
            coalesce(sum(rebates) filter (where side = 'now'), 0) as rebates_now,
            coalesce(sum(cost_of_goods) filter (where side = 'before'), 0) as cost_of_goods_before,
            coalesce(sum(cost_of_goods) filter (where side = 'now'), 0) as cost_of_goods_now,
            coalesce(sum(cost_to_serve) filter (where side = 'before'), 0) as cost_to_serve_before,
            coalesce(sum(cost_to_serve) filter (where side = 'now'), 0) as cost_to_serve_now,
            coalesce(sum(credit) filter (where side = 'before'), 0) as credit_before,
            coalesce(sum(credit) filter (where side = 'now'), 0) as credit_now,
            coalesce(sum(net_sales) filter (where side = 'before'), 0) as net_sales_before,
            coalesce(sum(net_sales) filter (where side = 'now'), 0) as net_sales_now,
            coalesce(sum(net_profit) filter (where side = 'before'), 0) as net_profit_before,
            coalesce(sum(net_profit) filter (where side = 'now'), 0) as net_profit_now
        from parts
        group by basis, customer_id
    ),

    final as (
        select * from summed where was_active or is_active
    )

select * from final
