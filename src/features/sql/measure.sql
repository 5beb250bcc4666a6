-- grain:  one row
-- reads:  features.coverage
-- why:    the deepest subtotal the extracts carry, the one customers are ranked by: net profit as soon as a cost below
--         gross margin is measured, else gross margin. Freight billed alone is income without its cost, so it does
--         not count.
with
    coverage as (select * from features.coverage),

    final as (
        select
            case
                when count(case when measured then 1 end) > 0 then 'net_profit'
                else 'gross_margin'
            end as measure
        from coverage
        where line in ('delivery', 'order_handling', 'service', 'sales_and_marketing', 'cost_of_credit', 'bad_debt')
    )

select * from final
