-- grain:  acquisition source; the empty one: leads that name none
-- reads:  models.acquisition_sources, models.acquired_customers, models.acquisition_months, models.lifetime,
--         features.customer_profit, settings.retention
-- why:    what each source has cost, whom it has won and what they have brought. It has paid back in the first month of
--         its customers' life from which on the profit added up covers the cost; a curve that falls below again has
--         not. Few leads say little, so their conversion carries its 95 % interval (Wilson 1927).
with
    retention as (select * from settings.retention),
    sources as (select * from models.acquisition_sources),
    acquired as (select * from models.acquired_customers),
    months as (select * from models.acquisition_months),
    lifetime as (select * from models.lifetime),
    profits as (select * from features.customer_profit),

    won as (
        select
            acquired.source,
            count(*) as won,
            median(acquired.won_on - acquired.lead_on) as days_to_win,
            coalesce(sum(profits.net_sales), 0) as net_sales,
            coalesce(sum(profits.net_profit), 0) as net_profit,
            cast(sum(cast(lifetime.lifetime_value as decimal(18, 4))) as decimal(18, 4)) as expected_value
        from acquired
        left join profits on profits.customer_id = acquired.customer_id
        left join lifetime on lifetime.customer_id = acquired.customer_id
        group by acquired.source
    ),

    -- The last month in which the cost was not covered; the next one is the payback.
    covered as (
        select
            source,
            max(step) as months,
            coalesce(max(case when cumulative < cost then step end), 0) as last_open
        from months
        group by source
    ),

    judged as (
        select
            sources.source,
            sources.leads,
            sources.converted,
            coalesce(won.won, 0) as won,
            cast(coalesce(won.won, 0) as double) / nullif(sources.leads, 0) as share,
            won.days_to_win,
            sources.cost,
            coalesce(won.net_sales, 0) as net_sales,
            coalesce(won.net_profit, 0) as net_profit,
            won.expected_value,
            covered.months,
            covered.last_open,
            case
                when sources.cost is null then 'no_cost'
                when coalesce(won.won, 0) = 0 then 'nobody_won'
                when covered.last_open < covered.months then 'paid_back'
                else 'not_yet'
            end as payback,
            retention.z
        from sources
        cross join retention
        left join won on won.source = sources.source
        left join covered on covered.source = sources.source
    ),

    final as (
        select
            *,
            share as conversion,
            (share + z * z / (2 * leads) - z * sqrt(share * (1 - share) / leads + z * z / (4.0 * leads * leads)))
                / (1 + z * z / leads) as conversion_low,
            (share + z * z / (2 * leads) + z * sqrt(share * (1 - share) / leads + z * z / (4.0 * leads * leads)))
                / (1 + z * z / leads) as conversion_high,
            cast(cost / nullif(leads, 0) as decimal(18, 4)) as cost_per_lead,
            cast(cost / nullif(won, 0) as decimal(18, 4)) as cost_per_customer,
            net_profit - cost as balance,
            case when payback = 'paid_back' then last_open + 1 end as payback_month
        from judged
    )

select * from final
