-- grain:  the company; always one row
-- reads:  models.ranked, features.measure
-- why:    how few customers make the profit, and how much of it others give away again.
--         top 20 %: the first ⌈n / 5⌉ customers.
--         Gini for data with negative values: Raffinetti, Siletti & Vernizzi (2015), "On the Gini coefficient
--         normalization when attributes with negative values are considered", Stat Methods Appl 24:507–521:
--         G = ΣΣ|xᵢ − xⱼ| / (2 (n − 1) Σ|x|). With x rising and i its rank, ΣΣ|xᵢ − xⱼ| = 2 Σ (2i − n − 1) xᵢ, which
--         needs one sort instead of n² pairs.
with
    ranked as (select * from models.ranked),
    measure as (select * from features.measure),

    counted as (
        select *, count(*) over () as customers from ranked
    ),

    summed as (
        select
            count(*) as customers,
            coalesce(sum(net_sales), 0) as net_sales,
            coalesce(sum(net_profit), 0) as total_profit,
            count(case when net_profit > 0 then 1 end) as profitable,
            count(case when net_profit < 0 then 1 end) as unprofitable,
            coalesce(sum(case when net_profit > 0 then net_profit else 0 end), 0) as sum_positive,
            coalesce(sum(case when net_profit < 0 then net_profit else 0 end), 0) as sum_negative,
            coalesce(sum(case when profit_rank <= (customers + 4) // 5 then net_profit else 0 end), 0) as sum_top_20,
            -- profit_rank falls with profit, so 2i − n − 1 of the rising rank is n + 1 − 2 × profit_rank
            coalesce(sum((customers + 1 - 2 * profit_rank) * net_profit), 0) as half_differences
        from counted
    ),

    final as (
        select
            measure.measure,
            summed.customers,
            summed.net_sales,
            summed.total_profit,
            summed.profitable,
            summed.unprofitable,
            summed.sum_positive,
            summed.sum_negative,
            case
                when summed.total_profit > 0
                    then cast(summed.sum_positive as double) / cast(summed.total_profit as double)
            end as peak_share,
            cast(summed.profitable as double) / nullif(summed.customers, 0) as peak_customers_share,
            case
                when summed.total_profit > 0
                    then cast(summed.sum_top_20 as double) / cast(summed.total_profit as double)
            end as top_20_share,
            case
                when summed.customers > 1 and summed.sum_positive - summed.sum_negative > 0
                    then cast(summed.half_differences as double)
                        / ((summed.customers - 1) * cast(summed.sum_positive - summed.sum_negative as double))
            end as gini
        from summed
        cross join measure
    )

select * from final
