-- grain:  ranked customer
-- reads:  models.whale_curve, settings.tiers
-- why:    customers in the manager's tiers, by falling profit. A profitable customer belongs to the first tier whose
--         share is larger than the share of all positive profit that better customers make; so the customer who
--         crosses the border is still inside. Then `profit: rest`, `loss_up_to` and `loss: rest`. Compared on
--         decimals, so that a border is a border.
with
    curve as (select * from models.whale_curve),
    tiers as (select * from settings.tiers),

    positive as (
        select coalesce(sum(case when net_profit > 0 then net_profit else 0 end), 0) as profit from curve
    ),

    standing as (
        select
            curve.customer_id,
            curve.net_profit,
            positive.profit as positive_profit,
            case
                when curve.net_profit > 0 then curve.cumulative_profit - curve.net_profit
                else positive.profit
            end as made_before
        from curve
        cross join positive
    ),

    matching as (
        select standing.customer_id, min(tiers.position) as position
        from standing
        join tiers
            on case tiers.rule
                when 'share_of_profit'
                    then standing.net_profit > 0 and standing.made_before < tiers.share_of_profit * standing.positive_profit
                when 'profit' then standing.net_profit >= 0
                when 'loss_up_to' then standing.net_profit < 0 and -standing.net_profit <= tiers.loss_up_to
                when 'loss' then standing.net_profit < 0
            end
        group by standing.customer_id
    ),

    final as (
        select
            standing.customer_id,
            tiers.tier,
            tiers.position,
            cast(standing.made_before as double) / nullif(cast(standing.positive_profit as double), 0) as share_before
        from standing
        join matching on matching.customer_id = standing.customer_id
        join tiers on tiers.position = matching.position
    )

select * from final
