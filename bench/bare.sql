-- The same workload by hand: what an analyst who knows DuckDB well would write once, for these files only, without
-- contracts, quarantine files, tie-outs or a report. Money in whole 1/10,000 (`_e4`) or cents (`_c`).
-- {read:<table>} the file of a table, {out} output folder, {capacity} practical minutes a month of a department.
-- @stage ingest
create table customers as from {read:customers};
create table products as from {read:products};
create table receivables as
select invoice_id, customer_id, issued_on, due_on, paid_on, (amount * 100)::bigint as amount_c from {read:receivables};
create table interactions as
select customer_id, cast("at" as date) as day, kind::contact as kind, minutes from {read:interactions};
create table ledger as
select left(period, 4)::int * 12 + right(period, 2)::int as p, account, (amount * 100)::bigint as amount_c from {read:ledger};
create table lines as
select invoice_id, customer_id, product_id, invoiced_on, quantity, (unit_price * 100)::integer as price_c,
    (discount_rate * 100)::tinyint as discount_pct, (unit_cost * 100)::integer as cost_c
from {read:invoice_lines};
create table quarantine as select * from lines where customer_id is null;
delete from lines where customer_id is null;
-- @stage features
create table invoices as
select
    invoice_id,
    any_value(customer_id) as customer_id,
    any_value(invoiced_on) as day,
    count(*) as n,
    count(*) filter (quantity < 0) as n_returns,
    count(*) filter (quantity > 0) > 0 as is_purchase,
    sum(case when quantity > 0 then gross else 0 end)::bigint as gross_e4,
    sum(case when quantity > 0 then gross - net else 0 end)::bigint as discount_e4,
    sum(case when quantity < 0 then -net else 0 end)::bigint as returns_e4,
    sum(cost)::bigint as cost_e4
from (
    select invoice_id, customer_id, invoiced_on, quantity, quantity::bigint * price_c * 100 as gross,
        quantity::bigint * price_c * (100 - discount_pct) as net, quantity::bigint * cost_c * 100 as cost
    from lines
)
group by invoice_id;
-- balance × days × 6 % / 365, rounded once for a customer
create table credit as
select customer_id, round(sum(amount_c * days)::double * 100 * 0.06 / 365)::bigint as credit_e4, sum(amount_c * days) / sum(amount_c) as days_to_pay
from (select customer_id, amount_c, coalesce(least(paid_on, date '2025-12-31'), date '2025-12-31') - issued_on as days from receivables)
group by customer_id;
create table drivers as
select customer_id, p, 'desk' as pool, sum(6 * is_purchase::int + 1.5 * n + 10 * n_returns)::double as q
from (select *, year(day) * 12 + month(day) as p from invoices) group by all
union all
select customer_id, year(day) * 12 + month(day) as p, 'warehouse', sum(n) from invoices group by all
union all
select customer_id, year(day) * 12 + month(day) as p, case when kind in ('ticket', 'complaint') then 'service' else 'sales' end as pool, sum(minutes)
from interactions group by all;
create table charges as
with pools as (
    select p, case account when '6601' then 'desk' when '6611' then 'service' when '6621' then 'sales' when '6632' then 'warehouse' end as pool, amount_c from ledger
),
used as (select pool, p, sum(q) as q from drivers group by all)
select drivers.customer_id, drivers.pool,
    sum(round(drivers.q / case when drivers.pool in ('desk', 'service') then greatest(used.q, {capacity}) else used.q end * pools.amount_c)::bigint)::bigint as charge_c
from drivers join used using (pool, p) join pools using (pool, p)
group by all;
create table served as
select customer_id, sum(charge_c)::bigint as serve_c,
    coalesce(sum(charge_c) filter (pool = 'desk'), 0) as order_handling_c, coalesce(sum(charge_c) filter (pool = 'service'), 0) as service_c,
    coalesce(sum(charge_c) filter (pool = 'sales'), 0) as sales_c, coalesce(sum(charge_c) filter (pool = 'warehouse'), 0) as delivery_c
from charges group by customer_id;
create table bought as
select customer_id, max(day) filter (is_purchase) as last_day, count(*) filter (is_purchase) as frequency, sum(gross_e4)::bigint as gross_e4,
    sum(discount_e4)::bigint as discount_e4, sum(returns_e4)::bigint as returns_e4, sum(cost_e4)::bigint as cost_e4,
    sum(gross_e4 - discount_e4 - returns_e4) filter (day >= date '2025-01-01')::bigint as this_year,
    sum(gross_e4 - discount_e4 - returns_e4) filter (day >= date '2024-01-01' and day < date '2025-01-01')::bigint as last_year
from invoices group by customer_id;
create table facts as
select
    customers.customer_id, customers.name, industry, region, last_day, date '2025-12-31' - last_day as recency,
    coalesce(frequency, 0) as frequency, coalesce(gross_e4, 0) as gross_e4, coalesce(discount_e4, 0) as discount_e4,
    coalesce(returns_e4, 0) as returns_e4, coalesce(gross_e4 - discount_e4 - returns_e4, 0) as net_sales_e4, coalesce(cost_e4, 0) as cost_e4,
    coalesce(order_handling_c, 0) as order_handling_c, coalesce(service_c, 0) as service_c, coalesce(sales_c, 0) as sales_c,
    coalesce(delivery_c, 0) as delivery_c, coalesce(serve_c, 0) as serve_c, coalesce(credit_e4, 0) as credit_e4,
    coalesce(gross_e4 - discount_e4 - returns_e4 - cost_e4, 0) - 100 * coalesce(serve_c, 0) - coalesce(credit_e4, 0) as profit_e4,
    coalesce(days_to_pay, 0) as days_to_pay, coalesce(this_year, 0) as this_year, coalesce(last_year, 0) as last_year
from customers left join bought using (customer_id) left join served using (customer_id) left join credit using (customer_id);
-- @stage models
create table ranked as
select *, sum(greatest(profit_e4, 0)) over (order by rank) as good_so_far, sum(profit_e4) over (order by rank) as profit_so_far
from (
    select *, ntile(5) over (order by recency desc, customer_id) as r, ntile(5) over (order by frequency, customer_id) as f,
        ntile(5) over (order by net_sales_e4, customer_id) as m, row_number() over (order by profit_e4 desc, customer_id) as rank
    from facts
);
create table matrix as
with features as (
    select customer_id, coalesce(recency, 1096)::double as f1, ln(1 + frequency) as f2, ln(1 + greatest(net_sales_e4, 0) / 1e4) as f3,
        case when net_sales_e4 > 0 then greatest(-1, (net_sales_e4 - cost_e4) / net_sales_e4) else 0 end as f4,
        case when net_sales_e4 > 0 then least(2, 100 * serve_c / net_sales_e4) else 2 end as f5,
        case when gross_e4 > discount_e4 then least(1, returns_e4 / (gross_e4 - discount_e4)) else 0 end as f6, days_to_pay as f7,
        case when abs(this_year) + abs(last_year) > 0 then (this_year - last_year) / (abs(this_year) + abs(last_year)) else 0 end as f8
    from ranked
),
moments as (
    select {each:avg(f#) as a#, stddev_pop(f#) as s#} from features
)
select customer_id::integer as customer_id, {each:(f# - a#) / s# as z#} from features, moments order by customer_id;
-- @stage reports
copy (
    select ranked.*, cluster,
        case when good_so_far - greatest(profit_e4, 0) < 0.5 * total.good and profit_e4 > 0 then 'core'
            when good_so_far - greatest(profit_e4, 0) < 0.8 * total.good and profit_e4 > 0 then 'growth'
            when profit_e4 >= 0 then 'standard' when profit_e4 >= -10000000 then 'watch' else 'act' end as tier
    from ranked join labels using (customer_id), (select sum(greatest(profit_e4, 0)) as good from ranked) as total
) to '{out}/customers.parquet' (format parquet, compression zstd);
create table totals as
select sum(net_sales_e4)::bigint as net_sales_e4, sum(cost_e4)::bigint as cost_e4, sum(serve_c)::bigint as serve_c,
    sum(credit_e4)::bigint as credit_e4, sum(profit_e4)::bigint as profit_e4, count(*) as customers, (select count(*) from quarantine) as set_aside
from ranked;
