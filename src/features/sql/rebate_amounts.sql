-- grain:  rebate of a customer for a month, in the reporting currency
-- reads:  canonical.rebates, features.fx_days, settings.run
-- kind: view
-- why:    one home for what a rebate takes off net sales. It is owed when its month is over: one in another currency
--         counts at the rate of the last day of the month (of the as-of date, if that comes first). Without a rate it
--         counts nothing; the run fails and says how many there are.
with
    run as (select * from settings.run),
    rebates as (select * from canonical.rebates),
    fx_days as (select * from features.fx_days),

    dated as (
        select
            rebates.* exclude (currency),
            nullif(upper(trim(rebates.currency)), run.currency) as currency,
            least(last_day(rebates.period), run.as_of) as due_day
        from rebates
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
