-- grain:  document × customer × order × class and kind of its lines (× month it counts in, day, currency)
-- reads:  features.line_profit
-- why:    a quarter of the rows of the invoice lines and all that the statement, the drivers, RFM, lifetimes and checks
--         need of them: everything but products. Made in one pass, so that the lines themselves need not be kept a
--         second time: `line_profit` is a view, for whoever asks about products or single lines.
with
    lines as (select * from features.line_profit),

    final as (
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
            any_value(is_purchase) as is_purchase,
            any_value(fx_rate) as fx_rate,
            count(*) as lines,
            count(case when gross_sales <> 0 then 1 end) as gross_sales_lines,
            count(case when discounts <> 0 then 1 end) as discounts_lines,
            count(case when returns <> 0 then 1 end) as returns_lines,
            count(case when cost_of_goods <> 0 then 1 end) as cost_of_goods_lines,
            count(case when freight_and_fees_billed <> 0 then 1 end) as freight_and_fees_billed_lines,
            count(case when bad_debt <> 0 then 1 end) as bad_debt_lines,
            count(case when cost_missing then 1 end) as lines_without_cost,
            count(case when rate_missing then 1 end) as lines_without_rate,
            count(case when returns < 0 then 1 end) as returns_with_plus,
            sum(net_amount) as net_amount,
            sum(gross_sales) as gross_sales,
            sum(discounts) as discounts,
            sum(returns) as returns,
            sum(cost_of_goods) as cost_of_goods,
            sum(freight_and_fees_billed) as freight_and_fees_billed,
            sum(bad_debt) as bad_debt,
            sum(freight_paid) as freight_paid,
            sum(own_gross) as own_gross,
            sum(own_net) as own_net,
            sum(own_cost) as own_cost
        from lines
        group by
            customer_id, invoice_id, order_id, invoiced_on, month, in_period, class, kind, currency
    )

select * from final
