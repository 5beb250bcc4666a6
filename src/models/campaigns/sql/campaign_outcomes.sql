-- grain:  campaign sent × arm
-- reads:  canonical.campaign_contacts, settings.campaigns, settings.campaign_defaults, settings.run,
--         features.documents
-- why:    what each arm bought in the same days after the mailing, everybody counted who was meant to be in it, buyers
--         or not (intention to treat). Who stands in both arms of a campaign proves nothing and is left out.
with
    contacts as (select * from canonical.campaign_contacts),
    campaigns as (select * from settings.campaigns),
    defaults as (select * from settings.campaign_defaults),
    run as (select * from settings.run),
    documents as (select * from features.documents),

    members as (
        select
            contacts.campaign_id as campaign,
            contacts.customer_id,
            min(contacts.sent_on) as sent_on,
            min(contacts.arm) as arm
        from contacts
        cross join run
        where contacts.sent_on <= run.as_of
        group by contacts.campaign_id, contacts.customer_id
        having min(contacts.arm) = max(contacts.arm)
    ),

    timed as (
        select
            members.*,
            coalesce(campaigns.days, defaults.days) as days,
            coalesce(campaigns.cost, 0) as cost,
            campaigns.control as control_share
        from members
        cross join defaults
        left join campaigns on campaigns.campaign = members.campaign
    ),

    bought as (
        select
            timed.campaign,
            timed.customer_id,
            cast(sum(documents.gross_sales - documents.discounts - documents.returns) as decimal(18, 2)) as sales,
            cast(
                sum(documents.gross_sales - documents.discounts - documents.returns - documents.cost_of_goods) as decimal(18, 2)
            ) as margin
        from timed
        join documents
            on documents.customer_id = timed.customer_id
            and documents.invoiced_on > timed.sent_on
            and documents.invoiced_on <= timed.sent_on + cast(timed.days as integer)
        group by timed.campaign, timed.customer_id
    ),

    final as (
        select
            timed.campaign,
            timed.arm,
            any_value(timed.days) as days,
            any_value(timed.cost) as cost,
            any_value(timed.control_share) as control_share,
            min(timed.sent_on) as sent_on,
            max(timed.sent_on) + cast(any_value(timed.days) as integer) <= any_value(run.as_of) as is_complete,
            count(*) as customers,
            coalesce(sum(bought.sales), 0) as sales,
            coalesce(sum(bought.sales * bought.sales), 0) as sales_squares,
            coalesce(sum(bought.margin), 0) as margin,
            coalesce(sum(bought.margin * bought.margin), 0) as margin_squares
        from timed
        cross join run
        left join bought on bought.campaign = timed.campaign and bought.customer_id = timed.customer_id
        group by timed.campaign, timed.arm
    )

select * from final
