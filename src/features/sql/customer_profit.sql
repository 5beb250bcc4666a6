-- grain:  customer with any entry in the period
-- reads:  features.customer_sales, features.customer_pools, features.credit_cost, features.customer_numbers
-- why:    the statement of each customer over the whole period. From the sums by customer, not from the months of
--         `profit_statement`, whose sums it equals: so that of another rate one line is reckoned anew.
with
    sales as (select * from features.customer_sales),
    pools as (select * from features.customer_pools),
    credit_cost as (select * from features.credit_cost),
    numbers as (select * from features.customer_numbers),

    credit_by_number as (
        select customer_number, sum(cost_of_credit) as cost_of_credit from credit_cost group by customer_number
    ),

    credit as (
        select numbers.customer_id, credit_by_number.cost_of_credit
        from credit_by_number
        join numbers on numbers.customer_number = credit_by_number.customer_number
    ),

    components as (
        select
            customer_id,
            coalesce(sales.gross_sales, 0) as gross_sales,
            coalesce(sales.discounts, 0) as discounts,
            coalesce(sales.returns, 0) as returns,
            coalesce(sales.rebates, 0) as rebates,
            coalesce(sales.net_sales, 0) as net_sales,
            coalesce(sales.cost_of_goods, 0) as cost_of_goods,
            coalesce(sales.freight_and_fees_billed, 0) as freight_and_fees_billed,
            coalesce(pools.delivery, 0) as delivery,
            coalesce(pools.order_handling, 0) as order_handling,
            coalesce(pools.service, 0) as service,
            coalesce(pools.sales_and_marketing, 0) as sales_and_marketing,
            coalesce(credit.cost_of_credit, 0) as cost_of_credit,
            coalesce(sales.bad_debt, 0) + coalesce(pools.bad_debt, 0) as bad_debt,
            coalesce(pools.allocated_cost, 0) as allocated_cost
        from sales
        full join pools using (customer_id)
        full join credit using (customer_id)
    ),

    margins as (
        select *, net_sales - cost_of_goods as gross_margin from components
    ),

    contributions as (
        select
            *,
            gross_margin + freight_and_fees_billed - delivery - order_handling - service - sales_and_marketing
                as contribution
        from margins
    ),

    final as (
        select *, contribution - cost_of_credit - bad_debt as net_profit from contributions
    )

select * from final
