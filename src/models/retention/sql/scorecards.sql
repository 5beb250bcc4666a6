-- grain:  value of a dimension, and the company
-- reads:  features.customers, features.customer_profit, models.customer_years, settings.retention
-- why:    salespeople and markets judged by what they keep and leave, not by sales alone. A customer counts for the
--         salesperson now in charge of it. Sums cover the period of the statement; who was won, kept, lost or came back
--         compares the last two years, and is empty where the extract does not hold them. A share of few customers
--         says little, so it carries its 95 % interval (Wilson 1927). A dimension that names nobody is left out.
with
    retention as (select * from settings.retention),
    customers as (select * from features.customers where class = 'ordinary'),
    profits as (select * from features.customer_profit),
    years as (select * from models.customer_years),

    base as (
        select
            coalesce(trim(customers.owner), '') as salesperson,
            coalesce(trim(customers.region), '') as region,
            coalesce(trim(customers.industry), '') as industry,
            coalesce(trim(customers.channel), '') as channel,
            customers.is_ranked,
            years.movement,
            coalesce(years.has_two_years, false) as has_two_years,
            years.net_sales_12m,
            years.net_sales_prior_12m,
            case when customers.is_ranked then profits.net_sales else 0 end as net_sales,
            case when customers.is_ranked then profits.net_profit else 0 end as net_profit
        from customers
        left join profits on profits.customer_id = customers.customer_id
        left join years on years.customer_id = customers.customer_id
        where customers.is_ranked or years.customer_id is not null
    ),

    counted as (
        select
            case
                when grouping(salesperson) = 0 then 'salesperson'
                when grouping(region) = 0 then 'region'
                when grouping(industry) = 0 then 'industry'
                when grouping(channel) = 0 then 'channel'
                else 'company'
            end as dimension,
            coalesce(salesperson, region, industry, channel, '') as value,
            bool_or(has_two_years) as knows,
            count(case when is_ranked then 1 end) as customers,
            count(case when movement = 'won' then 1 end) as won,
            count(case when movement = 'kept' then 1 end) as kept,
            count(case when movement = 'lost' then 1 end) as lost,
            count(case when movement = 'returned' then 1 end) as returned,
            coalesce(sum(net_sales), 0) as net_sales,
            coalesce(sum(net_profit), 0) as net_profit,
            coalesce(sum(net_sales_12m), 0) as net_sales_12m,
            coalesce(sum(net_sales_prior_12m), 0) as net_sales_prior_12m,
            count(case when net_profit < 0 then 1 end) as eroding,
            coalesce(sum(case when net_profit < 0 then net_profit end), 0) as given_back
        from base
        group by grouping sets ((), (salesperson), (region), (industry), (channel))
    ),

    compared as (
        select
            counted.*,
            bool_or(counted.knows) over () as has_years,
            bool_or(counted.value <> '') over (partition by counted.dimension) as is_named,
            cast(company.net_profit as double) / nullif(cast(company.net_sales as double), 0) as company_rate,
            cast(counted.kept as double) / nullif(counted.kept + counted.lost, 0) as share,
            counted.kept + counted.lost as judged,
            retention.z
        from counted
        cross join retention
        left join counted as company on company.dimension = 'company'
    ),

    final as (
        select
            dimension,
            value,
            customers,
            case when has_years then won end as won,
            case when has_years then kept end as kept,
            case when has_years then lost end as lost,
            case when has_years then returned end as returned,
            share as kept_share,
            (share + z * z / (2 * judged) - z * sqrt(share * (1 - share) / judged + z * z / (4.0 * judged * judged)))
                / (1 + z * z / judged) as kept_low,
            (share + z * z / (2 * judged) + z * sqrt(share * (1 - share) / judged + z * z / (4.0 * judged * judged)))
                / (1 + z * z / judged) as kept_high,
            net_sales,
            net_profit,
            case when net_sales > 0 then cast(net_profit as double) / cast(net_sales as double) end as profit_rate,
            case
                when company_rate is not null
                    then net_profit - cast(round(cast(net_sales as double) * company_rate, 2) as decimal(18, 4))
            end as profit_gap,
            net_sales_12m,
            net_sales_prior_12m,
            case
                when has_years and net_sales_prior_12m > 0
                    then cast(net_sales_12m as double) / cast(net_sales_prior_12m as double) - 1
            end as growth,
            eroding,
            cast(eroding as double) / nullif(customers, 0) as eroding_share,
            given_back
        from compared
        where dimension = 'company' or is_named
    )

select * from final
