-- grain:  cost pool × month × customer
-- reads:  features.allocation_charges, features.pool_basis, features.direct_amounts
-- why:    what each customer is charged: its share of the pools, and what documents carry themselves
with
    allocation_charges as (select * from features.allocation_charges),
    pool_basis as (select * from features.pool_basis),
    direct_amounts as (select * from features.direct_amounts),

    allocated as (
        select pool, month, customer_id, quantity, amount from allocation_charges where scenario = 'base'
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
