-- grain:  the company: one row
-- reads:  models.lifetime_estimates, models.lifetime_errors, models.lifetime_spans, models.lifetime_periods
-- why:    what the lifetime figures rest on, and how far off they were on the days held back.
with
    estimates as (select * from models.lifetime_estimates),
    spans as (select * from models.lifetime_spans where span = 'calibration'),
    periods as (select * from models.lifetime_periods where span = 'all'),
    errors as (select * from models.lifetime_errors),

    horizon as (
        select max(ends_on) as horizon from periods
    ),

    sums as (
        select
            count(*) as customers,
            cast(sum(off) as double) as off,
            cast(sum(off_squared) as double) as off_squared,
            cast(sum(naive_off) as double) as naive_off,
            cast(sum(naive_off_squared) as double) as naive_off_squared
        from errors
    ),

    final as (
        select
            estimates.* exclude ("interval"),
            horizon.horizon,
            spans.ends_on as calibration_end,
            spans.holdout_days,
            sums.customers as holdout_customers,
            sums.off / sums.customers as holdout_mae,
            sqrt(sums.off_squared / sums.customers) as holdout_rmse,
            sums.naive_off / sums.customers as naive_mae,
            sqrt(sums.naive_off_squared / sums.customers) as naive_rmse
        from estimates
        cross join horizon
        left join spans on true
        left join sums on sums.customers > 0
    )

select * from final
