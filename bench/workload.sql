-- The reference workload: the exports of a B2B company over three years. Every value is a function of a row's number and
-- the seed, so neither threads nor the scale of another table change it.
-- {lines}, {customers}, {products}, {seed} are replaced by generate.ts; {people} is the size of each department.
create macro u(salt, k) as (hash(k, salt, {seed}) >> 11)::double / 9007199254740992.0;
create macro u2(salt, k, j) as (hash(k, j, salt, {seed}) >> 11)::double / 9007199254740992.0;
-- customer by rank: an odd multiplier prime to every scale scatters the large ones over the numbers
create macro customer_at(rank) as 100000000 + (rank::bigint * 7368787) % {customers};

create table customers as
select
    100000000 + i as customer_id,
    case when u(1, i) < 0.15 then 'Müller, Söhne & Co ' || i when u(1, i) < 0.5 then 'Firma ' || i || ' GmbH' else 'Client ' || i || ' Ltd' end as name,
    (['enterprise', 'mid-market', 'small business', 'public', 'reseller'])[1 + floor(5 * u(2, i) ** 1.5)::int] as industry,
    (['north', 'south', 'east', 'west', 'export'])[1 + floor(5 * u(3, i))::int] as region,
    (date '2023-01-01' - floor(2500 * u(4, i))::int)::date as created_on
from range({customers}) t(i);

create table products as
select
    20000 + i as product_id,
    'Part ' || i as name,
    'category ' || lpad(floor(40 * u(12, i))::int::varchar, 2, '0') as category,
    round(exp(1.2 + 3.6 * u(11, i)), 2)::decimal(9, 2) as standard_cost
from range({products}) t(i);

-- A power law of customers; a third of them fade away on the way.
create temp table invoices as
with drawn as (
    select
        i,
        floor(i::double * 1096 / ({lines} // 4))::int as day,
        floor({customers} * u(21, i) ** 3)::bigint as first_rank
    from range({lines} // 4) t(i)
),
kept as (
    select
        *,
        case when u(22, first_rank) < 0.30 and day > 1096 * (0.3 + 0.6 * u(23, first_rank)) then floor({customers} * u(24, i) ** 3)::bigint else first_rank end as rank
    from drawn
)
select
    700000000 + i as invoice_id,
    rank,
    customer_at(rank) as customer_id,
    (date '2023-01-01' + day)::date as invoiced_on,
    1 + floor(7 * u(26, i))::int as line_count,
    least(6, floor(7 * u(27, rank) ** 2 + 2 * u(28, i)))::int as discount_band
from kept;

-- One line in 2,000 has lost its customer number, as exports do: it must be set aside, and the books do not have it.
create table invoice_lines as
with numbered as (
    select invoices.*, line_no from invoices, lateral (select unnest(range(1, line_count + 1)) as line_no)
),
bought as (
    select *, floor({products} * u2(31, invoice_id, line_no) ** 1.7)::int as product from numbered
)
select
    invoice_id,
    line_no,
    case when u2(32, invoice_id, line_no) >= 0.0005 then customer_id end as customer_id,
    invoiced_on,
    20000 + product as product_id,
    ((case when u2(33, invoice_id, line_no) < 0.01 + 0.04 * u(34, rank) ** 3 then -1 else 1 end) * (1 + floor(40 * u2(35, invoice_id, line_no) ** 3)))::int as quantity,
    round(standard_cost::double * (1.25 + 0.55 * u(36, product)) * (0.97 + 0.06 * u2(37, invoice_id, line_no)), 2)::decimal(9, 2) as unit_price,
    (discount_band * 0.05)::decimal(3, 2) as discount_rate,
    round(standard_cost::double * (0.95 + 0.10 * u2(38, invoice_id, line_no)), 2)::decimal(9, 2) as unit_cost
from bought
join products on products.product_id = 20000 + bought.product;

create table receivables as
with due as (
    select
        invoice_id,
        any_value(customer_id) as customer_id,
        any_value(invoiced_on) as issued_on,
        round(sum(quantity * unit_price * (1 - discount_rate)), 2)::decimal(14, 2) as amount
    from invoice_lines
    group by invoice_id
    having any_value(customer_id) is not null and sum(quantity * unit_price * (1 - discount_rate)) > 0.01
),
dated as (
    select
        *,
        issued_on + ([14, 30, 30, 60])[1 + floor(4 * u(41, customer_id))::int] as due_on,
        floor(-6 + 55 * u(42, customer_id) ** 2 + 20 * u(43, invoice_id))::int as late
    from due
)
select
    invoice_id,
    customer_id,
    issued_on,
    amount,
    due_on::date as due_on,
    case when u(44, invoice_id) >= 0.02 and due_on + late <= date '2025-12-31' then greatest(issued_on, due_on + late)::date end as paid_on
from dated
order by invoice_id;

create table interactions as
with drawn as (
    select
        i,
        floor({customers} * u(51, i) ** (case when u(52, i) < 0.5 then 3.0 else 1.6 end))::bigint as rank,
        u(53, i) as t,
        u(55, i) as effort,
        floor(i::double * 1096 / ({lines} // 4))::int as day
    from range({lines} // 4) t(i)
)
select
    300000000 + i as interaction_id,
    customer_at(rank) as customer_id,
    date '2023-01-01' + day + to_hours(8 + (i % 9)::int) as at,
    case when t < 0.35 then 'email' when t < 0.60 then 'call' when t < 0.80 then 'ticket' when t < 0.90 then 'complaint' else 'visit' end as kind,
    (case when t < 0.35 then 4 + 16 * effort when t < 0.60 then 8 + 30 * effort when t < 0.80 then 20 + 100 * effort when t < 0.90 then 15 + 40 * effort else 45 + 120 * effort end)::int as minutes
from drawn;

-- The ledger is what the documents add up to, and departments of a fixed size.
create table ledger as
with months as (
    select (date '2023-01-01' + to_months(m::int))::date as month from range(36) t(m)
),
booked as (
    select
        date_trunc('month', invoiced_on)::date as month,
        sum(case when quantity > 0 then quantity * unit_price * (1 - discount_rate) end) as sales,
        sum(case when quantity < 0 then -quantity * unit_price * (1 - discount_rate) end) as returns,
        sum(quantity * unit_cost) as goods
    from invoice_lines
    where customer_id is not null
    group by 1
),
departments as (
    select * from (values ('6601', 46), ('6611', 52), ('6621', 70), ('6632', 38), ('6701', 90)) t(account, hourly)
)
select strftime(month, '%Y-%m') as period, account, amount::decimal(16, 2) as amount
from (
    select month, '6001' as account, -round(sales, 2) as amount from booked
    union all select month, '6002', round(returns, 2) from booked
    union all select month, '6401', round(goods, 2) from booked
    union all select month, account, round({people} * 160 * hourly * (0.95 + 0.1 * u2(61, account, strftime(month, '%Y-%m'))), 2) from departments, months
)
order by period, account;
