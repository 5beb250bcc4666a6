-- grain:  comparison × side × ordinary customer with a purchase up to the end of that span
-- reads:  models.compared_spans, features.documents, features.customers, features.rfm, models.earlier_groups,
--         settings.rfm_segments, settings.rfm_breaks, settings.run
-- why:    the RFM segment as each span ended: recency from the last purchase up to its last day, frequency in the span,
--         scores by the rule of features.rfm. Against an earlier run: the segments that both runs gave.
with
    spans as (select * from models.compared_spans),
    run as (select * from settings.run),
    ordinary as (select customer_id from features.customers where is_ranked),
    rfm as (select * from features.rfm),
    segments as (select * from settings.rfm_segments),
    breaks as (select * from settings.rfm_breaks),
    earlier_groups as (select * from models.earlier_groups),
    documents as (select * from features.documents),

    purchases as (
        select documents.customer_id, documents.invoice_id, documents.invoiced_on
        from documents
        join spans on spans.basis = 'spans' and documents.invoiced_on <= spans.now_to
        where documents.is_purchase
    ),

    ends as (
        select 'before' as side, before_from as first_day, before_to as last_day from spans where basis = 'spans'
        union all
        select 'now', now_from, now_to from spans where basis = 'spans'
    ),

    measured as (
        select
            ends.side,
            purchases.customer_id,
            ends.last_day - max(purchases.invoiced_on) as recency_days,
            count(distinct case when purchases.invoiced_on >= ends.first_day then purchases.invoice_id end) as frequency
        from purchases
        join ordinary on ordinary.customer_id = purchases.customer_id
        join ends on purchases.invoiced_on <= ends.last_day
        group by ends.side, ends.last_day, purchases.customer_id
    ),

    limits as (
        select
            count(case when measure = 'recency' then 1 end) > 0 as has_recency,
            count(case when measure = 'frequency' then 1 end) > 0 as has_frequency
        from breaks
    ),

    scored as (
        select
            measured.side,
            measured.customer_id,
            case
                when limits.has_recency
                    then run.rfm_bins - (
                        select count(*) from breaks
                        where breaks.measure = 'recency' and measured.recency_days > breaks."limit"
                    )
                else
                    run.rfm_bins
                    - ((rank() over (partition by measured.side order by measured.recency_days) - 1) * run.rfm_bins)
                    // count(*) over (partition by measured.side)
            end as r_score,
            case
                when limits.has_frequency
                    then 1 + (
                        select count(*) from breaks
                        where breaks.measure = 'frequency' and measured.frequency >= breaks."limit"
                    )
                else
                    1
                    + ((rank() over (partition by measured.side order by measured.frequency) - 1) * run.rfm_bins)
                    // count(*) over (partition by measured.side)
            end as f_score
        from measured
        cross join run
        cross join limits
    ),

    final as (
        select 'spans' as basis, scored.side, scored.customer_id, segments.segment
        from scored
        join segments on segments.r_score = scored.r_score and segments.f_score = scored.f_score
        union all
        select 'run', 'now', rfm.customer_id, rfm.segment
        from rfm
        join spans on spans.basis = 'run'
        where rfm.segment is not null
        union all
        select 'run', 'before', customer_id, segment
        from earlier_groups
        where segment is not null
    )

select * from final
