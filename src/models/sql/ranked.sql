-- grain:  ranked customer
-- reads:  features.customers, features.customer_profit
-- why:    the customers that every ranking is about, with their statement and both ranks. A line that the extracts do
--         not carry counts as nought here. Ties in any ranking go by customer number.
with
    customers as (select * from features.customers where is_ranked),
    customer_profit as (select * from features.customer_profit),

    statements as (
        select
            customers.customer_id,
            customers.group_id,
            customers.industry,
            coalesce(customer_profit.gross_sales, 0) as gross_sales,
            coalesce(customer_profit.discounts, 0) as discounts,
            coalesce(customer_profit.returns, 0) as returns,
            coalesce(customer_profit.rebates, 0) as rebates,
            coalesce(customer_profit.net_sales, 0) as net_sales,
            coalesce(customer_profit.cost_of_goods, 0) as cost_of_goods,
            coalesce(customer_profit.gross_margin, 0) as gross_margin,
            coalesce(customer_profit.freight_and_fees_billed, 0) as freight_and_fees_billed,
            coalesce(customer_profit.delivery, 0) as delivery,
            coalesce(customer_profit.order_handling, 0) as order_handling,
            coalesce(customer_profit.service, 0) as service,
            coalesce(customer_profit.sales_and_marketing, 0) as sales_and_marketing,
            coalesce(customer_profit.contribution, 0) as contribution,
            coalesce(customer_profit.cost_of_credit, 0) as cost_of_credit,
            coalesce(customer_profit.bad_debt, 0) as bad_debt,
            coalesce(customer_profit.net_profit, 0) as net_profit
        from customers
        left join customer_profit on customer_profit.customer_id = customers.customer_id
    ),

    final as (
        select
            *,
            row_number() over (order by net_sales desc, customer_id) as sales_rank,
            row_number() over (order by net_profit desc, customer_id) as profit_rank
        from statements
    )

select * from final
