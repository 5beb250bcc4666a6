-- grain:  cost pool × month × customer (by its number)
-- reads:  features.allocation_charges, features.allocation_splits, features.pool_basis, features.direct_amounts,
--         features.customer_numbers
-- kind: view
-- why:    what each customer is charged: its share of the pools, and what documents carry themselves. By the numbers of
--         the allocation, which has as many rows as customers × months; `pool_charges` has the ids.
with
    allocation_charges as (select * from features.allocation_charges),
    allocation_splits as (select * from features.allocation_splits where scenario = 'base'),
    pool_basis as not materialized (select * from features.pool_basis),
    direct_amounts as (select * from features.direct_amounts),
    numbers as (select * from features.customer_numbers),

    splits as (
        select
            allocation_splits.split_number,
            pool_basis.pool,
            pool_basis.month,
            pool_basis.basis,
            pool_basis.line,
            pool_basis.avoidable
        from allocation_splits
        join pool_basis on pool_basis.pool = allocation_splits.pool and pool_basis.month = allocation_splits.month
    ),

    allocated as (
        select
            splits.pool,
            splits.month,
            charges.customer_number,
            splits.basis,
            splits.line,
            cast(cast(charges.units as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as quantity,
            cast(cast(charges.cents as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) as amount,
            splits.avoidable
        from allocation_charges as charges
        join splits on splits.split_number = charges.split_number
    ),

    documented as (
        select
            pool_basis.pool,
            pool_basis.month,
            numbers.customer_number,
            pool_basis.basis,
            pool_basis.line,
            direct_amounts.amount as quantity,
            direct_amounts.amount,
            pool_basis.avoidable
        from pool_basis
        join direct_amounts
            on direct_amounts.source = pool_basis.source and direct_amounts.month = pool_basis.month
        join numbers on numbers.customer_id = direct_amounts.customer_id
        where pool_basis.basis = 'documents'
    ),

    assigned as (
        select * from allocated
        union all
        select * from documented
    ),

    final as (
        select * replace (
            cast(quantity as decimal(18, 4)) as quantity,
            cast(amount as decimal(18, 4)) as amount
        )
        from assigned
    )

select * from final
