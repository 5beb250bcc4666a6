-- grain:  group of companies with two ranked members or more
-- reads:  models.ranked
-- why:    buyers that belong together negotiate together: their sales and profit as one, and the rank they would have
--         if every group were one customer. Shown beside the members, never added to them.
with
    ranked as (select * from models.ranked),

    grouped as (
        select
            coalesce(group_id, customer_id) as group_id,
            count(*) as members,
            sum(net_sales) as net_sales,
            sum(net_profit) as net_profit
        from ranked
        group by coalesce(group_id, customer_id)
    ),

    placed as (
        select
            *,
            row_number() over (order by net_sales desc, group_id) as sales_rank,
            row_number() over (order by net_profit desc, group_id) as profit_rank
        from grouped
    ),

    final as (
        select * from placed where members >= 2
    )

select * from final
