-- grain:  delivery, its freight in the reporting currency
-- reads:  canonical.shipments, features.fx_days, settings.run
-- kind: view
-- why:    one home for what a delivery cost: a carrier abroad is paid in its own money, and counts at the rate of the
--         day of the delivery. Without a rate it counts nothing; the run fails and says how many there are.
with
    run as (select * from settings.run),
    shipments as (select * from canonical.shipments),
    fx_days as (select * from features.fx_days),

    dated as (
        select
            shipments.* exclude (currency),
            nullif(upper(trim(shipments.currency)), run.currency) as currency
        from shipments
        cross join run
    ),

    final as (
        select
            dated.* exclude (freight_cost),
            fx_days.rate as fx_rate,
            case when dated.currency is not null then dated.freight_cost end as own_freight_cost,
            case
                when dated.currency is null or dated.freight_cost is null then dated.freight_cost
                else coalesce(cast(round(dated.freight_cost * fx_days.rate, 4) as decimal(18, 4)), 0)
            end as freight_cost,
            dated.currency is not null and coalesce(dated.freight_cost, 0) <> 0 and fx_days.rate is null as rate_missing
        from dated
        left join fx_days on fx_days.currency = dated.currency and fx_days.day = dated.shipped_on
    )

select * from final
