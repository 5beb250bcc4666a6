-- grain:  customer
-- reads:  features.customers, features.customer_profit, settings.lifetime
-- kind: view
-- why:    the share of sales (less discounts and returns) that stays as net profit: what turns future sales into
--         value. Applied after the fit, so that a loss never enters it. One customer's margin rests on few sales, so it
--         is weighed against that of all ordinary customers, as if the customer had bought as much more at theirs as
--         an average customer buys (credibility, Bühlmann 1967). A set margin is taken as it is.
with
    lifetime as (select * from settings.lifetime),
    customers as (select * from features.customers where class = 'ordinary'),
    profits as (select * from features.customer_profit),

    own as (
        select
            customers.customer_id,
            greatest(0, coalesce(profits.gross_sales - profits.discounts - profits.returns, 0)) as sales,
            coalesce(profits.net_profit, 0) as profit
        from customers
        left join profits on profits.customer_id = customers.customer_id
    ),

    everyone as (
        select
            cast(sum(sales) as double) / nullif(count(case when sales > 0 then 1 end), 0) as average_sales,
            cast(sum(profit) as double) / nullif(cast(sum(sales) as double), 0) as margin
        from own
    ),

    final as (
        select
            own.customer_id,
            coalesce(
                cast(lifetime.margin as double),
                (cast(own.profit as double) + everyone.margin * everyone.average_sales)
                / (cast(own.sales as double) + everyone.average_sales)
            ) as margin
        from own
        cross join everyone
        cross join lifetime
    )

select * from final
