-- grain:  ranked customer; none where there are too few customers
-- reads:  models.cluster_assignment, models.cluster_inputs, models.cluster_numbers
-- why:    k-means as fitted, under the numbers that people see
with
    assignment as (select * from models.cluster_assignment),
    inputs as (select * from models.cluster_inputs),
    numbers as (select * from models.cluster_numbers),

    final as (
        select inputs.customer_id, numbers.cluster, assignment.distance
        from assignment
        join inputs on inputs.row = assignment.row
        join numbers on numbers.fitted = assignment.cluster
    )

select * from final
