-- grain:  bucket of the ageing; empty where no loss rates are known
-- reads:  settings.loss_buckets, features.receivable_state, settings.run
-- source: IFRS 9, B5.5.35 and Illustrative Example 12: a provision matrix, loss rates by days past due
-- why:    rates as the pipeline file gives them. Where it gives none, from the extract's own history, if it has
--         write-offs: of all that was paid or written off so far and had come as far as the bucket, the share that was
--         written off. What is still open says nothing yet. A bucket that nothing has come to yet takes the rate of the
--         one before it.
with
    run as (select * from settings.run),
    buckets as (select * from settings.loss_buckets),
    receivables as (select * from features.receivable_state),

    closed as (
        select
            receivables.amount,
            receivables.written_off,
            coalesce(
                case
                    when receivables.settled_on is not null or receivables.written_off <> 0
                        then coalesce(receivables.settled_on, run.as_of) - receivables.due_on
                end,
                0
            ) as days_overdue
        from receivables
        cross join run
        where receivables.amount > 0 and receivables.open_amount <= 0
    ),

    reached as (
        select
            buckets.bucket,
            buckets.position,
            buckets.rate,
            count(closed.amount) as closed_invoices,
            coalesce(sum(closed.amount), 0) as closed_amount,
            coalesce(sum(closed.written_off), 0) as written_off
        from buckets
        left join closed on buckets.from_day is null or closed.days_overdue >= buckets.from_day
        group by buckets.bucket, buckets.position, buckets.rate
    ),

    measured as (
        select
            *,
            case when closed_amount > 0 then cast(written_off as double) / cast(closed_amount as double) end as own_rate,
            max(written_off) over () > 0 as has_history
        from reached
    ),

    rated as (
        select
            *,
            case when rate is not null then 'settings' when has_history then 'history' end as basis,
            coalesce(rate, last_value(own_rate ignore nulls) over (order by position)) as loss_rate
        from measured
    ),

    final as (
        select bucket, position, basis, loss_rate, closed_invoices, closed_amount, written_off
        from rated
        where basis is not null
    )

select * from final
