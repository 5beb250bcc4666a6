-- grain:  ranked customer
-- reads:  features.customers, features.documents, features.repeated_invoices, features.rfm_profit,
--         features.rebate_amounts, settings.rfm_segments, settings.rfm_breaks, settings.run
-- why:    recency: days from the last purchase in the extract to the as-of date; frequency and monetary: inside the
--         window. A purchase is an invoice with a sale of goods or services; a customer with only returns has none and
--         gets no score. Scores by quantile: with n customers, b scores and r values below one's own, the low-to-high
--         score is 1 + ⌊r × b / n⌋. That is the number of cut points (the k/b quantiles) below the value, plus one, so
--         equal values always score alike. Recency counts down from b in the same way: the most recent get b.
--         Break points of the pipeline file take the place of quantiles: a value on a break has the better score.
--         Gross is before returns, with a score among gross values, so that both can stand side by side.
--         Phantom: in the top fifth by purchases before returns, with less than a quarter of it left after them.
--         By setting the monetary value is net profit, taken from the months of the window.
with
    run as (select * from settings.run),
    customers as (select * from features.customers where is_ranked),
    documents as (select * from features.documents),
    repeated_invoices as (select * from features.repeated_invoices),
    window_profit as (select * from features.rfm_profit),
    rebates as (select * from features.rebate_amounts),
    segments as (select * from settings.rfm_segments),
    breaks as (select * from settings.rfm_breaks),

    purchases as (
        select customer_id, max(invoiced_on) as last_purchase
        from documents
        where is_purchase
        group by customer_id
    ),

    invoices_of_several_rows as (
        select documents.customer_id, count(distinct documents.invoice_id) as invoices
        from documents
        join repeated_invoices as repeated
            on repeated.customer_id = documents.customer_id and repeated.invoice_id = documents.invoice_id
        cross join run
        where documents.is_purchase and documents.invoiced_on >= run.window_start
        group by documents.customer_id
    ),

    window_documents as (
        select
            documents.customer_id,
            count(case when documents.is_purchase and repeated.invoice_id is null then 1 end) as invoices_of_one_row,
            sum(documents.gross_sales - documents.discounts) as sold,
            sum(documents.returns) as returned,
            -sum(case when documents.kind <> 'sale' then documents.cost_of_goods else 0 end) as cost_returned
        from documents
        cross join run
        left join repeated_invoices as repeated
            on repeated.customer_id = documents.customer_id and repeated.invoice_id = documents.invoice_id
        where documents.invoiced_on >= run.window_start
        group by documents.customer_id
    ),

    window_rebates as (
        select rebates.customer_id, sum(rebates.amount) as rebates
        from rebates
        cross join run
        where date_trunc('month', rebates.period)
            between date_trunc('month', run.window_start) and date_trunc('month', run.as_of)
        group by rebates.customer_id
    ),

    measured as (
        select
            customers.customer_id,
            run.rfm_bins as bins,
            run.as_of - purchases.last_purchase as recency_days,
            coalesce(window_documents.invoices_of_one_row, 0) + coalesce(invoices_of_several_rows.invoices, 0)
                as frequency,
            coalesce(window_documents.sold, 0) as sold,
            coalesce(window_documents.sold, 0) - coalesce(window_documents.returned, 0) as kept,
            cast(
                case run.rfm_monetary
                    when 'net_profit' then coalesce(window_profit.net_profit, 0)
                    else
                        coalesce(window_documents.sold, 0)
                        - coalesce(window_documents.returned, 0)
                        - coalesce(window_rebates.rebates, 0)
                end as decimal(18, 4)
            ) as monetary,
            cast(
                case run.rfm_monetary
                    when 'net_profit' then
                        coalesce(window_profit.net_profit, 0)
                        + coalesce(window_documents.returned, 0)
                        - coalesce(window_documents.cost_returned, 0)
                    else coalesce(window_documents.sold, 0) - coalesce(window_rebates.rebates, 0)
                end as decimal(18, 4)
            ) as monetary_gross
        from customers
        cross join run
        left join purchases on purchases.customer_id = customers.customer_id
        left join window_documents on window_documents.customer_id = customers.customer_id
        left join invoices_of_several_rows on invoices_of_several_rows.customer_id = customers.customer_id
        left join window_rebates on window_rebates.customer_id = customers.customer_id
        left join window_profit on window_profit.customer_id = customers.customer_id
    ),

    by_quantile as (
        select
            customer_id,
            bins - ((rank() over (order by recency_days) - 1) * bins) // count(*) over () as r_score,
            1 + ((rank() over (order by frequency) - 1) * bins) // count(*) over () as f_score,
            1 + ((rank() over (order by monetary) - 1) * bins) // count(*) over () as m_score,
            1 + ((rank() over (order by monetary_gross) - 1) * bins) // count(*) over () as m_score_gross,
            1 + ((rank() over (order by sold) - 1) * 5) // count(*) over () as fifth_by_sold
        from measured
        where recency_days is not null
    ),

    -- No row without break points; a score is empty where its measure has none.
    by_break as (
        select
            measured.customer_id,
            case
                when count(case when breaks.measure = 'recency' then 1 end) > 0
                    then max(measured.bins)
                        - count(case when breaks.measure = 'recency' and measured.recency_days > breaks."limit" then 1 end)
            end as r_score,
            case
                when count(case when breaks.measure = 'frequency' then 1 end) > 0
                    then 1
                        + count(case when breaks.measure = 'frequency' and measured.frequency >= breaks."limit" then 1 end)
            end as f_score,
            case
                when count(case when breaks.measure = 'monetary' then 1 end) > 0
                    then 1
                        + count(case when breaks.measure = 'monetary' and measured.monetary >= breaks."limit" then 1 end)
            end as m_score,
            case
                when count(case when breaks.measure = 'monetary' then 1 end) > 0
                    then 1
                        + count(case when breaks.measure = 'monetary' and measured.monetary_gross >= breaks."limit" then 1 end)
            end as m_score_gross
        from measured
        cross join breaks
        where measured.recency_days is not null
        group by measured.customer_id
    ),

    scored as (
        select
            by_quantile.customer_id,
            coalesce(by_break.r_score, by_quantile.r_score) as r_score,
            coalesce(by_break.f_score, by_quantile.f_score) as f_score,
            coalesce(by_break.m_score, by_quantile.m_score) as m_score,
            coalesce(by_break.m_score_gross, by_quantile.m_score_gross) as m_score_gross,
            by_quantile.fifth_by_sold
        from by_quantile
        left join by_break on by_break.customer_id = by_quantile.customer_id
    ),

    final as (
        select
            measured.customer_id,
            measured.recency_days,
            measured.frequency,
            measured.monetary,
            measured.monetary_gross,
            scored.r_score,
            scored.f_score,
            scored.m_score,
            scored.m_score_gross,
            segments.segment,
            coalesce(scored.fifth_by_sold = 5 and measured.sold > 0 and 4 * measured.kept < measured.sold, false)
                as is_phantom
        from measured
        left join scored on scored.customer_id = measured.customer_id
        left join segments on segments.r_score = scored.r_score and segments.f_score = scored.f_score
    )

select * from final
