-- grain:  cluster as fitted
-- reads:  models.cluster_assignment, models.cluster_inputs, models.ranked
-- why:    the numbers people see: 1 makes the most profit; ties by the smallest customer number
with
    assignment as (select * from models.cluster_assignment),
    inputs as (select * from models.cluster_inputs),
    ranked as (select * from models.ranked),

    summed as (
        select
            assignment.cluster as fitted,
            count(*) as customers,
            sum(ranked.net_sales) as net_sales,
            sum(ranked.net_profit) as net_profit,
            min(ranked.customer_id) as first_customer
        from assignment
        join inputs on inputs.row = assignment.row
        join ranked on ranked.customer_id = inputs.customer_id
        group by assignment.cluster
    ),

    final as (
        select *, row_number() over (order by net_profit desc, first_customer) as cluster from summed
    )

select * from final
