-- grain:  cost pool × month × customer
-- reads:  features.pool_charges
-- kind: view
-- why:    what cost pools put into the lines of the statement, for the months and for the customers
with
    pool_charges as (select * from features.pool_charges),

    final as (
        select
            customer_id,
            month,
            case when line = 'delivery' then amount else 0 end as delivery,
            case when line = 'order_handling' then amount else 0 end as order_handling,
            case when line = 'service' then amount else 0 end as service,
            case when line = 'sales_and_marketing' then amount else 0 end as sales_and_marketing,
            case when line = 'bad_debt' then amount else 0 end as bad_debt,
            case when avoidable then 0 else amount end as allocated_cost
        from pool_charges
    )

select * from final
