-- grain:  the run: one row
-- reads:  settings.run
-- kind: view
-- source: balance × days × annual rate / 365
-- why:    the annual rate as a fraction of whole numbers: cost in 1/10,000 = balance in 1/10,000 × days × parts / whole.
--         Rate × 1,000,000 over 365 × 1,000,000 in its lowest terms; in that form nearly all products fit 64 bits.
with
    run as (select * from settings.run),

    scaled as (select annual_rate, cast(annual_rate * 1000000 as bigint) as rate_e6 from run),

    final as (
        select
            annual_rate,
            rate_e6 // gcd(rate_e6, 365000000) as rate_parts,
            365000000 // gcd(rate_e6, 365000000) as rate_whole
        from scaled
    )

select * from final
