-- grain:  scenario × cost pool × month × customer (pools that follow documents aside)
-- reads:  features.allocation_periods, features.allocation_quantities
-- source: largest-remainder method (Hamilton) in whole cents
-- why:    each customer gets the whole cents of its exact share; the cents left over go one by one to the largest
--         fractions, ties by customer number. All in whole numbers, so the charges are the pool's charge exactly.
--         A negative pool (a credit) is split by its size and the sign put back.
with
    periods as (select * from features.allocation_periods),
    quantities as (select * from features.allocation_quantities),

    exact as (
        select
            quantities.scenario,
            quantities.pool,
            quantities.month,
            quantities.customer_id,
            quantities.quantity,
            periods.split_number,
            cast(sign(periods.charged) as integer) as direction,
            cast(cast(abs(periods.charged) as decimal(28, 4)) * 100 as hugeint) as charged_cents,
            cast(cast(quantities.quantity as decimal(28, 4)) * 10000 as hugeint) as units,
            cast(cast(periods.quantity as decimal(28, 4)) * 10000 as hugeint) as all_units
        from quantities
        join periods
            on periods.scenario = quantities.scenario
            and periods.pool = quantities.pool
            and periods.month = quantities.month
    ),

    floored as (
        select
            *,
            charged_cents * units // all_units as whole_cents,
            charged_cents * units % all_units as remainder
        from exact
    ),

    rests as (
        select split_number, any_value(charged_cents) - sum(whole_cents) as left_over
        from floored
        group by split_number
    ),

    ranked as (
        select
            floored.*,
            rests.left_over,
            row_number() over (
                partition by floored.split_number order by floored.remainder desc, floored.customer_id
            ) as turn
        from floored
        join rests on rests.split_number = floored.split_number
    ),

    final as (
        select
            scenario,
            pool,
            month,
            customer_id,
            quantity,
            cast(
                cast(whole_cents + case when turn <= left_over then 1 else 0 end as decimal(20, 0))
                * cast(0.01 as decimal(3, 2))
                * direction as decimal(18, 2)
            ) as amount
        from ranked
    )

select * from final
