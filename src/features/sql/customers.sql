-- grain:  customer known to any source up to the as-of date
-- reads:  features.known_customers, canonical.customers, features.customer_profit, features.customer_tree,
--         settings.customer_class_ids, settings.customer_class_words
-- why:    every customer with what the CRM says of it, and whether it is ranked. Class: as mapped where that says more than
--         `ordinary`, else by number in the pipeline file, else as mapped, else by a word of the name, else ordinary.
with
    known as (select * from features.known_customers),
    crm as (select * from canonical.customers),
    customer_profit as (select * from features.customer_profit),
    tree as (select * from features.customer_tree),
    class_ids as (select * from settings.customer_class_ids),
    class_words as (select * from settings.customer_class_words),

    by_word as (
        select crm.customer_id, arg_min(class_words.class, class_words.position) as class
        from crm
        join class_words on contains(lower(crm.name), lower(class_words.word))
        group by crm.customer_id
    ),

    active as (
        select customer_id
        from customer_profit
        where gross_sales <> 0 or discounts <> 0 or returns <> 0 or rebates <> 0 or cost_of_goods <> 0
            or freight_and_fees_billed <> 0 or delivery <> 0 or order_handling <> 0 or service <> 0
            or sales_and_marketing <> 0 or cost_of_credit <> 0 or bad_debt <> 0
    ),

    classed as (
        select
            known.customer_id,
            coalesce(nullif(trim(crm.name), ''), known.customer_id) as name,
            coalesce(nullif(crm.class, 'ordinary'), class_ids.class, crm.class, by_word.class, 'ordinary') as class,
            active.customer_id is not null as is_active,
            crm.customer_id is not null as in_crm,
            crm.industry,
            crm.region,
            crm.city,
            crm.owner,
            crm.channel,
            crm.created_on,
            tree.parent_id,
            coalesce(tree.group_id, known.customer_id) as group_id
        from known
        left join crm on crm.customer_id = known.customer_id
        left join class_ids on class_ids.customer_id = known.customer_id
        left join by_word on by_word.customer_id = known.customer_id
        left join active on active.customer_id = known.customer_id
        left join tree on tree.customer_id = known.customer_id
    ),

    final as (
        select *, class = 'ordinary' and is_active as is_ranked from classed
    )

select * from final
