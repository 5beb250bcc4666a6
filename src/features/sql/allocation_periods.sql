-- grain:  scenario × cost pool × month
-- reads:  features.pool_basis, features.pool_ledger, features.allocation_quantities, features.scenario_quantities,
--         features.direct_amounts, features.allocation_splits
-- source: Kaplan & Anderson, Time-Driven Activity-Based Costing, Harvard Business Review, November 2004:
--         rate = cost / practical capacity; charged = minutes × rate; the rest is unused capacity
-- why:    charged + unused + unattributed = cost, to the cent, in whole-number arithmetic. Time-driven: what was used
--         of the practical capacity, never more than the cost. Shares and fallback: the whole cost. Where nothing
--         drove the pool in a month, nothing is charged and the cost is unattributed, kept at company level.
--         Direct pools charge what documents say; the tie-out holds that against the ledger.
--         Rate: cost of 1/10,000 of a unit, in 1/10,000 of the currency, before the charge is rounded to cents.
with
    pool_basis as (select * from features.pool_basis),
    pool_ledger as (select * from features.pool_ledger),
    quantities as (select * from features.allocation_quantities),
    scenario_quantities as (select * from features.scenario_quantities),
    numbered as (select * from features.allocation_splits),
    direct_amounts as (select * from features.direct_amounts),

    costs as (
        select pool, month, sum(amount) as cost from pool_ledger group by pool, month
    ),

    used as (
        select split_number, sum(units) as units from quantities group by split_number
    ),

    moved_both_ways as (
        select split_number, mirror_number, sum(moved) as units from scenario_quantities group by split_number, mirror_number
    ),

    moved as (
        select split_number, sum(units) as units from moved_both_ways group by split_number
        union all
        select mirror_number, -sum(units) from moved_both_ways where mirror_number is not null group by mirror_number
    ),

    documents as (
        select source, month, sum(amount) as amount from direct_amounts group by source, month
    ),

    splits as (
        select scenario, pool, month, split_number, base_split_number from numbered
        union all
        select 'base' as scenario, pool, month, null, null from pool_basis where basis = 'documents'
    ),

    pools as (
        select
            splits.scenario,
            splits.split_number,
            splits.base_split_number,
            pool_basis.*,
            cast(coalesce(costs.cost, 0) as decimal(18, 4)) as cost,
            cast(
                (coalesce(used.units, 0) + coalesce(moved.units, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)
            ) as quantity,
            cast(coalesce(used.units, 0) + coalesce(moved.units, 0) as hugeint) as used_units,
            coalesce(documents.amount, 0) as document_amount
        from pool_basis
        join splits on splits.pool = pool_basis.pool and splits.month = pool_basis.month
        left join costs on costs.pool = pool_basis.pool and costs.month = pool_basis.month
        left join used on used.split_number = splits.base_split_number
        left join moved on moved.split_number = splits.split_number
        left join documents on documents.source = pool_basis.source and documents.month = pool_basis.month
    ),

    -- Whole cents and ten-thousandths of a unit, so that nothing is lost to a fraction.
    scaled as (
        select
            *,
            cast(floor(cast(abs(cost) as decimal(28, 4)) * 100) as hugeint) as cost_cents,
            cast(cast(practical_minutes as decimal(28, 4)) * 10000 as hugeint) as practical_units
        from pools
    ),

    charges as (
        select
            *,
            case
                when quantity = 0 then 0
                when basis <> 'minutes' or used_units >= practical_units then cost_cents
                else (2 * cost_cents * used_units + practical_units) // (2 * practical_units)
            end as charged_cents
        from scaled
    ),

    signed as (
        select
            *,
            case
                when basis = 'documents' then document_amount
                else cast(charged_cents as decimal(20, 0)) * cast(0.01 as decimal(3, 2)) * cast(sign(cost) as integer)
            end as charged
        from charges
    ),

    final as (
        select
            scenario,
            pool,
            month,
            split_number,
            base_split_number,
            line,
            method,
            level,
            cost,
            practical_minutes,
            quantity,
            case when basis = 'minutes' then quantity end as used_minutes,
            case when basis = 'minutes' then cast(cost as double) / cast(practical_minutes as double) end
                as capacity_cost_rate,
            charged,
            case
                when basis <> 'documents' and quantity > 0
                    then cast(sign(cost) * cost_cents as double) * 100
                        / cast(greatest(used_units, case when basis = 'minutes' then practical_units else 0 end) as double)
            end as unit_rate,
            case when basis = 'minutes' and quantity > 0 then cost - charged else 0 end as unused,
            case
                when basis = 'documents' then 0
                when quantity = 0 then cost
                when basis = 'minutes' then 0
                else cost - charged
            end as unattributed,
            case when basis = 'minutes' then greatest(quantity - practical_minutes, 0) end as overused_minutes,
            basis = 'fallback' as used_fallback
        from signed
    )

select * from final
