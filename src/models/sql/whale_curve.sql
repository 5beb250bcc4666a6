-- grain:  ranked customer, best first
-- reads:  models.ranked
-- why:    cumulative profit from the best customer to the worst (Kaplan & Narayanan 2001, "Measuring and managing
--         customer profitability"). The curve rises to its peak, the profit of all profitable customers, and ends at
--         the total. Where the total is not positive a share of it has no meaning, so there is none.
with
    ranked as (select * from models.ranked),

    cumulated as (
        select
            profit_rank as rank,
            customer_id,
            net_profit,
            sum(net_profit) over (order by profit_rank rows between unbounded preceding and current row)
                as cumulative_profit,
            sum(net_profit) over () as total_profit,
            count(*) over () as customers
        from ranked
    ),

    final as (
        select
            rank,
            customer_id,
            net_profit,
            cumulative_profit,
            cast(rank as double) / customers as customers_share,
            case
                when total_profit > 0 then cast(cumulative_profit as double) / cast(total_profit as double)
            end as profit_share
        from cumulated
    )

select * from final
