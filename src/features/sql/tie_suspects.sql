-- grain:  account × month that does not tie × document or posting that alone would explain the difference
-- reads:  features.tie_out, features.documents, features.receivable_state, features.rebate_amounts,
--         features.shipment_costs, canonical.ledger, settings.book_accounts, settings.book_components, settings.pools,
--         settings.pool_accounts, settings.run
-- why:    a tie-out that fails says on which documents. Difference = ledger − documents. A document of the same amount is
--         not in the books; of the opposite one it is there twice; of half of it, with the other sign. A posting of the
--         same amount has no document. Amounts must agree to half a unit: sums of many documents carry fractions of
--         cents. Nothing is looked for where everything ties.
with
    run as (select * from settings.run),
    off as (
        select account, month, role, unexplained from features.tie_out where not reconciled and unexplained <> 0
    ),
    lines as (
        select * from features.documents
        where in_period and class not in ('deposit', 'tax') and month in (select month from off)
    ),
    receivables as (select * from features.receivable_state where (select count(*) from off) > 0),
    rebates as (select * from features.rebate_amounts where (select count(*) from off) > 0),
    shipments as (select * from features.shipment_costs where (select count(*) from off) > 0),
    ledger as (select * from canonical.ledger where cast(date_trunc('month', period) as date) in (select month from off)),
    book_accounts as (select * from settings.book_accounts),
    book_components as (select * from settings.book_components),
    pools as (select * from settings.pools where method = 'direct'),
    pool_accounts as (select * from settings.pool_accounts),

    -- What each of them is held against: components of the statement, or the documents of a direct pool.
    held_against as (
        select off.account, off.month, off.unexplained, book_components.component
        from off
        join book_accounts on list_contains(string_split(off.account, ' + '), book_accounts.account)
        join book_components on book_components.tie = book_accounts.tie
        union
        select off.account, off.month, off.unexplained, 'from ' || pools.source
        from off
        join pools on pools.pool = off.role
        join pool_accounts
            on pool_accounts.pool = pools.pool and list_contains(string_split(off.account, ' + '), pool_accounts.account)
    ),

    by_invoice as (
        select
            invoice_id,
            customer_id,
            month,
            -sum(gross_sales - discounts) as sales,
            sum(returns) as returns,
            -sum(freight_and_fees_billed) as freight_and_fees_billed,
            sum(cost_of_goods) as cost_of_goods,
            sum(bad_debt) as bad_debt,
            sum(freight_paid) as line_freight
        from lines
        group by invoice_id, customer_id, month
    ),

    documents as (
        select invoice_id as document, customer_id, month, 'sales' as component, sales as amount from by_invoice
        union all
        select invoice_id, customer_id, month, 'returns', returns from by_invoice
        union all
        select invoice_id, customer_id, month, 'freight_and_fees_billed', freight_and_fees_billed from by_invoice
        union all
        select invoice_id, customer_id, month, 'cost_of_goods', cost_of_goods from by_invoice
        union all
        select invoice_id, customer_id, month, 'bad_debt', bad_debt from by_invoice
        union all
        select invoice_id, customer_id, month, 'from line_freight', line_freight from by_invoice
        union all
        select customer_id, customer_id, cast(date_trunc('month', period) as date), 'rebates', amount from rebates
        union all
        select shipment_id, customer_id, cast(date_trunc('month', shipped_on) as date), 'from freight_cost', freight_cost
        from shipments
        union all
        select invoice_id, customer_id, cast(date_trunc('month', written_off_on) as date), 'from written_off', written_off
        from receivables
        union all
        select invoice_id, customer_id, cast(date_trunc('month', written_off_on) as date), 'bad_debt', written_off
        from receivables
        union all
        select
            receivables.invoice_id,
            receivables.customer_id,
            cast(date_trunc('month', coalesce(receivables.settled_on, run.as_of)) as date),
            'exchange_realised',
            -receivables.exchange_difference
        from receivables
        cross join run
    ),

    amounts as (
        select
            held_against.account,
            held_against.month,
            any_value(held_against.unexplained) as unexplained,
            documents.document,
            min(documents.customer_id) as customer_id,
            sum(documents.amount) as amount
        from held_against
        join documents on documents.month = held_against.month and documents.component = held_against.component
        group by held_against.account, held_against.month, documents.document
    ),

    judged as (
        select
            amounts.account,
            amounts.month,
            amounts.document,
            amounts.customer_id,
            amounts.amount,
            case
                when abs(amounts.amount + amounts.unexplained) <= limits.near then 'not_in_books'
                when abs(2 * amounts.amount + amounts.unexplained) <= limits.near then 'other_sign'
                when abs(amounts.amount - amounts.unexplained) <= limits.near then 'twice_in_books'
            end as reason
        from amounts
        cross join (select least(run.tolerance, 0.5) as near from run) as limits
        where amounts.amount <> 0
        union all
        select
            off.account,
            off.month,
            coalesce(ledger.description, ledger.account) as document,
            null as customer_id,
            sum(ledger.amount) as amount,
            'no_document' as reason
        from off
        join ledger
            on list_contains(string_split(off.account, ' + '), ledger.account)
            and date_trunc('month', ledger.period) = off.month
        group by off.account, off.month, off.unexplained, coalesce(ledger.description, ledger.account)
        having abs(sum(ledger.amount) - off.unexplained) <= 0.005
    ),

    final as (
        select *
        from judged
        where reason is not null
        qualify row_number() over (
            partition by account, month order by reason = 'no_document', reason, document, customer_id
        ) <= 5
    )

select * from final
