-- grain:  rebate, receivable written off, or bucket of what is expected to be lost of a customer, in the period
-- reads:  features.rebate_amounts, features.direct_amounts, features.expected_losses, settings.pools, settings.run
-- kind: view
-- why:    what lowers a customer's profit beside documents, pools and credit. Bad debt is what was written off, unless
--         a cost pool carries it; or, where the pipeline file says so, what is expected to be lost of what is open, in
--         the month of the as-of date: one of the two, never both.
with
    run as (select * from settings.run),
    rebates as (select * from features.rebate_amounts),
    direct_amounts as (select * from features.direct_amounts),
    expected_losses as (select * from features.expected_losses),
    pools as (select * from settings.pools),

    final as (
        select
            rebates.customer_id,
            cast(date_trunc('month', rebates.period) as date) as month,
            rebates.amount as rebates,
            0 as bad_debt
        from rebates
        cross join run
        where date_trunc('month', rebates.period)
            between date_trunc('month', run.period_start) and date_trunc('month', run.as_of)
        union all
        select customer_id, month, 0, amount
        from direct_amounts
        where source = 'written_off'
            and not exists (select 1 from pools where pools.source = 'written_off' or pools.line = 'bad_debt')
            and exists (select 1 from run where run.bad_debt = 'written_off')
        union all
        select
            expected_losses.customer_id, cast(date_trunc('month', run.as_of) as date), 0, expected_losses.expected_loss
        from expected_losses
        cross join run
        where run.bad_debt = 'expected'
    )

select * from final
