-- grain:  ranked customer
-- reads:  models.ranked, settings.profit_map
-- why:    size against profit (Byrnes & Wass 2021, "Choose Your Customer"): profit peaks are large and profitable,
--         profit drains are large and are not, profit deserts are small. Large: the first ⌈share × n⌉ by net sales;
--         a customer without net sales is never large.
with
    ranked as (select * from models.ranked),
    profit_map as (select * from settings.profit_map),

    bordered as (
        select ceil(count(*) * max(profit_map.large)) as large_customers
        from ranked
        cross join profit_map
    ),

    sized as (
        select
            ranked.customer_id,
            ranked.net_profit,
            case
                when ranked.sales_rank <= bordered.large_customers and ranked.net_sales > 0 then 'large'
                else 'small'
            end as size
        from ranked
        cross join bordered
    ),

    final as (
        select
            customer_id,
            size,
            case
                when size = 'small' then 'desert'
                when net_profit > 0 then 'peak'
                else 'drain'
            end as field
        from sized
    )

select * from final
