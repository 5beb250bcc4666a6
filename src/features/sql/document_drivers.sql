-- grain:  customer (by its number) × month with a document that counts
-- reads:  features.documents, features.repeated_invoices, features.event_drivers, features.customer_numbers, settings.run
-- why:    the drivers that documents tell, side by side: a row for each driver would be six times as long.
--         orders: without an order log, distinct orders (invoices where the order is unknown) with a sale of goods or
--         services (free goods too: they are the same work), in the month of their first invoice.
--         invoice_lines: every line that somebody enters: sales, returns, credit notes, freight and fees; not the
--         tax and rounding lines that a system writes by itself.
--         Nearly every order is one row of the documents, as nearly every invoice is (`repeated_invoices`).
with
    run as (select * from settings.run),
    numbers as (select * from features.customer_numbers),
    documents as not materialized (select * from features.documents),
    repeated_invoices as (select * from features.repeated_invoices),
    log as (select count(*) > 0 as tells_orders from features.event_drivers where driver = 'orders'),

    rows as not materialized (
        select
            documents.*,
            documents.is_purchase or documents.class = 'free_goods' as is_sale,
            repeated.invoice_id is null as is_one_row,
            hash(documents.customer_id, documents.order_id) as order_hash
        from documents
        left join repeated_invoices as repeated
            on repeated.customer_id = documents.customer_id and repeated.invoice_id = documents.invoice_id
    ),

    sales as not materialized (select * from rows where is_sale),

    repeated_orders as (
        select order_hash from sales where order_id is not null group by order_hash having count(*) > 1
    ),

    counted as (
        select
            *,
            order_id is not null as has_order,
            order_hash not in (select order_hash from repeated_orders) as is_order_of_one_row
        from rows
    ),

    -- Summed before they are looked up: the ids of documents stand in a dictionary, which groups as fast as numbers.
    summed as (
        select
            counted.customer_id,
            counted.month,
            count(
                case
                    when counted.is_sale
                        and case when counted.has_order then counted.is_order_of_one_row else counted.is_one_row end
                        then 1
                end
            ) as orders,
            count(case when counted.is_sale and counted.is_one_row then 1 end) as invoices,
            sum(case when counted.class not in ('tax', 'rounding') then counted.lines else 0 end) as invoice_lines,
            sum(
                case
                    when counted.kind <> 'sale' and counted.class not in ('tax', 'rounding') then counted.lines
                    else 0
                end
            ) as return_lines,
            sum(counted.gross_sales) as gross_sales,
            max(case when counted.is_purchase then 1 else 0 end) as active_months
        from counted
        where counted.in_period
        group by counted.customer_id, counted.month
    ),

    orders_of_several_rows as (
        select customer_id, min(month) as month, min(invoiced_on) as first_day
        from sales
        where order_id is not null and order_hash in (select order_hash from repeated_orders)
        group by customer_id, order_id
        union all
        select customer_id, min(month), min(invoiced_on)
        from sales
        where order_id is null and not is_one_row
        group by customer_id, invoice_id
    ),

    more_orders as (
        select orders.customer_id, orders.month, count(*) as orders
        from orders_of_several_rows as orders
        cross join run
        where orders.first_day >= run.period_start
        group by orders.customer_id, orders.month
    ),

    invoices_of_several_rows as (
        select customer_id, min(month) as month
        from sales
        where in_period and not is_one_row
        group by customer_id, invoice_id
    ),

    more_invoices as (
        select customer_id, month, count(*) as invoices from invoices_of_several_rows group by customer_id, month
    ),

    final as (
        select
            numbers.customer_number,
            summed.month,
            case when log.tells_orders then 0 else summed.orders + coalesce(more_orders.orders, 0) end as orders,
            summed.invoices + coalesce(more_invoices.invoices, 0) as invoices,
            summed.invoice_lines,
            summed.return_lines,
            summed.gross_sales,
            summed.active_months
        from summed
        cross join log
        join numbers on numbers.customer_id = summed.customer_id
        left join more_orders on more_orders.customer_id = summed.customer_id and more_orders.month = summed.month
        left join more_invoices on more_invoices.customer_id = summed.customer_id and more_invoices.month = summed.month
    )

select * from final
