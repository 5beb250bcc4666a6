-- grain:  receivable × month of the period in which it was open
-- reads:  features.receivable_state, features.customer_numbers, features.months, settings.run
-- kind: view
-- why:    which days of a receivable fall into which month, and how many of them are late. Days from issue to payment, or
--         to the as-of date while open. One home for them: items and months are both reckoned from here. The balance
--         is in 1/10,000 as a whole number: nearly always one of 64 bits (`balance_units`), else one of 128
--         (`wide_balance_units`); the other of the two is empty.
with
    run as (select * from settings.run),
    receivables as (select * from features.receivable_state where balance <> 0),
    numbers as (select * from features.customer_numbers),
    months as (select * from features.months),

    spans as (
        select
            receivables.invoice_id,
            receivables.customer_id,
            numbers.customer_number,
            receivables.balance,
            -- A float holds fifteen digits exactly, and turns into a whole number without a division of 128 bits.
            case
                when abs(receivables.balance) < 100000000000
                    then cast(round(cast(receivables.balance as double) * 10000) as bigint)
            end as balance_units,
            case
                when abs(receivables.balance) >= 100000000000
                    then cast(cast(receivables.balance as decimal(28, 4)) * 10000 as hugeint)
            end as wide_balance_units,
            receivables.due_on,
            greatest(receivables.issued_on, run.period_start) as from_day,
            coalesce(receivables.settled_on, run.as_of) as to_day
        from receivables
        join numbers on numbers.customer_id = receivables.customer_id
        cross join run
    ),

    final as (
        select
            spans.invoice_id,
            spans.customer_id,
            spans.customer_number,
            months.month,
            spans.balance,
            spans.balance_units,
            spans.wide_balance_units,
            cast(least(spans.to_day, months.next_month) - greatest(spans.from_day, months.month) as integer) as days,
            case
                when spans.due_on is null then 0
                else greatest(
                    0,
                    cast(
                        least(spans.to_day, months.next_month) - greatest(spans.from_day, months.month, spans.due_on)
                        as integer
                    )
                )
            end as days_late
        from spans
        join months on months.month < spans.to_day and months.next_month > spans.from_day
        where spans.to_day > spans.from_day
    )

select * from final
