-- grain:  customer × month of the period with any entry
-- reads:  features.customer_months, features.customer_numbers
-- kind: view
-- why:    the customer profit and loss statement, for whoever asks by the id of a customer
with
    months as (select * from features.customer_months),
    numbers as (select * from features.customer_numbers),

    final as (
        select numbers.customer_id, months.* exclude (customer_number)
        from months
        join numbers on numbers.customer_number = months.customer_number
    )

select * from final
