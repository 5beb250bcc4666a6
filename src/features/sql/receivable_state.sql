-- grain:  receivable issued up to the as-of date, as it stood on that day, in its own and in the reporting currency
-- reads:  canonical.receivables, features.fx_days, settings.run
-- source: IAS 21.21–28: recognised at the rate of its day, what is open valued at the closing rate, the differences apart
-- why:    one home for what is open. A payment date settles the whole item (what is short then is a cash discount);
--         a part payment without a date lowers the balance from the start, since its day is unknown.
--         What happened after the as-of date has not happened.
--         Other currencies, in whole cents as books have them: amount, balance and write-off at the rate of the invoice day (or as the books have it),
--         what is open at the rate of the as-of date; the difference is the revaluation. What a payment brought more
--         or less than its part of the invoice was booked with is the exchange difference; it needs the day of the
--         payment, or its amount in the reporting currency. Paid in advance, the day of the payment is that of the
--         invoice (IFRIC 22). An item without a rate counts nothing; the run fails and says how many there are.
with
    run as (select * from settings.run),
    receivables as (select * from canonical.receivables),
    fx_days as (select * from features.fx_days),

    dated as (
        select
            receivables.* exclude (currency, paid_reporting),
            run.as_of,
            nullif(upper(trim(receivables.currency)), run.currency) as currency,
            receivables.paid_on is not null and receivables.paid_on <= run.as_of as is_settled,
            receivables.paid_on is null as is_undated,
            greatest(receivables.paid_on, receivables.issued_on) as paid_day,
            -- Nought where something was paid is an empty field of the export.
            nullif(receivables.paid_reporting, 0) as paid_reporting
        from receivables
        cross join run
        where receivables.issued_on <= run.as_of
    ),

    -- Twelve decimals: a rate that follows from two amounts of the books has no natural end.
    rated as (
        select
            dated.*,
            case
                when dated.currency is null then 1
                when nullif(dated.amount_reporting, 0) is not null and dated.amount <> 0
                    then cast(cast(dated.amount_reporting as double) / cast(dated.amount as double) as decimal(24, 12))
                else cast(issue_day.rate as decimal(24, 12))
            end as fx_rate,
            closing_day.rate as closing_rate,
            payment_day.rate as payment_rate
        from dated
        left join fx_days as issue_day on issue_day.currency = dated.currency and issue_day.day = dated.issued_on
        left join fx_days as closing_day on closing_day.currency = dated.currency and closing_day.day = dated.as_of
        left join fx_days as payment_day on payment_day.currency = dated.currency and payment_day.day = dated.paid_day
    ),

    own as (
        select
            *,
            case when is_undated then amount - coalesce(paid_amount, 0) else amount end as own_balance,
            case
                when is_settled then 0
                when is_undated then amount - coalesce(paid_amount, 0) - coalesce(written_off, 0)
                else amount
            end as own_open,
            case when is_settled or is_undated then coalesce(written_off, 0) else 0 end as own_written_off,
            case
                when is_settled then coalesce(paid_amount, amount - coalesce(written_off, 0))
                when is_undated then coalesce(paid_amount, 0)
                else 0
            end as own_paid
        from rated
    ),

    booked as (
        select
            *,
            case
                when currency is null then amount
                when fx_rate is null then 0
                else coalesce(nullif(amount_reporting, 0), cast(round(amount * fx_rate, 2) as decimal(18, 4)))
            end as booked
        from own
    ),

    -- The whole is what it was booked with, a part its share, and nothing is nothing, also of an invoice of nought that
    -- the books have with a cent. In the reporting currency nothing is multiplied: that is nearly every row.
    valued as (
        select
            *,
            case
                when currency is null then own_balance
                when own_balance = amount then booked
                else coalesce(cast(round(own_balance * fx_rate, 2) as decimal(18, 4)), 0)
            end as balance,
            case
                when currency is null then own_open
                when own_open = 0 then 0
                when own_open = amount then booked
                else coalesce(cast(round(own_open * fx_rate, 2) as decimal(18, 4)), 0)
            end as open_booked,
            case
                when currency is null then own_written_off
                when own_written_off = 0 then 0
                when own_written_off = amount then booked
                else coalesce(cast(round(own_written_off * fx_rate, 2) as decimal(18, 4)), 0)
            end as written_off_booked,
            case
                when currency is null or own_paid = 0 then 0
                when own_paid = amount then booked
                else coalesce(cast(round(own_paid * fx_rate, 2) as decimal(18, 4)), 0)
            end as paid_booked
        from booked
    ),

    closed as (
        select
            *,
            case
                when currency is null or own_open = 0 or fx_rate is null or closing_rate is null then open_booked
                else cast(round(own_open * closing_rate, 2) as decimal(18, 4))
            end as open_amount,
            case
                when currency is null or own_paid = 0 or fx_rate is null then null
                when paid_reporting is not null then paid_reporting - paid_booked
                when is_undated then null
                when paid_on <= issued_on then 0
                else cast(round(own_paid * payment_rate, 2) as decimal(18, 4)) - paid_booked
            end as exchange_difference
        from valued
    ),

    final as (
        select
            invoice_id,
            customer_id,
            issued_on,
            due_on,
            booked as amount,
            case when is_settled then paid_day end as settled_on,
            balance,
            open_amount,
            written_off_booked as written_off,
            case when is_settled then paid_on else as_of end as written_off_on,
            coalesce(disputed, false) as is_disputed,
            disputed is not null as dispute_known,
            currency,
            case when currency is not null then fx_rate end as fx_rate,
            case when currency is not null then closing_rate end as closing_rate,
            case when currency is not null then amount end as own_amount,
            case when currency is not null then own_balance end as own_balance,
            case when currency is not null then own_open end as own_open,
            case when currency is not null then own_paid end as own_paid,
            case when currency is not null then open_amount - open_booked end as revaluation,
            exchange_difference,
            currency is not null
            and (
                fx_rate is null
                or (own_open <> 0 and closing_rate is null)
                or (
                    is_settled
                    and own_paid <> 0
                    and paid_on > issued_on
                    and coalesce(paid_reporting, payment_rate) is null
                )
            ) as rate_missing
        from closed
    )

select * from final
