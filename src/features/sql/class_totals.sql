-- grain:  class × kind of the invoice lines of the period
-- reads:  features.documents
-- why:    where every line of the export went: goods, free goods, services, freight billed, fees, rounding and write-offs
--         each on their lines of the statement; deposits and taxes are no income and are left out, and say so here.
--         Net amount = gross sales − discounts − returns + freight and fees − bad debt + what is left out.
with
    documents as (select * from features.documents where in_period),

    final as (
        select
            class,
            kind,
            sum(lines) as lines,
            sum(net_amount) as net_amount,
            sum(gross_sales) as gross_sales,
            sum(discounts) as discounts,
            sum(returns) as returns,
            sum(cost_of_goods) as cost_of_goods,
            sum(freight_and_fees_billed) as freight_and_fees_billed,
            sum(bad_debt) as bad_debt,
            sum(case when class in ('deposit', 'tax') then net_amount else 0 end) as left_out
        from documents
        group by class, kind
    )

select * from final
