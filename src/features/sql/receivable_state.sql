-- grain:  receivable issued up to the as-of date, as it stood on that day
-- reads:  canonical.receivables, settings.run
-- kind: view
-- why:    one home for what is open. A payment date settles the whole item (what is short then is a cash discount);
--         a part payment without a date lowers the balance from the start, since its day is unknown.
--         What happened after the as-of date has not happened.
with
    run as (select * from settings.run),
    receivables as (select * from canonical.receivables),

    dated as (
        select
            receivables.*,
            run.as_of,
            receivables.paid_on is not null and receivables.paid_on <= run.as_of as is_settled,
            receivables.paid_on is null as is_undated
        from receivables
        cross join run
        where receivables.issued_on <= run.as_of
    ),

    final as (
        select
            invoice_id,
            customer_id,
            issued_on,
            due_on,
            amount,
            case when is_settled then greatest(paid_on, issued_on) end as settled_on,
            case when is_undated then amount - coalesce(paid_amount, 0) else amount end as balance,
            case
                when is_settled then 0
                when is_undated then amount - coalesce(paid_amount, 0) - coalesce(written_off, 0)
                else amount
            end as open_amount,
            case when is_settled or is_undated then coalesce(written_off, 0) else 0 end as written_off,
            case when is_settled then paid_on else as_of end as written_off_on,
            coalesce(disputed, false) as is_disputed,
            disputed is not null as dispute_known
        from dated
    )

select * from final
