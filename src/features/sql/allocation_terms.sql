-- grain:  cost pool × month × driver that it follows there (pools that follow documents aside)
-- reads:  features.allocation_splits, settings.pool_terms
-- why:    the factors of the pipeline file, in millionths, with a number for each, so that the rows that grow with the
--         customers carry that number alone. On the fallback: one of its driver is one unit.
with
    splits as (select * from features.allocation_splits where scenario = 'base'),
    pool_terms as (select * from settings.pool_terms),

    factors as (
        select splits.split_number, splits.month, splits.basis, pool_terms.driver, pool_terms.factor
        from splits
        join pool_terms on pool_terms.pool = splits.pool
        where splits.basis in ('minutes', 'drivers')
        union all
        select split_number, month, basis, fallback as driver, 1 as factor from splits where basis = 'fallback'
    ),

    final as (
        select
            cast(row_number() over (order by split_number, driver) as integer) as term_number,
            split_number,
            month,
            basis,
            driver,
            cast(cast(cast(factor as decimal(24, 6)) as decimal(28, 6)) * 1000000 as bigint) as factor_units
        from factors
    )

select * from final
