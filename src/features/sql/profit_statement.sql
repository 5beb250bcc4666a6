-- grain:  customer × month of the period with any entry
-- reads:  features.documents, features.pool_charges, features.credit_cost, features.direct_amounts,
--         features.expected_losses, features.rebate_amounts, settings.pools, settings.run
-- why:    the customer profit and loss statement; lines, signs and order are those of src/contracts/statement.ts.
--         Returns take back their cost of goods in the month they are posted. Bad debt is what was written off, unless
--         a cost pool carries it; or, where the pipeline file says so, what is expected to be lost of what is open, in
--         the month of the as-of date: one of the two, never both.
with
    run as (select * from settings.run),
    documents as (select * from features.documents),
    pool_charges as (select * from features.pool_charges),
    credit_cost as (select * from features.credit_cost),
    direct_amounts as (select * from features.direct_amounts),
    expected_losses as (select * from features.expected_losses),
    rebates as (select * from features.rebate_amounts),
    pools as (select * from settings.pools),

    decided as (select bad_debt as method from run),

    from_documents as (
        select
            customer_id,
            month,
            cast(sum(gross_sales) as decimal(18, 4)) as gross_sales,
            cast(sum(discounts) as decimal(18, 4)) as discounts,
            cast(sum(returns) as decimal(18, 4)) as returns,
            cast(sum(cost_of_goods) as decimal(18, 4)) as cost_of_goods,
            cast(sum(freight_and_fees_billed) as decimal(18, 4)) as freight_and_fees_billed,
            cast(sum(case when decided.method = 'written_off' then bad_debt else 0 end) as decimal(18, 4)) as bad_debt
        from documents
        cross join decided
        where in_period and class not in ('deposit', 'tax')
        group by customer_id, month
    ),

    from_rebates as (
        select
            rebates.customer_id,
            cast(date_trunc('month', rebates.period) as date) as month,
            cast(sum(rebates.amount) as decimal(18, 4)) as rebates
        from rebates
        cross join run
        where date_trunc('month', rebates.period)
            between date_trunc('month', run.period_start) and date_trunc('month', run.as_of)
        group by rebates.customer_id, cast(date_trunc('month', rebates.period) as date)
    ),

    from_pools as (
        select
            customer_id,
            month,
            cast(sum(case when line = 'delivery' then amount else 0 end) as decimal(18, 4)) as delivery,
            cast(sum(case when line = 'order_handling' then amount else 0 end) as decimal(18, 4)) as order_handling,
            cast(sum(case when line = 'service' then amount else 0 end) as decimal(18, 4)) as service,
            cast(sum(case when line = 'sales_and_marketing' then amount else 0 end) as decimal(18, 4)) as sales_and_marketing,
            cast(sum(case when line = 'bad_debt' then amount else 0 end) as decimal(18, 4)) as bad_debt,
            cast(sum(case when avoidable then 0 else amount end) as decimal(18, 4)) as allocated_cost
        from pool_charges
        group by customer_id, month
    ),

    from_write_offs as (
        select customer_id, month, amount as bad_debt
        from direct_amounts
        where source = 'written_off'
            and not exists (select 1 from pools where pools.source = 'written_off' or pools.line = 'bad_debt')
            and exists (select 1 from run where run.bad_debt = 'written_off')
    ),

    from_expectation as (
        select
            expected_losses.customer_id,
            cast(date_trunc('month', run.as_of) as date) as month,
            cast(sum(expected_losses.expected_loss) as decimal(18, 4)) as bad_debt
        from expected_losses
        cross join run
        where run.bad_debt = 'expected'
        group by expected_losses.customer_id, cast(date_trunc('month', run.as_of) as date)
    ),

    -- Joined, not stacked and grouped: states of fifteen sums for each customer and month would be read and written once
    -- for every part, at three times the cost.
    components as (
        select
            customer_id,
            month,
            coalesce(from_documents.gross_sales, 0) as gross_sales,
            coalesce(from_documents.discounts, 0) as discounts,
            coalesce(from_documents.returns, 0) as returns,
            coalesce(from_rebates.rebates, 0) as rebates,
            coalesce(from_documents.cost_of_goods, 0) as cost_of_goods,
            coalesce(from_documents.freight_and_fees_billed, 0) as freight_and_fees_billed,
            coalesce(from_pools.delivery, 0) as delivery,
            coalesce(from_pools.order_handling, 0) as order_handling,
            coalesce(from_pools.service, 0) as service,
            coalesce(from_pools.sales_and_marketing, 0) as sales_and_marketing,
            coalesce(credit_cost.cost_of_credit, 0) as cost_of_credit,
            coalesce(from_documents.bad_debt, 0) + coalesce(from_pools.bad_debt, 0)
                + coalesce(from_write_offs.bad_debt, 0) + coalesce(from_expectation.bad_debt, 0) as bad_debt,
            coalesce(from_pools.allocated_cost, 0) as allocated_cost
        from from_documents
        full join from_pools using (customer_id, month)
        full join credit_cost using (customer_id, month)
        full join from_rebates using (customer_id, month)
        full join from_write_offs using (customer_id, month)
        full join from_expectation using (customer_id, month)
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
