-- grain:  customer (by its number) × month of the period with an open balance
-- reads:  features.credit_balances, features.credit_rate
-- source: balance × days × annual rate / 365
-- why:    what waiting for payment costs. Credit is reckoned, not allocated, so it keeps four decimals. The running sum
--         of a customer is rounded, not each month, so that months add up to the rounded whole, and customers to the
--         company's to the cent; `credit_items` rounds the same sums item by item.
with
    balances as (select * from features.credit_balances),
    rate as (select * from features.credit_rate),

    sides as (
        select
            balances.customer_number,
            balances.month,
            balances.unit_days_so_far as days_after,
            balances.unit_days_so_far - balances.unit_days as days_before,
            balances.unit_days_late_so_far as late_after,
            balances.unit_days_late_so_far - balances.unit_days_late as late_before,
            -- 128 bits only where 64 are too few, since dividing them takes ten times as long.
            greatest(
                abs(cast(balances.unit_days_so_far as double)),
                abs(cast(balances.unit_days_so_far - balances.unit_days as double)),
                abs(cast(balances.unit_days_late_so_far as double)),
                abs(cast(balances.unit_days_late_so_far - balances.unit_days_late as double))
            ) * rate.rate_parts < 4e18 as is_small,
            2 * rate.rate_parts as parts,
            rate.rate_whole as whole
        from balances
        cross join rate
    ),

    narrow as (
        select
            *,
            case when is_small then cast(days_after as bigint) end as small_days_after,
            case when is_small then cast(days_before as bigint) end as small_days_before,
            case when is_small then cast(late_after as bigint) end as small_late_after,
            case when is_small then cast(late_before as bigint) end as small_late_before
        from sides
    ),

    -- Halves away from nought.
    rounded as (
        select
            customer_number,
            month,
            case
                when is_small
                    then sign(small_days_after) * ((abs(small_days_after) * parts + whole) // (2 * whole))
                        - sign(small_days_before) * ((abs(small_days_before) * parts + whole) // (2 * whole))
                else cast(
                    sign(days_after) * ((abs(days_after) * parts + whole) // (2 * whole))
                    - sign(days_before) * ((abs(days_before) * parts + whole) // (2 * whole)) as bigint
                )
            end as cost_units,
            case
                when late_after = late_before then 0
                when is_small
                    then sign(small_late_after) * ((abs(small_late_after) * parts + whole) // (2 * whole))
                        - sign(small_late_before) * ((abs(small_late_before) * parts + whole) // (2 * whole))
                else cast(
                    sign(late_after) * ((abs(late_after) * parts + whole) // (2 * whole))
                    - sign(late_before) * ((abs(late_before) * parts + whole) // (2 * whole)) as bigint
                )
            end as late_units
        from narrow
    ),

    final as (
        select
            customer_number,
            month,
            cast(cast(cost_units as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as cost_of_credit,
            cast(cast(late_units as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as cost_of_late
        from rounded
    )

select * from final
