-- grain:  customer (by its number) in the holdout
-- reads:  models.lifetime_summary, models.lifetime_scores_calibration
-- why:    what the model and the naive rule said about the holdout, and what happened. Decimals, so that sums do not
--         depend on their order.
with
    summary as (select * from models.lifetime_summary where span = 'calibration'),
    scores as (select * from models.lifetime_scores_calibration),

    final as (
        select
            summary.customer_number,
            summary.x,
            summary.later,
            summary.as_before,
            cast(scores.expected as decimal(18, 9)) as expected,
            cast(abs(scores.expected - summary.later) as decimal(18, 9)) as off,
            cast((scores.expected - summary.later) ** 2 as decimal(24, 9)) as off_squared,
            abs(summary.as_before - summary.later) as naive_off,
            (summary.as_before - summary.later) ** 2 as naive_off_squared
        from summary
        join scores
            on scores.x = summary.x
            and scores.last_days = summary.last_days
            and scores.age_days = summary.age_days
    )

select * from final
