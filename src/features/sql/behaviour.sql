-- grain:  customer
-- reads:  features.customers, features.documents, features.document_drivers, features.contact_drivers, features.event_drivers,
--         features.customer_numbers, features.customer_sales, features.receivable_state, canonical.interactions,
--         canonical.order_events, features.rebate_amounts, settings.run
-- why:    how a customer buys, is served and pays. Counts and ratios cover the period of the statement; first and last
--         purchase and what is open cover the whole extract. Ratios without a denominator are empty, not nought.
--         Revisions, cancellations and orders sent back are known only where an order log tells of them.
--         Growth is given only where the extract holds both twelve-month spans.
with
    run as (select * from settings.run),
    customers as (select * from features.customers),
    documents as (select * from features.documents),
    document_drivers as (select * from features.document_drivers),
    contact_drivers as (select * from features.contact_drivers),
    event_drivers as (select * from features.event_drivers),
    numbers as (select * from features.customer_numbers),
    customer_sales as (select * from features.customer_sales),
    receivables as (select * from features.receivable_state),
    interactions as (select * from canonical.interactions),
    order_events as (select * from canonical.order_events),
    rebates as (select * from features.rebate_amounts),

    spans as (
        select
            as_of,
            period_start,
            cast(as_of + interval 1 day - interval 12 month as date) as year_start,
            cast(as_of + interval 1 day - interval 24 month as date) as prior_start
        from run
    ),

    extract as (
        select min(invoiced_on) as first_day from documents
    ),

    log as (
        select
            count(*) > 0 as has_events,
            count(case when kind = 'sent_back' then 1 end) > 0 as has_sent_back,
            count(case when kind = 'cancelled' then 1 end) > 0 as has_cancellations
        from order_events
    ),

    purchases as (
        select
            customer_id,
            min(case when is_purchase then invoiced_on end) as first_purchase,
            max(case when is_purchase then invoiced_on end) as last_purchase,
            sum(case when is_purchase and in_period then lines else 0 end) as invoice_lines
        from documents
        group by customer_id
    ),

    billed as (
        select customer_number, sum(orders) as orders, sum(invoices) as invoices
        from document_drivers
        group by customer_number
    ),

    contacted as (
        select
            customer_number,
            sum(case when kind = 'complaint' then contacts else 0 end) as complaints,
            sum(case when kind in ('ticket', 'complaint', 'training') then minutes else 0 end) as service_minutes,
            sum(case when kind in ('visit', 'call', 'email') then minutes else 0 end) as sales_minutes
        from contact_drivers
        group by customer_number
    ),

    logged as (
        select
            customer_number,
            sum(case when driver = 'orders' then quantity else 0 end) as orders,
            sum(case when driver = 'order_revisions' then quantity else 0 end) as revisions,
            sum(case when driver = 'order_cancellations' then quantity else 0 end) as cancellations,
            sum(case when driver = 'orders_sent_back' then quantity else 0 end) as sent_back
        from event_drivers
        group by customer_number
    ),

    cases as (
        select
            interactions.customer_id,
            count(
                case when interactions.status = 'open' and interactions.kind in ('ticket', 'complaint') then 1 end
            ) as open_cases,
            avg(
                case when cast(interactions.at as date) >= spans.period_start then interactions.satisfaction end
            ) as satisfaction
        from interactions
        cross join spans
        where cast(interactions.at as date) <= spans.as_of
        group by interactions.customer_id
    ),

    credit as (
        select
            receivables.customer_id,
            sum(
                case when settled_on is not null and amount > 0 then amount * cast(settled_on - issued_on as integer) end
            ) as settled_amount_days,
            sum(case when settled_on is not null and amount > 0 then amount end) as settled_amount,
            sum(open_amount) as open_balance,
            sum(case when due_on < spans.as_of then open_amount else 0 end) as overdue
        from receivables
        cross join spans
        group by receivables.customer_id
    ),

    sales as (
        select
            customer_id,
            invoiced_on as day,
            gross_sales - discounts - returns as amount
        from documents
        union all
        select customer_id, period as day, -amount from rebates
    ),

    years as (
        select
            sales.customer_id,
            sum(case when sales.day >= spans.year_start then sales.amount else 0 end) as net_sales_12m,
            sum(case when sales.day < spans.year_start then sales.amount else 0 end) as net_sales_prior_12m
        from sales
        cross join spans
        where sales.day >= spans.prior_start and sales.day <= spans.as_of
        group by sales.customer_id
    ),

    joined as (
        select
            customers.customer_id,
            purchases.first_purchase,
            purchases.last_purchase,
            cast(coalesce(billed.orders, 0) + coalesce(logged.orders, 0) as decimal(18, 4)) as orders,
            coalesce(billed.invoices, 0) as invoices,
            coalesce(purchases.invoice_lines, 0) as invoice_lines,
            case when log.has_events then coalesce(logged.revisions, 0) end as revisions,
            case when log.has_cancellations then coalesce(logged.cancellations, 0) end as cancellations,
            case when log.has_sent_back then coalesce(logged.sent_back, 0) end as sent_back,
            coalesce(contacted.service_minutes, 0) as service_minutes,
            coalesce(contacted.sales_minutes, 0) as sales_minutes,
            coalesce(contacted.complaints, 0) as complaints,
            coalesce(cases.open_cases, 0) as open_cases,
            cases.satisfaction,
            customer_sales.net_sales,
            customer_sales.gross_sales,
            customer_sales.discounts,
            customer_sales.returns,
            credit.settled_amount_days,
            credit.settled_amount,
            coalesce(credit.open_balance, 0) as open_balance,
            coalesce(credit.overdue, 0) as overdue,
            coalesce(years.net_sales_12m, 0) as net_sales_12m,
            coalesce(years.net_sales_prior_12m, 0) as net_sales_prior_12m,
            date_trunc('month', extract.first_day) <= date_trunc('month', spans.prior_start) as has_two_years
        from customers
        cross join spans
        cross join extract
        cross join log
        left join purchases on purchases.customer_id = customers.customer_id
        left join numbers on numbers.customer_id = customers.customer_id
        left join billed on billed.customer_number = numbers.customer_number
        left join contacted on contacted.customer_number = numbers.customer_number
        left join logged on logged.customer_number = numbers.customer_number
        left join cases on cases.customer_id = customers.customer_id
        left join customer_sales on customer_sales.customer_id = customers.customer_id
        left join credit on credit.customer_id = customers.customer_id
        left join years on years.customer_id = customers.customer_id
    ),

    final as (
        select
            customer_id,
            first_purchase,
            last_purchase,
            orders,
            invoices,
            invoice_lines,
            cast(invoice_lines as double) / nullif(cast(orders as double), 0) as lines_per_order,
            round(cast(net_sales as double) / nullif(cast(orders as double), 0), 4) as average_order_value,
            cast(revisions as double) / nullif(cast(orders as double), 0) as revisions_per_order,
            cast(cancellations as double) / nullif(cast(orders as double), 0) as cancellations_per_order,
            cast(sent_back as double) / nullif(cast(orders as double), 0) as sent_back_per_order,
            cast(discounts as double) / nullif(cast(gross_sales as double), 0) as discount_rate,
            cast(returns as double) / nullif(cast(gross_sales - discounts as double), 0) as return_rate,
            service_minutes,
            sales_minutes,
            complaints,
            open_cases,
            satisfaction,
            cast(settled_amount_days as double) / nullif(cast(settled_amount as double), 0) as days_to_pay,
            open_balance,
            overdue,
            net_sales_12m,
            net_sales_prior_12m,
            case
                when has_two_years and net_sales_prior_12m > 0
                    then cast(net_sales_12m as double) / cast(net_sales_prior_12m as double) - 1
            end as growth
        from joined
    )

select * from final
