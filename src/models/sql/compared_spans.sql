-- grain:  comparison of two spans; none where the data does not hold both
-- reads:  settings.movements, settings.run, features.documents, models.earlier_run
-- why:    what "before" and "now" are. `spans`: the last whole months of the period against as many before them, if the
--         extracts reach back that far; a month that is not over would make the present look small. `run`: the whole
--         period of this run against the whole period of an earlier one, only where the pipeline file or the command
--         names it.
with
    movements as (select * from settings.movements),
    run as (select * from settings.run),
    earlier_run as (select * from models.earlier_run),

    extract as (
        select date_trunc('month', min(invoiced_on)) as first_month from features.documents
    ),

    whole_months as (
        select
            movements.months,
            date_diff('month', run.period_start, run.as_of) + 1 as period_months,
            run.period_start,
            run.as_of,
            extract.first_month,
            cast(
                case when last_day(run.as_of) = run.as_of then run.as_of + interval 1 day
                    else date_trunc('month', run.as_of)
                end as date
            ) as end_day
        from movements
        cross join run
        cross join extract
    ),

    within_extract as (
        select
            'spans' as basis,
            cast(end_day - to_months(cast(2 * months as integer)) as date) as before_from,
            cast(end_day - to_months(cast(months as integer)) - interval 1 day as date) as before_to,
            cast(end_day - to_months(cast(months as integer)) as date) as now_from,
            cast(end_day - interval 1 day as date) as now_to,
            months,
            months as months_before,
            period_months,
            cast(null as varchar) as earlier_run
        from whole_months
        where end_day - to_months(cast(2 * months as integer)) >= period_start
            and end_day - to_months(cast(2 * months as integer)) >= first_month
    ),

    against_run as (
        select
            'run' as basis,
            earlier_run.period_start as before_from,
            earlier_run.as_of as before_to,
            run.period_start as now_from,
            run.as_of as now_to,
            date_diff('month', run.period_start, run.as_of) + 1 as months,
            date_diff('month', earlier_run.period_start, earlier_run.as_of) + 1 as months_before,
            date_diff('month', run.period_start, run.as_of) + 1 as period_months,
            earlier_run.fingerprint as earlier_run
        from earlier_run
        cross join run
    ),

    final as (
        select * from within_extract
        union all
        select * from against_run
    )

select * from final
