-- grain:  cost pool × month × customer that used it (pools that follow documents aside)
-- reads:  features.allocation_quantities
-- kind: view
-- why:    the quantities as the pipeline file says
with
    allocation_quantities as (select * from features.allocation_quantities),

    final as (
        select pool, month, customer_id, quantity from allocation_quantities where scenario = 'base'
    )

select * from final
