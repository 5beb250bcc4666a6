-- grain:  customer × month of the period with any entry
-- reads:  features.line_profit, features.pool_charges, features.credit_cost, features.direct_amounts,
--         features.expected_losses, canonical.rebates, settings.pools, settings.run
-- why:    the customer profit and loss statement; lines, signs and order are those of src/contracts/statement.ts.
--         Returns take back their cost of goods in the month they are posted. Bad debt is what was written off, unless
--         a cost pool carries it; or, where the pipeline file says so, what is expected to be lost of what is open, in
--         the month of the as-of date: one of the two, never both.
with
    run as (select * from settings.run),
    line_profit as (select * from features.line_profit),
    pool_charges as (select * from features.pool_charges),
    credit_cost as (select * from features.credit_cost),
    direct_amounts as (select * from features.direct_amounts),
    expected_losses as (select * from features.expected_losses),
    rebates as (select * from canonical.rebates),
    pools as (select * from settings.pools),

    decided as (select bad_debt as method from run),

    from_lines as (
        select
            customer_id,
            month,
            sum(gross_sales) as gross_sales,
            sum(discounts) as discounts,
            sum(returns) as returns,
            sum(cost_of_goods) as cost_of_goods,
            sum(freight_and_fees_billed) as freight_and_fees_billed,
            sum(case when decided.method = 'written_off' then bad_debt else 0 end) as bad_debt
        from line_profit
        cross join decided
        where in_period and class not in ('deposit', 'tax')
        group by customer_id, month
    ),

    from_rebates as (
        select
            rebates.customer_id,
            cast(date_trunc('month', rebates.period) as date) as month,
            sum(rebates.amount) as rebates
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
            sum(case when line = 'delivery' then amount else 0 end) as delivery,
            sum(case when line = 'order_handling' then amount else 0 end) as order_handling,
            sum(case when line = 'service' then amount else 0 end) as service,
            sum(case when line = 'sales_and_marketing' then amount else 0 end) as sales_and_marketing,
            sum(case when line = 'bad_debt' then amount else 0 end) as bad_debt,
            sum(case when avoidable then 0 else amount end) as allocated_cost
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
            sum(expected_losses.expected_loss) as bad_debt
        from expected_losses
        cross join run
        where run.bad_debt = 'expected'
        group by expected_losses.customer_id, cast(date_trunc('month', run.as_of) as date)
    ),

    keys as (
        select customer_id, month from from_lines
        union
        select customer_id, month from from_rebates
        union
        select customer_id, month from from_pools
        union
        select customer_id, month from credit_cost
        union
        select customer_id, month from from_write_offs
        union
        select customer_id, month from from_expectation
    ),

    components as (
        select
            keys.customer_id,
            keys.month,
            coalesce(from_lines.gross_sales, 0) as gross_sales,
            coalesce(from_lines.discounts, 0) as discounts,
            coalesce(from_lines.returns, 0) as returns,
            coalesce(from_rebates.rebates, 0) as rebates,
            coalesce(from_lines.cost_of_goods, 0) as cost_of_goods,
            coalesce(from_lines.freight_and_fees_billed, 0) as freight_and_fees_billed,
            coalesce(from_pools.delivery, 0) as delivery,
            coalesce(from_pools.order_handling, 0) as order_handling,
            coalesce(from_pools.service, 0) as service,
            coalesce(from_pools.sales_and_marketing, 0) as sales_and_marketing,
            coalesce(credit_cost.cost_of_credit, 0) as cost_of_credit,
            coalesce(from_lines.bad_debt, 0)
                + coalesce(from_pools.bad_debt, 0)
                + coalesce(from_write_offs.bad_debt, 0)
                + coalesce(from_expectation.bad_debt, 0) as bad_debt,
            coalesce(from_pools.allocated_cost, 0) as allocated_cost
        from keys
        left join from_lines on from_lines.customer_id = keys.customer_id and from_lines.month = keys.month
        left join from_rebates on from_rebates.customer_id = keys.customer_id and from_rebates.month = keys.month
        left join from_pools on from_pools.customer_id = keys.customer_id and from_pools.month = keys.month
        left join credit_cost on credit_cost.customer_id = keys.customer_id and credit_cost.month = keys.month
        left join from_write_offs
            on from_write_offs.customer_id = keys.customer_id and from_write_offs.month = keys.month
        left join from_expectation
            on from_expectation.customer_id = keys.customer_id and from_expectation.month = keys.month
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
