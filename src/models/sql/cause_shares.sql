-- grain:  ranked customer with net sales × cost line that the extracts carry
-- reads:  models.ranked, features.coverage, settings.levers, settings.comparison
-- why:    each cost line as a share of what it depends on, and who is comparable. Shares are of net sales, but
--         - discounts of gross sales, and returns of gross sales less discounts: the rates people know them by;
--         - cost of goods of sales at list price less returns: a discount must not show a second time as dear goods.
--         Delivery is net of the freight billed for it. Comparable: the same size band (by net sales) and industry if
--         enough customers are left, else the same size band, else everybody. A customer without net sales has no
--         shares and is nobody's peer.
with
    ranked as (select * from models.ranked),
    coverage as (select * from features.coverage),
    levers as (select * from settings.levers),
    comparison as (select * from settings.comparison),

    banded as (
        select
            ranked.*,
            least(
                comparison.size_bands,
                1 + ((row_number() over (order by ranked.net_sales, ranked.customer_id) - 1) * comparison.size_bands)
                    // count(*) over ()
            ) as size_band,
            comparison.fewest_peers
        from ranked
        cross join comparison
        where ranked.net_sales > 0
    ),

    counted as (
        select
            *,
            count(*) over (partition by size_band, industry) as same_industry,
            count(*) over (partition by size_band) as same_size
        from banded
    ),

    grouped as (
        select
            *,
            case
                when industry is not null and same_industry >= fewest_peers then 'industry_and_size'
                when same_size >= fewest_peers then 'size'
                else 'all'
            end as peer_group
        from counted
    ),

    measured_lines as (
        select levers.*
        from levers
        join coverage on coverage.line = levers.line
        where coverage.measured
    ),

    amounts as (
        select
            grouped.customer_id,
            grouped.industry,
            grouped.size_band,
            grouped.peer_group,
            grouped.net_sales,
            measured_lines.line,
            measured_lines.position,
            measured_lines.lever,
            measured_lines.base as base_name,
            case measured_lines.line
                when 'discounts' then grouped.discounts
                when 'returns' then grouped.returns
                when 'rebates' then grouped.rebates
                when 'cost_of_goods' then grouped.cost_of_goods
                when 'delivery' then grouped.delivery - grouped.freight_and_fees_billed
                when 'order_handling' then grouped.order_handling
                when 'service' then grouped.service
                when 'sales_and_marketing' then grouped.sales_and_marketing
                when 'cost_of_credit' then grouped.cost_of_credit
                when 'bad_debt' then grouped.bad_debt
            end as amount,
            case measured_lines.base
                when 'gross_sales' then grouped.gross_sales
                when 'invoiced_sales' then grouped.gross_sales - grouped.discounts
                when 'list_sales' then grouped.gross_sales - grouped.returns
                when 'net_sales' then grouped.net_sales
            end as base,
            -- Goods that come back bring their cost with them, so only their margin is lost.
            case measured_lines.line
                when 'returns'
                    then greatest(
                        0.0,
                        1 - greatest(0.0, cast(grouped.cost_of_goods as double) / cast(grouped.net_sales as double))
                    )
                else 1.0
            end as profit_part
        from grouped
        cross join measured_lines
    ),

    final as (
        select *, cast(amount as double) / cast(base as double) as share
        from amounts
        where base > 0
    )

select * from final
