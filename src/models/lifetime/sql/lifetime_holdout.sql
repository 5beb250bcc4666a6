-- grain:  repeat purchases before the holdout: 0 to 6, and 7 for seven and more
-- reads:  models.lifetime_errors
-- why:    the usual picture of how well a model forecasts (Fader, Hardie & Lee 2005, figure 3): what was bought in the
--         holdout, on average, against what the model and the naive rule had said.
with
    errors as (select *, least(x, 7) as repeat_purchases from models.lifetime_errors),

    final as (
        select
            repeat_purchases,
            count(*) as customers,
            cast(sum(later) as double) / count(*) as actual,
            cast(sum(expected) as double) / count(*) as expected,
            cast(sum(as_before) as double) / count(*) as naive
        from errors
        group by repeat_purchases
    )

select * from final
