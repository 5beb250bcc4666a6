-- grain:  span × ordinary customer (by its number) with a purchase in it
-- reads:  models.lifetime_spans, features.purchase_days, features.documents, features.customer_numbers
-- why:    what the purchase models need (Fader, Hardie & Lee 2005): x = purchase days after the first, t_x = days from
--         the first to the last, T = days from the first to the end of the span. Mean value: sales of the days after
--         the first / x, times the share of all the customer's sales that returns and credit notes left, never below
--         nought; of the whole history alone, since the holdout judges how often customers come, not what they spend.
--         `later` is what happened in the holdout; `as_before` is the naive forecast for it, repeat purchases in the
--         equally long time just before.
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
            arg_min(days.sold, days.day) as sold_first
        from days
        cross join ends
        where days.day <= ends.ends_on
        group by days.customer_number
    ),

    -- Summed before they are looked up: the ids of documents stand in a dictionary, which groups as fast as numbers.
    returned as (
        select documents.customer_id, sum(documents.returns) as returned
        from documents
        cross join ends
        where documents.returns <> 0 and documents.invoiced_on <= ends.ends_on
        group by documents.customer_id
    ),

    returned_by_number as (
        select numbers.customer_number, returned.returned
        from returned
        join numbers on numbers.customer_id = returned.customer_id
    ),

    valued as (
        select
            counted.*,
            case
                when counted.purchases > 1 then
                    cast(
                        (counted.sold - counted.sold_first)
                        / cast(counted.purchases - 1 as double)
                        * least(1, greatest(0, 1 - coalesce(returned.returned, 0) / cast(counted.sold as double)))
                        as decimal(18, 4)
                    )
            end as mean_value
        from counted
        left join returned_by_number as returned on returned.customer_number = counted.customer_number
    ),

    final as (
        select
            'all' as span,
            valued.customer_number,
            valued.purchases - 1 as x,
            valued.last_day - valued.first_day as last_days,
            ends.ends_on - valued.first_day as age_days,
            valued.mean_value,
            null as later,
            null as as_before
        from valued
        cross join ends
        union all
        select
            'calibration',
            counted.customer_number,
            counted.purchases_before - 1,
            counted.last_day_before - counted.first_day,
            ends.held_from - counted.first_day,
            null,
            counted.purchases - counted.purchases_before,
            counted.recent - case when counted.first_day > ends.recent_from then 1 else 0 end
        from counted
        cross join ends
        where counted.first_day <= ends.held_from
    )

select * from final
