-- grain:  ledger account × month of the period that has a posting
-- reads:  canonical.ledger, settings.run
-- why:    postings and monthly totals come alike; nothing after the as-of month counts
with
    run as (select * from settings.run),
    ledger as (select * from canonical.ledger),

    postings as (
        select
            ledger.account,
            cast(date_trunc('month', ledger.period) as date) as month,
            ledger.amount,
            ledger.description
        from ledger
        cross join run
        where date_trunc('month', ledger.period)
            between date_trunc('month', run.period_start) and date_trunc('month', run.as_of)
    ),

    final as (
        select account, month, sum(amount) as amount, min(description) as description
        from postings
        group by account, month
    )

select * from final
