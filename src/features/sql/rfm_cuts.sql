-- grain:  measure × score, also where no customer has it
-- reads:  features.rfm, settings.run
-- why:    the cut points that the scores rest on, so that anyone can see why a customer scored as it did
with
    run as (select * from settings.run),
    rfm as (select * from features.rfm where r_score is not null),

    scores as (
        select unnest(generate_series(1, rfm_bins)) as score from run
    ),

    measures as (
        select 'recency' as measure, r_score as score, cast(recency_days as decimal(18, 4)) as value from rfm
        union all
        select 'frequency', f_score, frequency from rfm
        union all
        select 'monetary', m_score, monetary from rfm
    ),

    names as (
        select distinct measure from measures
    ),

    final as (
        select
            names.measure,
            scores.score,
            min(measures.value) as lowest,
            max(measures.value) as highest,
            count(measures.value) as customers
        from names
        cross join scores
        left join measures on measures.measure = names.measure and measures.score = scores.score
        group by names.measure, scores.score
    )

select * from final
