-- grain:  customer × month of the period with an open balance
-- reads:  features.credit_spans
-- source: balance × days × annual rate / 365
-- why:    what waiting for payment costs. Credit is reckoned, not allocated, so it keeps four decimals. The running sum
--         of a customer is rounded, not each month, so that months add up to the rounded whole, and customers to the
--         company's to the cent; `credit_items` rounds the same sum item by item. What is late is rounded by item.
with
    spans as (select * from features.credit_spans),

    items as (
        select
            customer_id,
            month,
            balance_units * days as unit_days,
            balance_units * days_late as unit_days_late,
            rate_parts,
            rate_whole
        from spans
    ),

    -- Halves away from nought; 128 bits only where 64 are too few, since dividing them takes ten times as long.
    summed as (
        select
            customer_id,
            month,
            sum(unit_days) as unit_days,
            sum(unit_days_late) as unit_days_late,
            sum(
                case
                    when unit_days_late = 0 then 0
                    when abs(cast(unit_days_late as double)) * rate_parts < 4e18
                        then sign(unit_days_late)
                            * ((2 * abs(cast(unit_days_late as bigint)) * rate_parts + rate_whole) // (2 * rate_whole))
                    else cast(
                        sign(unit_days_late)
                        * ((2 * abs(unit_days_late) * rate_parts + rate_whole) // (2 * rate_whole)) as bigint
                    )
                end
            ) as late_units,
            any_value(rate_parts) as rate_parts,
            any_value(rate_whole) as rate_whole
        from items
        group by customer_id, month
    ),

    running as (
        select *, sum(unit_days) over (partition by customer_id order by month) as unit_days_so_far from summed
    ),

    sides as (
        select
            *,
            unit_days_so_far - unit_days as unit_days_before,
            greatest(abs(cast(unit_days_so_far as double)), abs(cast(unit_days_so_far - unit_days as double)))
                * rate_parts < 4e18 as is_small
        from running
    ),

    rounded as (
        select
            customer_id,
            month,
            unit_days,
            unit_days_late,
            late_units,
            case
                when is_small
                    then sign(unit_days_so_far)
                        * ((2 * abs(cast(unit_days_so_far as bigint)) * rate_parts + rate_whole) // (2 * rate_whole))
                        - sign(unit_days_before)
                        * ((2 * abs(cast(unit_days_before as bigint)) * rate_parts + rate_whole) // (2 * rate_whole))
                else cast(
                    sign(unit_days_so_far)
                    * ((2 * abs(unit_days_so_far) * rate_parts + rate_whole) // (2 * rate_whole))
                    - sign(unit_days_before)
                    * ((2 * abs(unit_days_before) * rate_parts + rate_whole) // (2 * rate_whole)) as bigint
                )
            end as cost_units
        from sides
    ),

    final as (
        select
            customer_id,
            month,
            cast(unit_days as decimal(38, 0)) * cast(0.0001 as decimal(5, 4)) as balance_days,
            cast(unit_days_late as decimal(38, 0)) * cast(0.0001 as decimal(5, 4)) as balance_days_late,
            cast(cast(cost_units as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as cost_of_credit,
            cast(cast(cast(late_units as bigint) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4))
                as cost_of_late
        from rounded
    )

select * from final
