-- grain:  cost pool × month × customer
-- reads:  features.cost_assignments, features.customer_numbers
-- kind: view
-- why:    what each customer is charged, for whoever asks by the id of a customer
with
    assignments as (select * from features.cost_assignments),
    numbers as (select * from features.customer_numbers),

    final as (
        select
            assignments.pool,
            assignments.month,
            numbers.customer_id,
            assignments.line,
            assignments.quantity,
            assignments.amount,
            assignments.avoidable
        from assignments
        join numbers on numbers.customer_number = assignments.customer_number
    )

select * from final
