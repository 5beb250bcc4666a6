-- grain:  ranked customer that management believes is key, or that is among as many best by net profit
-- reads:  features.believed_customers, models.ranked, models.tiers, models.causes, models.key_customers
-- why:    the list of management held against measured profit. With k recognised customers on the list, the k best by
--         net profit are what it should have named.
--         confirmed: on the list and among them; eroding: on the list, with a loss; overrated: on the list, profitable,
--         but not among them; unnoticed: among them, with a profit, and not on the list.
--         Place on the list: its rank, else by falling score; empty where the list has neither.
with
    believed_customers as (select * from features.believed_customers where customer_id is not null),
    ranked as (select * from models.ranked),
    tiers as (select * from models.tiers),
    causes as (select * from models.causes where rank = 1),
    key_customers as (select * from models.key_customers),

    -- A customer can be on the list under two names.
    believed as (
        select
            believed_customers.customer_id,
            min(believed_customers.believed_rank) as believed_rank,
            max(believed_customers.believed_score) as believed_score
        from believed_customers
        join ranked on ranked.customer_id = believed_customers.customer_id
        group by believed_customers.customer_id
    ),

    listed as (
        select
            customer_id,
            case
                when count(believed_rank) over () > 0 then believed_rank
                when believed_score is not null then rank() over (order by believed_score desc nulls last)
            end as believed_place,
            count(*) over () as k
        from believed
    ),

    compared as (
        select
            ranked.customer_id,
            listed.customer_id is not null as is_believed,
            listed.believed_place,
            ranked.profit_rank <= coalesce(listed.k, max(listed.k) over ()) as is_among_best,
            ranked.profit_rank,
            ranked.sales_rank,
            ranked.net_sales,
            ranked.net_profit
        from ranked
        left join listed on listed.customer_id = ranked.customer_id
    ),

    final as (
        select
            compared.customer_id,
            case
                when compared.is_believed and compared.net_profit < 0 then 'eroding'
                when compared.is_believed and compared.is_among_best then 'confirmed'
                when compared.is_believed then 'overrated'
                else 'unnoticed'
            end as verdict,
            compared.is_believed,
            compared.believed_place,
            compared.profit_rank,
            compared.sales_rank,
            key_customers.rank as key_rank,
            tiers.tier,
            compared.net_sales,
            compared.net_profit,
            causes.line as cause,
            causes.effect as cause_effect
        from compared
        left join tiers on tiers.customer_id = compared.customer_id
        left join causes on causes.customer_id = compared.customer_id
        left join key_customers on key_customers.customer_id = compared.customer_id
        where compared.is_believed or (compared.is_among_best and compared.net_profit > 0)
    )

select * from final
