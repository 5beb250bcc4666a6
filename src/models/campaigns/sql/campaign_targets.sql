-- grain:  campaign × customer that its selection takes
-- reads:  settings.campaigns, settings.campaign_rules, settings.run, features.customers, features.customer_profit,
--         features.rfm, features.open_items, features.documents, models.tiers, models.rhythm,
--         canonical.customers, canonical.contacts, canonical.interactions, canonical.campaign_contacts
-- why:    a list that may be mailed: everybody is out with exactly one reason, the first that holds, or in one arm.
--         The control group is drawn inside each tier and segment in the order of a hash (MD5 of seed, campaign and
--         customer), so it is random towards everything else and the same on every machine; every n-th place of that
--         order is held back (systematic sampling with a random start), which keeps each cell's share to one customer.
with
    campaigns as (select * from settings.campaigns),
    rules as (select * from settings.campaign_rules),
    run as (select * from settings.run),
    customers as (select * from features.customers),
    profits as (select * from features.customer_profit),
    rfm as (select * from features.rfm),
    open_items as (select * from features.open_items where open_amount > 0),
    documents as (select * from features.documents),
    tiers as (select * from models.tiers),
    rhythm as (select * from models.rhythm),
    crm as (select * from canonical.customers),
    contacts as (select * from canonical.contacts),
    interactions as (select * from canonical.interactions),
    campaign_contacts as (select * from canonical.campaign_contacts),

    wanted as (
        select
            campaign,
            list(value) filter (where kind = 'tier') as tiers,
            list(value) filter (where kind = 'segment') as segments,
            list(value) filter (where kind = 'state') as states
        from rules
        group by campaign
    ),

    people as (
        select
            contacts.customer_id,
            bool_or(trim(coalesce(contacts.email, '')) <> '') as has_email,
            bool_or(trim(coalesce(contacts.phone, '')) <> '') as has_phone
        from contacts
        cross join run
        where coalesce(contacts.valid_from, run.as_of) <= run.as_of and coalesce(contacts.valid_to, run.as_of) >= run.as_of
        group by contacts.customer_id
    ),

    touches as (
        select interactions.customer_id, cast(interactions.at as date) as day from interactions where interactions.kind in ('visit', 'call', 'email')
        union all
        select customer_id, sent_on as day from campaign_contacts where arm = 'treatment'
    ),

    complaints as (
        select distinct interactions.customer_id
        from interactions
        cross join run
        where interactions.kind = 'complaint' and interactions.status = 'open' and cast(interactions.at as date) <= run.as_of
    ),

    owing as (
        select customer_id, bool_or(is_disputed) as is_disputed, max(days_overdue) as days_overdue
        from open_items
        group by customer_id
    ),

    selected as (
        select
            campaigns.*,
            customers.customer_id,
            customers.class,
            tiers.tier,
            rfm.segment,
            rhythm.state
        from campaigns
        cross join customers
        left join wanted on wanted.campaign = campaigns.campaign
        left join tiers on tiers.customer_id = customers.customer_id
        left join rfm on rfm.customer_id = customers.customer_id
        left join rhythm on rhythm.customer_id = customers.customer_id
        where (wanted.tiers is null or list_contains(wanted.tiers, tiers.tier))
            and (wanted.segments is null or list_contains(wanted.segments, rfm.segment))
            and (wanted.states is null or list_contains(wanted.states, rhythm.state))
    ),

    touched as (
        select distinct selected.campaign, selected.customer_id
        from selected
        join touches
            on touches.customer_id = selected.customer_id
            and touches.day < selected.sent_on
            and touches.day >= selected.sent_on - cast(selected.contacted_days as integer)
    ),

    recent as (
        select
            campaigns.campaign,
            documents.customer_id,
            sum(documents.gross_sales - documents.discounts - documents.returns) as recent_sales
        from documents
        cross join run
        join campaigns on documents.invoiced_on > run.as_of - cast(campaigns.days as integer)
        group by campaigns.campaign, documents.customer_id
    ),

    consents as (
        select
            selected.*,
            case selected.channel
                when 'mail' then crm.consent_mail
                when 'email' then crm.consent_email
                else crm.consent_phone
            end as agreed,
            case selected.channel
                when 'mail' then trim(coalesce(crm.address, '')) <> ''
                when 'email' then trim(coalesce(crm.email, '')) <> '' or coalesce(people.has_email, false)
                else trim(coalesce(crm.phone, '')) <> '' or coalesce(people.has_phone, false)
            end as has_address
        from selected
        left join crm on crm.customer_id = selected.customer_id
        left join people on people.customer_id = selected.customer_id
    ),

    judged as (
        select
            consents.*,
            coalesce(recent.recent_sales, 0) as recent_sales,
            case
                when consents.class <> 'ordinary' then 'not_ordinary'
                when consents.agreed is false or (consents.consent = 'given' and consents.agreed is null) then 'no_consent'
                when not consents.has_address then 'no_address'
                when touched.customer_id is not null then 'recently_contacted'
                when complaints.customer_id is not null then 'open_complaint'
                when owing.is_disputed then 'open_dispute'
                when owing.days_overdue > consents.overdue_days then 'overdue'
                when profits.net_profit < -consents.loss_up_to then 'eroding'
            end as left_out
        from consents
        left join touched on touched.campaign = consents.campaign and touched.customer_id = consents.customer_id
        left join complaints on complaints.customer_id = consents.customer_id
        left join owing on owing.customer_id = consents.customer_id
        left join profits on profits.customer_id = consents.customer_id
        left join recent on recent.campaign = consents.campaign and recent.customer_id = consents.customer_id
    ),

    placed as (
        select
            *,
            row_number() over (
                partition by campaign, left_out is null
                order by
                    coalesce(tier, ''),
                    coalesce(segment, ''),
                    md5(concat_ws('/', cast(seed as varchar), campaign, customer_id)),
                    customer_id
            ) as place
        from judged
    ),

    final as (
        select
            campaign,
            customer_id,
            left_out,
            case
                when left_out is not null then null
                when floor(place * control + start) > floor((place - 1) * control + start) then 'control'
                else 'treatment'
            end as arm,
            tier,
            segment,
            state,
            recent_sales
        from placed
    )

select * from final
