-- grain:  customer (by its number) × month × driver, where it is not nought
-- reads:  features.documents, features.customer_numbers, canonical.order_events, features.shipment_costs,
--         canonical.interactions, settings.run
-- why:    the measures that cost can follow; their names are those of src/contracts/drivers.ts. The longest table of all:
--         it has the numbers of the customers, which take a third of what their ids take; `activity_drivers` has the ids.
--         orders: orders taken, as the order log says they were created, those cancelled later among them: they
--         cost the same work. Without a log: distinct orders (invoices where the order is unknown) with a sale of
--         goods or services (free goods too: they are the same work), in the month of their first invoice.
--         first_orders: the month of a customer's first order in the extract.
--         invoice_lines: every line that somebody enters: sales, returns, credit notes, freight and fees; not the
--         tax and rounding lines that a system writes by itself.
with
    run as (select * from settings.run),
    numbers as (select * from features.customer_numbers),

    documents as (
        select numbers.customer_number, documents.*
        from features.documents as documents
        join numbers on numbers.customer_id = documents.customer_id
    ),

    order_events as (
        select numbers.customer_number, order_events.*
        from canonical.order_events as order_events
        join numbers on numbers.customer_id = order_events.customer_id
    ),

    shipments as (
        select numbers.customer_number, shipments.*
        from features.shipment_costs as shipments
        join numbers on numbers.customer_id = shipments.customer_id
    ),

    interactions as (
        select numbers.customer_number, interactions.*
        from canonical.interactions as interactions
        join numbers on numbers.customer_id = interactions.customer_id
    ),

    orders as (
        select
            customer_number,
            order_id,
            case when order_id is null then invoice_id end as invoice_without_order,
            min(month) as month,
            min(invoiced_on) as first_day
        from documents
        where is_purchase or class = 'free_goods'
        group by customer_number, order_id, case when order_id is null then invoice_id end
    ),

    invoiced_orders as (
        select orders.customer_number, orders.month, count(*) as orders
        from orders
        cross join run
        where orders.first_day >= run.period_start
        group by orders.customer_number, orders.month
    ),

    logged_orders as (
        select
            order_events.customer_number,
            cast(date_trunc('month', order_events.at) as date) as month,
            count(distinct order_events.order_id) as orders
        from order_events
        cross join run
        where order_events.kind = 'created'
            and cast(order_events.at as date) between run.period_start and run.as_of
        group by order_events.customer_number, cast(date_trunc('month', order_events.at) as date)
    ),

    orders_taken as (
        select customer_number, month, orders from logged_orders
        union all
        select customer_number, month, orders from invoiced_orders where not exists (select 1 from logged_orders)
    ),

    first_orders as (
        select orders.customer_number, min(orders.month) as month
        from orders
        cross join run
        group by orders.customer_number, run.period_start
        having min(orders.first_day) >= run.period_start
    ),

    invoices as (
        select customer_number, invoice_id, min(month) as month
        from documents
        where (is_purchase or class = 'free_goods') and in_period
        group by customer_number, invoice_id
    ),

    line_counts as (
        select
            customer_number,
            month,
            sum(case when class not in ('tax', 'rounding') then lines else 0 end) as invoice_lines,
            sum(case when kind <> 'sale' and class not in ('tax', 'rounding') then lines else 0 end) as return_lines,
            sum(gross_sales) as gross_sales,
            max(case when is_purchase then 1 else 0 end) as active_months
        from documents
        where in_period
        group by customer_number, month
    ),

    events as (
        select
            order_events.customer_number,
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

    deliveries as (
        select
            shipments.customer_number,
            cast(date_trunc('month', shipments.shipped_on) as date) as month,
            count(*) as deliveries,
            sum(shipments.weight) as weight,
            sum(shipments.freight_cost) as freight_cost
        from shipments
        cross join run
        where shipments.shipped_on between run.period_start and run.as_of
        group by shipments.customer_number, cast(date_trunc('month', shipments.shipped_on) as date)
    ),

    contacts as (
        select
            interactions.customer_number,
            cast(date_trunc('month', interactions.at) as date) as month,
            interactions.kind,
            count(*) as contacts,
            sum(interactions.minutes) as minutes
        from interactions
        cross join run
        where cast(interactions.at as date) between run.period_start and run.as_of
        group by interactions.customer_number, cast(date_trunc('month', interactions.at) as date), interactions.kind
    ),

    measured as (
        select customer_number, month, 'orders' as driver, cast(orders as decimal(18, 4)) as quantity
        from orders_taken
        union all
        select customer_number, month, 'first_orders', cast(1 as decimal(18, 4)) from first_orders
        union all
        select customer_number, month, 'invoices', cast(count(*) as decimal(18, 4)) from invoices group by customer_number, month
        union all
        select customer_number, month, 'invoice_lines', cast(invoice_lines as decimal(18, 4)) from line_counts
        union all
        select customer_number, month, 'return_lines', cast(return_lines as decimal(18, 4)) from line_counts
        union all
        select customer_number, month, 'gross_sales', cast(gross_sales as decimal(18, 4)) from line_counts
        union all
        select customer_number, month, 'active_months', cast(active_months as decimal(18, 4)) from line_counts
        union all
        select customer_number, month, driver, cast(count(*) as decimal(18, 4)) from events group by customer_number, month, driver
        union all
        select customer_number, month, 'deliveries', cast(deliveries as decimal(18, 4)) from deliveries
        union all
        select customer_number, month, 'weight', cast(weight as decimal(18, 4)) from deliveries
        union all
        select customer_number, month, 'freight_cost', cast(freight_cost as decimal(18, 4)) from deliveries
        union all
        select customer_number, month, kind || '_count', cast(contacts as decimal(18, 4)) from contacts
        union all
        select customer_number, month, kind || '_minutes', cast(minutes as decimal(18, 4)) from contacts
    ),

    final as (
        select customer_number, month, driver, quantity from measured where quantity <> 0
    )

select * from final
