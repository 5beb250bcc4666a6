-- grain:  acquisition source, by its name without regard to case; the empty one: leads that name none
-- reads:  canonical.leads, features.acquisition_spend, settings.run
-- why:    leads and costs of the statement's period, so that both sides of a payback speak of the same time. What is
--         spent on a source is what the costs say; where they do not name it, the sum of what its leads cost singly;
--         where neither is known it stays empty, because not knowing a cost is no reason to call it nought.
with
    run as (select * from settings.run),
    leads as (select * from canonical.leads),
    costs as (select * from features.acquisition_spend),

    counted as (
        select
            lower(trim(coalesce(leads.source, ''))) as folded,
            min(trim(coalesce(leads.source, ''))) as source,
            count(*) as leads,
            count(leads.customer_id) as converted,
            sum(leads.cost) as lead_cost
        from leads
        join run on leads.created_on between run.period_start and run.as_of
        group by lower(trim(coalesce(leads.source, '')))
    ),

    spent as (
        select lower(trim(costs.source)) as folded, min(trim(costs.source)) as source, sum(costs.amount) as spent
        from costs
        join run on costs.period between date_trunc('month', run.period_start) and run.as_of
        group by lower(trim(costs.source))
    ),

    final as (
        select
            coalesce(counted.folded, spent.folded) as folded,
            coalesce(counted.source, spent.source) as source,
            coalesce(counted.leads, 0) as leads,
            coalesce(counted.converted, 0) as converted,
            coalesce(spent.spent, counted.lead_cost) as cost
        from counted
        full join spent on spent.folded = counted.folded
    )

select * from final
