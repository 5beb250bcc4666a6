-- grain:  ordinary customer with a purchase
-- reads:  models.lifetime_summary, models.lifetime_scores_all, models.lifetime_value, models.lifetime_margin,
--         models.lifetime_estimates, features.customer_numbers
-- why:    what the models expect of each customer until the horizon. Value = discounted purchases × expected value per
--         purchase × margin; its range is that of the purchases which are likely of such a customer. The intervals of
--         expectations are 95 %, by the standard error of the logarithm.
with
    summary as (select * from models.lifetime_summary where span = 'all'),
    scores as (select * from models.lifetime_scores_all),
    values_per_purchase as (select * from models.lifetime_value),
    margins as (select * from models.lifetime_margin),
    estimates as (select * from models.lifetime_estimates),
    numbers as (select * from features.customer_numbers),

    expected as (
        select
            numbers.customer_id,
            summary.*,
            scores.p_alive,
            scores.p_alive_low,
            scores.p_alive_high,
            scores.expected,
            scores.likely_low,
            scores.likely_high,
            exp(estimates."interval" * scores.log_error) as spread,
            values_per_purchase.expected_value,
            exp(estimates."interval" * values_per_purchase.log_error) as spread_of_value,
            margins.margin,
            scores.discounted * values_per_purchase.expected_value * margins.margin as worth
        from summary
        cross join estimates
        join numbers on numbers.customer_number = summary.customer_number
        left join scores
            on scores.x = summary.x
            and scores.last_days = summary.last_days
            and scores.age_days = summary.age_days
        left join values_per_purchase on values_per_purchase.customer_number = summary.customer_number
        left join margins on margins.customer_id = numbers.customer_id
    ),

    -- Apart from the columns above: a window carries all that stands beside it.
    tenths as (
        select
            customer_number,
            (row_number() over (order by worth desc, customer_id) - 1) * 10 // count(*) over () + 1 as value_tenth
        from expected
        where worth is not null
    ),

    final as (
        select
            customer_id,
            x as repeat_purchases,
            last_days,
            age_days,
            mean_value,
            p_alive,
            p_alive_low,
            p_alive_high,
            expected as expected_purchases,
            expected / spread as expected_low,
            expected * spread as expected_high,
            likely_low,
            likely_high,
            expected_value,
            expected_value / spread_of_value as expected_value_low,
            expected_value * spread_of_value as expected_value_high,
            expected * expected_value as expected_sales,
            margin,
            worth as lifetime_value,
            least(worth * likely_low / nullif(expected, 0), worth * likely_high / nullif(expected, 0)) as value_low,
            greatest(worth * likely_low / nullif(expected, 0), worth * likely_high / nullif(expected, 0)) as value_high,
            tenths.value_tenth
        from expected
        left join tenths on tenths.customer_number = expected.customer_number
    )

select * from final
