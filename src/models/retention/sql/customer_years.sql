-- grain:  ordinary customer with a purchase up to the as-of date
-- reads:  features.purchase_days, features.customer_numbers, features.documents, features.customers, features.behaviour,
--         settings.run, settings.retention
-- why:    one home for whether a customer is new, and for who was won, kept, lost or came back between the last twelve
--         months and the twelve before; such a movement is given only where the extract holds both years.
--         An extract begins somewhere: whom the CRM knew before that day bought before, as far as anyone can tell. Whom
--         it does not date (or dates after the first invoice) is new only if the extract shows it silent for the
--         lookback first. With a lookback of nought the extract holds every purchase there ever was.
--         Noise of a year's sales: the sum over its purchase days of the squared amount, which estimates the variance
--         of a compound Poisson sum.
with
    run as (select * from settings.run),
    retention as (select * from settings.retention),
    customers as (select * from features.customers where class = 'ordinary'),
    behaviour as (select * from features.behaviour),
    days as (select * from features.purchase_days),
    numbers as (select * from features.customer_numbers),
    documents as (select * from features.documents),

    spans as (
        select
            run.as_of,
            cast(run.as_of + interval 1 day - interval 12 month as date) as year_start,
            cast(run.as_of + interval 1 day - interval 24 month as date) as prior_start,
            extract.first_day,
            retention.lookback_months,
            cast(extract.first_day + to_months(cast(retention.lookback_months as integer)) as date) as known_from
        from run
        cross join retention
        cross join (select min(invoiced_on) as first_day from documents) as extract
    ),

    bought as (
        select
            days.customer_number,
            count(*) as purchases,
            min(days.day) as first_purchase,
            max(days.day) as last_purchase,
            bool_or(days.day >= spans.year_start) as this_year,
            bool_or(days.day >= spans.prior_start and days.day < spans.year_start) as year_before,
            -- Decimals: a sum of floats would hang on the order in which threads add.
            cast(
                sum(
                    case
                        when days.day >= spans.prior_start
                            then cast(days.sold as decimal(18, 2)) * cast(days.sold as decimal(18, 2))
                        else 0
                    end
                ) as double
            ) as noise
        from days
        cross join spans
        group by days.customer_number
    ),

    judged as (
        select
            customers.customer_id,
            bought.*,
            spans.as_of,
            spans.year_start,
            date_trunc('month', spans.first_day) <= date_trunc('month', spans.prior_start) as has_two_years,
            spans.lookback_months = 0
            or case
                when customers.created_on < spans.first_day then false
                when customers.created_on <= bought.first_purchase then true
                else bought.first_purchase >= spans.known_from
            end as is_new,
            coalesce(behaviour.net_sales_12m, 0) as net_sales_12m,
            coalesce(behaviour.net_sales_prior_12m, 0) as net_sales_prior_12m,
            behaviour.growth as change
        from bought
        cross join spans
        join numbers on numbers.customer_number = bought.customer_number
        join customers on customers.customer_id = numbers.customer_id
        left join behaviour on behaviour.customer_id = numbers.customer_id
    ),

    final as (
        select
            *,
            case
                when not has_two_years then null
                when this_year and year_before then 'kept'
                when year_before then 'lost'
                when this_year and is_new and first_purchase >= year_start then 'won'
                when this_year then 'returned'
            end as movement
        from judged
    )

select * from final
