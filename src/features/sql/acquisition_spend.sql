-- grain:  cost of winning customers from a source, in the reporting currency
-- reads:  canonical.acquisition_costs, features.fx_days, settings.run
-- kind: view
-- why:    advertising abroad is paid in its own money; it counts at the rate of the last day of its month (of the as-of
--         date, if that comes first), as rebates do. Without a rate it counts nothing; the run fails and says so.
with
    run as (select * from settings.run),
    costs as (select * from canonical.acquisition_costs),
    fx_days as (select * from features.fx_days),

    dated as (
        select
            costs.* exclude (currency),
            nullif(upper(trim(costs.currency)), run.currency) as currency,
            least(last_day(costs.period), run.as_of) as due_day
        from costs
        cross join run
    ),

    final as (
        select
            dated.* exclude (amount),
            fx_days.rate as fx_rate,
            case when dated.currency is not null then dated.amount end as own_amount,
            case
                when dated.currency is null then dated.amount
                else coalesce(cast(round(dated.amount * fx_days.rate, 4) as decimal(18, 4)), 0)
            end as amount,
            dated.currency is not null and dated.amount <> 0 and fx_days.rate is null as rate_missing
        from dated
        left join fx_days on fx_days.currency = dated.currency and fx_days.day = dated.due_day
    )

select * from final
