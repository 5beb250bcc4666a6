-- grain:  ranked customer; none where no measure tells customers apart
-- reads:  models.key_customer_parts
-- why:    the index, one place for each customer, ties by customer number
with
    parts as (select * from models.key_customer_parts),

    summed as (
        select
            customer_id,
            sum(points) as score,
            max(points) as largest_part,
            sum(case when is_known then weight else 0 end) as known_weight,
            arg_max(measure, (cast(weight * (standing - 0.5) as double), measure)) as strength,
            arg_min(measure, (cast(weight * (standing - 0.5) as double), measure)) as weakness
        from parts
        group by customer_id
    ),

    final as (
        select *, row_number() over (order by score desc, customer_id) as rank from summed
    )

select * from final
