-- grain:  source of a direct pool × customer × month of the period
-- reads:  features.shipment_costs, features.documents, features.receivable_state, settings.run
-- why:    costs that documents carry themselves: freight in the month of the delivery or the invoice, write-offs in the month they
--         were made (of the as-of date where no day is given)
with
    run as (select * from settings.run),
    shipments as (select * from features.shipment_costs),
    documents as (select * from features.documents),
    receivables as (select * from features.receivable_state),

    amounts as (
        select 'freight_cost' as source, customer_id, shipped_on as day, freight_cost as amount
        from shipments
        union all
        select 'line_freight' as source, customer_id, invoiced_on as day, freight_paid as amount
        from documents
        union all
        select 'written_off' as source, customer_id, written_off_on as day, written_off as amount
        from receivables
    ),

    final as (
        select
            amounts.source,
            amounts.customer_id,
            cast(date_trunc('month', amounts.day) as date) as month,
            sum(amounts.amount) as amount
        from amounts
        cross join run
        where amounts.day between run.period_start and run.as_of and amounts.amount <> 0
        group by amounts.source, amounts.customer_id, cast(date_trunc('month', amounts.day) as date)
    )

select * from final
