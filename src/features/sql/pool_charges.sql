-- grain:  cost pool × month × customer
-- reads:  features.allocation_charges, features.allocation_splits, features.customer_numbers, features.pool_basis,
--         features.direct_amounts
-- why:    what each customer is charged: its share of the pools, and what documents carry themselves
with
    allocation_charges as (select * from features.allocation_charges),
    splits as (select * from features.allocation_splits where scenario = 'base'),
    numbers as (select * from features.customer_numbers),
    pool_basis as (select * from features.pool_basis),
    direct_amounts as (select * from features.direct_amounts),

    allocated as (
        select
            splits.pool,
            splits.month,
            numbers.customer_id,
            cast(cast(charges.units as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as quantity,
            cast(cast(charges.cents as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) as amount
        from allocation_charges as charges
        join splits on splits.split_number = charges.split_number
        join numbers on numbers.customer_number = charges.customer_number
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
