-- grain:  account, or group of accounts, that documents must prove × month of the period
-- reads:  settings.book_accounts, settings.book_components, settings.pools, settings.pool_accounts,
--         features.customer_months, features.documents, features.pool_periods, features.ledger_months,
--         features.exchange_differences, features.months, settings.run
-- why:    income accounts stand in credit, so sales, freight billed and exchange gains count negative; returns, rebates
--         and the cost of goods count positive. Direct pools are held against the amounts on their documents.
--         Timing that is known: where returns count in the month of their sale, the books still have them in the month
--         they were posted; that shift is taken from the lines themselves.
--         The rest of timing is an inference: a difference that the next month takes back (opposite sign) is a posting on the
--         wrong side of the month's end, up to the smaller of the two. It is matched from the first month on, each
--         amount once; what no following month takes back stays unexplained.
with recursive
    run as (select * from settings.run),
    invoices as (select * from features.documents),
    book_accounts as (select * from settings.book_accounts),
    book_components as (select * from settings.book_components),
    pools as (select * from settings.pools where method = 'direct'),
    pool_accounts as (select * from settings.pool_accounts),
    customer_months as not materialized (select * from features.customer_months),
    pool_periods as (select * from features.pool_periods),
    ledger_months as (select * from features.ledger_months),
    months as (select * from features.months),
    exchange_differences as (select * from features.exchange_differences),

    tie_accounts as (
        select 'book ' || tie as tie, account from book_accounts
        union all
        select 'pool ' || pool_accounts.pool as tie, pool_accounts.account
        from pool_accounts
        join pools on pools.pool = pool_accounts.pool
    ),

    components as (
        select month, 'sales' as component, -sum(gross_sales - discounts) as amount from customer_months group by month
        union all
        select month, 'returns', sum(returns) from customer_months group by month
        union all
        select month, 'rebates', sum(rebates) from customer_months group by month
        union all
        select month, 'freight_and_fees_billed', -sum(freight_and_fees_billed) from customer_months group by month
        union all
        select month, 'cost_of_goods', sum(cost_of_goods) from customer_months group by month
        union all
        select month, 'bad_debt', sum(bad_debt) from customer_months group by month
        union all
        select month, 'exchange_realised', -sum(realised) from exchange_differences group by month
        union all
        select month, 'exchange_unrealised', -sum(unrealised) from exchange_differences group by month
    ),

    documents as (
        select 'book ' || book_components.tie as tie, components.month, sum(components.amount) as amount
        from book_components
        join components on components.component = book_components.component
        group by book_components.tie, components.month
        union all
        select 'pool ' || pool as tie, month, charged from pool_periods where method = 'direct'
    ),

    -- Lines that the statement has in another month than the books: out of the one, into the other.
    moved_lines as (
        select
            cast(date_trunc('month', invoices.invoiced_on) as date) as posted,
            invoices.invoiced_on >= run.period_start as is_posted,
            invoices.month,
            invoices.in_period,
            invoices.returns,
            invoices.cost_of_goods
        from invoices
        cross join run
        where invoices.month <> date_trunc('month', invoices.invoiced_on)
    ),

    shifts as (
        select posted as month, 'returns' as component, returns as amount from moved_lines where is_posted
        union all
        select month, 'returns', -returns from moved_lines where in_period
        union all
        select posted, 'cost_of_goods', cost_of_goods from moved_lines where is_posted
        union all
        select month, 'cost_of_goods', -cost_of_goods from moved_lines where in_period
    ),

    known_timing as (
        select 'book ' || book_components.tie as tie, shifts.month, sum(shifts.amount) as amount
        from book_components
        join shifts on shifts.component = book_components.component
        group by book_components.tie, shifts.month
    ),

    roles as (
        select 'book ' || tie as tie, string_agg(component, ' + ' order by component) as role
        from book_components
        group by tie
        union all
        select 'pool ' || pool, pool from pools
    ),

    names as (
        select tie, string_agg(account, ' + ' order by account) as account from tie_accounts group by tie
    ),

    books as (
        select tie_accounts.tie, ledger_months.month, sum(ledger_months.amount) as amount
        from tie_accounts
        join ledger_months on ledger_months.account = tie_accounts.account
        group by tie_accounts.tie, ledger_months.month
    ),

    grid as (
        select
            names.tie,
            months.month,
            months.number,
            cast(coalesce(books.amount, 0) as decimal(18, 4)) as ledger,
            cast(coalesce(documents.amount, 0) as decimal(18, 4)) as charged,
            cast(coalesce(known_timing.amount, 0) as decimal(18, 4)) as known_timing,
            cast(
                coalesce(books.amount, 0) - coalesce(documents.amount, 0) - coalesce(known_timing.amount, 0)
                as decimal(18, 4)
            ) as difference
        from names
        cross join months
        left join books on books.tie = names.tie and books.month = months.month
        left join documents on documents.tie = names.tie and documents.month = months.month
        left join known_timing on known_timing.tie = names.tie and known_timing.month = months.month
    ),

    -- `taken_back` is the part of the month before that this month reverses, with the sign it had there.
    walk(tie, number, taken_back, still_open) as (
        select tie, number, cast(0 as decimal(18, 4)), difference
        from grid
        where number = 1
        union all
        select
            grid.tie,
            grid.number,
            cast(
                case
                    when walk.still_open > 0 and grid.difference < 0 then least(walk.still_open, -grid.difference)
                    when walk.still_open < 0 and grid.difference > 0 then greatest(walk.still_open, -grid.difference)
                    else 0
                end as decimal(18, 4)
            ),
            cast(
                grid.difference
                + case
                    when walk.still_open > 0 and grid.difference < 0 then least(walk.still_open, -grid.difference)
                    when walk.still_open < 0 and grid.difference > 0 then greatest(walk.still_open, -grid.difference)
                    else 0
                end as decimal(18, 4)
            )
        from walk
        join grid on grid.tie = walk.tie and grid.number = walk.number + 1
    ),

    timed as (
        select
            tie,
            number,
            lead(taken_back, 1, 0) over (partition by tie order by number) - taken_back as timing
        from walk
    ),

    final as (
        select
            names.account,
            grid.month,
            roles.role,
            grid.ledger,
            grid.charged,
            grid.known_timing + timed.timing as timing,
            grid.difference - timed.timing as unexplained
        from grid
        join names on names.tie = grid.tie
        join roles on roles.tie = grid.tie
        join timed on timed.tie = grid.tie and timed.number = grid.number
        where (grid.ledger <> 0 or grid.charged <> 0 or grid.known_timing <> 0 or timed.timing <> 0)
            and exists (select 1 from ledger_months)
    )

select * from final
