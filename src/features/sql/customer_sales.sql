-- grain:  customer with a document, a rebate or a loss in the period
-- reads:  features.sales_entries, features.adjustment_entries
-- why:    the statement of each customer down to its gross margin, and what else does not follow costs: whoever needs no
--         more than that stays as it is when a rate or a cost pool is another. Beside each amount of documents, how many
--         lines it is the sum of.
with
    sales_entries as (select * from features.sales_entries),
    adjustment_entries as (select * from features.adjustment_entries),

    sales as (
        select
            customer_id,
            sum(gross_sales) as gross_sales,
            sum(discounts) as discounts,
            sum(returns) as returns,
            sum(cost_of_goods) as cost_of_goods,
            sum(freight_and_fees_billed) as freight_and_fees_billed,
            sum(bad_debt) as bad_debt,
            sum(gross_sales_lines) as gross_sales_lines,
            sum(discounts_lines) as discounts_lines,
            sum(returns_lines) as returns_lines,
            sum(cost_of_goods_lines) as cost_of_goods_lines,
            sum(freight_and_fees_billed_lines) as freight_and_fees_billed_lines
        from sales_entries
        group by customer_id
    ),

    adjustments as (
        select customer_id, sum(rebates) as rebates, sum(bad_debt) as bad_debt
        from adjustment_entries
        group by customer_id
    ),

    components as (
        select
            customer_id,
            cast(coalesce(sales.gross_sales, 0) as decimal(18, 4)) as gross_sales,
            cast(coalesce(sales.discounts, 0) as decimal(18, 4)) as discounts,
            cast(coalesce(sales.returns, 0) as decimal(18, 4)) as returns,
            cast(coalesce(adjustments.rebates, 0) as decimal(18, 4)) as rebates,
            cast(coalesce(sales.cost_of_goods, 0) as decimal(18, 4)) as cost_of_goods,
            cast(coalesce(sales.freight_and_fees_billed, 0) as decimal(18, 4)) as freight_and_fees_billed,
            cast(coalesce(sales.bad_debt, 0) + coalesce(adjustments.bad_debt, 0) as decimal(18, 4)) as bad_debt,
            cast(coalesce(sales.gross_sales_lines, 0) as bigint) as gross_sales_lines,
            cast(coalesce(sales.discounts_lines, 0) as bigint) as discounts_lines,
            cast(coalesce(sales.returns_lines, 0) as bigint) as returns_lines,
            cast(coalesce(sales.cost_of_goods_lines, 0) as bigint) as cost_of_goods_lines,
            cast(coalesce(sales.freight_and_fees_billed_lines, 0) as bigint) as freight_and_fees_billed_lines
        from sales
        full join adjustments using (customer_id)
    ),

    final as (
        select *, cast(gross_sales - discounts - returns - rebates as decimal(18, 4)) as net_sales from components
    )

select * from final
