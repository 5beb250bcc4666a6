-- grain:  customer (by its number) × month of the period with an open balance
-- reads:  features.credit_spans
-- why:    balance × days, in 1/10,000 as whole numbers: what credit costs but for its rate, so that another rate finds
--         it done. The running sums are what `credit_cost` rounds.
with
    spans as (select * from features.credit_spans),

    summed as (
        select
            customer_number,
            month,
            sum(coalesce(cast(balance_units * days as hugeint), wide_balance_units * days)) as unit_days,
            sum(coalesce(cast(balance_units * days_late as hugeint), wide_balance_units * days_late)) as unit_days_late
        from spans
        group by customer_number, month
    ),

    final as (
        select
            *,
            sum(unit_days) over so_far as unit_days_so_far,
            sum(unit_days_late) over so_far as unit_days_late_so_far
        from summed
        window so_far as (partition by customer_number order by month)
    )

select * from final
