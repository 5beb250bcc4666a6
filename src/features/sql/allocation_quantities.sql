-- grain:  split × customer that used its pool, in 1/10,000 of a unit
-- reads:  features.allocation_splits, features.activity_drivers, features.customer_numbers, settings.pool_terms
-- source: time equation of Kaplan & Anderson (2004): minutes = Σ minutes per unit × units; shares are weighted alike
-- why:    one home for what a pool follows, as the pipeline file says (`base`: nothing moved) and as the sensitivity
--         moves it: one term by its change, or all of them. Months on the fallback have no term to move. A customer
--         cannot use less than nothing: a sum below nought, from a negative term or driver, counts nought.
--         In whole numbers, since dividing 128-bit decimals takes ten times as long as all the rest.
with
    splits as (select * from features.allocation_splits),
    drivers as (select * from features.activity_drivers),
    numbers as (select * from features.customer_numbers),
    pool_terms as (select * from settings.pool_terms),

    terms as (
        select
            splits.split_number,
            splits.month,
            pool_terms.driver,
            cast(
                pool_terms.factor
                * case
                    when splits.driver is null or splits.driver = pool_terms.driver then 1 + splits.change
                    else 1
                end as decimal(24, 6)
            ) as factor
        from splits
        join pool_terms on pool_terms.pool = splits.pool
        where splits.basis in ('minutes', 'drivers')
        union all
        select split_number, month, fallback as driver, 1 as factor from splits where basis = 'fallback'
    ),

    scaled_terms as (
        select split_number, month, driver, cast(cast(factor as decimal(28, 6)) * 1000000 as bigint) as factor_units from terms
    ),

    scaled_drivers as (
        select
            numbers.customer_number,
            drivers.month,
            drivers.driver,
            case
                when abs(drivers.quantity) < 1000000000 then cast(drivers.quantity * 10000 as bigint)
                else cast(cast(drivers.quantity as decimal(28, 4)) * 10000 as bigint)
            end as driver_units
        from drivers
        join numbers on numbers.customer_id = drivers.customer_id
    ),

    summed as (
        select
            scaled_terms.split_number,
            scaled_drivers.customer_number,
            sum(cast(scaled_terms.factor_units as hugeint) * scaled_drivers.driver_units) as products
        from scaled_terms
        join scaled_drivers
            on scaled_drivers.month = scaled_terms.month and scaled_drivers.driver = scaled_terms.driver
        group by scaled_terms.split_number, scaled_drivers.customer_number
    ),

    -- Halves go up, as they do when a decimal is cast. Nearly all sums fit 64 bits.
    final as (
        select
            split_number,
            customer_number,
            case
                when products < 9000000000000000000 then (cast(products as bigint) + 500000) // 1000000
                else cast((products + 500000) // 1000000 as bigint)
            end as units
        from summed
        where products >= 500000
    )

select * from final
