-- grain:  ranked customer; empty where no cost pool has a factor to move
-- reads:  models.ranked, models.sensitivity_profits
-- why:    how sure a customer's profit is: the lowest and the highest it comes to when each factor of each cost pool
--         is moved on its own, and whether it stays a profit, or stays a loss, in all of them
with
    ranked as (select * from models.ranked),
    profits as (select * from models.sensitivity_profits),

    extremes as (
        select
            customer_id,
            min(net_profit) as lowest,
            arg_min(scenario, (net_profit, scenario)) as lowest_in,
            max(net_profit) as highest,
            arg_min(scenario, (-net_profit, scenario)) as highest_in
        from profits
        group by customer_id
    ),

    final as (
        select
            ranked.customer_id,
            ranked.net_profit,
            least(extremes.lowest, ranked.net_profit) as lowest,
            case when extremes.lowest < ranked.net_profit then extremes.lowest_in end as lowest_in,
            greatest(extremes.highest, ranked.net_profit) as highest,
            case when extremes.highest > ranked.net_profit then extremes.highest_in end as highest_in,
            sign(least(extremes.lowest, ranked.net_profit)) = sign(ranked.net_profit)
                and sign(greatest(extremes.highest, ranked.net_profit)) = sign(ranked.net_profit) as keeps_sign
        from ranked
        join extremes on extremes.customer_id = ranked.customer_id
    )

select * from final
