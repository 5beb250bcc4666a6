-- grain:  cost pool × account × month of the period (nought where nothing was posted)
-- reads:  features.pool_basis, settings.pool_accounts, features.ledger_months
-- kind: view
-- why:    what the books say each pool cost
with
    pool_basis as (select * from features.pool_basis),
    pool_accounts as (select * from settings.pool_accounts),
    ledger_months as (select * from features.ledger_months),

    final as (
        select
            pool_basis.pool,
            pool_accounts.account,
            pool_basis.month,
            coalesce(ledger_months.amount, 0) as amount
        from pool_basis
        join pool_accounts on pool_accounts.pool = pool_basis.pool
        left join ledger_months
            on ledger_months.account = pool_accounts.account and ledger_months.month = pool_basis.month
    )

select * from final
