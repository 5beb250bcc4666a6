-- grain:  ranked customer × cost line that is worse than its peers
-- reads:  models.cause_shares, settings.comparison
-- why:    why a customer erodes: the profit gained by bringing a line to the median of comparable customers. Kept
--         from a small share of net sales upward, so that noise is no cause; the largest is the cause.
with
    shares as (select * from models.cause_shares),
    comparison as (select * from settings.comparison),

    -- Medians of ten million shares are dear: only of the groups that somebody is held against.
    needed as (
        select bool_or(peer_group = 'size') as size, bool_or(peer_group = 'all') as everybody from shares
    ),

    of_industry_and_size as (
        select line, size_band, industry, median(share) as peer_median, count(*) as peers
        from shares
        group by line, size_band, industry
    ),

    of_size as (
        select line, size_band, median(share) as peer_median, count(*) as peers
        from shares
        where (select needed.size from needed)
        group by line, size_band
    ),

    of_all as (
        select line, median(share) as peer_median, count(*) as peers
        from shares
        where (select needed.everybody from needed)
        group by line
    ),

    compared as (
        select
            shares.*,
            case shares.peer_group
                when 'industry_and_size' then of_industry_and_size.peer_median
                when 'size' then of_size.peer_median
                else of_all.peer_median
            end as peer_median,
            case shares.peer_group
                when 'industry_and_size' then of_industry_and_size.peers
                when 'size' then of_size.peers
                else of_all.peers
            end as peers
        from shares
        left join of_industry_and_size
            on of_industry_and_size.line = shares.line
            and of_industry_and_size.size_band = shares.size_band
            and of_industry_and_size.industry = shares.industry
        left join of_size on of_size.line = shares.line and of_size.size_band = shares.size_band
        left join of_all on of_all.line = shares.line
    ),

    measured as (
        select
            *,
            cast(
                profit_part * cast(amount - cast(peer_median * cast(base as double) as decimal(18, 4)) as double)
                as decimal(18, 2)
            ) as effect
        from compared
    ),

    final as (
        select
            measured.customer_id,
            measured.line,
            measured.base_name as base,
            measured.share,
            measured.peer_median,
            measured.peer_group,
            measured.peers,
            measured.effect,
            row_number() over (
                partition by measured.customer_id order by measured.effect desc, measured.position
            ) as rank,
            measured.lever
        from measured
        cross join comparison
        where measured.effect > 0 and measured.effect > comparison.materiality * measured.net_sales
    )

select * from final
