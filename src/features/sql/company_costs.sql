-- grain:  section of the company's statement × line it belongs to (`company` where it belongs to none)
-- reads:  features.pool_periods, features.ledger_months, features.exchange_differences, settings.pools,
--         settings.company_accounts, settings.book_components
-- kind: view
-- why:    what no customer is charged with: it is shown, and never spread by stealth. Exchange differences are there
--         where an account is named to prove them, or where there is no ledger: with a ledger and no account named,
--         they may stand in a company-level account already, and would count twice.
with
    pool_periods as (select * from features.pool_periods),
    ledger_months as (select * from features.ledger_months),
    pools as (select * from settings.pools),
    company_accounts as (select * from settings.company_accounts),
    exchange_differences as (select * from features.exchange_differences),
    book_components as (select * from settings.book_components),

    proven as (
        select
            not exists (select 1 from ledger_months)
            or exists (select 1 from book_components where component = 'exchange_realised') as realised,
            not exists (select 1 from ledger_months)
            or exists (select 1 from book_components where component = 'exchange_unrealised') as unrealised
    ),

    final as (
        select
            'unused_capacity' as section,
            pool_periods.line,
            sum(pool_periods.unused) as amount,
            sum(case when pools.avoidable then 0 else pool_periods.unused end) as allocated
        from pool_periods
        join pools on pools.pool = pool_periods.pool
        where pool_periods.method = 'time_driven'
        group by pool_periods.line
        union all
        select
            'unattributed' as section,
            pool_periods.line,
            sum(pool_periods.unattributed) as amount,
            sum(case when pools.avoidable then 0 else pool_periods.unattributed end) as allocated
        from pool_periods
        join pools on pools.pool = pool_periods.pool
        where pool_periods.unattributed <> 0
        group by pool_periods.line
        union all
        select
            'company_level' as section,
            'company' as line,
            sum(ledger_months.amount) as amount,
            sum(ledger_months.amount) as allocated
        from ledger_months
        join company_accounts on company_accounts.account = ledger_months.account
        having count(*) > 0
        union all
        select
            'exchange' as section,
            'company' as line,
            -sum(
                case when proven.realised then exchange_differences.realised else 0 end
                + case when proven.unrealised then exchange_differences.unrealised else 0 end
            ) as amount,
            0 as allocated
        from exchange_differences
        cross join proven
        where proven.realised or proven.unrealised
        having count(*) > 0
    )

select * from final
