-- grain:  cost pool × month × customer that used it (pools that follow documents aside)
-- reads:  features.pool_basis, features.activity_drivers, settings.pool_terms
-- source: time equation of Kaplan & Anderson (2004): minutes = Σ minutes per unit × units; shares are weighted alike
-- why:    a customer cannot use less than nothing: a sum below nought, from a negative term or driver, counts nought
with
    pool_basis as (select * from features.pool_basis),
    drivers as (select * from features.activity_drivers),
    pool_terms as (select * from settings.pool_terms),

    terms as (
        select pool_basis.pool, pool_basis.month, pool_terms.driver, pool_terms.factor
        from pool_basis
        join pool_terms on pool_terms.pool = pool_basis.pool
        where pool_basis.basis in ('minutes', 'drivers')
        union all
        select pool, month, fallback as driver, 1 as factor
        from pool_basis
        where basis = 'fallback'
    ),

    final as (
        select
            terms.pool,
            terms.month,
            drivers.customer_id,
            cast(sum(terms.factor * drivers.quantity) as decimal(18, 4)) as quantity
        from terms
        join drivers on drivers.month = terms.month and drivers.driver = terms.driver
        group by terms.pool, terms.month, drivers.customer_id
        having cast(sum(terms.factor * drivers.quantity) as decimal(18, 4)) > 0
    )

select * from final
