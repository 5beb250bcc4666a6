-- grain:  one row; none without a list of believed key customers
-- reads:  features.believed_customers, features.customers, models.intuition, models.ranked
-- why:    how far management's list agrees with measured profit. Overlap: customers of the list among the k best by net
--         profit; k² / n of them would be there by chance. Spearman's rho is the correlation of mean ranks; Kendall's
--         tau-b = (concordant − discordant) / √((pairs not tied on the list) × (pairs not tied by profit)) (Kendall
--         1945), both over the customers that have a place on the list; empty with fewer than three.
with
    believed_customers as (select * from features.believed_customers),
    customers as (select * from features.customers),
    intuition as (select * from models.intuition),
    ranked as (select * from models.ranked),

    lines as (
        select
            count(*) as listed,
            count(believed_customers.customer_id) as recognised,
            count(case when believed_customers.customer_id is null and believed_customers.nearest_id is not null then 1 end)
                as doubtful,
            count(case when believed_customers.customer_id is null and believed_customers.nearest_id is null then 1 end)
                as unknown,
            count(case when not customers.is_ranked then 1 end) as not_ranked
        from believed_customers
        left join customers on customers.customer_id = believed_customers.customer_id
        having count(*) > 0
    ),

    verdicts as (
        select
            count(case when is_believed then 1 end) as believed,
            count(case when verdict = 'confirmed' then 1 end) as confirmed,
            count(case when verdict = 'eroding' then 1 end) as eroding,
            count(case when verdict = 'overrated' then 1 end) as overrated,
            count(case when verdict = 'unnoticed' then 1 end) as unnoticed,
            coalesce(sum(case when is_believed then net_sales end), 0) as believed_sales,
            coalesce(sum(case when is_believed then net_profit end), 0) as believed_profit,
            coalesce(sum(case when verdict = 'confirmed' then net_profit end), 0) as confirmed_profit,
            coalesce(sum(case when verdict = 'eroding' then net_profit end), 0) as eroding_profit,
            coalesce(sum(case when verdict = 'overrated' then net_profit end), 0) as overrated_profit,
            coalesce(sum(case when verdict = 'unnoticed' then net_profit end), 0) as unnoticed_profit
        from intuition
    ),

    best as (
        select
            count(*) as customers,
            coalesce(sum(case when ranked.profit_rank <= verdicts.believed then ranked.net_profit end), 0) as best_profit
        from ranked
        cross join verdicts
    ),

    placed as (
        select
            customer_id,
            believed_place as place,
            -net_profit as loss,
            rank() over (order by believed_place) + (count(*) over (partition by believed_place) - 1) / 2.0 as place_rank,
            rank() over (order by net_profit desc) + (count(*) over (partition by net_profit) - 1) / 2.0 as profit_rank
        from intuition
        where is_believed and believed_place is not null
    ),

    spearman as (
        select count(*) as places, corr(cast(place_rank as double), cast(profit_rank as double)) as rho from placed
    ),

    pairs as (
        select sign(one.place - other.place) as by_place, sign(one.loss - other.loss) as by_profit
        from placed as one
        join placed as other on one.customer_id < other.customer_id
    ),

    kendall as (
        select
            sum(by_place * by_profit) / nullif(
                sqrt(
                    cast(count(case when by_place <> 0 then 1 end) as double)
                    * cast(count(case when by_profit <> 0 then 1 end) as double)
                ),
                0
            ) as tau
        from pairs
    ),

    final as (
        select
            1 as id,
            lines.listed,
            lines.recognised,
            lines.doubtful,
            lines.unknown,
            lines.not_ranked,
            verdicts.believed,
            best.customers,
            verdicts.confirmed,
            cast(verdicts.confirmed as double) / nullif(verdicts.believed, 0) as overlap,
            cast(verdicts.believed as double) * verdicts.believed / nullif(best.customers, 0) as confirmed_by_chance,
            verdicts.eroding,
            verdicts.overrated,
            verdicts.unnoticed,
            verdicts.believed_sales,
            verdicts.believed_profit,
            best.best_profit,
            verdicts.confirmed_profit,
            verdicts.eroding_profit,
            verdicts.overrated_profit,
            verdicts.unnoticed_profit,
            spearman.places,
            case when spearman.places >= 3 and isfinite(spearman.rho) then round(spearman.rho, 9) end as spearman,
            case when spearman.places >= 3 then round(kendall.tau, 9) end as kendall
        from lines
        cross join verdicts
        cross join best
        cross join spearman
        cross join kendall
    )

select * from final
