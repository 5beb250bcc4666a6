-- grain:  customer with any driver
-- reads:  features.activity_drivers
-- why:    a whole number for every customer, in the order of the ids: the allocation groups and sorts millions of rows
--         by it, at a fraction of what texts take
with
    drivers as (select * from features.activity_drivers),

    customers as (select distinct customer_id from drivers),

    final as (
        select cast(row_number() over (order by customer_id) as integer) as customer_number, customer_id from customers
    )

select * from final
