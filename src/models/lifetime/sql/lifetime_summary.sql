-- grain:  span × ordinary customer (by its number) with a purchase in it
-- reads:  models.lifetime_spans, features.purchase_days, features.documents, features.customer_numbers
-- why:    what the purchase models need (Fader, Hardie & Lee 2005): x = purchase days after the first, t_x = days from
--         the first to the last, T = days from the first to the end of the span. Mean value: sales of the days after
--         the first / x, times the share of all the customer's sales that returns and credit notes left, never below
--         nought. `later` is what happened in the holdout; `as_before` is the naive forecast for it, repeat purchases
--         in the equally long time just before.
with
    spans as (select * from models.lifetime_spans),
    days as (select * from features.purchase_days),
    numbers as (select * from features.customer_numbers),
    documents as (select * from features.documents),

    -- At most two spans, the second within the first: each in columns of its own, so that the days are read once.
    ends as (
        select
            max(ends_on) filter (where span = 'all') as ends_on,
            max(ends_on) filter (where span = 'calibration') as held_from,
            max(ends_on - cast(holdout_days as integer)) filter (where span = 'calibration') as recent_from
        from spans
    ),

    counted as (
        select
            days.customer_number,
            min(days.day) as first_day,
            max(days.day) as last_day,
            max(days.day) filter (where days.day <= ends.held_from) as last_day_before,
            count(*) as purchases,
            count(*) filter (where days.day <= ends.held_from) as purchases_before,
            count(*) filter (where days.day > ends.recent_from and days.day <= ends.held_from) as recent,
            sum(days.sold) as sold,
            sum(days.sold) filter (where days.day <= ends.held_from) as sold_before,
            arg_min(days.sold, days.day) as sold_first
        from days
        cross join ends
        where days.day <= ends.ends_on
        group by days.customer_number
    ),

    returned as (
        select
            numbers.customer_number,
            sum(documents.returns) as returned,
            coalesce(sum(documents.returns) filter (where documents.invoiced_on <= ends.held_from), 0) as returned_before
        from documents
        cross join ends
        join numbers on numbers.customer_id = documents.customer_id
        where documents.returns <> 0 and documents.invoiced_on <= ends.ends_on
        group by numbers.customer_number
    ),

    bought as (
        select
            spans.span,
            spans.ends_on,
            spans.holdout_days,
            counted.customer_number,
            counted.first_day,
            case when spans.span = 'all' then counted.last_day else counted.last_day_before end as last_day,
            case when spans.span = 'all' then counted.purchases else counted.purchases_before end as purchases,
            case when spans.span = 'all' then counted.sold else counted.sold_before end as sold,
            counted.sold_first,
            counted.recent,
            counted.purchases - counted.purchases_before as later,
            coalesce(case when spans.span = 'all' then returned.returned else returned.returned_before end, 0) as returned
        from counted
        join spans on counted.first_day <= spans.ends_on
        left join returned on returned.customer_number = counted.customer_number
    ),

    final as (
        select
            bought.span,
            bought.customer_number,
            bought.purchases - 1 as x,
            bought.last_day - bought.first_day as last_days,
            bought.ends_on - bought.first_day as age_days,
            case
                when bought.purchases > 1 then
                    cast(
                        (bought.sold - bought.sold_first)
                        / cast(bought.purchases - 1 as double)
                        * least(1, greatest(0, 1 - bought.returned / cast(bought.sold as double)))
                        as decimal(18, 4)
                    )
            end as mean_value,
            case when bought.span = 'calibration' then bought.later end as later,
            case
                when bought.span = 'calibration' then
                    bought.recent
                    - case
                        when bought.first_day > bought.ends_on - cast(bought.holdout_days as integer) then 1
                        else 0
                    end
            end as as_before
        from bought
    )

select * from final
