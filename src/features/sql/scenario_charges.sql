-- grain:  scenario of the sensitivity × customer that its pool charges otherwise
-- reads:  features.allocation_periods, features.allocation_splits, features.allocation_quantities,
--         features.scenario_quantities, features.customer_numbers
-- why:    how much more a customer is charged when one factor of one pool is moved: what it uses × the moved rate, less
--         what it uses × the rate of the statement. It is reckoned, not allocated: a millionth in each month, without the
--         last cent that the statement gives to one customer or another, so that a change is the factor's alone.
--         What the pools charge in all is in `scenario_pools`, to the cent.
--         Where a month has capacity left its rate stays, and only who uses more or less is charged otherwise.
with
    periods as (select * from features.allocation_periods where split_number is not null),
    splits as (select * from features.allocation_splits),
    quantities as (select * from features.allocation_quantities where units > 0),
    scenario_quantities as (select * from features.scenario_quantities where moved <> 0),
    numbers as (select * from features.customer_numbers),

    rates as (
        select
            splits.scenario_number,
            moved.split_number,
            moved.base_split_number,
            coalesce(moved.unit_rate, 0) as rate,
            coalesce(moved.unit_rate, 0) - coalesce(base.unit_rate, 0) as rate_change
        from periods as moved
        join splits on splits.split_number = moved.split_number
        join periods as base on base.split_number = moved.base_split_number
        where moved.scenario <> 'base'
    ),

    -- A product of floats is the same wherever it is reckoned, a sum of them is not: whole numbers are summed.
    both_sides as (
        select
            rates.scenario_number,
            quantities.customer_number,
            cast(round(rates.rate_change * quantities.units * 100) as hugeint) as change
        from quantities
        join rates on rates.base_split_number = quantities.split_number
        where rates.rate_change <> 0
        union all
        select
            rates.scenario_number,
            moved.customer_number,
            cast(round(rates.rate * moved.moved * 100) as hugeint) as change
        from scenario_quantities as moved
        join rates on rates.split_number = moved.split_number
    ),

    summed as (
        select
            scenario_number,
            customer_number,
            cast(round(cast(sum(change) as double) / 100) as bigint) as change
        from both_sides
        group by scenario_number, customer_number
    ),

    scenarios as (select distinct scenario_number, scenario from splits),

    final as (
        select
            scenarios.scenario,
            numbers.customer_id,
            cast(cast(summed.change as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as change
        from summed
        join scenarios on scenarios.scenario_number = summed.scenario_number
        join numbers on numbers.customer_number = summed.customer_number
        where summed.change <> 0
    )

select * from final
