-- grain:  scenario of the sensitivity (the pipeline file's own split is none)
-- reads:  settings.scenarios, features.allocation_periods
-- why:    which factor of which cost pool was moved, and what it did to the pool: all it cost is charged, unused or
--         unattributed in every scenario
with
    scenarios as (select * from settings.scenarios where scenario <> 'base'),
    periods as (select * from features.allocation_periods),

    final as (
        select
            scenarios.scenario,
            scenarios.pool,
            scenarios.driver,
            scenarios.change,
            sum(periods.cost) as cost,
            sum(periods.charged) as charged,
            sum(periods.unused) as unused,
            sum(periods.unattributed) as unattributed,
            sum(coalesce(periods.overused_minutes, 0)) as overused_minutes
        from scenarios
        join periods on periods.scenario = scenarios.scenario
        group by scenarios.scenario, scenarios.pool, scenarios.driver, scenarios.change
    )

select * from final
