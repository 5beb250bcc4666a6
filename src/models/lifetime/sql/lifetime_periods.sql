-- grain:  span × stretch of time ahead: calendar months from the as-of date to the horizon, the holdout in one
-- reads:  models.lifetime_spans, settings.run, settings.lifetime
-- why:    a horizon is a date, not a number of equal months. Money of a period is discounted from its middle, by the
--         annual rate per 365 days. The holdout counts purchases, so nothing is discounted there.
with
    run as (select * from settings.run),
    lifetime as (select * from settings.lifetime),
    spans as (select * from models.lifetime_spans),

    horizon as (
        select
            run.as_of,
            coalesce(lifetime.until, cast(run.as_of + to_months(cast(lifetime.horizon_months as integer)) as date))
                as until,
            lifetime.annual_rate
        from run
        cross join lifetime
    ),

    months as (
        select
            month.position,
            cast(horizon.as_of + to_months(cast(month.position - 1 as integer)) as date) as begins_on,
            least(cast(horizon.as_of + to_months(cast(month.position as integer)) as date), horizon.until) as ends_on,
            horizon.as_of,
            horizon.annual_rate
        from horizon
        cross join (select unnest(range(1, 601)) as position) as month
        where cast(horizon.as_of + to_months(cast(month.position - 1 as integer)) as date) < horizon.until
    ),

    final as (
        select
            'all' as span,
            position,
            ends_on,
            ends_on - as_of as until_days,
            pow(1 + cast(annual_rate as double), -((begins_on - as_of) + (ends_on - as_of)) / 730.0) as factor
        from months
        union all
        select span, 1 as position, ends_on + cast(holdout_days as integer), holdout_days, 1.0
        from spans
        where span = 'calibration'
    )

select * from final
