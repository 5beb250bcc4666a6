-- grain:  campaign of the pipeline file
-- reads:  settings.campaigns, models.campaign_targets
-- why:    what the smallest effect that can be shown is worked out from: arms, and sum and sum of squares of what the
--         same customers bought in as many days before. Squares of cents are decimals, so threads cannot change them.
with
    campaigns as (select * from settings.campaigns),
    targets as (select * from models.campaign_targets where left_out is null),

    final as (
        select
            campaigns.campaign,
            campaigns.position,
            campaigns.days,
            campaigns.effect,
            campaigns.control as control_share,
            count(case when targets.arm = 'treatment' then 1 end) as treated,
            count(case when targets.arm = 'control' then 1 end) as control,
            coalesce(sum(targets.recent_sales), 0) as sales,
            coalesce(
                sum(cast(targets.recent_sales as decimal(18, 2)) * cast(targets.recent_sales as decimal(18, 2))), 0
            ) as squares
        from campaigns
        left join targets on targets.campaign = campaigns.campaign
        group by all
    )

select * from final
