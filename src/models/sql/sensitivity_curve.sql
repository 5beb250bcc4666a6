-- grain:  rank of the whale curve; empty where no cost pool has a factor to move
-- reads:  models.whale_curve, models.sensitivity_profits
-- why:    the band around the whale curve: in each scenario the customers are ranked anew, best first, and the profit
--         of the first n summed (whichever of two equals comes first: the sums are the same); the band is the lowest and the highest of these sums
with
    whale_curve as (select * from models.whale_curve),
    profits as (select * from models.sensitivity_profits),

    curves as (
        select
            row_number() over best_first as rank,
            sum(net_profit) over (best_first rows between unbounded preceding and current row) as cumulative_profit
        from profits
        window best_first as (partition by scenario order by net_profit desc)
    ),

    bands as (
        select rank, min(cumulative_profit) as lowest, max(cumulative_profit) as highest from curves group by rank
    ),

    final as (
        select
            whale_curve.rank,
            whale_curve.cumulative_profit,
            least(bands.lowest, whale_curve.cumulative_profit) as lowest,
            greatest(bands.highest, whale_curve.cumulative_profit) as highest
        from whale_curve
        join bands on bands.rank = whale_curve.rank
    )

select * from final
