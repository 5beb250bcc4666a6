-- grain:  customer known to any source up to the as-of date
-- reads:  canonical.*, features.documents, features.customer_tree, settings.run
-- why:    nobody who moves money may be missing for want of a CRM record
with
    run as (select * from settings.run),
    crm as (select * from canonical.customers),
    receivables as (select * from canonical.receivables),
    rebates as (select * from canonical.rebates),
    shipments as (select * from canonical.shipments),
    order_events as (select * from canonical.order_events),
    interactions as (select * from canonical.interactions),
    documents as (select * from features.documents),
    tree as (select * from features.customer_tree),

    final as (
        select customer_id from crm
        union
        select customer_id from documents
        union
        select receivables.customer_id from receivables cross join run where receivables.issued_on <= run.as_of
        union
        select rebates.customer_id from rebates cross join run where rebates.period <= run.as_of
        union
        select shipments.customer_id from shipments cross join run where shipments.shipped_on <= run.as_of
        union
        select order_events.customer_id from order_events cross join run
        where cast(order_events.at as date) <= run.as_of
        union
        select interactions.customer_id from interactions cross join run
        where cast(interactions.at as date) <= run.as_of
        union
        select customer_id from tree
        union
        select parent_id from tree
    )

select * from final
