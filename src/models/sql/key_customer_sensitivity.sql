-- grain:  measure × change of its weight
-- reads:  models.key_customer_trials, models.key_customer_scores, settings.key_customers
-- why:    how far the list of key customers hangs on one weight: how many of it stay, and who is the first to come in
with
    trials as (select * from models.key_customer_trials),
    scores as (select * from models.key_customer_scores),
    settings as (select * from settings.key_customers),

    listed as (
        select least(settings.top, count(scores.customer_id)) as key_customers
        from settings
        left join scores on true
        group by settings.top
    ),

    final as (
        select
            trials.measure,
            trials.change,
            listed.key_customers,
            count(case when trials.is_key then 1 end) as staying,
            count(case when not trials.is_key then 1 end) as entering,
            arg_min(trials.customer_id, trials.rank) filter (where not trials.is_key) as first_entering
        from trials
        cross join listed
        group by trials.measure, trials.change, listed.key_customers
    )

select * from final
