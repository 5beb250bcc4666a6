-- grain:  ordinary customer × day with a purchase
-- reads:  features.customers, features.line_profit
-- why:    a purchase is a day on which goods or services were invoiced for a positive amount, however many invoices
--         that took. Returns and credit notes are no purchases and undo none: the customer did come. They lower the
--         value per purchase instead (`lifetime_summary`), because extracts seldom say which sale they belong to.
--         Customers without business in the period of the statement count too: leaving out those who stopped would
--         hide that they did.
with
    customers as (select * from features.customers where class = 'ordinary'),
    lines as (select * from features.line_profit where is_purchase),

    final as (
        select lines.customer_id, lines.invoiced_on as day, sum(lines.gross_sales - lines.discounts) as sold
        from lines
        join customers on customers.customer_id = lines.customer_id
        group by lines.customer_id, lines.invoiced_on
        having sum(lines.gross_sales - lines.discounts) > 0
    )

select * from final
