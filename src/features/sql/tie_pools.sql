-- grain:  account of an allocated cost pool × month
-- reads:  features.pool_periods, features.pool_ledger
-- source: largest-remainder method in whole cents
-- why:    a pool's charge is split over its accounts in proportion to what each cost; what is not charged is unused
--         capacity (time-driven) or kept at company level. Accounts may differ in sign within a pool, so the division
--         rounds down whatever the sign, and the cents left over are never fewer than none.
with
    pool_periods as (select * from features.pool_periods where method <> 'direct'),
    pool_ledger as (select * from features.pool_ledger),

    scaled as (
        select
            pool_ledger.pool,
            pool_ledger.account,
            pool_ledger.month,
            pool_ledger.amount as ledger,
            pool_periods.method = 'time_driven' and not pool_periods.used_fallback and pool_periods.used_minutes > 0
                as rest_is_unused,
            pool_periods.cost,
            cast(cast(pool_periods.charged as decimal(28, 4)) * 100 as hugeint) as charged_cents,
            cast(cast(pool_ledger.amount as decimal(28, 4)) * 10000 as hugeint) * cast(sign(pool_periods.cost) as integer) as units,
            cast(cast(abs(pool_periods.cost) as decimal(28, 4)) * 10000 as hugeint) as all_units
        from pool_ledger
        join pool_periods on pool_periods.pool = pool_ledger.pool and pool_periods.month = pool_ledger.month
    ),

    divided as (
        select
            *,
            case
                when all_units = 0 then 0
                else ((charged_cents * units) % all_units + all_units) % all_units
            end as remainder
        from scaled
    ),

    floored as (
        select
            *,
            case when all_units = 0 then 0 else (charged_cents * units - remainder) // all_units end as whole_cents
        from divided
    ),

    ranked as (
        select
            *,
            case
                when all_units = 0 then 0
                else charged_cents - sum(whole_cents) over (partition by pool, month)
            end as left_over,
            row_number() over (partition by pool, month order by remainder desc, account) as turn
        from floored
    ),

    charged as (
        select
            *,
            cast(whole_cents + case when turn <= left_over then 1 else 0 end as decimal(20, 0))
                * cast(0.01 as decimal(3, 2)) as charged
        from ranked
    ),

    final as (
        select
            account,
            month,
            pool as role,
            ledger,
            charged,
            case when rest_is_unused then ledger - charged else 0 end as unused,
            case when rest_is_unused then 0 else ledger - charged end as company_level
        from charged
    )

select * from final
