-- grain:  ordinary customer (by its number) with repeat purchases or without
-- reads:  models.lifetime_summary, models.lifetime_spend
-- kind: view
-- why:    expected value per purchase. Gamma-Gamma (Fader & Hardie 2013): p (v + x m) / (p x + q − 1), between the
--         customer's own mean m and that of all, the nearer to m the more purchases. Its standard error by the delta
--         method on the logarithm. Where values differ so widely that the fitted mean of all is not finite (q ≤ 1), the
--         plain mean stands in for it. Without a fit: the customer's own mean, and that of all for who has none.
with
    summary as (select * from models.lifetime_summary where span = 'all'),
    spend as (select * from models.lifetime_spend),

    valued as (
        select
            summary.customer_number,
            spend.p is not null and spend.p * summary.x + spend.q > spend.least_q as is_fitted,
            spend.mean as mean_of_all,
            cast(summary.mean_value as double) as mean_value,
            spend.p * summary.x as px,
            spend.p * summary.x + spend.q - 1 as weight,
            spend.p * (spend.v + summary.x * coalesce(cast(summary.mean_value as double), 0)) as worth,
            spend.v / (spend.v + summary.x * coalesce(cast(summary.mean_value as double), 0)) as by_v,
            spend.*
        from summary
        cross join spend
    ),

    slopes as (
        select *, 1 - px / weight as by_p, -q / weight as by_q from valued
    ),

    final as (
        select
            customer_number,
            case when is_fitted then worth / weight else coalesce(nullif(mean_value, 0), mean_of_all) end
                as expected_value,
            case
                when is_fitted then
                    sqrt(
                        greatest(
                            0,
                            by_p * by_p * pp + by_q * by_q * qq + by_v * by_v * vv
                            + 2 * (by_p * by_q * pq + by_p * by_v * pv + by_q * by_v * qv)
                        )
                    )
            end as log_error
        from slopes
    )

select * from final
