-- grain:  scenario of the sensitivity × customer that its pool charges, then or otherwise
-- reads:  features.scenario_pools, features.allocation_charges, features.allocation_splits, features.customer_numbers
-- why:    what a customer is charged when one factor of one pool is moved, and how much more that is than the statement
--         has. Same models, same capacity, same whole cents as the statement.
with
    scenario_pools as (select * from features.scenario_pools),
    charges as (select * from features.allocation_charges),

    splits as (select * from features.allocation_splits),
    numbers as (select * from features.customer_numbers),

    sums as (
        select
            splits.scenario,
            splits.pool,
            charges.customer_number,
            cast(sum(charges.cents) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) as amount
        from charges
        join splits on splits.split_number = charges.split_number
        group by splits.scenario, splits.pool, charges.customer_number
    ),

    both_sides as (
        select scenario_pools.scenario, sums.customer_number, sums.amount, sums.amount as change
        from scenario_pools
        join sums on sums.scenario = scenario_pools.scenario and sums.pool = scenario_pools.pool
        union all
        select scenario_pools.scenario, sums.customer_number, 0 as amount, -sums.amount as change
        from scenario_pools
        join sums on sums.scenario = 'base' and sums.pool = scenario_pools.pool
    ),

    changes as (
        select scenario, customer_number, sum(amount) as amount, sum(change) as change
        from both_sides
        group by scenario, customer_number
    ),

    final as (
        select changes.scenario, numbers.customer_id, changes.amount, changes.change
        from changes
        join numbers on numbers.customer_number = changes.customer_number
    )

select * from final
