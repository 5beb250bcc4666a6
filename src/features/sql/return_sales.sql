-- grain:  return or credit line that takes back a sale known to the extract; empty unless returns count with the sale
-- reads:  canonical.invoice_lines, settings.run
-- why:    finds the sale that a return takes back: the last one on or before its day of the same customer, order and
--         product, else of the same customer and product. A return without one counts when it is posted.
with
    run as (select * from settings.run where returns = 'sale'),
    invoice_lines as (select * from canonical.invoice_lines),

    lines as (
        select
            invoice_lines.*,
            coalesce(
                invoice_lines.kind,
                case
                    when invoice_lines.quantity < 0 then 'return'
                    when invoice_lines.quantity = 0 and invoice_lines.net_amount < 0 then 'credit_note'
                    else 'sale'
                end
            ) = 'sale' as is_sale
        from invoice_lines
        join run on invoice_lines.invoiced_on <= run.as_of
        where invoice_lines.product_id is not null
    ),

    last_sales as (
        select
            invoice_id,
            line_no,
            is_sale,
            order_id,
            max(case when is_sale then invoiced_on end) over (
                partition by customer_id, product_id, order_id
                order by invoiced_on
                range between unbounded preceding and current row
            ) as sold_on_in_order,
            max(case when is_sale then invoiced_on end) over (
                partition by customer_id, product_id
                order by invoiced_on
                range between unbounded preceding and current row
            ) as sold_on_at_all
        from lines
    ),

    final as (
        select
            invoice_id,
            line_no,
            coalesce(case when order_id is not null then sold_on_in_order end, sold_on_at_all) as sold_on
        from last_sales
        where not is_sale and sold_on_at_all is not null
    )

select * from final
