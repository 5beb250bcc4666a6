-- grain:  component of the statement
-- reads:  features.documents, features.loss_rates, canonical tables, settings.pools, settings.run,
--         features.pool_periods
-- why:    a missing table or setting switches off exactly what depends on it; the report says what, and what would
--         switch it on
with
    run as (select * from settings.run),
    documents as (select * from features.documents),
    loss_rates as (select * from features.loss_rates),
    invoice_lines as not materialized (select * from canonical.invoice_lines),
    rebates as (select * from canonical.rebates),
    receivables as not materialized (select * from canonical.receivables),
    shipments as (select * from canonical.shipments),
    ledger as (select * from features.ledger_months),
    pools as (select * from settings.pools),
    statement_lines as (select * from settings.statement_lines),

    seen as (
        select
            count(*) > 0 as lines,
            count(case when kind <> 'sale' then 1 end) > 0 as returns,
            count(case when lines_without_cost < lines and class in ('goods', 'service', 'free_goods') then 1 end) > 0 as costs,
            count(case when class in ('freight_billed', 'fee', 'rounding') then 1 end) > 0 as fees,
            count(case when class = 'write_off' then 1 end) > 0 as write_off_lines
        from documents
    ),

    prices as (
        select count(case when list_price > 0 or discount_rate is not null then 1 end) > 0 as discounts
        from invoice_lines
    ),

    tables_seen as (
        select
            exists (select 1 from rebates) as rebates,
            exists (select 1 from receivables) as receivables,
            exists (select 1 from receivables where written_off is not null) as write_offs,
            exists (select 1 from shipments where freight_cost is not null) as freight,
            exists (select 1 from invoice_lines where freight_cost is not null) as line_freight,
            exists (select 1 from ledger) as ledger,
            exists (select 1 from run where run.bad_debt = 'expected') as expects_losses,
            exists (select 1 from loss_rates) and exists (select 1 from receivables) as loss_rates
    ),

    pool_inputs as (
        select
            pools.line,
            case
                when pools.source = 'freight_cost' then tables_seen.freight
                when pools.source = 'line_freight' then tables_seen.line_freight
                when pools.source = 'written_off' then tables_seen.write_offs
                else tables_seen.ledger
            end as has_input,
            case
                when pools.source = 'freight_cost' then 'shipments.freight_cost'
                when pools.source = 'line_freight' then 'invoice_lines.freight_cost'
                when pools.source = 'written_off' then 'receivables.written_off'
                else 'ledger'
            end as input
        from pools
        cross join tables_seen
    ),

    pool_lines as (
        select
            line,
            bool_or(has_input) as measured,
            string_agg(distinct case when has_input then null else input end, ', ' order by case when has_input then null else input end) as missing
        from pool_inputs
        group by line
    ),

    checked as (
        select
            statement_lines.line,
            statement_lines.position,
            case statement_lines.line
                when 'gross_sales' then seen.lines
                when 'discounts' then prices.discounts
                when 'returns' then seen.returns
                when 'rebates' then tables_seen.rebates
                when 'cost_of_goods' then seen.costs
                when 'freight_and_fees_billed' then seen.fees
                when 'cost_of_credit' then tables_seen.receivables
                when 'bad_debt'
                    then case
                        when tables_seen.expects_losses then tables_seen.loss_rates
                        else tables_seen.write_offs or seen.write_off_lines or coalesce(pool_lines.measured, false)
                    end
                else coalesce(pool_lines.measured, false)
            end as measured,
            case statement_lines.line
                when 'gross_sales' then 'invoice_lines'
                when 'discounts' then 'invoice_lines.list_price, invoice_lines.discount_rate'
                when 'returns' then 'invoice_lines.kind'
                when 'rebates' then 'rebates'
                when 'cost_of_goods' then 'invoice_lines.cost_amount, invoice_lines.unit_cost, products.standard_cost'
                when 'freight_and_fees_billed' then 'invoice_lines.class, line_classes'
                when 'cost_of_credit' then 'receivables'
                when 'bad_debt'
                    then case
                        when tables_seen.expects_losses then 'receivables, credit.loss_rates'
                        else 'receivables.written_off'
                    end
                else coalesce(
                    pool_lines.missing,
                    case when tables_seen.ledger then '' else 'ledger + ' end || 'costs.' || statement_lines.line
                )
            end as missing
        from statement_lines
        cross join seen
        cross join prices
        cross join tables_seen
        left join pool_lines on pool_lines.line = statement_lines.line
        where statement_lines.kind = 'component'
    ),

    final as (
        select line, measured, case when measured then null else missing end as missing
        from checked
    )

select * from final
