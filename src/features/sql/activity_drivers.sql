-- grain:  customer × month × driver, where it is not nought
-- reads:  features.driver_quantities, features.customer_numbers
-- kind: view
-- why:    the measures that cost can follow, for whoever asks by the id of a customer
with
    quantities as (select * from features.driver_quantities),
    numbers as (select * from features.customer_numbers),

    final as (
        select numbers.customer_id, quantities.month, quantities.driver, quantities.quantity
        from quantities
        join numbers on numbers.customer_number = quantities.customer_number
    )

select * from final
