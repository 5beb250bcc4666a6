-- grain:  ranked customer × measure that counts
-- reads:  models.key_customer_values, models.key_customer_weights
-- why:    the score opened: points = 100 × weight × standing. What is not known of a customer counts as the middle, for
--         nor against it, and is marked; the parts add up to the score to the last digit.
with
    measured as (select * from models.key_customer_values),
    weights as (select * from models.key_customer_weights where is_used),

    final as (
        select
            measured.customer_id,
            measured.measure,
            measured.value,
            measured.standing is not null as is_known,
            coalesce(measured.standing, 0.5) as standing,
            weights.weight,
            cast(round(100 * weights.weight * coalesce(measured.standing, 0.5), 4) as decimal(18, 4)) as points
        from measured
        join weights on weights.measure = measured.measure
    )

select * from final
