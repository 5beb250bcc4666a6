-- grain:  receivable with an amount open on the as-of date
-- reads:  features.receivable_state, settings.run
-- why:    the open items of the books: most receivables are settled, and whoever reminds, ages or values what is owed
--         asks for the others only
with
    run as (select * from settings.run),
    receivables as (select * from features.receivable_state where open_amount <> 0),

    final as (
        select
            receivables.invoice_id,
            receivables.customer_id,
            receivables.issued_on,
            receivables.due_on,
            run.as_of - receivables.due_on as days_overdue,
            receivables.open_amount,
            receivables.is_disputed,
            receivables.currency,
            receivables.own_open
        from receivables
        cross join run
    )

select * from final
