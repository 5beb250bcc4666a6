-- grain:  acquisition source × month that its customers have been customers; 1: that of the first purchase
-- reads:  models.acquired_customers, models.acquisition_sources, features.profit_statement, settings.run
-- why:    the curve that a payback is read from: net profit of all customers won, added up by the month of their life,
--         against what the source has cost. Customers won lately have few months yet, so the curve rises less than it
--         will, and a payback that it shows has happened in money. What they cost before they bought, such as the
--         visits that won them, counts in their first month.
with
    run as (select * from settings.run),
    acquired as (select * from models.acquired_customers),
    sources as (select * from models.acquisition_sources),
    statement as (select * from features.profit_statement),

    lives as (
        select
            acquired.customer_id,
            acquired.source,
            date_trunc('month', acquired.won_on) as won_month,
            1 + date_diff('month', date_trunc('month', acquired.won_on), run.as_of) as months
        from acquired
        cross join run
    ),

    earned as (
        select
            lives.source,
            greatest(1, 1 + date_diff('month', lives.won_month, statement.month)) as step,
            sum(statement.net_profit) as net_profit
        from statement
        join lives on lives.customer_id = statement.customer_id
        group by lives.source, greatest(1, 1 + date_diff('month', lives.won_month, statement.month))
    ),

    steps as (
        select source, unnest(range(1, max(months) + 1)) as step from lives group by source
    ),

    observed as (
        select steps.source, steps.step, count(*) as customers
        from steps
        join lives on lives.source = steps.source and lives.months >= steps.step
        group by steps.source, steps.step
    ),

    final as (
        select
            observed.source,
            observed.step,
            observed.customers,
            coalesce(earned.net_profit, 0) as net_profit,
            sum(coalesce(earned.net_profit, 0)) over (partition by observed.source order by observed.step) as cumulative,
            sources.cost
        from observed
        join sources on sources.source = observed.source
        left join earned on earned.source = observed.source and earned.step = observed.step
    )

select * from final
