-- grain:  direct cost pool × month × customer (by its number)
-- reads:  features.pool_basis, features.direct_amounts, features.customer_numbers
-- kind: view
-- why:    what cost pools whose documents name the customer put into the lines of the statement, as they stand there and
--         not in cents, which is why they are summed apart from `allocated_entries`
with
    pool_basis as not materialized (select * from features.pool_basis where basis = 'documents'),
    direct_amounts as (select * from features.direct_amounts),
    numbers as (select * from features.customer_numbers),

    final as (
        select
            numbers.customer_number,
            pool_basis.month,
            case when pool_basis.line = 'delivery' then direct_amounts.amount else 0 end as delivery,
            case when pool_basis.line = 'order_handling' then direct_amounts.amount else 0 end as order_handling,
            case when pool_basis.line = 'service' then direct_amounts.amount else 0 end as service,
            case when pool_basis.line = 'sales_and_marketing' then direct_amounts.amount else 0 end as sales_and_marketing,
            case when pool_basis.line = 'bad_debt' then direct_amounts.amount else 0 end as bad_debt,
            case when pool_basis.avoidable then 0 else direct_amounts.amount end as allocated_cost
        from pool_basis
        join direct_amounts
            on direct_amounts.source = pool_basis.source and direct_amounts.month = pool_basis.month
        join numbers on numbers.customer_id = direct_amounts.customer_id
    )

select * from final
