-- grain:  term of a cost pool in a month × customer with something of its driver, in 1/10,000
-- reads:  features.allocation_terms, features.document_drivers, features.contact_drivers, features.event_drivers
-- why:    what pools follow, customer by customer, in whole numbers alone: the names of customers, drivers and months
--         are looked up once, for the splits of the pipeline file and for those of the sensitivity. A part for each
--         column of drivers: what no pool follows is not read.
with
    terms as (select * from features.allocation_terms),
    documents as not materialized (select * from features.document_drivers),
    contacts as not materialized (select * from features.contact_drivers),
    events as (select * from features.event_drivers),

    contact_terms as (
        select
            term_number,
            month,
            split_part(driver, '_', 1) as kind,
            split_part(driver, '_', 2) = 'minutes' as by_minutes
        from terms
        where driver like '%\_count' escape '\' or driver like '%\_minutes' escape '\'
    ),

    counts as (
        select terms.term_number, documents.customer_number, documents.orders as units
        from documents
        join terms on terms.month = documents.month and terms.driver = 'orders'
        union all
        select terms.term_number, documents.customer_number, documents.invoices
        from documents
        join terms on terms.month = documents.month and terms.driver = 'invoices'
        union all
        select terms.term_number, documents.customer_number, documents.invoice_lines
        from documents
        join terms on terms.month = documents.month and terms.driver = 'invoice_lines'
        union all
        select terms.term_number, documents.customer_number, documents.return_lines
        from documents
        join terms on terms.month = documents.month and terms.driver = 'return_lines'
        union all
        select terms.term_number, documents.customer_number, documents.active_months
        from documents
        join terms on terms.month = documents.month and terms.driver = 'active_months'
        union all
        select terms.term_number, contacts.customer_number, contacts.contacts
        from contacts
        join contact_terms as terms
            on terms.month = contacts.month and terms.kind = contacts.kind and not terms.by_minutes
    ),

    measures as (
        select terms.term_number, documents.customer_number, documents.gross_sales as quantity
        from documents
        join terms on terms.month = documents.month and terms.driver = 'gross_sales'
        union all
        select terms.term_number, contacts.customer_number, contacts.minutes
        from contacts
        join contact_terms as terms on terms.month = contacts.month and terms.kind = contacts.kind and terms.by_minutes
        union all
        select terms.term_number, events.customer_number, events.quantity
        from events
        join terms on terms.month = events.month and terms.driver = events.driver
    ),

    final as (
        select term_number, customer_number, units * 10000 as driver_units from counts where units <> 0
        union all
        select
            term_number,
            customer_number,
            case
                when abs(quantity) < 1000000000 then cast(quantity * 10000 as bigint)
                else cast(cast(quantity as decimal(28, 4)) * 10000 as bigint)
            end as driver_units
        from measures
        where quantity <> 0
    )

select * from final
