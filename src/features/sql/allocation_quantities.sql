-- grain:  scenario × cost pool × month × customer that used it (pools that follow documents aside)
-- reads:  features.pool_basis, features.activity_drivers, settings.pool_terms, settings.scenarios
-- source: time equation of Kaplan & Anderson (2004): minutes = Σ minutes per unit × units; shares are weighted alike
-- why:    one home for what a pool follows, as the pipeline file says (`base`: nothing moved) and as the sensitivity
--         moves it: one term by its change, or all of them. Months on the fallback have no term to move. A customer
--         cannot use less than nothing: a sum below nought, from a negative term or driver, counts nought.
with
    pool_basis as (select * from features.pool_basis),
    drivers as (select * from features.activity_drivers),
    pool_terms as (select * from settings.pool_terms),
    scenarios as (select * from settings.scenarios),

    terms as (
        select
            scenarios.scenario,
            pool_basis.pool,
            pool_basis.month,
            pool_terms.driver,
            cast(
                pool_terms.factor
                * case
                    when scenarios.driver is null or scenarios.driver = pool_terms.driver then 1 + scenarios.change
                    else 1
                end as decimal(24, 6)
            ) as factor
        from pool_basis
        join pool_terms on pool_terms.pool = pool_basis.pool
        join scenarios on scenarios.pool = pool_basis.pool
        where pool_basis.basis in ('minutes', 'drivers')
        union all
        select scenarios.scenario, pool_basis.pool, pool_basis.month, pool_basis.fallback as driver, 1 as factor
        from pool_basis
        join scenarios on scenarios.pool = pool_basis.pool
        where pool_basis.basis = 'fallback'
    ),

    final as (
        select
            terms.scenario,
            terms.pool,
            terms.month,
            drivers.customer_id,
            cast(sum(terms.factor * drivers.quantity) as decimal(18, 4)) as quantity
        from terms
        join drivers on drivers.month = terms.month and drivers.driver = terms.driver
        group by terms.scenario, terms.pool, terms.month, drivers.customer_id
        having cast(sum(terms.factor * drivers.quantity) as decimal(18, 4)) > 0
    )

select * from final
