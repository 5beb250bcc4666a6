-- grain:  tier of the settings, empty ones too
-- reads:  models.tiers, models.ranked, settings.tiers
-- why:    what each tier holds
with
    settings_tiers as (select * from settings.tiers),
    tiers as (select * from models.tiers),
    ranked as (select * from models.ranked),

    final as (
        select
            settings_tiers.tier,
            settings_tiers.position,
            count(ranked.customer_id) as customers,
            coalesce(sum(ranked.net_sales), 0) as net_sales,
            coalesce(sum(ranked.net_profit), 0) as net_profit
        from settings_tiers
        left join tiers on tiers.position = settings_tiers.position
        left join ranked on ranked.customer_id = tiers.customer_id
        group by settings_tiers.tier, settings_tiers.position
    )

select * from final
