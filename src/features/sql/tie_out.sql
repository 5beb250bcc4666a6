-- grain:  ledger account (or accounts that only tie together) × month with an amount on either side
-- reads:  features.tie_pools, features.tie_documents, features.ledger_months, settings.company_accounts,
--         settings.book_accounts, settings.pools, settings.pool_accounts, settings.run
-- why:    the proof: ledger = charged + unused + company level + timing + unexplained, to the cent. Empty without a
--         ledger, since there is nothing to tie to.
with
    run as (select * from settings.run),
    tie_pools as (select * from features.tie_pools),
    tie_documents as (select * from features.tie_documents),
    ledger_months as (select * from features.ledger_months),
    company_accounts as (select * from settings.company_accounts),

    rows_of_all as (
        select
            account, month, role, ledger, charged, unused, company_level, 0 as timing, 0 as unexplained
        from tie_pools
        where ledger <> 0 or charged <> 0
        union all
        select account, month, role, ledger, charged, 0, 0, timing, unexplained
        from tie_documents
        union all
        select
            ledger_months.account,
            ledger_months.month,
            'company_level',
            ledger_months.amount,
            0,
            0,
            ledger_months.amount,
            0,
            0
        from ledger_months
        join company_accounts on company_accounts.account = ledger_months.account
    ),

    descriptions as (
        select account, min(description) as description from ledger_months group by account
    ),

    final as (
        select
            rows_of_all.*,
            descriptions.description,
            abs(rows_of_all.unexplained) <= run.tolerance as reconciled
        from rows_of_all
        cross join run
        left join descriptions on descriptions.account = rows_of_all.account
    )

select * from final
