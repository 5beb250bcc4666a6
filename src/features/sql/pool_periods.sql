-- grain:  cost pool × month
-- reads:  features.allocation_periods
-- why:    what each pool cost and what became of it, as the pipeline file says
with
    allocation_periods as (select * from features.allocation_periods),

    final as (
        select * exclude (scenario) from allocation_periods where scenario = 'base'
    )

select * from final
