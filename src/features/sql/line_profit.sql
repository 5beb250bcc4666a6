-- grain:  invoice line up to the as-of date, in the reporting currency
-- reads:  canonical.invoice_lines, canonical.products, settings.line_classes, settings.run, features.fx_days,
--         features.return_sales
-- kind: view
-- why:    a view, because `documents` has what most of its readers need at a quarter of the rows.
--         One home for what a line is (class, kind) and what it adds to each line of the statement.
--         Class: as mapped, else by product, else goods; goods sold for nothing are free goods: at list price they are
--         all discount, they cost what they cost, and are no purchase. Kind: as mapped, else by the sign of the quantity.
--         Net: as given, else quantity × unit price × (1 − discount rate). Gross: quantity × list price, else net
--         before the line discount, else net. Cost: as given, else quantity × unit cost, else × standard cost; the
--         standard cost is kept in the reporting currency, the others in that of the line.
--         Products are reckoned wide: eighteen digits hold a line of a hundred million times a rate no more.
--         A line whose currency has no rate counts nothing; the run fails and says how many there are.
--         Month: that of the invoice; of a return that of the sale it takes back, where the pipeline file says so.
--         Own amounts: those of a line in another currency, as on the invoice; empty for the reporting currency.
--         Freight, fees and rounding bring income only: what freight costs us comes from shipments or a pool.
with
    run as (select * from settings.run),
    lines as (select * from canonical.invoice_lines),
    articles as (select * from canonical.products),
    line_classes as (select * from settings.line_classes),
    fx_days as (select * from features.fx_days),
    return_sales as (select * from features.return_sales),

    classed as (
        select
            lines.*,
            cast(date_trunc('month', coalesce(return_sales.sold_on, lines.invoiced_on)) as date) as month,
            coalesce(return_sales.sold_on, lines.invoiced_on) >= run.period_start as in_period,
            coalesce(lines.class, line_classes.class, 'goods') as line_class,
            coalesce(lines.discount_rate, 0) as rate_of_discount,
            articles.standard_cost,
            lines.currency is null or upper(trim(lines.currency)) = run.currency as is_own,
            cast(fx_days.rate as decimal(24, 6)) as foreign_rate
        from lines
        cross join run
        left join line_classes on line_classes.product_id = lines.product_id
        left join articles
            on articles.product_id
                = case when lines.cost_amount is null and lines.unit_cost is null then lines.product_id end
        left join fx_days
            on fx_days.currency = upper(trim(lines.currency)) and fx_days.day = lines.invoiced_on
        left join return_sales
            on return_sales.invoice_id = lines.invoice_id and return_sales.line_no = lines.line_no
        where lines.invoiced_on <= run.as_of
    ),

    -- In whole numbers where they are small enough, which is nearly everywhere: quantity without a fraction, discount in
    -- whole hundredths of a percent. The same amounts to the last digit, without 128-bit divisions. What is said here of
    -- a float is exact: fifteen digits fit.
    units as (
        select
            *,
            cast(quantity as double) as float_quantity,
            cast(unit_price as double) as float_price,
            cast(unit_cost as double) as float_cost,
            round((1 - rate_of_discount) * 100000000) / 10000 as kept_e4
        from classed
    ),

    -- 18 digits hold no more; larger ones go the wide way.
    products as (
        select
            *,
            case
                when net_amount is null
                    and float_quantity = floor(float_quantity)
                    and kept_e4 = floor(kept_e4)
                    and abs(float_quantity) < 1000000000 and abs(float_price) < 900000
                    and abs(float_quantity * float_price * kept_e4) < 9e11
                    then cast(float_quantity as bigint) * cast(unit_price * 1000000 as bigint) * cast(kept_e4 as bigint)
            end as net_e10,
            case
                when abs(float_quantity) < 1000000000 and abs(float_cost) < 900000
                    and abs(float_quantity * float_cost) < 9e8
                    then cast(quantity * 10000 as bigint) * cast(unit_cost * 1000000 as bigint)
            end as cost_e10
        from units
    ),

    priced as (
        select
            *,
            case
                when net_amount is not null then net_amount
                when net_e10 is not null
                    then cast((net_e10 + case when net_e10 < 0 then -500000 else 500000 end) // 1000000 as decimal(14, 0))
                        * cast(0.0001 as decimal(4, 4))
                else cast(
                    round(
                        cast(quantity as decimal(24, 4)) * unit_price * cast(1 - rate_of_discount as decimal(9, 8)), 4
                    ) as decimal(18, 4)
                )
            end as line_net,
            case
                when cost_amount is not null then cost_amount
                when cost_e10 is not null
                    then cast((cost_e10 + case when cost_e10 < 0 then -500000 else 500000 end) // 1000000 as decimal(14, 0))
                        * cast(0.0001 as decimal(4, 4))
                else cast(round(cast(quantity as decimal(24, 4)) * unit_cost, 4) as decimal(18, 4))
            end as line_cost
        from products
    ),

    kinds as (
        select
            *,
            coalesce(
                kind,
                case when quantity < 0 then 'return' when quantity = 0 and line_net < 0 then 'credit_note' else 'sale' end
            ) as line_kind,
            -- A list price of nought is an empty field in most exports, not a gift.
            case
                when list_price > 0
                    then cast(round(cast(quantity as decimal(24, 4)) * list_price, 4) as decimal(18, 4))
                when rate_of_discount > 0 and rate_of_discount < 1
                    then cast(cast(line_net as double) / (1 - rate_of_discount) as decimal(18, 4))
                else line_net
            end as line_gross,
            case
                when line_cost is null
                    then cast(round(cast(quantity as decimal(24, 4)) * standard_cost, 4) as decimal(18, 4))
            end as cost_by_standard
        from priced
    ),

    converted as (
        select
            *,
            case
                when is_own then coalesce(line_net, 0)
                else coalesce(cast(round(line_net * foreign_rate, 4) as decimal(18, 4)), 0)
            end as net,
            case
                when is_own then coalesce(line_gross, 0)
                else coalesce(cast(round(line_gross * foreign_rate, 4) as decimal(18, 4)), 0)
            end as gross,
            case
                when is_own then coalesce(line_cost, cost_by_standard, 0)
                when foreign_rate is null then 0
                else coalesce(cast(round(line_cost * foreign_rate, 4) as decimal(18, 4)), cost_by_standard, 0)
            end as cost,
            case
                when line_class in ('goods', 'service', 'free_goods')
                    then case when line_kind = 'sale' then 'sale' else 'return' end
                when line_class in ('freight_billed', 'fee', 'rounding') then 'billed'
                when line_class = 'write_off' then 'write_off'
                else 'left_out'
            end as posted_as,
            case
                when line_class = 'goods' and line_kind = 'sale' and quantity > 0 and line_net = 0 then 'free_goods'
                else line_class
            end as final_class
        from kinds
    ),

    final as (
        select
            invoice_id,
            line_no,
            customer_id,
            invoiced_on,
            month,
            in_period,
            product_id,
            order_id,
            final_class as class,
            line_kind as kind,
            quantity,
            net as net_amount,
            posted_as,
            posted_as = 'sale' and final_class <> 'free_goods' as is_purchase,
            cast(case when posted_as = 'sale' then gross else 0 end as decimal(18, 4)) as gross_sales,
            cast(case when posted_as = 'sale' then gross - net else 0 end as decimal(18, 4)) as discounts,
            cast(case when posted_as = 'return' then -net else 0 end as decimal(18, 4)) as returns,
            cast(case when posted_as in ('sale', 'return') then cost else 0 end as decimal(18, 4)) as cost_of_goods,
            cast(case when posted_as = 'billed' then net else 0 end as decimal(18, 4)) as freight_and_fees_billed,
            cast(case when posted_as = 'write_off' then -net else 0 end as decimal(18, 4)) as bad_debt,
            case
                when is_own then coalesce(freight_cost, 0)
                else coalesce(cast(round(freight_cost * foreign_rate, 4) as decimal(18, 4)), 0)
            end as freight_paid,
            posted_as in ('sale', 'return') and line_cost is null and cost_by_standard is null as cost_missing,
            not is_own and foreign_rate is null as rate_missing,
            case when not is_own then upper(trim(currency)) end as currency,
            case when is_own then 1 else foreign_rate end as fx_rate,
            case when not is_own then line_gross end as own_gross,
            case when not is_own then line_net end as own_net,
            case
                when not is_own
                    then coalesce(line_cost, cast(round(cost_by_standard / foreign_rate, 4) as decimal(18, 4)))
            end as own_cost
        from converted
    )

select * from final
