-- grain:  ranked customer; none where no measure tells customers apart
-- reads:  models.key_customer_scores, models.key_customer_trials, models.ranked, settings.key_customers
-- why:    the key-customer index: score, place, what speaks most for and against the customer, and in how many of the
--         trials with other weights it would be key
with
    scores as (select * from models.key_customer_scores),
    trials as (select * from models.key_customer_trials),
    ranked as (select * from models.ranked),
    settings as (select * from settings.key_customers),

    number_of_trials as (
        select count(*) as trials from (select distinct measure, change from trials)
    ),

    times_key as (
        select customer_id, count(*) as times from trials group by customer_id
    ),

    final as (
        select
            scores.customer_id,
            scores.rank,
            scores.score,
            scores.rank <= settings.top as is_key,
            scores.known_weight,
            scores.strength,
            scores.weakness,
            coalesce(times_key.times, 0) as trials_key,
            number_of_trials.trials,
            ranked.net_sales,
            ranked.net_profit,
            ranked.profit_rank,
            ranked.sales_rank
        from scores
        cross join settings
        cross join number_of_trials
        join ranked on ranked.customer_id = scores.customer_id
        left join times_key on times_key.customer_id = scores.customer_id
    )

select * from final
