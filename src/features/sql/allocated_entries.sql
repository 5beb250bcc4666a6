-- grain:  split of the pipeline file × customer (by its number), in cents
-- reads:  features.allocation_charges
-- kind: view
-- why:    what allocated cost pools put into the lines of the statement, for the months and for the customers; beside it
--         `direct_entries`
with
    charges as (select * from features.allocation_charges),

    final as (
        select
            customer_number,
            month,
            case when line = 'delivery' then cents else 0 end as delivery,
            case when line = 'order_handling' then cents else 0 end as order_handling,
            case when line = 'service' then cents else 0 end as service,
            case when line = 'sales_and_marketing' then cents else 0 end as sales_and_marketing,
            case when line = 'bad_debt' then cents else 0 end as bad_debt,
            case when avoidable then 0 else cents end as allocated_cost
        from charges
    )

select * from final
