-- grain:  cost pool × month × customer (by its number)
-- reads:  features.cost_assignments
-- kind: view
-- why:    what cost pools put into the lines of the statement, for the months and for the customers
with
    assignments as (select * from features.cost_assignments),

    final as (
        select
            customer_number,
            month,
            case when line = 'delivery' then amount else 0 end as delivery,
            case when line = 'order_handling' then amount else 0 end as order_handling,
            case when line = 'service' then amount else 0 end as service,
            case when line = 'sales_and_marketing' then amount else 0 end as sales_and_marketing,
            case when line = 'bad_debt' then amount else 0 end as bad_debt,
            case when avoidable then 0 else amount end as allocated_cost
        from assignments
    )

select * from final
