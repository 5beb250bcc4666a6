-- grain:  scenario × cost pool × month: one split of one cost (pools that follow documents aside)
-- reads:  features.pool_basis, settings.scenarios
-- why:    gives every split a number, so that the tables of allocated quantities and cents, which grow with customers ×
--         months, carry one small number and no names. A split of a scenario names the split that it moves; one
--         that moves a factor down also the one that moves it up by as much (`mirrored_number`).
with
    pool_basis as (select * from features.pool_basis),
    scenarios as (select * from settings.scenarios),

    numbered as (
        select
            cast(row_number() over (order by scenarios.scenario, pool_basis.pool, pool_basis.month) as integer)
                as split_number,
            cast(dense_rank() over (order by scenarios.scenario) as integer) as scenario_number,
            scenarios.scenario,
            scenarios.driver,
            scenarios.change,
            pool_basis.pool,
            pool_basis.month,
            pool_basis.basis,
            pool_basis.fallback
        from pool_basis
        join scenarios on scenarios.pool = pool_basis.pool
        where pool_basis.basis <> 'documents'
    ),

    final as (
        select
            *,
            min(case when scenario = 'base' then split_number end) over (partition by pool, month) as base_split_number,
            case
                when change < 0
                    then max(case when change > 0 then split_number end)
                        over (partition by pool, month, driver, abs(change))
            end as mirrored_number
        from numbered
    )

select * from final
