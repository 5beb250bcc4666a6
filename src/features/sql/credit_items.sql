-- grain:  receivable × month of the period in which it was open
-- reads:  features.credit_spans, features.credit_rate
-- kind: view
-- source: balance × days × annual rate / 365
-- why:    which invoices the credit of a month comes from, for whoever asks; the statement has the months, from
--         `credit_cost`. Credit is reckoned, not allocated, so it keeps four decimals. The running sum of a customer is
--         rounded, not each item, so that items add up to their month, and months to the company's whole to the cent.
with
    spans as (select * from features.credit_spans),
    rate as (select * from features.credit_rate),

    units as (
        select
            *,
            coalesce(cast(balance_units as hugeint), wide_balance_units) * days as unit_days,
            coalesce(cast(balance_units as hugeint), wide_balance_units) * days_late as unit_days_late
        from spans
    ),

    running as (
        select
            *,
            sum(unit_days) over so_far as unit_days_so_far,
            sum(unit_days_late) over so_far as unit_days_late_so_far
        from units
        window so_far as (partition by customer_id order by month, invoice_id)
    ),

    sides as (
        select
            running.*,
            unit_days_so_far - unit_days as unit_days_before,
            unit_days_late_so_far - unit_days_late as unit_days_late_before,
            rate.annual_rate,
            2 * rate.rate_parts as parts,
            rate.rate_whole as whole
        from running
        cross join rate
    ),

    -- Halves away from nought.
    rounded as (
        select
            *,
            sign(unit_days_so_far) * ((abs(unit_days_so_far) * parts + whole) // (2 * whole)) as cost_so_far,
            sign(unit_days_before) * ((abs(unit_days_before) * parts + whole) // (2 * whole)) as cost_before,
            sign(unit_days_late_so_far) * ((abs(unit_days_late_so_far) * parts + whole) // (2 * whole)) as late_so_far,
            sign(unit_days_late_before) * ((abs(unit_days_late_before) * parts + whole) // (2 * whole)) as late_before
        from sides
    ),

    final as (
        select
            invoice_id,
            customer_id,
            month,
            balance,
            days,
            days_late,
            annual_rate,
            cast(cast(cost_so_far - cost_before as bigint) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4))
                as cost_of_credit,
            cast(cast(late_so_far - late_before as bigint) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4))
                as cost_of_late
        from rounded
    )

select * from final
