-- grain:  comparison × side × customer with business in that span
-- reads:  models.compared_spans, models.compared_statements, models.tiers, models.earlier_groups, settings.tiers
-- why:    the tier that each span alone would give, by the rules of models.tiers. A limit of loss is meant for the
--         period of the statement, so on a part of it it counts pro rata. Against an earlier run: the tiers that both
--         runs gave.
with
    spans as (select * from models.compared_spans),
    statements as (select * from models.compared_statements where basis = 'spans'),
    run_tiers as (select * from models.tiers),
    earlier_groups as (select * from models.earlier_groups),
    tiers as (select * from settings.tiers),

    profits as (
        select 'before' as side, customer_id, net_profit_before as net_profit from statements where was_active
        union all
        select 'now', customer_id, net_profit_now from statements where is_active
    ),

    standing as (
        select
            side,
            customer_id,
            net_profit,
            sum(case when net_profit > 0 then net_profit else 0 end) over (partition by side) as positive_profit,
            coalesce(
                sum(case when net_profit > 0 then net_profit else 0 end) over (
                    partition by side
                    order by net_profit desc, customer_id
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) as made_before
        from profits
    ),

    matching as (
        select standing.side, standing.customer_id, min(tiers.position) as position
        from standing
        join spans on spans.basis = 'spans'
        join tiers
            on case tiers.rule
                when 'share_of_profit'
                    then standing.net_profit > 0 and standing.made_before < tiers.share_of_profit * standing.positive_profit
                when 'profit' then standing.net_profit >= 0
                when 'loss_up_to'
                    then standing.net_profit < 0
                        and -standing.net_profit * spans.period_months <= tiers.loss_up_to * spans.months
                when 'loss' then standing.net_profit < 0
            end
        group by standing.side, standing.customer_id
    ),

    final as (
        select 'spans' as basis, matching.side, matching.customer_id, tiers.tier
        from matching
        join tiers on tiers.position = matching.position
        union all
        select 'run', 'now', run_tiers.customer_id, run_tiers.tier
        from run_tiers
        join spans on spans.basis = 'run'
        union all
        select 'run', 'before', customer_id, tier
        from earlier_groups
        where tier is not null
    )

select * from final
