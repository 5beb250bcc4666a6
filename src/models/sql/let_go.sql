-- grain:  ranked customer with a loss
-- reads:  models.ranked, models.levers, features.customer_profit, features.pool_charges, features.pool_periods
-- why:    what really happens if the customer goes, the last resort. Its revenue leaves, and with it its goods, what
--         documents charge it with, credit and bad debt. Salaries and buildings stay: the minutes become capacity.
--         Letting go is worth it only where the customer costs more than it brings even so; and where the levers give
--         more in cash than that, pulling them is worth more still.
with
    ranked as (select * from models.ranked where net_profit < 0),
    levers as (select * from models.levers),
    customer_profit as (select * from features.customer_profit),
    pool_charges as (select * from features.pool_charges),
    pool_periods as (select * from features.pool_periods),

    minutes as (
        select pool_charges.customer_id, sum(pool_charges.quantity) as minutes
        from pool_charges
        join pool_periods on pool_periods.pool = pool_charges.pool and pool_periods.month = pool_charges.month
        where pool_periods.used_minutes is not null
        group by pool_charges.customer_id
    ),

    gains as (
        select customer_id, sum(cash_gain) as cash_gain from levers group by customer_id
    ),

    measured as (
        select
            ranked.customer_id,
            ranked.net_profit,
            ranked.net_sales + ranked.freight_and_fees_billed as revenue,
            ranked.cost_of_goods,
            ranked.delivery
                + ranked.order_handling
                + ranked.service
                + ranked.sales_and_marketing
                + ranked.bad_debt
                - coalesce(customer_profit.allocated_cost, 0) as avoidable_cost_to_serve,
            ranked.cost_of_credit,
            coalesce(customer_profit.allocated_cost, 0) as cost_that_stays,
            coalesce(minutes.minutes, 0) as minutes_freed,
            ranked.net_profit + coalesce(customer_profit.allocated_cost, 0) as avoidable_contribution,
            coalesce(gains.cash_gain, 0) as lever_gain
        from ranked
        left join customer_profit on customer_profit.customer_id = ranked.customer_id
        left join minutes on minutes.customer_id = ranked.customer_id
        left join gains on gains.customer_id = ranked.customer_id
    ),

    final as (
        select
            *,
            -avoidable_contribution as profit_change,
            avoidable_contribution < 0 as worth_letting_go,
            avoidable_contribution < 0 and avoidable_contribution + lever_gain < 0 as levers_fall_short
        from measured
    )

select * from final
