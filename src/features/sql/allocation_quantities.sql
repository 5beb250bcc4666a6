-- grain:  split of the pipeline file × customer that used its pool, in 1/10,000 of a unit
-- reads:  features.allocation_terms, features.allocation_parts
-- source: time equation of Kaplan & Anderson (2004): minutes = Σ minutes per unit × units; shares are weighted alike
-- why:    one home for what a pool follows. A customer cannot use less than nothing: a sum below nought, from a negative
--         term or driver, counts nought. It is kept, with its sign, because a moved term may lift it above.
--         In whole numbers, since dividing 128-bit decimals takes ten times as long as all the rest.
with
    terms as (select * from features.allocation_terms),
    parts as (select * from features.allocation_parts),

    summed as (
        select
            terms.split_number,
            parts.customer_number,
            sum(cast(terms.factor_units as hugeint) * parts.driver_units) as products
        from parts
        join terms on terms.term_number = parts.term_number
        group by terms.split_number, parts.customer_number
    ),

    -- Halves go up, as they do when a decimal is cast. Nearly all sums fit 64 bits.
    rounded as (
        select
            split_number,
            customer_number,
            case
                when abs(products) < 9000000000000000000
                    then (cast(products as bigint) + sign(products) * 500000) // 1000000
                else cast((products + sign(products) * 500000) // 1000000 as bigint)
            end as signed_units
        from summed
    ),

    final as (
        select split_number, customer_number, greatest(signed_units, 0) as units, signed_units
        from rounded
        where signed_units <> 0
    )

select * from final
