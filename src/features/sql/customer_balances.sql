-- grain:  customer (by its number) with an open balance in the period
-- reads:  features.credit_balances
-- why:    balance × days over the whole period, in 1/10,000 as a whole number: what a card says that the cost of credit is
--         a rate of. The months of a large company take as long to read as its documents.
with
    balances as (select * from features.credit_balances),

    final as (
        select customer_number, sum(unit_days) as unit_days from balances group by customer_number
    )

select * from final
