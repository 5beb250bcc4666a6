-- grain:  comparison × ordinary customer with business in either span
-- reads:  models.compared_statements, models.compared_bases, models.compared_tiers, models.compared_segments
-- why:    why the profit of a customer changed, in six effects that add up to the change to the last digit (flexible-
--         budget and sales-mix variances: Horngren, Datar & Rajan, "Cost Accounting", ch. 7 and 14; quantities are
--         weighed at the prices of before, because pieces of different products do not add up):
--         volume = margin before × (quantities now ÷ before, at prices of before − 1); mix = margin of the quantities now
--         at prices and unit costs of before − margin before − volume; price = sales now − the same quantities at prices
--         of before, discounts, allowances and rebates included; goods_cost = the same for unit costs; cost_to_serve and
--         credit = the change of those lines. Who bought nothing before has all margin as volume.
--         Reason: the largest effect in the direction of the change.
with
    statements as (select * from models.compared_statements),
    bases as (select * from models.compared_bases),
    tiers as (select * from models.compared_tiers),
    segments as (select * from models.compared_segments),

    joined as (
        select
            statements.*,
            coalesce(bases.sales_before, 0) as base_sales_before,
            coalesce(bases.sales_now, 0) as base_sales_now,
            coalesce(bases.cost_before, 0) as base_cost_before,
            coalesce(bases.cost_now, 0) as base_cost_now,
            coalesce(bases.sales_before - bases.cost_before, 0) as base_margin_before,
            coalesce(bases.sales_now - bases.cost_now, 0) as base_margin_now
        from statements
        left join bases on bases.basis = statements.basis and bases.customer_id = statements.customer_id
    ),

    volumes as (
        select
            *,
            cast(
                case
                    when base_sales_before > 0 and base_sales_now >= 0
                        then round(
                            cast(base_margin_before as double)
                            * (cast(base_sales_now as double) / cast(base_sales_before as double) - 1),
                            4
                        )
                    else base_margin_now - base_margin_before
                end as decimal(18, 4)
            ) as volume
        from joined
    ),

    effects as (
        select
            *,
            base_margin_now - base_margin_before - volume as mix,
            (goods_now - goods_before) - (base_sales_now - base_sales_before) - (rebates_now - rebates_before) as price,
            (base_cost_now - base_cost_before) - (cost_of_goods_now - cost_of_goods_before) as goods_cost,
            cost_to_serve_before - cost_to_serve_now as cost_to_serve,
            credit_before - credit_now as credit,
            net_profit_now - net_profit_before as change
        from volumes
    ),

    by_effect as (
        select
            basis,
            customer_id,
            sign(change) as direction,
            unnest(['volume', 'mix', 'price', 'goods_cost', 'cost_to_serve', 'credit']) as effect,
            unnest([volume, mix, price, goods_cost, cost_to_serve, credit]) as amount,
            unnest([1, 2, 3, 4, 5, 6]) as position
        from effects
    ),

    reasons as (
        select basis, customer_id, arg_max(effect, (direction * amount, -position)) as reason
        from by_effect
        where direction * amount > 0
        group by basis, customer_id
    ),

    final as (
        select
            effects.basis,
            effects.customer_id,
            coalesce(tier_before.tier, 'none') as tier_before,
            coalesce(tier_now.tier, 'none') as tier_now,
            coalesce(segment_before.segment, 'none') as segment_before,
            coalesce(segment_now.segment, 'none') as segment_now,
            effects.net_sales_before,
            effects.net_sales_now,
            effects.net_profit_before,
            effects.net_profit_now,
            effects.change,
            effects.volume,
            effects.mix,
            effects.price,
            effects.goods_cost,
            effects.cost_to_serve,
            effects.credit,
            case
                when not effects.was_active then 'new'
                when not effects.is_active then 'gone'
                else reasons.reason
            end as reason
        from effects
        left join reasons on reasons.basis = effects.basis and reasons.customer_id = effects.customer_id
        left join tiers as tier_before
            on tier_before.basis = effects.basis and tier_before.side = 'before'
            and tier_before.customer_id = effects.customer_id
        left join tiers as tier_now
            on tier_now.basis = effects.basis and tier_now.side = 'now' and tier_now.customer_id = effects.customer_id
        left join segments as segment_before
            on segment_before.basis = effects.basis and segment_before.side = 'before'
            and segment_before.customer_id = effects.customer_id
        left join segments as segment_now
            on segment_now.basis = effects.basis and segment_now.side = 'now'
            and segment_now.customer_id = effects.customer_id
    )

select * from final
