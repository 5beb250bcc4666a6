-- grain:  ranked customer × cost line that is worse than its peers
-- reads:  models.causes, models.ranked, features.customer_profit, features.pool_charges, features.pool_periods,
--         settings.levers
-- source: break-even volume loss: Nagle, Hogan & Zale, The Strategy and Tactics of Pricing:
--         −gain / (contribution margin + gain)
-- why:    what pulling the lever of a cause gives. Its effect is bringing the line to the median of comparable
--         customers. A price lever takes the whole of it in money. A cost lever brings in money only the part that
--         leaves with the work: the avoidable charges; the rest frees capacity, which is no cash until somebody else
--         uses it or it is given up. Break-even: the share of the customer's volume that may be lost before the cash
--         gain is gone, on what then leaves with the volume: the avoidable contribution. Where that is not positive
--         even after the gain, all of the volume may go.
with
    causes as (select * from models.causes),
    ranked as (select * from models.ranked),
    customer_profit as (select * from features.customer_profit),
    pool_charges as (select * from features.pool_charges),
    pool_periods as (select * from features.pool_periods),
    levers as (select * from settings.levers),

    line_costs as (
        select
            pool_charges.customer_id,
            pool_charges.line,
            sum(pool_charges.amount) as amount,
            sum(case when pool_charges.avoidable then 0 else pool_charges.amount end) as allocated,
            sum(case when pool_periods.used_minutes is not null then pool_charges.quantity else 0 end) as minutes
        from pool_charges
        join pool_periods on pool_periods.pool = pool_charges.pool and pool_periods.month = pool_charges.month
        group by pool_charges.customer_id, pool_charges.line
    ),

    joined as (
        select
            causes.customer_id,
            causes.line,
            causes.rank,
            causes.lever,
            levers.works_on,
            causes.effect,
            ranked.net_profit,
            ranked.net_profit + coalesce(customer_profit.allocated_cost, 0) as avoidable_contribution,
            -- The allocated share of the line; bad debt and credit carry no pool as a rule and are all cash.
            case
                when levers.works_on = 'price' or coalesce(line_costs.amount, 0) <= 0 then 0
                else cast(line_costs.allocated as double) / cast(line_costs.amount as double)
            end as allocated_share,
            case
                when levers.works_on = 'price' or coalesce(line_costs.amount, 0) <= 0 then 0
                else cast(line_costs.minutes as double) / cast(line_costs.amount as double)
            end as minutes_per_money
        from causes
        join ranked on ranked.customer_id = causes.customer_id
        join levers on levers.line = causes.line
        left join customer_profit on customer_profit.customer_id = causes.customer_id
        left join line_costs on line_costs.customer_id = causes.customer_id and line_costs.line = causes.line
    ),

    split as (
        select
            *,
            least(effect, cast(round(cast(effect as double) * allocated_share, 2) as decimal(18, 2)))
                as capacity_freed
        from joined
    ),

    gains as (
        select
            *,
            effect - capacity_freed as cash_gain,
            avoidable_contribution + effect - capacity_freed as contribution_after
        from split
    ),

    final as (
        select
            customer_id,
            line,
            rank,
            lever,
            works_on,
            effect as gain,
            cash_gain,
            capacity_freed,
            round(cast(effect as double) * minutes_per_money, 4) as minutes_freed,
            avoidable_contribution,
            contribution_after,
            case
                when cash_gain = 0 then 0.0
                when contribution_after <= 0 then 1.0
                else least(1.0, cast(cash_gain as double) / cast(contribution_after as double))
            end as break_even_volume_loss
        from gains
    )

select * from final
