-- grain:  cost pool × month of the period
-- reads:  settings.pools, settings.pool_terms, canonical.interactions, features.months, features.ledger_months,
--         settings.run
-- why:    decides what the pool follows in that month: `minutes` (time equation), `drivers`, `documents`, or the
--         `fallback` where minutes are unknown: no interaction at all in the month, or none of the pool's kinds with
--         minutes. Minutes are never guessed. Without a ledger there is no cost to split, only documents.
with
    run as (select * from settings.run),
    pools as (select * from settings.pools),
    pool_terms as (select * from settings.pool_terms),
    interactions as (select * from canonical.interactions),
    months as (select * from features.months),
    ledger_months as (select * from features.ledger_months),

    contacts as (
        select
            cast(date_trunc('month', interactions.at) as date) as month,
            interactions.kind || '_minutes' as driver,
            count(*) as contacts,
            count(interactions.minutes) as with_minutes
        from interactions
        cross join run
        where cast(interactions.at as date) between run.period_start and run.as_of
        group by cast(date_trunc('month', interactions.at) as date), interactions.kind
    ),

    months_with_contacts as (select distinct month from contacts),

    minute_terms as (
        select pool, driver from pool_terms where driver like '%\_minutes' escape '\'
    ),

    known as (
        select
            minute_terms.pool,
            months.month,
            max(case when months_with_contacts.month is null then 0 else 1 end) = 1
                and (coalesce(sum(contacts.contacts), 0) = 0 or sum(contacts.with_minutes) > 0) as minutes_known,
            coalesce(sum(contacts.contacts - contacts.with_minutes), 0) as contacts_without_minutes
        from minute_terms
        cross join months
        left join months_with_contacts on months_with_contacts.month = months.month
        left join contacts on contacts.driver = minute_terms.driver and contacts.month = months.month
        group by minute_terms.pool, months.month
    ),

    final as (
        select
            pools.pool,
            months.month,
            pools.line,
            pools.method,
            pools.level,
            pools.avoidable,
            pools.practical_minutes,
            pools.fallback,
            pools.source,
            case
                when pools.method = 'direct' then 'documents'
                when pools.method = 'driver_share' then 'drivers'
                when known.minutes_known = false and pools.fallback is not null then 'fallback'
                else 'minutes'
            end as basis,
            coalesce(known.minutes_known, true) as minutes_known,
            coalesce(known.contacts_without_minutes, 0) as contacts_without_minutes
        from pools
        cross join months
        left join known on known.pool = pools.pool and known.month = months.month
        where pools.method = 'direct' or exists (select 1 from ledger_months)
    )

select * from final
