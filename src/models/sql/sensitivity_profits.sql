-- grain:  scenario of the sensitivity × ranked customer
-- reads:  models.ranked, features.scenario_pools, features.scenario_charges
-- why:    net profit with one factor of one cost pool moved, the others held. The change is reckoned
--         from the units and the capacity of the statement, to four decimals; whole cents are for what is charged.
with
    ranked as (select * from models.ranked),
    scenario_pools as (select * from features.scenario_pools),
    scenario_charges as (select * from features.scenario_charges),

    final as (
        select
            scenario_pools.scenario,
            ranked.customer_id,
            ranked.net_profit - coalesce(scenario_charges.change, 0) as net_profit
        from ranked
        cross join scenario_pools
        left join scenario_charges
            on scenario_charges.scenario = scenario_pools.scenario
            and scenario_charges.customer_id = ranked.customer_id
    )

select * from final
