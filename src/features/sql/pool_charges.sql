-- grain:  cost pool × month × customer
-- reads:  features.pool_periods, features.pool_quantities, features.pool_basis, features.direct_amounts
-- source: largest-remainder method (Hamilton) in whole cents
-- why:    each customer gets the whole cents of its exact share; the cents left over go one by one to the largest
--         fractions, ties by customer number. All in whole numbers, so the charges are the pool's charge exactly.
--         A negative pool (a credit) is split by its size and the sign put back.
with
    pool_periods as (select * from features.pool_periods),
    pool_basis as (select * from features.pool_basis),
    quantities as (select * from features.pool_quantities),
    direct_amounts as (select * from features.direct_amounts),

    exact as (
        select
            quantities.pool,
            quantities.month,
            quantities.customer_id,
            quantities.quantity,
            cast(sign(pool_periods.charged) as integer) as direction,
            cast(abs(pool_periods.charged) * 100 as hugeint) as charged_cents,
            cast(quantities.quantity * 10000 as hugeint) as units,
            sum(cast(quantities.quantity * 10000 as hugeint))
                over (partition by quantities.pool, quantities.month) as all_units
        from quantities
        join pool_periods on pool_periods.pool = quantities.pool and pool_periods.month = quantities.month
    ),

    floored as (
        select
            *,
            charged_cents * units // all_units as whole_cents,
            charged_cents * units % all_units as remainder
        from exact
    ),

    ranked as (
        select
            *,
            charged_cents - sum(whole_cents) over (partition by pool, month) as left_over,
            row_number() over (partition by pool, month order by remainder desc, customer_id) as turn
        from floored
    ),

    allocated as (
        select
            pool,
            month,
            customer_id,
            quantity,
            cast(whole_cents + case when turn <= left_over then 1 else 0 end as decimal(20, 0))
                * cast(0.01 as decimal(3, 2))
                * direction as amount
        from ranked
    ),

    documented as (
        select
            pool_basis.pool,
            pool_basis.month,
            direct_amounts.customer_id,
            direct_amounts.amount as quantity,
            direct_amounts.amount
        from pool_basis
        join direct_amounts
            on direct_amounts.source = pool_basis.source and direct_amounts.month = pool_basis.month
        where pool_basis.basis = 'documents'
    ),

    charges as (
        select * from allocated
        union all
        select * from documented
    ),

    final as (
        select
            charges.pool,
            charges.month,
            charges.customer_id,
            pool_basis.line,
            charges.quantity,
            charges.amount,
            pool_basis.avoidable
        from charges
        join pool_basis on pool_basis.pool = charges.pool and pool_basis.month = charges.month
    )

select * from final
