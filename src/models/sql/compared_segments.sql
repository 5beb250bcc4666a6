-- grain:  comparison × side × ordinary customer with a purchase up to the end of that span
-- reads:  models.compared_spans, features.documents, features.repeated_invoices, features.customers, features.rfm,
--         models.earlier_groups, settings.rfm_segments, settings.rfm_breaks, settings.run
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
    documents as not materialized (select * from features.documents),
    repeated_invoices as (select * from features.repeated_invoices),

    ends as (
        select before_from, before_to, now_from, now_to from spans where basis = 'spans'
    ),

    purchases as not materialized (
        select
            documents.customer_id,
            documents.invoice_id,
            documents.invoiced_on,
            documents.invoiced_on <= ends.before_to as is_known_before,
            documents.invoiced_on between ends.before_from and ends.before_to as is_before,
            documents.invoiced_on >= ends.now_from as is_now,
            repeated.invoice_id is not null as is_of_several_rows
        from documents
        join ends on documents.invoiced_on <= ends.now_to
        left join repeated_invoices as repeated
            on repeated.customer_id = documents.customer_id and repeated.invoice_id = documents.invoice_id
        where documents.is_purchase
    ),

    -- Both sides in one pass.
    passed as (
        select
            customer_id,
            max(invoiced_on) as last_now,
            max(case when is_known_before then invoiced_on end) as last_before,
            count(case when is_now and not is_of_several_rows then 1 end) as invoices_now,
            count(case when is_before and not is_of_several_rows then 1 end) as invoices_before
        from purchases
        group by customer_id
    ),

    of_several_rows as (
        select
            customer_id,
            count(distinct case when is_now then invoice_id end) as invoices_now,
            count(distinct case when is_before then invoice_id end) as invoices_before
        from purchases
        where is_of_several_rows
        group by customer_id
    ),

    counted as (
        select
            passed.customer_id,
            ends.now_to - passed.last_now as days_now,
            ends.before_to - passed.last_before as days_before,
            passed.invoices_now + coalesce(of_several_rows.invoices_now, 0) as invoices_now,
            passed.invoices_before + coalesce(of_several_rows.invoices_before, 0) as invoices_before
        from passed
        cross join ends
        join ordinary on ordinary.customer_id = passed.customer_id
        left join of_several_rows on of_several_rows.customer_id = passed.customer_id
    ),

    measured as (
        select 'before' as side, customer_id, days_before as recency_days, invoices_before as frequency
        from counted
        where days_before is not null
        union all
        select 'now', customer_id, days_now, invoices_now from counted
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
