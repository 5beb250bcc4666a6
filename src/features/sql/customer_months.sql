-- grain:  customer (by its number) × month of the period with any entry
-- reads:  features.sales_entries, features.adjustment_entries, features.allocated_entries,
--         features.direct_entries, features.credit_cost, features.customer_numbers
-- why:    the customer profit and loss statement; lines, signs and order are those of src/contracts/statement.ts. Its rows
--         grow with customers × months, so it has the numbers of the customers; `profit_statement` has the ids.
with
    sales_entries as (select * from features.sales_entries),
    numbers as (select * from features.customer_numbers),
    allocated_entries as (select * from features.allocated_entries),
    direct_entries as (select * from features.direct_entries),
    credit_cost as (select * from features.credit_cost),

    adjustment_entries as (
        select numbers.customer_number, entries.*
        from features.adjustment_entries as entries
        join numbers on numbers.customer_id = entries.customer_id
    ),

    -- Summed before they are looked up: the ids of documents stand in a dictionary, which groups as fast as numbers.
    summed_documents as (
        select
            customer_id,
            month,
            cast(sum(gross_sales) as decimal(18, 4)) as gross_sales,
            cast(sum(discounts) as decimal(18, 4)) as discounts,
            cast(sum(returns) as decimal(18, 4)) as returns,
            cast(sum(cost_of_goods) as decimal(18, 4)) as cost_of_goods,
            cast(sum(freight_and_fees_billed) as decimal(18, 4)) as freight_and_fees_billed,
            cast(sum(bad_debt) as decimal(18, 4)) as bad_debt
        from sales_entries
        group by customer_id, month
    ),

    from_documents as (
        select numbers.customer_number, summed_documents.* exclude (customer_id)
        from summed_documents
        join numbers on numbers.customer_id = summed_documents.customer_id
    ),

    from_adjustments as (
        select
            customer_number,
            month,
            cast(sum(rebates) as decimal(18, 4)) as rebates,
            cast(sum(bad_debt) as decimal(18, 4)) as bad_debt
        from adjustment_entries
        group by customer_number, month
    ),

    -- In cents, of which sixteen digits times a hundredth need no 128 bits.
    allocated as (
        select
            customer_number,
            month,
            cast(sum(delivery) as decimal(16, 0)) * .01 as delivery,
            cast(sum(order_handling) as decimal(16, 0)) * .01 as order_handling,
            cast(sum(service) as decimal(16, 0)) * .01 as service,
            cast(sum(sales_and_marketing) as decimal(16, 0)) * .01 as sales_and_marketing,
            cast(sum(bad_debt) as decimal(16, 0)) * .01 as bad_debt,
            cast(sum(allocated_cost) as decimal(16, 0)) * .01 as allocated_cost
        from allocated_entries
        group by customer_number, month
    ),

    direct as (
        select
            customer_number,
            month,
            sum(delivery) as delivery,
            sum(order_handling) as order_handling,
            sum(service) as service,
            sum(sales_and_marketing) as sales_and_marketing,
            sum(bad_debt) as bad_debt,
            sum(allocated_cost) as allocated_cost
        from direct_entries
        group by customer_number, month
    ),

    from_pools as (
        select
            customer_number,
            month,
            cast(coalesce(allocated.delivery, 0) + coalesce(direct.delivery, 0) as decimal(18, 4))
                as delivery,
            cast(coalesce(allocated.order_handling, 0) + coalesce(direct.order_handling, 0) as decimal(18, 4))
                as order_handling,
            cast(coalesce(allocated.service, 0) + coalesce(direct.service, 0) as decimal(18, 4))
                as service,
            cast(coalesce(allocated.sales_and_marketing, 0) + coalesce(direct.sales_and_marketing, 0) as decimal(18, 4))
                as sales_and_marketing,
            cast(coalesce(allocated.bad_debt, 0) + coalesce(direct.bad_debt, 0) as decimal(18, 4))
                as bad_debt,
            cast(coalesce(allocated.allocated_cost, 0) + coalesce(direct.allocated_cost, 0) as decimal(18, 4))
                as allocated_cost
        from allocated
        full join direct using (customer_number, month)
    ),

    -- Joined, not stacked and grouped: states of fifteen sums for each customer and month would be read and written once
    -- for every part, at three times the cost.
    components as (
        select
            customer_number,
            month,
            coalesce(from_documents.gross_sales, 0) as gross_sales,
            coalesce(from_documents.discounts, 0) as discounts,
            coalesce(from_documents.returns, 0) as returns,
            coalesce(from_adjustments.rebates, 0) as rebates,
            coalesce(from_documents.cost_of_goods, 0) as cost_of_goods,
            coalesce(from_documents.freight_and_fees_billed, 0) as freight_and_fees_billed,
            coalesce(from_pools.delivery, 0) as delivery,
            coalesce(from_pools.order_handling, 0) as order_handling,
            coalesce(from_pools.service, 0) as service,
            coalesce(from_pools.sales_and_marketing, 0) as sales_and_marketing,
            coalesce(credit_cost.cost_of_credit, 0) as cost_of_credit,
            coalesce(from_documents.bad_debt, 0) + coalesce(from_adjustments.bad_debt, 0)
                + coalesce(from_pools.bad_debt, 0) as bad_debt,
            coalesce(from_pools.allocated_cost, 0) as allocated_cost
        from from_documents
        full join from_pools using (customer_number, month)
        full join credit_cost using (customer_number, month)
        full join from_adjustments using (customer_number, month)
    ),

    sales as (
        select *, gross_sales - discounts - returns - rebates as net_sales from components
    ),

    margins as (
        select *, net_sales - cost_of_goods as gross_margin from sales
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
