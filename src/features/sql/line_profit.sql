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
            nullif(upper(trim(lines.currency)), run.currency) as foreign_currency,
            cast(
                case
                    when lines.currency is null or upper(trim(lines.currency)) = run.currency then 1
                    else fx_days.rate
                end as decimal(24, 6)
            ) as fx_rate,
            cast(lines.quantity as decimal(24, 4)) as wide_quantity
        from lines
        cross join run
        left join line_classes on line_classes.product_id = lines.product_id
        left join articles on articles.product_id = lines.product_id
        left join fx_days
            on fx_days.currency = upper(trim(lines.currency)) and fx_days.day = lines.invoiced_on
        left join return_sales
            on return_sales.invoice_id = lines.invoice_id and return_sales.line_no = lines.line_no
        where lines.invoiced_on <= run.as_of
    ),

    -- In whole numbers where they are small enough, which is nearly everywhere: quantity without a fraction, discount in
    -- whole hundredths of a percent. The same amounts to the last digit, without 128-bit divisions.
    units as (
        select
            *,
            -- 18 digits hold no more; larger ones go the wide way.
            case when abs(quantity) < 1000000000 then cast(quantity * 10000 as bigint) end as quantity_e4,
            case when abs(unit_price) < 900000 then cast(unit_price * 1000000 as bigint) end as price_e6,
            case when abs(unit_cost) < 900000 then cast(unit_cost * 1000000 as bigint) end as cost_e6,
            cast(cast(1 - rate_of_discount as decimal(9, 8)) * 100000000 as bigint) as kept_e8
        from classed
    ),

    products as (
        select
            *,
            case
                when net_amount is null
                    and quantity_e4 % 10000 = 0
                    and kept_e8 % 10000 = 0
                    and abs(cast(quantity_e4 as double)) * abs(price_e6) * kept_e8 < 9e25
                    then (quantity_e4 // 10000) * price_e6 * (kept_e8 // 10000)
            end as net_e10,
            case
                when abs(cast(quantity_e4 as double)) * abs(cost_e6) < 9e18 then quantity_e4 * cost_e6
            end as cost_e10
        from units
    ),

    priced as (
        select
            *,
            case
                when net_amount is not null then net_amount
                when net_e10 is not null
                    then cast(cast((net_e10 + sign(net_e10) * 500000) // 1000000 as decimal(18, 0)) * 0.0001 as decimal(18, 4))
                else cast(
                    round(wide_quantity * unit_price * cast(1 - rate_of_discount as decimal(9, 8)), 4) as decimal(18, 4)
                )
            end as line_net,
            case
                when cost_amount is not null then cost_amount
                when cost_e10 is not null
                    then cast(cast((cost_e10 + sign(cost_e10) * 500000) // 1000000 as decimal(18, 0)) * 0.0001 as decimal(18, 4))
                else cast(round(wide_quantity * unit_cost, 4) as decimal(18, 4))
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
                when list_price > 0 then cast(round(wide_quantity * list_price, 4) as decimal(18, 4))
                when rate_of_discount > 0 and rate_of_discount < 1
                    then cast(round(line_net / (1 - rate_of_discount), 4) as decimal(18, 4))
                else line_net
            end as line_gross,
            case when line_cost is null then cast(round(wide_quantity * standard_cost, 4) as decimal(18, 4)) end
                as cost_by_standard
        from priced
    ),

    converted as (
        select
            *,
            case when fx_rate = 1 then coalesce(line_net, 0) else coalesce(cast(round(line_net * fx_rate, 4) as decimal(18, 4)), 0) end
                as net,
            case when fx_rate = 1 then coalesce(line_gross, 0) else coalesce(cast(round(line_gross * fx_rate, 4) as decimal(18, 4)), 0) end
                as gross,
            case
                when fx_rate is null then 0
                when fx_rate = 1 then coalesce(line_cost, cost_by_standard, 0)
                else coalesce(cast(round(line_cost * fx_rate, 4) as decimal(18, 4)), cost_by_standard, 0)
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
                when fx_rate = 1 then coalesce(freight_cost, 0)
                else coalesce(cast(round(freight_cost * fx_rate, 4) as decimal(18, 4)), 0)
            end as freight_paid,
            posted_as in ('sale', 'return') and line_cost is null and cost_by_standard is null as cost_missing,
            fx_rate is null as rate_missing,
            foreign_currency as currency,
            fx_rate,
            case when foreign_currency is not null then line_gross end as own_gross,
            case when foreign_currency is not null then line_net end as own_net,
            case
                when foreign_currency is not null
                    then coalesce(line_cost, cast(round(cost_by_standard / fx_rate, 4) as decimal(18, 4)))
            end as own_cost
        from converted
    )

select * from final
