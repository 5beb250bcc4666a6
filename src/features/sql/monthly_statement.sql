-- grain:  month of the period with any entry
-- reads:  features.customer_months
-- why:    the statement of all customers together, month by month
with
    customer_months as (select * from features.customer_months),

    final as (
        select
            month,
            sum(gross_sales) as gross_sales,
            sum(discounts) as discounts,
            sum(returns) as returns,
            sum(rebates) as rebates,
            sum(net_sales) as net_sales,
            sum(cost_of_goods) as cost_of_goods,
            sum(gross_margin) as gross_margin,
            sum(freight_and_fees_billed) as freight_and_fees_billed,
            sum(delivery) as delivery,
            sum(order_handling) as order_handling,
            sum(service) as service,
            sum(sales_and_marketing) as sales_and_marketing,
            sum(contribution) as contribution,
            sum(cost_of_credit) as cost_of_credit,
            sum(bad_debt) as bad_debt,
            sum(net_profit) as net_profit
        from customer_months
        group by month
    )

select * from final
