-- grain:  customer × month of the period with an open balance
-- reads:  features.credit_items
-- why:    what waiting for payment costs: the items of the month, see there for the formula and the rounding
with
    credit_items as (select * from features.credit_items),

    final as (
        select
            customer_id,
            month,
            sum(cast(balance as decimal(28, 4)) * days) as balance_days,
            sum(cost_of_credit) as cost_of_credit
        from credit_items
        group by customer_id, month
    )

select * from final
