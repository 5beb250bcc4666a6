-- grain:  weight moved × customer who is key then
-- reads:  models.key_customer_scores, models.key_customer_parts, models.key_customer_weights, settings.key_customers
-- why:    who is key if a weight were larger or smaller. Moving weight w of a measure by the share x adds x × its points
--         to every score; that all are divided by the same sum of weights afterwards changes no rank. Only customers
--         who can reach the top in any trial are tried: score + x × largest part not below the k-th largest
--         score − x × largest part.
with
    scores as (select * from models.key_customer_scores),
    parts as (select * from models.key_customer_parts),
    weights as (select * from models.key_customer_weights where is_used),
    settings as (select * from settings.key_customers),

    moves as (
        select weights.measure, weights.position, signs.sign * settings.vary as change, settings.top
        from weights
        cross join settings
        cross join (values (-1), (1)) as signs (sign)
        where settings.vary > 0
    ),

    floors as (
        select scores.score - settings.vary * scores.largest_part as lowest
        from scores
        cross join settings
        qualify row_number() over (order by scores.score - settings.vary * scores.largest_part desc, scores.customer_id)
            = least(settings.top, count(*) over ())
    ),

    candidates as (
        select scores.*
        from scores
        cross join settings
        cross join floors
        where scores.score + settings.vary * scores.largest_part >= floors.lowest
    ),

    tried as (
        select
            moves.measure,
            moves.position,
            moves.change,
            moves.top,
            candidates.customer_id,
            candidates.rank as base_rank,
            row_number() over (
                partition by moves.measure, moves.change
                order by candidates.score + moves.change * parts.points desc, candidates.customer_id
            ) as rank
        from moves
        join parts on parts.measure = moves.measure
        join candidates on candidates.customer_id = parts.customer_id
    ),

    final as (
        select measure, position, change, customer_id, base_rank, rank, base_rank <= top as is_key
        from tried
        where rank <= top
    )

select * from final
