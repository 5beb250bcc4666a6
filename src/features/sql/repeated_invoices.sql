-- grain:  customer × invoice with several rows of sales among the documents
-- reads:  features.documents
-- why:    nearly every invoice is one row of the documents, which is counted as it passes; only these have to be told apart
--         before they are counted. They are looked for by hashes, which take a third of the memory of ids. Free goods are
--         sales here: whoever counts purchases alone finds some among them that need not be.
with
    documents as not materialized (select * from features.documents),

    sales as not materialized (
        select customer_id, invoice_id, hash(customer_id, invoice_id) as pair
        from documents
        where is_purchase or class = 'free_goods'
    ),

    repeated as (
        select pair from sales group by pair having count(*) > 1
    ),

    final as (
        select customer_id, invoice_id
        from sales
        where pair in (select pair from repeated)
        group by customer_id, invoice_id
        having count(*) > 1
    )

select * from final
