-- grain:  customer × month of the period × currency of the invoice; empty where all are in the reporting currency
-- reads:  features.documents, settings.run
-- why:    an invoice in dollars is a debt in dollars: what the statement has from invoice lines, once more in the
--         currency of each invoice. Each document has the rate of its own day, so the reporting columns add up to the
--         statement to the cent, whatever the rates did. What no invoice carries (rebates, cost to serve, credit) is
--         in no invoice's currency and stands in the statement only.
with
    run as (select * from settings.run),
    documents as not materialized (select * from features.documents where in_period and class not in ('deposit', 'tax')),

    foreign_documents as (
        select count(*) as documents from documents where currency is not null
    ),

    amounts as (
        select
            documents.*,
            coalesce(documents.currency, run.currency) as invoice_currency,
            coalesce(documents.own_net, documents.net_amount) as net,
            case when documents.currency is null then documents.gross_sales else documents.own_gross end as gross,
            case when documents.currency is null then documents.cost_of_goods else documents.own_cost end as cost,
            documents.class in ('goods', 'service', 'free_goods') as is_trade
        from documents
        cross join run
        cross join foreign_documents
        where foreign_documents.documents > 0
    ),

    summed as (
        select
            customer_id,
            month,
            invoice_currency as currency,
            sum(lines) as lines,
            sum(case when is_trade and kind = 'sale' then gross else 0 end) as gross_sales,
            sum(case when is_trade and kind = 'sale' then gross - net else 0 end) as discounts,
            sum(case when is_trade and kind <> 'sale' then -net else 0 end) as returns,
            sum(case when is_trade then coalesce(cost, 0) else 0 end) as cost_of_goods,
            sum(case when class in ('freight_billed', 'fee', 'rounding') then net else 0 end) as freight_and_fees_billed,
            sum(case when class = 'write_off' then -net else 0 end) as bad_debt,
            sum(gross_sales) as gross_sales_reporting,
            sum(discounts) as discounts_reporting,
            sum(returns) as returns_reporting,
            sum(cost_of_goods) as cost_of_goods_reporting,
            sum(freight_and_fees_billed) as freight_and_fees_billed_reporting,
            sum(bad_debt) as bad_debt_reporting,
            min(fx_rate) as lowest_rate,
            max(fx_rate) as highest_rate
        from amounts
        group by customer_id, month, invoice_currency
    ),

    net as (
        select
            *,
            gross_sales - discounts - returns as net_invoiced,
            gross_sales_reporting - discounts_reporting - returns_reporting as net_invoiced_reporting
        from summed
    ),

    final as (
        select
            *,
            net_invoiced - cost_of_goods as margin_invoiced,
            net_invoiced_reporting - cost_of_goods_reporting as margin_invoiced_reporting
        from net
    )

select * from final
