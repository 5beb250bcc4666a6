-- grain:  customer × month × driver, where it is not nought
-- reads:  features.document_drivers, features.contact_drivers, features.event_drivers, features.customer_numbers
-- kind: view
-- why:    the measures that cost can follow, one below the other, for whoever asks by the id of a customer; their names
--         are those of src/contracts/drivers.ts. As a table it would be the longest of all, and say nothing new.
with
    documents as (select * from features.document_drivers),
    contacts as (select * from features.contact_drivers),
    events as (select * from features.event_drivers),
    numbers as (select * from features.customer_numbers),

    measured as (
        select customer_number, month, 'orders' as driver, cast(orders as decimal(18, 4)) as quantity from documents
        union all
        select customer_number, month, 'invoices', cast(invoices as decimal(18, 4)) from documents
        union all
        select customer_number, month, 'invoice_lines', cast(invoice_lines as decimal(18, 4)) from documents
        union all
        select customer_number, month, 'return_lines', cast(return_lines as decimal(18, 4)) from documents
        union all
        select customer_number, month, 'gross_sales', gross_sales from documents
        union all
        select customer_number, month, 'active_months', cast(active_months as decimal(18, 4)) from documents
        union all
        select customer_number, month, kind || '_count', cast(contacts as decimal(18, 4)) from contacts
        union all
        select customer_number, month, kind || '_minutes', minutes from contacts
        union all
        select customer_number, month, driver, quantity from events
    ),

    final as (
        select numbers.customer_id, measured.month, measured.driver, measured.quantity
        from measured
        join numbers on numbers.customer_number = measured.customer_number
        where measured.quantity <> 0
    )

select * from final
