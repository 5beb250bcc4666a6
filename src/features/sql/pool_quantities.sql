-- grain:  cost pool × month × customer that used it (pools that follow documents aside)
-- reads:  features.allocation_quantities, features.allocation_splits, features.customer_numbers
-- kind: view
-- why:    the quantities as the pipeline file says
with
    allocation_quantities as (select * from features.allocation_quantities),
    numbers as (select * from features.customer_numbers),
    splits as (select * from features.allocation_splits where scenario = 'base'),

    final as (
        select
            splits.pool,
            splits.month,
            numbers.customer_id,
            cast(cast(quantities.units as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as quantity
        from allocation_quantities as quantities
        join splits on splits.split_number = quantities.split_number
        join numbers on numbers.customer_number = quantities.customer_number
        where quantities.units > 0
    )

select * from final
