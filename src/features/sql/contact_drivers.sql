-- grain:  customer (by its number) × month × kind of contact
-- reads:  canonical.interactions, features.customer_numbers, settings.run
-- why:    the drivers that visits, calls, messages and cases tell: how many and how long
with
    run as (select * from settings.run),
    numbers as (select * from features.customer_numbers),
    interactions as (select * from canonical.interactions),

    summed as (
        select
            interactions.customer_id,
            cast(date_trunc('month', interactions.at) as date) as month,
            interactions.kind,
            count(*) as contacts,
            sum(interactions.minutes) as minutes
        from interactions
        cross join run
        where cast(interactions.at as date) between run.period_start and run.as_of
        group by interactions.customer_id, cast(date_trunc('month', interactions.at) as date), interactions.kind
    ),

    final as (
        select numbers.customer_number, summed.month, summed.kind, summed.contacts, summed.minutes
        from summed
        join numbers on numbers.customer_id = summed.customer_id
    )

select * from final
