-- grain:  customer with a charge of a cost pool in the period
-- reads:  features.allocated_entries, features.direct_entries, features.customer_numbers
-- why:    what the cost pools charge each customer, by lines of its statement
with
    allocated_entries as (select * from features.allocated_entries),
    direct_entries as (select * from features.direct_entries),
    numbers as (select * from features.customer_numbers),

    -- In cents, of which sixteen digits times a hundredth need no 128 bits.
    allocated as (
        select
            customer_number,
            cast(sum(delivery) as decimal(16, 0)) * .01 as delivery,
            cast(sum(order_handling) as decimal(16, 0)) * .01 as order_handling,
            cast(sum(service) as decimal(16, 0)) * .01 as service,
            cast(sum(sales_and_marketing) as decimal(16, 0)) * .01 as sales_and_marketing,
            cast(sum(bad_debt) as decimal(16, 0)) * .01 as bad_debt,
            cast(sum(allocated_cost) as decimal(16, 0)) * .01 as allocated_cost
        from allocated_entries
        group by customer_number
    ),

    direct as (
        select
            customer_number,
            sum(delivery) as delivery,
            sum(order_handling) as order_handling,
            sum(service) as service,
            sum(sales_and_marketing) as sales_and_marketing,
            sum(bad_debt) as bad_debt,
            sum(allocated_cost) as allocated_cost
        from direct_entries
        group by customer_number
    ),

    summed as (
        select
            customer_number,
            cast(coalesce(allocated.delivery, 0) + coalesce(direct.delivery, 0) as decimal(18, 4))
                as delivery,
            cast(coalesce(allocated.order_handling, 0) + coalesce(direct.order_handling, 0) as decimal(18, 4))
                as order_handling,
            cast(coalesce(allocated.service, 0) + coalesce(direct.service, 0) as decimal(18, 4))
                as service,
            cast(coalesce(allocated.sales_and_marketing, 0) + coalesce(direct.sales_and_marketing, 0) as decimal(18, 4))
                as sales_and_marketing,
            cast(coalesce(allocated.bad_debt, 0) + coalesce(direct.bad_debt, 0) as decimal(18, 4))
                as bad_debt,
            cast(coalesce(allocated.allocated_cost, 0) + coalesce(direct.allocated_cost, 0) as decimal(18, 4))
                as allocated_cost
        from allocated
        full join direct using (customer_number)
    ),

    final as (
        select numbers.customer_id, summed.* exclude (customer_number)
        from summed
        join numbers on numbers.customer_number = summed.customer_number
    )

select * from final
