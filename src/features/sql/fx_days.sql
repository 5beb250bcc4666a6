-- grain:  foreign currency × invoice day that has a rate
-- reads:  canonical.invoice_lines, canonical.fx_rates, settings.run
-- why:    the rate of the day is the last one on or before it; found once per day, not once per line
with
    run as (select * from settings.run),
    lines as (select * from canonical.invoice_lines),
    rates as (select * from canonical.fx_rates),

    invoice_days as (
        select distinct upper(trim(lines.currency)) as currency, lines.invoiced_on
        from lines
        cross join run
        where lines.currency is not null and upper(trim(lines.currency)) <> run.currency
    ),

    rate_spans as (
        select
            upper(trim(currency)) as currency,
            "on" as valid_from,
            lead("on") over (partition by upper(trim(currency)) order by "on") as valid_until,
            rate
        from rates
    ),

    final as (
        select invoice_days.currency, invoice_days.invoiced_on, rate_spans.rate
        from invoice_days
        join rate_spans
            on rate_spans.currency = invoice_days.currency
            and rate_spans.valid_from <= invoice_days.invoiced_on
            and (rate_spans.valid_until is null or rate_spans.valid_until > invoice_days.invoiced_on)
    )

select * from final
