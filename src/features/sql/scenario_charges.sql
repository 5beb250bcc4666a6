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
            splits.mirrored_number,
            coalesce(moved.unit_rate, 0) as rate,
            coalesce(moved.unit_rate, 0) - coalesce(base.unit_rate, 0) as rate_change
        from periods as moved
        join splits on splits.split_number = moved.split_number
        join periods as base on base.split_number = moved.base_split_number
        where moved.scenario <> 'base'
    ),

    -- A factor moved up and down stand side by side: what is used is looked up once for both.
    pairs as (
        select
            ups.scenario_number,
            downs.scenario_number as mirror_number,
            ups.split_number,
            ups.base_split_number,
            ups.rate,
            ups.rate_change,
            coalesce(downs.rate, 0) as mirror_rate,
            coalesce(downs.rate_change, 0) as mirror_rate_change
        from rates as ups
        left join rates as downs on downs.mirrored_number = ups.split_number
        where ups.mirrored_number is null
    ),

    -- A product of floats is the same wherever it is reckoned, a sum of them is not: whole numbers are summed.
    both_sides as (
        select
            pairs.scenario_number,
            quantities.customer_number,
            round(pairs.rate_change * quantities.units * 100) as change,
            round(pairs.mirror_rate_change * quantities.units * 100) as mirror_change
        from quantities
        join pairs on pairs.base_split_number = quantities.split_number
        where pairs.rate_change <> 0 or pairs.mirror_rate_change <> 0
        union all
        select
            pairs.scenario_number,
            moved.customer_number,
            round(pairs.rate * moved.moved * 100) as change,
            case when moved.mirror_number is null then 0 else -round(pairs.mirror_rate * moved.moved * 100) end
                as mirror_change
        from scenario_quantities as moved
        join pairs on pairs.split_number = moved.split_number
        union all
        -- Below nought the two ways differ, and each has rows of its own.
        select
            pairs.scenario_number,
            moved.customer_number,
            0 as change,
            round(pairs.mirror_rate * moved.moved * 100) as mirror_change
        from scenario_quantities as moved
        join splits on splits.split_number = moved.split_number
        join pairs on pairs.split_number = splits.mirrored_number
    ),

    summed as (
        select
            scenario_number,
            customer_number,
            cast(round(cast(sum(cast(change as hugeint)) as double) / 100) as bigint) as change,
            cast(round(cast(sum(cast(mirror_change as hugeint)) as double) / 100) as bigint) as mirror_change
        from both_sides
        group by scenario_number, customer_number
    ),

    mirrors as (select distinct scenario_number, mirror_number from pairs where mirror_number is not null),

    changes as (
        select scenario_number, customer_number, change from summed
        union all
        select mirrors.mirror_number, summed.customer_number, summed.mirror_change
        from summed
        join mirrors on mirrors.scenario_number = summed.scenario_number
    ),

    scenarios as (select distinct scenario_number, scenario from splits),

    final as (
        select
            scenarios.scenario,
            numbers.customer_id,
            cast(cast(changes.change as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as change
        from changes
        join scenarios on scenarios.scenario_number = changes.scenario_number
        join numbers on numbers.customer_number = changes.customer_number
        where changes.change <> 0
    )

select * from final
