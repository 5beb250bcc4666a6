-- grain:  customer (by its number) × month × driver of orders and deliveries, where it is not nought
-- reads:  canonical.order_events, features.documents, features.shipment_costs, features.customer_numbers, settings.run
-- why:    the drivers that the order log and deliveries tell.
--         orders: orders taken, as the log says they were created, those cancelled later among them: they cost the same
--         work. Without a log they are in `document_drivers`.
--         first_orders: the month of a customer's first order in the extract, as invoiced.
with
    run as (select * from settings.run),
    numbers as (select * from features.customer_numbers),
    documents as (select * from features.documents),
    order_events as (select * from canonical.order_events),
    shipments as (select * from features.shipment_costs),

    logged_orders as (
        select
            order_events.customer_id,
            cast(date_trunc('month', order_events.at) as date) as month,
            count(distinct order_events.order_id) as orders
        from order_events
        cross join run
        where order_events.kind = 'created'
            and cast(order_events.at as date) between run.period_start and run.as_of
        group by order_events.customer_id, cast(date_trunc('month', order_events.at) as date)
    ),

    events as (
        select
            order_events.customer_id,
            cast(date_trunc('month', order_events.at) as date) as month,
            case order_events.kind
                when 'revised' then 'order_revisions'
                when 'sent_back' then 'orders_sent_back'
                when 'cancelled' then 'order_cancellations'
            end as driver
        from order_events
        cross join run
        where order_events.kind in ('revised', 'sent_back', 'cancelled')
            and cast(order_events.at as date) between run.period_start and run.as_of
    ),

    first_orders as (
        select documents.customer_id, min(documents.month) as month
        from documents
        cross join run
        where documents.is_purchase or documents.class = 'free_goods'
        group by documents.customer_id, run.period_start
        having min(documents.invoiced_on) >= run.period_start
    ),

    deliveries as (
        select
            shipments.customer_id,
            cast(date_trunc('month', shipments.shipped_on) as date) as month,
            count(*) as deliveries,
            sum(shipments.weight) as weight,
            sum(shipments.freight_cost) as freight_cost
        from shipments
        cross join run
        where shipments.shipped_on between run.period_start and run.as_of
        group by shipments.customer_id, cast(date_trunc('month', shipments.shipped_on) as date)
    ),

    measured as (
        select customer_id, month, 'orders' as driver, cast(orders as decimal(18, 4)) as quantity from logged_orders
        union all
        select customer_id, month, driver, cast(count(*) as decimal(18, 4)) from events group by customer_id, month, driver
        union all
        select customer_id, month, 'first_orders', cast(1 as decimal(18, 4)) from first_orders
        union all
        select customer_id, month, 'deliveries', cast(deliveries as decimal(18, 4)) from deliveries
        union all
        select customer_id, month, 'weight', cast(weight as decimal(18, 4)) from deliveries
        union all
        select customer_id, month, 'freight_cost', cast(freight_cost as decimal(18, 4)) from deliveries
    ),

    final as (
        select numbers.customer_number, measured.month, measured.driver, measured.quantity
        from measured
        join numbers on numbers.customer_id = measured.customer_id
        where measured.quantity <> 0
    )

select * from final
