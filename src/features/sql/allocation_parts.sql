-- grain:  term of a cost pool in a month × customer with something of its driver, in 1/10,000
-- reads:  features.allocation_terms, features.driver_quantities
-- why:    what pools follow, customer by customer, in whole numbers alone: the names of customers, drivers and months
--         are looked up once, for the splits of the pipeline file and for those of the sensitivity
with
    terms as (select * from features.allocation_terms),
    drivers as (select * from features.driver_quantities),

    final as (
        select
            terms.term_number,
            drivers.customer_number,
            case
                when abs(drivers.quantity) < 1000000000 then cast(drivers.quantity * 10000 as bigint)
                else cast(cast(drivers.quantity as decimal(28, 4)) * 10000 as bigint)
            end as driver_units
        from drivers
        join terms on terms.month = drivers.month and terms.driver = drivers.driver
    )

select * from final
