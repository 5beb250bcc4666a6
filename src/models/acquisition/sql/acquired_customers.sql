-- grain:  customer won through a lead of the period
-- reads:  canonical.leads, models.customer_years, models.acquisition_sources, settings.run
-- why:    a lead wins a customer when a new customer's first purchase follows it. Who had bought before, or may have,
--         was not won by it. Of several leads the first one counts: it is what brought the customer.
with
    run as (select * from settings.run),
    leads as (select * from canonical.leads),
    years as (select * from models.customer_years),
    sources as (select * from models.acquisition_sources),

    final as (
        select
            leads.customer_id,
            leads.lead_id,
            sources.source,
            leads.campaign,
            leads.created_on as lead_on,
            years.first_purchase as won_on
        from leads
        join run on leads.created_on between run.period_start and run.as_of
        join years on years.customer_id = leads.customer_id
        join sources on sources.folded = lower(trim(coalesce(leads.source, '')))
        where years.is_new and leads.created_on <= years.first_purchase
        qualify row_number() over (partition by leads.customer_id order by leads.created_on, leads.lead_id) = 1
    )

select * from final
