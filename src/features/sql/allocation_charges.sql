-- grain:  split of the pipeline file × customer, in cents
-- reads:  features.allocation_periods, features.allocation_quantities, features.pool_basis
-- source: largest-remainder method (Hamilton) in whole cents
-- why:    each customer gets the whole cents of its exact share; the cents left over go one by one to the largest
--         fractions, ties by customer number. All in whole numbers, so the charges are the pool's charge exactly.
--         The sensitivity is not allocated: see `scenario_charges`. A negative pool (a credit) is split by its size and
--         the sign put back. Month, line and avoidability stand in every row, so that the statement sums one table:
--         behind a join the database no longer knows how large cents can be, and sums in 128 bits, at twice the cost.
with
    periods as (select * from features.allocation_periods where split_number is not null and scenario = 'base'),
    quantities as (select * from features.allocation_quantities where units > 0),
    pool_basis as not materialized (select * from features.pool_basis),

    splits as (
        select
            periods.split_number,
            periods.month,
            periods.line,
            pool_basis.avoidable,
            cast(sign(periods.charged) as integer) as direction,
            cast(cast(abs(periods.charged) as decimal(28, 4)) * 100 as bigint) as charged_cents,
            cast(cast(periods.quantity as decimal(28, 4)) * 10000 as bigint) as all_units
        from periods
        join pool_basis on pool_basis.pool = periods.pool and pool_basis.month = periods.month
    ),

    -- 128 bits only where 64 are too few: dividing them takes ten times as long.
    exact as (
        select
            quantities.split_number,
            quantities.customer_number,
            quantities.units,
            splits.charged_cents,
            splits.all_units,
            cast(splits.charged_cents as double) * cast(quantities.units as double) < 9e18 as is_small
        from quantities
        join splits on splits.split_number = quantities.split_number
    ),

    floored as (
        select
            split_number,
            customer_number,
            units,
            case
                when is_small then charged_cents * units // all_units
                else cast(cast(charged_cents as hugeint) * units // all_units as bigint)
            end as whole_cents,
            case
                when is_small then charged_cents * units % all_units
                else cast(cast(charged_cents as hugeint) * units % all_units as bigint)
            end as remainder
        from exact
    ),

    rests as (
        select split_number, sum(whole_cents) as charged_whole from floored group by split_number
    ),

    ranked as (
        select
            split_number,
            customer_number,
            units,
            whole_cents,
            row_number() over (partition by split_number order by remainder desc, customer_number) as turn
        from floored
    ),

    final as (
        select
            ranked.split_number,
            splits.month,
            splits.line,
            splits.avoidable,
            ranked.customer_number,
            ranked.units,
            (ranked.whole_cents + case when ranked.turn <= splits.charged_cents - rests.charged_whole then 1 else 0 end)
            * splits.direction as cents
        from ranked
        join rests on rests.split_number = ranked.split_number
        join splits on splits.split_number = ranked.split_number
    )

select * from final
