-- grain:  name on the list of believed key customers, and name of any customer; no row without such a list
-- reads:  canonical.believed_key_customers, features.customers
-- why:    names as people write them, brought to one form: full-width letters made narrow, lower case, no accents,
--         marks as blanks, legal forms (有限公司, Co. Ltd., GmbH & Co. KG …) gone. `spaced` keeps the words apart,
--         `compact` has no blanks, because 华东（商业） and 华东商业 are one name.
with
    believed as (select * from canonical.believed_key_customers),
    customers as (select * from features.customers),

    names as (
        select 'believed' as side, name as id, name from believed
        union all
        select 'customer', customer_id, name from customers where exists (select 1 from believed)
    ),

    plain as (
        select
            side,
            id,
            name,
            trim(regexp_replace(
                lower(strip_accents(replace(
                    translate(
                        name,
                        'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９',
                        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
                    ),
                    'ß', 'ss'
                ))),
                '[^\p{L}\p{N}]+', ' ', 'g'
            )) as words
        from names
    ),

    stripped as (
        select
            *,
            trim(regexp_replace(
                regexp_replace(
                    regexp_replace(words, '(股份|控股)?(有限责任|有限)公司', ' ', 'g'),
                    '\b(co|ltd|limited|inc|incorporated|corp|corporation|company|llc|llp|plc|gmbh|mbh|ag|kg|kgaa|ohg|sarl|srl|bv|pte|pty|pvt|sdn|bhd|oyj|aps)\b',
                    ' ', 'g'
                ),
                ' +', ' ', 'g'
            )) as core
        from plain
    ),

    spaced as (
        select side, id, name, case when core = '' then words else core end as spaced from stripped
    ),

    final as (
        select
            *,
            replace(spaced, ' ', '') as compact,
            regexp_full_match(spaced, '[a-z0-9 ]*') as is_latin
        from spaced
    )

select * from final
