-- grain:  document × customer × order × class and kind of its lines (× month it counts in, day, currency)
-- reads:  features.line_profit
-- why:    a quarter of the rows of the invoice lines and all that the statement, the drivers, RFM, lifetimes and checks
--         need of them: everything but products. Made in one pass, so that the lines themselves need not be kept a
--         second time: `line_profit` is a view, for whoever asks about products or single lines.
--         Lines of one class and kind are posted alike, so few sums give all components: each one costs its place in a
--         table of millions of groups. A currency has one rate on a day.
with
    lines as (select * from features.line_profit),

    summed as (
        select
            customer_id,
            invoice_id,
            order_id,
            invoiced_on,
            month,
            in_period,
            class,
            kind,
            currency,
            any_value(posted_as) as posted_as,
            any_value(is_purchase) as is_purchase,
            any_value(fx_rate) as fx_rate,
            count(*) as lines,
            count(case when gross_sales <> 0 then 1 end) as gross_sales_lines,
            count(case when discounts <> 0 then 1 end) as discounts_lines,
            count(case when net_amount <> 0 then 1 end) as net_amount_lines,
            count(case when cost_of_goods <> 0 then 1 end) as cost_of_goods_lines,
            count(case when cost_missing then 1 end) as lines_without_cost,
            count(case when net_amount > 0 then 1 end) as lines_with_plus,
            sum(net_amount) as net_amount,
            sum(gross_sales) as gross_sales,
            sum(cost_of_goods) as cost_of_goods,
            sum(freight_paid) as freight_paid,
            sum(own_gross) as own_gross,
            sum(own_net) as own_net,
            sum(own_cost) as own_cost
        from lines
        group by
            customer_id, invoice_id, order_id, invoiced_on, month, in_period, class, kind, currency
    ),

    final as (
        select
            * exclude (posted_as, net_amount_lines, lines_with_plus),
            case when posted_as = 'return' then net_amount_lines else 0 end as returns_lines,
            case when posted_as = 'billed' then net_amount_lines else 0 end as freight_and_fees_billed_lines,
            case when posted_as = 'write_off' then net_amount_lines else 0 end as bad_debt_lines,
            case when fx_rate is null then lines else 0 end as lines_without_rate,
            case when posted_as = 'return' then lines_with_plus else 0 end as returns_with_plus,
            case when posted_as = 'sale' then gross_sales - net_amount else 0 end as discounts,
            case when posted_as = 'return' then -net_amount else 0 end as returns,
            case when posted_as = 'billed' then net_amount else 0 end as freight_and_fees_billed,
            case when posted_as = 'write_off' then -net_amount else 0 end as bad_debt
        from summed
    )

select * from final
