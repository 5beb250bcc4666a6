-- grain:  ledger account × customer that most of it went to, at most six for each account
-- reads:  features.tie_out, features.allocation_charges, features.allocation_splits, features.customer_numbers,
--         features.cost_assignments, features.customer_profit, features.exchange_differences, settings.pool_accounts
-- why:    where an account went, for whoever opens it in the report; `customers` is how many it went to in all.
--         A pool's charge of a month goes to its accounts in the proportion in which they were charged in that month;
--         accounts that prove components of the statement go by those components, with the sign of the ledger.
--         What is allocated is summed by the numbers of the allocation, since it has as many rows as customers × months;
--         of the sums only those are ordered that reach the sixth largest.
with
    tie_out as (select * from features.tie_out),
    charges as (select * from features.allocation_charges),
    splits as (select * from features.allocation_splits where scenario = 'base'),
    numbers as (select * from features.customer_numbers),
    documented as (select * from features.cost_assignments where basis = 'documents'),
    profit as (select * from features.customer_profit),
    differences as (select * from features.exchange_differences),
    pool_accounts as (select * from settings.pool_accounts),

    components as (
        select customer_id, 'sales' as component, -(gross_sales - discounts) as amount from profit
        union all
        select customer_id, 'returns', returns from profit
        union all
        select customer_id, 'rebates', rebates from profit
        union all
        select customer_id, 'freight_and_fees_billed', -freight_and_fees_billed from profit
        union all
        select customer_id, 'cost_of_goods', cost_of_goods from profit
        union all
        select customer_id, 'bad_debt', bad_debt from profit
        union all
        select customer_id, 'exchange_realised', -realised from differences
        union all
        select customer_id, 'exchange_unrealised', -unrealised from differences
    ),

    -- A component of the statement may be called like a pool: the settings say which accounts are of pools.
    ties as (
        select
            tie_out.account,
            tie_out.role,
            tie_out.month,
            tie_out.charged,
            exists (
                select 1
                from pool_accounts
                where pool_accounts.pool = tie_out.role
                    and list_contains(string_split(tie_out.account, ' + '), pool_accounts.account)
            ) as is_pool
        from tie_out
    ),

    booked as (
        select distinct account, unnest(string_split(role, ' + ')) as component
        from ties
        where not is_pool and role <> 'company_level'
    ),

    shares as (
        select
            account,
            role as pool,
            month,
            cast(charged as double) / sum(cast(charged as double)) over (partition by role, month) as share
        from ties
        where is_pool and charged <> 0
    ),

    split_shares as (
        select
            splits.split_number,
            shares.account,
            shares.share,
            cast(dense_rank() over (order by shares.account) as integer) as account_number
        from shares
        join splits on splits.pool = shares.pool and splits.month = shares.month
    ),

    allocated as (
        select
            split_shares.account_number,
            charges.customer_number,
            sum(charges.cents * split_shares.share) / 100 as amount
        from charges
        join split_shares on split_shares.split_number = charges.split_number
        group by split_shares.account_number, charges.customer_number
    ),

    account_names as (select distinct account_number, account from split_shares),

    parts as (
        select account_names.account, numbers.customer_id, allocated.amount, 'allocated' as way
        from allocated
        join account_names on account_names.account_number = allocated.account_number
        join numbers on numbers.customer_number = allocated.customer_number
        union all
        select shares.account, numbers.customer_id, sum(documented.amount * shares.share), 'documents'
        from documented
        join shares on shares.pool = documented.pool and shares.month = documented.month
        join numbers on numbers.customer_number = documented.customer_number
        group by shares.account, numbers.customer_id
        union all
        select booked.account, components.customer_id, sum(components.amount), 'booked'
        from booked
        join components on components.component = booked.component
        group by booked.account, components.customer_id
    ),

    -- An account may go several ways; then its sums are those of all of them.
    mixed as (
        select account from parts group by account having count(distinct way) > 1
    ),

    sums as (
        select account, customer_id, amount from parts where account not in (select account from mixed)
        union all
        select account, customer_id, sum(amount)
        from parts
        where account in (select account from mixed)
        group by account, customer_id
    ),

    least_shown as (
        select account, count(*) as customers, list_min(max(abs(amount), 6)) as amount
        from sums
        where amount <> 0
        group by account
    ),

    final as (
        select sums.account, sums.customer_id, sums.amount, least_shown.customers
        from sums
        join least_shown on least_shown.account = sums.account and abs(sums.amount) >= least_shown.amount
        where sums.amount <> 0
        qualify row_number() over (partition by sums.account order by abs(sums.amount) desc, sums.customer_id) <= 6
    )

select * from final
