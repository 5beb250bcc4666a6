-- grain:  receivable × month of the period in which it was open
-- reads:  features.credit_spans
-- kind: view
-- source: balance × days × annual rate / 365
-- why:    which invoices the credit of a month comes from, for whoever asks; the statement has the months, from
--         `credit_cost`. Credit is reckoned, not allocated, so it keeps four decimals. The running sum of a customer is
--         rounded, not each item, so that items add up to their month, and months to the company's whole to the cent.
with
    spans as (select * from features.credit_spans),

    running as (
        select
            *,
            balance_units * days as unit_days,
            sum(balance_units * days) over (partition by customer_id order by month, invoice_id) as unit_days_so_far
        from spans
    ),

    sides as (
        select *, unit_days_so_far - unit_days as unit_days_before, balance_units * days_late as unit_days_late from running
    ),

    -- Halves away from nought.
    rounded as (
        select
            *,
            sign(unit_days_so_far) * ((2 * abs(unit_days_so_far) * rate_parts + rate_whole) // (2 * rate_whole))
                as cost_so_far,
            sign(unit_days_before) * ((2 * abs(unit_days_before) * rate_parts + rate_whole) // (2 * rate_whole))
                as cost_before,
            sign(unit_days_late) * ((2 * abs(unit_days_late) * rate_parts + rate_whole) // (2 * rate_whole)) as cost_late
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
            cast(cast(cost_so_far - cost_before as bigint) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as cost_of_credit,
            cast(cast(cost_late as bigint) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as cost_of_late
        from rounded
    )

select * from final
