-- grain:  comparison × kind of group (tier, segment) × group before × group now
-- reads:  models.customer_changes
-- why:    who moved where, with the money and the reasons; those who stayed too, so that rows and columns add up.
--         Reason: the largest effect in the direction of the change of profit of all who made that move.
with
    changes as (select * from models.customer_changes),

    moves as (
        select 'tier' as kind, tier_before as from_group, tier_now as to_group, changes.* from changes
        union all
        select 'segment', segment_before, segment_now, changes.* from changes
    ),

    summed as (
        select
            basis,
            kind,
            from_group,
            to_group,
            count(*) as customers,
            sum(net_sales_before) as net_sales_before,
            sum(net_sales_now) as net_sales_now,
            sum(net_profit_before) as net_profit_before,
            sum(net_profit_now) as net_profit_now,
            sum(change) as change,
            sum(volume) as volume,
            sum(mix) as mix,
            sum(price) as price,
            sum(goods_cost) as goods_cost,
            sum(cost_to_serve) as cost_to_serve,
            sum(credit) as credit
        from moves
        group by basis, kind, from_group, to_group
    ),

    by_effect as (
        select
            basis,
            kind,
            from_group,
            to_group,
            sign(change) as direction,
            unnest(['volume', 'mix', 'price', 'goods_cost', 'cost_to_serve', 'credit']) as effect,
            unnest([volume, mix, price, goods_cost, cost_to_serve, credit]) as amount,
            unnest([1, 2, 3, 4, 5, 6]) as position
        from summed
    ),

    reasons as (
        select basis, kind, from_group, to_group, arg_max(effect, (direction * amount, -position)) as reason
        from by_effect
        where direction * amount > 0
        group by basis, kind, from_group, to_group
    ),

    final as (
        select summed.*, reasons.reason
        from summed
        left join reasons
            on reasons.basis = summed.basis
            and reasons.kind = summed.kind
            and reasons.from_group = summed.from_group
            and reasons.to_group = summed.to_group
    )

select * from final
