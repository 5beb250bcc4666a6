-- grain:  comparison × customer with goods or services in either span
-- reads:  models.compared_spans, features.line_profit, models.earlier_products
-- why:    the quantities of both spans at the prices and unit costs of the first: what a price-volume-mix bridge is made
--         from. Price and unit cost: those of the customer's sales of the product before; of a product that is new for
--         the customer, those of now, so that it counts as volume and mix and never as price. Returns come with their
--         quantity, credit notes without. Of goods and services the net amount of a line is what it adds to sales, less
--         discounts and returns. A line without a product has its amount for a quantity: all of it is volume.
with
    spans as (select * from models.compared_spans),
    lines as (select * from features.line_profit where class in ('goods', 'service')),
    earlier_products as (select * from models.earlier_products),

    -- No line counts in a month after that of its own day. So what is older than both spans is left where it lies,
    -- instead of being reckoned first and dropped then.
    first_day as (select min(least(before_from, now_from)) as day from spans),

    -- One pass over the lines for both comparisons.
    sides as (
        select
            spans.basis,
            case when spans.basis = 'spans' and lines.month < spans.now_from then 'before' else 'now' end as side,
            lines.customer_id,
            coalesce(lines.product_id, '') as product_id,
            lines.kind,
            lines.product_id is null as is_nameless,
            lines.quantity,
            lines.net_amount,
            lines.cost_of_goods
        from lines
        join first_day on lines.invoiced_on >= first_day.day
        join spans
            on (spans.basis = 'spans' and lines.month between spans.before_from and spans.now_to)
            or (spans.basis = 'run' and lines.in_period)
    ),

    -- Most customers buy a product once: lines are not summed before their two sides stand beside one another.
    sold as materialized (
        select
            basis,
            side,
            customer_id,
            product_id,
            hash(basis, customer_id, product_id) as pair,
            case when kind = 'sale' then net_amount end as sold,
            case when kind = 'sale' then cost_of_goods end as cost,
            case when kind <> 'sale' then null when is_nameless then net_amount else quantity end as units_sold,
            case
                when is_nameless then net_amount
                when kind <> 'credit_note' then quantity
            end as units
        from sides
        union all
        select
            'run',
            'before',
            customer_id,
            product_id,
            hash('run', customer_id, product_id),
            sold,
            cost,
            units_sold,
            units
        from earlier_products
    ),

    -- Nearly every pair of customer and product has one line, whose sums are itself. Only the others go through the wide
    -- sums of a grouping; a line whose hash meets another's goes with them, and comes to the same.
    repeated as (
        select pair from sold group by pair having count(*) > 1
    ),

    products as (
        select
            basis,
            customer_id,
            product_id,
            cast(coalesce(sum(sold) filter (where side = 'before'), 0) as decimal(18, 4)) as sold_before,
            cast(coalesce(sum(sold) filter (where side = 'now'), 0) as decimal(18, 4)) as sold_now,
            cast(coalesce(sum(cost) filter (where side = 'before'), 0) as decimal(18, 4)) as cost_before,
            cast(coalesce(sum(cost) filter (where side = 'now'), 0) as decimal(18, 4)) as cost_now,
            cast(coalesce(sum(units_sold) filter (where side = 'before'), 0) as decimal(18, 4)) as units_sold_before,
            cast(coalesce(sum(units_sold) filter (where side = 'now'), 0) as decimal(18, 4)) as units_sold_now,
            cast(coalesce(sum(units) filter (where side = 'before'), 0) as decimal(18, 4)) as units_before,
            cast(coalesce(sum(units) filter (where side = 'now'), 0) as decimal(18, 4)) as units_now
        from sold
        where pair in (select pair from repeated)
        group by basis, customer_id, product_id
    ),

    priced as (
        select
            *,
            case
                when units_sold_before <> 0 then cast(sold_before as double) / cast(units_sold_before as double)
                when units_sold_now <> 0 then cast(sold_now as double) / cast(units_sold_now as double)
                else 0
            end as price,
            case
                when units_sold_before <> 0 then cast(cost_before as double) / cast(units_sold_before as double)
                when units_sold_now <> 0 then cast(cost_now as double) / cast(units_sold_now as double)
                else 0
            end as unit_cost
        from products
    ),

    valued as (
        select
            basis,
            customer_id,
            cast(round(cast(units_before as double) * price, 4) as decimal(18, 4)) as sales_before,
            cast(round(cast(units_now as double) * price, 4) as decimal(18, 4)) as sales_now,
            cast(round(cast(units_before as double) * unit_cost, 4) as decimal(18, 4)) as cost_before,
            cast(round(cast(units_now as double) * unit_cost, 4) as decimal(18, 4)) as cost_now
        from priced
        union all
        -- Of one line, quantity × price is the amount; what is no sale has no price.
        select
            basis,
            customer_id,
            case when side = 'before' and units_sold <> 0 then sold else 0 end,
            case when side = 'now' and units_sold <> 0 then sold else 0 end,
            case when side = 'before' and units_sold <> 0 then coalesce(cost, 0) else 0 end,
            case when side = 'now' and units_sold <> 0 then coalesce(cost, 0) else 0 end
        from sold
        where pair not in (select pair from repeated)
    ),

    final as (
        select
            basis,
            customer_id,
            sum(sales_before) as sales_before,
            sum(sales_now) as sales_now,
            sum(cost_before) as cost_before,
            sum(cost_now) as cost_now
        from valued
        group by basis, customer_id
    )

select * from final
