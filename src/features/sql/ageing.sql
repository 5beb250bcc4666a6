-- grain:  customer with a receivable up to the as-of date
-- reads:  features.receivable_state, features.credit_cost, features.customer_numbers, features.loss_rates,
--         features.expected_losses, settings.run
-- why:    what is open and since when, how the customer pays, and what is disputed. Buckets by days after the due date at
--         the as-of date; without a due date an amount is not due. Days sales outstanding: what is open / what was
--         invoiced in the period × days of the period, both at the rates of the invoice days, so that no exchange rate
--         moves a day; late: settled, or still open, after the due date. Items below
--         nought (credits) lower the buckets but are no invoices. What was written off and what is expected to be lost
--         stand side by side; the statement has one of the two.
with
    run as (select * from settings.run),
    receivables as (select * from features.receivable_state),
    credit_cost as (select * from features.credit_cost),
    numbers as (select * from features.customer_numbers),
    loss_rates as (select * from features.loss_rates),
    expected_losses as (select * from features.expected_losses),

    dated as (
        select
            receivables.*,
            coalesce(run.as_of - receivables.due_on, 0) as days_overdue,
            receivables.amount > 0 as is_invoice,
            coalesce(coalesce(receivables.settled_on, run.as_of) > receivables.due_on, false) as is_late,
            case when receivables.issued_on >= run.period_start then receivables.amount else 0 end as invoiced,
            case when receivables.written_off_on >= run.period_start then receivables.written_off else 0 end
                as written_off_in_period,
            run.as_of - run.period_start + 1 as days_of_period
        from receivables
        cross join run
    ),

    late_cost as (
        select numbers.customer_id, sum(credit_cost.cost_of_late) as cost_of_late
        from credit_cost
        join numbers on numbers.customer_number = credit_cost.customer_number
        group by numbers.customer_id
    ),

    losses as (
        select customer_id, sum(expected_loss) as expected_loss from expected_losses group by customer_id
    ),

    summed as (
        select
            customer_id,
            count(case when is_invoice then 1 end) as invoices,
            count(case when is_invoice and is_late then 1 end) as late_invoices,
            count(case when is_invoice and is_disputed then 1 end) as disputed_invoices,
            count(case when is_invoice and is_disputed and is_late then 1 end) as disputed_late_invoices,
            sum(case when is_disputed then open_amount else 0 end) as disputed_open,
            max(case when dispute_known then 1 else 0 end) = 1 as disputes_known,
            sum(open_amount) as open_balance,
            coalesce(sum(revaluation), 0) as revaluation,
            sum(case when days_overdue <= 0 then open_amount else 0 end) as not_due,
            sum(case when days_overdue between 1 and 30 then open_amount else 0 end) as overdue_1_30,
            sum(case when days_overdue between 31 and 60 then open_amount else 0 end) as overdue_31_60,
            sum(case when days_overdue between 61 and 90 then open_amount else 0 end) as overdue_61_90,
            sum(case when days_overdue > 90 then open_amount else 0 end) as overdue_over_90,
            max(case when open_amount > 0 then days_overdue end) as oldest_days_overdue,
            sum(invoiced) as invoiced,
            sum(written_off_in_period) as written_off,
            max(days_of_period) as days_of_period
        from dated
        group by customer_id
    ),

    final as (
        select
            summed.customer_id,
            summed.invoices,
            summed.late_invoices,
            case when summed.disputes_known then summed.disputed_invoices end as disputed_invoices,
            case when summed.disputes_known then summed.disputed_late_invoices end as disputed_late_invoices,
            case when summed.disputes_known then summed.disputed_open end as disputed_open,
            summed.open_balance,
            summed.revaluation,
            summed.not_due,
            summed.overdue_1_30,
            summed.overdue_31_60,
            summed.overdue_61_90,
            summed.overdue_over_90,
            greatest(summed.oldest_days_overdue, 0) as oldest_days_overdue,
            summed.invoiced,
            case
                when summed.invoiced > 0
                    then cast(summed.open_balance - summed.revaluation as double) / cast(summed.invoiced as double)
                        * summed.days_of_period
            end as days_sales_outstanding,
            coalesce(late_cost.cost_of_late, 0) as cost_of_late,
            summed.written_off,
            case when exists (select 1 from loss_rates) then coalesce(losses.expected_loss, 0) end as expected_loss
        from summed
        left join late_cost on late_cost.customer_id = summed.customer_id
        left join losses on losses.customer_id = summed.customer_id
    )

select * from final
