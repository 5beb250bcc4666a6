-- grain:  ordinary customer (by its number) × day with a purchase
-- reads:  features.customers, features.customer_numbers, features.documents
-- why:    one home for what a purchase is to lifetimes and rhythms: a day on which goods or services were invoiced for a
--         positive amount, however many invoices that took. Returns and credit notes are no purchases and undo none: the
--         customer did come. They lower the value per purchase instead (`lifetime_summary`), because extracts seldom say
--         which sale they belong to. Customers without business in the period of the statement count too: leaving out
--         those who stopped would hide that they did. Ordinary customers are nearly all, so it is the others who are looked up.
with
    customers as (select * from features.customers),
    numbers as (select * from features.customer_numbers),
    documents as (select * from features.documents where is_purchase),

    others as (
        select numbers.customer_number
        from customers
        join numbers on numbers.customer_id = customers.customer_id
        where customers.class <> 'ordinary'
    ),

    final as (
        select
            numbers.customer_number,
            documents.invoiced_on as day,
            cast(sum(documents.gross_sales - documents.discounts) as decimal(18, 4)) as sold
        from documents
        join numbers on numbers.customer_id = documents.customer_id
        where numbers.customer_number not in (select customer_number from others)
        group by numbers.customer_number, documents.invoiced_on
        having sum(documents.gross_sales - documents.discounts) > 0
    )

select * from final
