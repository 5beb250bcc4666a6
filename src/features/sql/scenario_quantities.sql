-- grain:  split of the sensitivity × customer, in 1/10,000 of a unit: how much more it uses than in the pipeline file
-- reads:  features.allocation_splits, features.allocation_terms, features.allocation_parts,
--         features.allocation_quantities
-- why:    a moved term changes what those use who have something of its driver, and nobody else; moved as a whole, a time
--         equation changes everybody in proportion. So most of what a scenario needs is in the split of the pipeline
--         file already. Months on the fallback have no term to move. A factor moved down takes away what it brings
--         moved up: a row holds for both, with its sign turned for the split in `mirror_number`. Nobody uses less than
--         nothing: where a term or a driver is below nought, each way is looked up for each customer.
with
    scenario_splits as (select * from features.allocation_splits where scenario <> 'base' and basis <> 'fallback'),
    terms as (select * from features.allocation_terms),
    parts as not materialized (select * from features.allocation_parts),
    quantities as not materialized (select * from features.allocation_quantities),

    splits as (
        select
            scenario_splits.*,
            cast(scenario_splits.change * 1000000 as bigint) as change_units,
            mirrors.split_number as mirror_number
        from scenario_splits
        left join scenario_splits as mirrors on mirrors.mirrored_number = scenario_splits.split_number
    ),

    signs as (
        select term_number, min(driver_units) as lowest, max(driver_units) as highest from parts group by term_number
    ),

    below_nought as (
        select
            terms.split_number,
            bool_or(sign(terms.factor_units) * signs.lowest < 0 or sign(terms.factor_units) * signs.highest < 0) as is_floored
        from terms
        join signs on signs.term_number = terms.term_number
        group by terms.split_number
    ),

    moved_terms as (
        select
            splits.split_number,
            case when not below_nought.is_floored then splits.mirror_number end as mirror_number,
            terms.split_number as base_split_number,
            terms.term_number,
            below_nought.is_floored,
            cast(round(terms.factor_units * splits.change) as bigint) as factor_units
        from splits
        join terms on terms.split_number = splits.base_split_number and terms.driver = splits.driver
        join below_nought on below_nought.split_number = terms.split_number
        where below_nought.is_floored or splits.mirrored_number is null
    ),

    moved_parts as (
        select
            moved_terms.split_number,
            moved_terms.mirror_number,
            moved_terms.base_split_number,
            moved_terms.is_floored,
            parts.customer_number,
            case
                when abs(cast(moved_terms.factor_units as double) * parts.driver_units) < 9e18
                    then moved_terms.factor_units * parts.driver_units // 1000000
                else cast(cast(moved_terms.factor_units as hugeint) * parts.driver_units // 1000000 as bigint)
            end as moved
        from parts
        join moved_terms on moved_terms.term_number = parts.term_number
    ),

    moved_whole as (
        select
            splits.split_number,
            splits.mirror_number,
            quantities.customer_number,
            -- Halves away from nought; 128 bits only where 64 are too few.
            case
                when abs(cast(quantities.units as double) * splits.change_units) < 9e18
                    then (quantities.units * splits.change_units + sign(splits.change_units) * 500000) // 1000000
                else cast(round(quantities.units * splits.change) as bigint)
            end as moved
        from quantities
        join splits on splits.base_split_number = quantities.split_number and splits.driver is null
        where splits.mirrored_number is null
    ),

    final as (
        select split_number, mirror_number, customer_number, moved from moved_parts where not is_floored
        union all
        select
            moved_parts.split_number,
            moved_parts.mirror_number,
            moved_parts.customer_number,
            greatest(coalesce(quantities.signed_units, 0) + moved_parts.moved, 0) - coalesce(quantities.units, 0) as moved
        from moved_parts
        left join quantities
            on quantities.split_number = moved_parts.base_split_number
            and quantities.customer_number = moved_parts.customer_number
        where moved_parts.is_floored
        union all
        select split_number, mirror_number, customer_number, moved from moved_whole
    )

select * from final
