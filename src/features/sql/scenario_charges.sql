-- grain:  scenario of the sensitivity × customer that its pool charges, then or otherwise
-- reads:  features.scenario_pools, features.allocation_charges
-- why:    what a customer is charged when one factor of one pool is moved, and how much more that is than the statement
--         has. Same models, same capacity, same whole cents as the statement.
with
    scenario_pools as (select * from features.scenario_pools),
    charges as (select * from features.allocation_charges),

    sums as (
        select scenario, pool, customer_id, sum(amount) as amount from charges group by scenario, pool, customer_id
    ),

    both_sides as (
        select scenario_pools.scenario, sums.customer_id, sums.amount, sums.amount as change
        from scenario_pools
        join sums on sums.scenario = scenario_pools.scenario and sums.pool = scenario_pools.pool
        union all
        select scenario_pools.scenario, sums.customer_id, 0 as amount, -sums.amount as change
        from scenario_pools
        join sums on sums.scenario = 'base' and sums.pool = scenario_pools.pool
    ),

    final as (
        select scenario, customer_id, sum(amount) as amount, sum(change) as change
        from both_sides
        group by scenario, customer_id
    )

select * from final
