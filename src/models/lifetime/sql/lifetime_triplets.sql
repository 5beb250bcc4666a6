-- grain:  span × distinct (x, t_x, T)
-- reads:  models.lifetime_summary
-- why:    customers with the same three numbers are one to the models: fitting takes a fraction of the time.
with
    summary as (select * from models.lifetime_summary),

    final as (
        select span, x, last_days, age_days, count(*) as customers
        from summary
        group by span, x, last_days, age_days
    )

select * from final
