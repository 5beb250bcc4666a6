-- grain:  customer × bucket of the ageing with an open item; empty where no loss rates are known
-- reads:  features.open_items, features.loss_rates, settings.loss_buckets
-- source: IFRS 9, B5.5.35: open × loss rate of the bucket
-- why:    what is expected to be lost of what is open, beside what was written off. In whole cents for each customer
--         and bucket, so that customers and buckets add up to the same total. Credits lower their bucket; a bucket
--         below nought loses nothing.
with
    buckets as (select * from settings.loss_buckets),
    rates as (select * from features.loss_rates),
    open_items as (select * from features.open_items),

    aged as (
        select customer_id, open_amount, coalesce(days_overdue, 0) as days_overdue from open_items
    ),

    by_bucket as (
        select aged.customer_id, buckets.bucket, sum(aged.open_amount) as open_amount
        from aged
        join buckets
            on (buckets.from_day is null or aged.days_overdue >= buckets.from_day)
            and (buckets.to_day is null or aged.days_overdue <= buckets.to_day)
        group by aged.customer_id, buckets.bucket
    ),

    final as (
        select
            by_bucket.customer_id,
            by_bucket.bucket,
            by_bucket.open_amount,
            rates.loss_rate,
            round(greatest(cast(by_bucket.open_amount as double), 0) * rates.loss_rate, 2) as expected_loss
        from by_bucket
        join rates on rates.bucket = by_bucket.bucket
    )

select * from final
