-- grain:  customer with a charge of a cost pool in the period
-- reads:  features.pool_entries, features.customer_numbers
-- why:    what the cost pools charge each customer, by lines of its statement
with
    pool_entries as (select * from features.pool_entries),
    numbers as (select * from features.customer_numbers),

    summed as (
        select
            customer_number,
            cast(sum(delivery) as decimal(18, 4)) as delivery,
            cast(sum(order_handling) as decimal(18, 4)) as order_handling,
            cast(sum(service) as decimal(18, 4)) as service,
            cast(sum(sales_and_marketing) as decimal(18, 4)) as sales_and_marketing,
            cast(sum(bad_debt) as decimal(18, 4)) as bad_debt,
            cast(sum(allocated_cost) as decimal(18, 4)) as allocated_cost
        from pool_entries
        group by customer_number
    ),

    final as (
        select numbers.customer_id, summed.* exclude (customer_number)
        from summed
        join numbers on numbers.customer_number = summed.customer_number
    )

select * from final
