-- grain:  ordinary customer × day with a purchase
-- reads:  features.customers, features.documents
-- why:    a purchase is a day on which goods or services were invoiced for a positive amount, however many invoices
--         that took. Returns and credit notes are no purchases and undo none: the customer did come. They lower the
--         value per purchase instead (`lifetime_summary`), because extracts seldom say which sale they belong to.
--         Customers without business in the period of the statement count too: leaving out those who stopped would
--         hide that they did. Ordinary customers are nearly all, so it is the others who are looked up.
with
    others as (select customer_id from features.customers where class <> 'ordinary'),
    documents as (select * from features.documents where is_purchase),

    final as (
        select customer_id, invoiced_on as day, cast(sum(gross_sales - discounts) as decimal(18, 4)) as sold
        from documents
        where customer_id not in (select customer_id from others)
        group by customer_id, invoiced_on
        having sum(gross_sales - discounts) > 0
    )

select * from final
