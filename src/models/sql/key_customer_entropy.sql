-- grain:  measure with an amount for any customer
-- reads:  models.key_customer_values
-- why:    weights from the data alone: a measure by which all customers are alike says nothing, one that sets few apart
--         says much. p = amount / Σ amount, entropy e = −Σ p ln p / ln n, weight = (1 − e) / Σ (1 − e)
--         (Shannon 1948; as weights of criteria Hwang & Yoon 1981, "Multiple Attribute Decision Making", ch. 3).
--         Summed in the order of customers, so that the last digit does not depend on threads.
with
    amounts as (select * from models.key_customer_values where amount is not null),

    sums as (
        select measure, count(*) as customers, sum(amount order by customer_id) as whole
        from amounts
        group by measure
    ),

    shares as (
        select
            amounts.customer_id,
            amounts.measure,
            sums.customers,
            amounts.amount / sums.whole as share
        from amounts
        join sums on sums.measure = amounts.measure
        where sums.whole > 0 and sums.customers > 1
    ),

    entropies as (
        select
            measure,
            -sum(case when share > 0 then share * ln(share) else 0 end order by customer_id) / ln(max(customers))
                as entropy
        from shares
        group by measure
    ),

    final as (
        select
            measure,
            entropy,
            cast(
                round((1 - entropy) / nullif(sum(1 - entropy) over (order by measure rows between unbounded preceding and unbounded following), 0), 6)
                as decimal(9, 6)
            ) as weight
        from entropies
    )

select * from final
