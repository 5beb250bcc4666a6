-- grain:  stretch of history that the lifetime models are fitted to: all of it, and all but the holdout
-- reads:  features.documents, settings.run, settings.lifetime
-- why:    what a model says about days it has seen proves nothing. The last days are held back, the model is fitted to
--         those before and judged by what then happened. Unless set, the holdout is a third of the history in whole
--         weeks, a year at most; below four weeks there is none.
with
    run as (select * from settings.run),
    lifetime as (select * from settings.lifetime),
    documents as (select * from features.documents),

    history as (
        select min(invoiced_on) as first_day from documents where is_purchase
    ),

    held_back as (
        select
            run.as_of,
            case
                when lifetime.holdout_months is not null
                    then run.as_of - cast(run.as_of - to_months(cast(lifetime.holdout_months as integer)) as date)
                else least(364, 7 * ((run.as_of - history.first_day) // 21))
            end as days
        from run
        cross join lifetime
        cross join history
        where history.first_day is not null
    ),

    final as (
        select 'all' as span, as_of as ends_on, cast(null as bigint) as holdout_days from held_back
        union all
        select 'calibration' as span, as_of - cast(days as integer) as ends_on, days as holdout_days
        from held_back
        where days >= 28
    )

select * from final
