-- grain:  document × class and kind of its lines, in the period
-- reads:  features.documents, settings.run
-- kind: view
-- why:    what documents put into the lines of the statement, for the months and for the customers. Returns take back
--         their cost of goods in the month they are posted. What documents write off is bad debt where the pipeline
--         file does not take the expected loss for it.
with
    documents as (select * from features.documents),
    decided as (select bad_debt as method from settings.run),

    final as (
        select
            documents.customer_id,
            documents.month,
            documents.gross_sales,
            documents.discounts,
            documents.returns,
            documents.cost_of_goods,
            documents.freight_and_fees_billed,
            case when decided.method = 'written_off' then documents.bad_debt else 0 end as bad_debt,
            documents.gross_sales_lines,
            documents.discounts_lines,
            documents.returns_lines,
            documents.cost_of_goods_lines,
            documents.freight_and_fees_billed_lines
        from documents
        cross join decided
        where documents.in_period and documents.class not in ('deposit', 'tax')
    )

select * from final
