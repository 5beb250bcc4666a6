-- grain:  cluster
-- reads:  models.cluster_numbers, models.cluster_words
-- why:    each cluster in words, with its customers and money
with
    numbers as (select * from models.cluster_numbers),
    words as (select * from models.cluster_words),

    final as (
        select
            numbers.cluster,
            words.label_en,
            words.label_zh,
            numbers.customers,
            numbers.net_sales,
            numbers.net_profit,
            words.silhouette
        from numbers
        join words on words.cluster = numbers.fitted
    )

select * from final
