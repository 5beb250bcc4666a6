-- grain:  customer known to any source up to the as-of date
-- reads:  features.known_customers
-- why:    a whole number for every customer, in the order of the ids: drivers and allocation group and sort millions of
--         rows by it, at a fraction of what texts take
with
    customers as (select * from features.known_customers),

    final as (
        select cast(row_number() over (order by customer_id) as integer) as customer_number, customer_id from customers
    )

select * from final
