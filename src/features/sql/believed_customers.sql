-- grain:  line of the list of believed key customers
-- reads:  canonical.believed_key_customers, features.believed_names, features.customers, settings.name_matching
-- why:    which customer each line means. In this order, and only where it fits one customer alone: its number; the
--         name; the name but for width, case, marks and legal form; a part of one name only (whole words in Latin
--         script); a name so alike that nothing else comes near. Where customers that are ranked and others fit, the
--         ranked one is meant. Anything else is left open, with the nearest customer where one is near at all.
--         Alike: Jaro-Winkler for Latin script, with at most one slip in so many letters; shared pairs of characters
--         (Dice) for others, because DuckDB compares bytes and three bytes are one Chinese character.
with
    believed as (select * from canonical.believed_key_customers),
    names as (select * from features.believed_names),
    customers as (select customer_id, is_ranked from features.customers),
    matching as (select * from settings.name_matching),

    listed as (
        select believed.*, names.spaced, names.compact, names.is_latin
        from believed
        join names on names.side = 'believed' and names.id = believed.name
    ),

    known as (
        select names.id as customer_id, names.name, names.spaced, names.compact, names.is_latin, customers.is_ranked
        from names
        join customers on customers.customer_id = names.id
        where names.side = 'customer'
    ),

    fitting as (
        select listed.name, known.customer_id, known.is_ranked, 1 as step
        from listed
        join known on known.customer_id = coalesce(listed.customer_id, trim(listed.name))
        union all
        select listed.name, known.customer_id, known.is_ranked, 2
        from listed
        join known on known.name = trim(listed.name)
        union all
        select listed.name, known.customer_id, known.is_ranked, 3
        from listed
        join known on known.compact = listed.compact
        union all
        select listed.name, known.customer_id, known.is_ranked, 4
        from listed
        join known on known.compact <> listed.compact and contains(known.compact, listed.compact)
        where case
            when listed.is_latin
                then length(listed.compact) >= 4
                    and contains(' ' || known.spaced || ' ', ' ' || listed.spaced || ' ')
            else length(listed.compact) >= 2
        end
    ),

    -- The first step that fits anybody decides; a later one cannot make up for its doubt.
    first_step as (
        select name, min(step) as step from fitting group by name
    ),

    fit as (
        select
            fitting.name,
            fitting.step,
            count(*) as candidates,
            count(case when fitting.is_ranked then 1 end) as ranked_candidates,
            min(fitting.customer_id) as any_id,
            min(case when fitting.is_ranked then fitting.customer_id end) as ranked_id
        from fitting
        join first_step on first_step.name = fitting.name and first_step.step = fitting.step
        group by fitting.name, fitting.step
    ),

    open_names as (
        select * from listed where name not in (select name from fit)
    ),

    pairs_listed as (
        select distinct name, substring(compact, spot, 2) as pair
        from (select name, compact, unnest(range(1, greatest(2, length(compact)))) as spot from open_names)
    ),

    pairs_known as (
        select distinct customer_id, substring(compact, spot, 2) as pair
        from (select customer_id, compact, unnest(range(1, greatest(2, length(compact)))) as spot from known)
        where exists (select 1 from open_names)
    ),

    sizes_listed as (
        select name, count(*) as pairs from pairs_listed group by name
    ),

    sizes_known as (
        select customer_id, count(*) as pairs from pairs_known group by customer_id
    ),

    shared as (
        select pairs_listed.name, pairs_known.customer_id, count(*) as pairs
        from pairs_listed
        join pairs_known on pairs_known.pair = pairs_listed.pair
        group by pairs_listed.name, pairs_known.customer_id
    ),

    alike as (
        select
            shared.name,
            shared.customer_id,
            2 * shared.pairs / cast(sizes_listed.pairs + sizes_known.pairs as double) as dice
        from shared
        join sizes_listed on sizes_listed.name = shared.name
        join sizes_known on sizes_known.customer_id = shared.customer_id
        qualify row_number() over (
            partition by shared.name
            order by 2 * shared.pairs / cast(sizes_listed.pairs + sizes_known.pairs as double) desc, shared.customer_id
        ) <= 20
    ),

    judged as (
        select
            alike.name,
            alike.customer_id,
            alike.dice,
            case
                when listed.is_latin and known.is_latin then jaro_winkler_similarity(listed.compact, known.compact)
                else alike.dice
            end as similarity,
            case
                when listed.is_latin and known.is_latin then damerau_levenshtein(listed.compact, known.compact)
                else 0
            end as slips,
            length(listed.compact) as letters
        from alike
        join listed on listed.name = alike.name
        join known on known.customer_id = alike.customer_id
    ),

    placed as (
        select
            *,
            lead(similarity, 1, 0) over (partition by name order by similarity desc, customer_id) as next_similarity,
            row_number() over (partition by name order by similarity desc, customer_id) as place
        from judged
    ),

    nearest as (
        select
            placed.*,
            placed.similarity >= matching.similarity
                and placed.similarity - placed.next_similarity >= matching.lead
                and placed.slips <= greatest(1, placed.letters // matching.letters_per_slip) as is_taken
        from placed
        cross join matching
        where placed.place = 1 and placed.dice >= matching.worth_naming
    ),

    decided as (
        select
            listed.name,
            listed.rank as believed_rank,
            listed.score as believed_score,
            case
                when fit.candidates = 1 then fit.any_id
                when fit.ranked_candidates = 1 then fit.ranked_id
                when nearest.is_taken then nearest.customer_id
            end as customer_id,
            fit.step,
            case when fit.step is null then nearest.similarity else 1 end as similarity,
            coalesce(fit.candidates, case when nearest.customer_id is null then 0 else 1 end) as candidates,
            coalesce(fit.ranked_id, fit.any_id, nearest.customer_id) as nearest_id
        from listed
        left join fit on fit.name = listed.name
        left join nearest on nearest.name = listed.name
    ),

    final as (
        select
            name,
            believed_rank,
            believed_score,
            customer_id,
            case
                when customer_id is null then null
                when step = 1 then 'number'
                when step = 2 then 'name'
                when step = 3 then 'folded'
                when step = 4 then 'part'
                else 'similar'
            end as method,
            similarity,
            candidates,
            case when customer_id is null then nearest_id end as nearest_id
        from decided
    )

select * from final
