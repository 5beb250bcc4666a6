-- grain:  scenario of the sensitivity
-- reads:  models.sensitivity_profits, models.ranked, features.scenario_pools
-- why:    what was moved, by how much, and what it does: to the capacity of the pool, to all profit, to signs. What
--         the pool cost is charged, unused or unattributed in every scenario.
with
    profits as (select * from models.sensitivity_profits),
    ranked as (select * from models.ranked),
    scenario_pools as (select * from features.scenario_pools),

    outcomes as (
        select
            profits.scenario,
            sum(profits.net_profit) as total_profit,
            count(case when profits.net_profit < 0 then 1 end) as unprofitable,
            count(case when sign(profits.net_profit) <> sign(ranked.net_profit) then 1 end) as changed_sign
        from profits
        join ranked on ranked.customer_id = profits.customer_id
        group by profits.scenario
    ),

    final as (
        select
            scenario_pools.*,
            coalesce(outcomes.total_profit, 0) as total_profit,
            coalesce(outcomes.unprofitable, 0) as unprofitable,
            coalesce(outcomes.changed_sign, 0) as changed_sign
        from scenario_pools
        left join outcomes on outcomes.scenario = scenario_pools.scenario
    )

select * from final
