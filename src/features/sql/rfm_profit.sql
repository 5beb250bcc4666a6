-- grain:  customer with any entry in the window of RFM; empty unless net profit is its monetary value
-- reads:  features.profit_statement, settings.run
-- why:    apart from `rfm`, so that another rate leaves scores as they are that do not look at profit. Only where it is
--         asked for: the months of a large company take as long as its documents.
with
    run as (select * from settings.run),
    profit_statement as (select * from features.profit_statement),

    final as (
        select profit_statement.customer_id, sum(profit_statement.net_profit) as net_profit
        from profit_statement
        cross join run
        where run.rfm_monetary = 'net_profit'
            and profit_statement.month >= date_trunc('month', run.window_start)
        group by profit_statement.customer_id
    )

select * from final
