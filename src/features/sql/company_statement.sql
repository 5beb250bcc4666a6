-- grain:  class of customers, then unused_capacity, unattributed, company_level and exchange where there is any
-- reads:  features.customer_profit, features.customers, features.company_costs
-- why:    Σ net profit over all sections = profit of the books less the imputed cost of credit, as far as the books
--         tie. Unused and unattributed cost stands in the line of its pool; company-level cost and exchange
--         differences belong to no line of a customer and are seen in net profit only.
with
    customer_profit as (select * from features.customer_profit),
    customers as (select * from features.customers),
    company_costs as (select * from features.company_costs),

    by_class as (
        select
            customers.class as section,
            count(*) as customers,
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
            sum(net_profit) as net_profit,
            sum(allocated_cost) as allocated_cost
        from customer_profit
        join customers on customers.customer_id = customer_profit.customer_id
        group by customers.class
    ),

    by_section as (
        select
            section,
            0 as customers,
            0 as gross_sales,
            0 as discounts,
            0 as returns,
            0 as rebates,
            0 as net_sales,
            0 as cost_of_goods,
            0 as gross_margin,
            0 as freight_and_fees_billed,
            sum(case when line = 'delivery' then amount else 0 end) as delivery,
            sum(case when line = 'order_handling' then amount else 0 end) as order_handling,
            sum(case when line = 'service' then amount else 0 end) as service,
            sum(case when line = 'sales_and_marketing' then amount else 0 end) as sales_and_marketing,
            -sum(case when line in ('bad_debt', 'company') then 0 else amount end) as contribution,
            0 as cost_of_credit,
            sum(case when line = 'bad_debt' then amount else 0 end) as bad_debt,
            -sum(amount) as net_profit,
            sum(allocated) as allocated_cost
        from company_costs
        group by section
    ),

    final as (
        select * from by_class
        union all
        select * from by_section
    )

select * from final
