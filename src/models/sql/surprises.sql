-- grain:  customer, largest surprise first
-- reads:  models.ranked, models.causes, settings.surprises
-- why:    what a manager would not have guessed. Expected profit is net sales at the average margin of all ranked
--         customers; where their total profit is not positive, at the median margin. One kind for each customer, the
--         first that fits:
--         1. costly_to_carry: credit and bad debt turn a contribution into none, and less is left than expected;
--         2. whale_that_loses: among the largest by net sales, with a loss;
--         3. hidden_gem: among the first by profit, with a much lower rank by sales;
--         4. costly_to_carry: less than expected, and one cost below gross margin exceeds its peers by more than half
--            of the gross margin.
--         The cause is the same everywhere: the first of models.causes. Of 1 and 4 it is said besides what eats them
--         up (`eaten_by`): of the costs that make them one, the furthest above its peers, else the larger amount.
--         The largest of each kind come first, so that the first three differ where the data allows it.
with
    ranked as (select * from models.ranked),
    causes as (select * from models.causes),
    limits as (select * from settings.surprises),

    company as (
        select
            count(*) as customers,
            case
                when sum(net_profit) > 0 and sum(net_sales) > 0
                    then cast(sum(net_profit) as double) / cast(sum(net_sales) as double)
                else
                    coalesce(
                        median(case when net_sales > 0 then cast(net_profit as double) / cast(net_sales as double) end),
                        0
                    )
            end as margin
        from ranked
    ),

    first_causes as (
        select customer_id, line from causes where rank = 1
    ),

    carrying as (
        select customer_id, max(effect) as effect, arg_max(line, (effect, -rank)) as line
        from causes
        where line in ('delivery', 'order_handling', 'service', 'sales_and_marketing', 'cost_of_credit', 'bad_debt')
        group by customer_id
    ),

    -- The same for what waiting for payment costs.
    waiting as (
        select customer_id, arg_max(line, (effect, -rank)) as line
        from causes
        where line in ('cost_of_credit', 'bad_debt')
        group by customer_id
    ),

    expected as (
        select
            ranked.*,
            company.customers,
            first_causes.line as first_cause,
            carrying.line as carrying_cause,
            carrying.effect as carrying_effect,
            waiting.line as waiting_cause,
            cast(cast(ranked.net_sales as double) * company.margin as decimal(18, 2)) as expected_profit
        from ranked
        cross join company
        left join first_causes on first_causes.customer_id = ranked.customer_id
        left join carrying on carrying.customer_id = ranked.customer_id
        left join waiting on waiting.customer_id = ranked.customer_id
    ),

    judged as (
        select
            expected.*,
            expected.net_profit - expected.expected_profit as gap,
            limits.keep,
            expected.net_profit < expected.expected_profit
                and expected.contribution > 0
                and expected.net_profit <= 0 as is_eaten_by_waiting,
            expected.sales_rank <= ceil(limits.largest_share * expected.customers)
                and expected.net_profit < 0 as is_losing_whale,
            expected.net_profit > 0
                and expected.profit_rank <= limits.best_ranks
                and expected.sales_rank > limits.rank_ratio * expected.profit_rank as is_gem,
            expected.net_profit < expected.expected_profit
                and expected.gross_margin > 0
                and coalesce(expected.carrying_effect > limits.margin_eaten * expected.gross_margin, false)
                as is_eaten_by_one_cost
        from expected
        cross join limits
    ),

    sorted as (
        select
            *,
            case
                when is_eaten_by_waiting then 'costly_to_carry'
                when is_losing_whale then 'whale_that_loses'
                when is_gem then 'hidden_gem'
                when is_eaten_by_one_cost then 'costly_to_carry'
            end as kind,
            case
                when is_eaten_by_waiting
                    then coalesce(
                        waiting_cause,
                        case when bad_debt > cost_of_credit then 'bad_debt' else 'cost_of_credit' end
                    )
                when is_losing_whale or is_gem then null
                when is_eaten_by_one_cost then carrying_cause
            end as eaten_by,
            first_cause as cause
        from judged
    ),

    within_kind as (
        select
            *,
            row_number() over (partition by kind order by abs(gap) desc, customer_id) as place
        from sorted
        where kind is not null
    ),

    placed as (
        select
            *,
            row_number() over (
                order by case when place = 1 then 0 else 1 end, abs(gap) desc, customer_id
            ) as position
        from within_kind
    ),

    final as (
        select
            position,
            customer_id,
            kind,
            sales_rank,
            profit_rank,
            net_sales,
            net_profit,
            expected_profit,
            gap,
            eaten_by,
            cause
        from placed
        where position <= keep
    )

select * from final
