-- grain:  measure of the key-customer index
-- reads:  models.key_customer_values, models.key_customer_entropy, settings.key_measures, settings.key_customers
-- why:    what each measure really counts. One that is known for fewer than half of the customers, or the same for all,
--         tells nobody apart: it is left out, and the weights of the others fill its place.
with
    measured as (select * from models.key_customer_values),
    entropy as (select * from models.key_customer_entropy),
    measures as (select * from settings.key_measures),
    settings as (select * from settings.key_customers),

    counted as (
        select
            measure,
            count(*) as customers,
            count(value) as known,
            coalesce(min(value) < max(value), false) as differs
        from measured
        group by measure
    ),

    judged as (
        select
            measures.measure,
            measures.position,
            measures.direction,
            coalesce(counted.customers, 0) as customers,
            coalesce(counted.known, 0) as known,
            coalesce(counted.differs and 2 * counted.known >= counted.customers, false) as is_used,
            measures.weight as weight_given,
            entropy.entropy,
            case when settings.by_entropy then coalesce(entropy.weight, 0) else measures.weight end as wanted
        from measures
        cross join settings
        left join counted on counted.measure = measures.measure
        left join entropy on entropy.measure = measures.measure
    ),

    whole as (
        select sum(case when is_used then wanted end) as wanted from judged
    ),

    final as (
        select
            judged.measure,
            judged.position,
            judged.direction,
            judged.customers,
            judged.known,
            judged.is_used,
            judged.weight_given,
            judged.entropy,
            case
                when judged.is_used and whole.wanted > 0
                    then cast(cast(judged.wanted as double) / cast(whole.wanted as double) as decimal(9, 6))
                else 0
            end as weight
        from judged
        cross join whole
    )

select * from final
