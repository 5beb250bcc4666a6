-- grain:  line of the statement
-- reads:  models.customers
-- why:    what share of its net sales a line usually is, to hold a customer against. Doubles, made after the filter, are half
--         the work of decimals.
with
    customers as (
        select *, cast(net_sales as double) as sales from models.customers where is_ranked and net_sales > 0
    ),

    medians as (
        select
            [
                median(cast(gross_sales as double) / sales),
                median(cast(discounts as double) / sales),
                median(cast(returns as double) / sales),
                median(cast(rebates as double) / sales),
                median(cast(net_sales as double) / sales),
                median(cast(cost_of_goods as double) / sales),
                median(cast(gross_margin as double) / sales),
                median(cast(freight_and_fees_billed as double) / sales),
                median(cast(delivery as double) / sales),
                median(cast(order_handling as double) / sales),
                median(cast(service as double) / sales),
                median(cast(sales_and_marketing as double) / sales),
                median(cast(contribution as double) / sales),
                median(cast(cost_of_credit as double) / sales),
                median(cast(bad_debt as double) / sales),
                median(cast(net_profit as double) / sales)
            ] as shares
        from customers
    ),

    final as (
        select
            unnest([
                'gross_sales',
                'discounts',
                'returns',
                'rebates',
                'net_sales',
                'cost_of_goods',
                'gross_margin',
                'freight_and_fees_billed',
                'delivery',
                'order_handling',
                'service',
                'sales_and_marketing',
                'contribution',
                'cost_of_credit',
                'bad_debt',
                'net_profit'
            ]) as line,
            unnest(shares) as median_share
        from medians
    )

select * from final
