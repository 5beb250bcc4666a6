-- grain:  customer that has a parent at the as-of date
-- reads:  canonical.relationships, settings.run
-- why:    climbs to the ultimate parent. One parent each: the latest link wins, then the smaller number. Where the
--         climb comes back to where it has been, there is no ultimate parent: the customer keeps its own number, and
--         the members of the circle are named in a finding.
with recursive
    run as (select * from settings.run),
    relationships as (select * from canonical.relationships),

    links as (
        select
            relationships.to_id as customer_id,
            relationships.from_id as parent_id,
            row_number() over (
                partition by relationships.to_id
                order by relationships.valid_from desc nulls last, relationships.from_id
            ) as choice
        from relationships
        cross join run
        where relationships.kind = 'parent_of'
            and (relationships.valid_from is null or relationships.valid_from <= run.as_of)
            and (relationships.valid_to is null or relationships.valid_to >= run.as_of)
    ),

    parents as (
        select customer_id, parent_id from links where choice = 1
    ),

    climb(customer_id, ancestor_id, path, is_circle) as (
        select customer_id, parent_id, [customer_id], parent_id = customer_id from parents
        union all
        select
            climb.customer_id,
            parents.parent_id,
            list_append(climb.path, climb.ancestor_id),
            parents.parent_id = climb.ancestor_id or list_contains(climb.path, parents.parent_id)
        from climb
        join parents on parents.customer_id = climb.ancestor_id
        where not climb.is_circle
    ),

    ends as (
        select
            customer_id,
            max(case when is_circle then 1 else 0 end) = 1 as ends_in_circle,
            max(case when is_circle and ancestor_id = customer_id then 1 else 0 end) = 1 as in_circle,
            max(len(path)) as depth
        from climb
        group by customer_id
    ),

    final as (
        select
            ends.customer_id,
            parents.parent_id,
            case when ends.ends_in_circle then ends.customer_id else climb.ancestor_id end as group_id,
            ends.in_circle
        from ends
        join parents on parents.customer_id = ends.customer_id
        join climb on climb.customer_id = ends.customer_id and len(climb.path) = ends.depth
    )

select * from final
