-- How the text of a cell becomes a value, in two steps: a form (full-width digits, wrappers and currency signs gone),
-- then a value. Every macro gives null where the form is not such a value; the caller sets the row aside and says why.
-- Nothing here guesses: marks and orders that are not proven are parameters.
-- Call these with columns, not with expressions: a macro copies its argument wherever it stands, and macros within
-- macros within macros take minutes to plan. Each step is a CTE of its own in `convert.ts`.
-- reads: ingest_blanks(), which `macros.ts` makes from the list in `words.ts`

-- a cell without the blanks around it (the list of `words.ts`)
create or replace temp macro ingest_trimmed(cell) as
  regexp_replace(
    cell,
    '^[\s\x{0}\x{a0}\x{2009}\x{200b}\x{202f}\x{3000}\x{feff}]+|[\s\x{0}\x{a0}\x{2009}\x{200b}\x{202f}\x{3000}\x{feff}]+$',
    '', 'g'
  );

-- null for an empty cell and for the words that mean nothing
create or replace temp macro ingest_filled(trimmed) as
  case when trimmed in ('', 'NULL', 'null', '\N') then null else trimmed end;

-- `="00123"` and `'00123`, with which spreadsheets are kept from eating zeros
create or replace temp macro ingest_unwrapped(content) as
  case
    when starts_with(content, '="') and ends_with(content, '"') then trim(content[3:-2], ingest_blanks())
    when starts_with(content, '''') then content[2:]
    else content
  end;

-- ── numbers ─────────────────────────────────────────────────────────────────────────────────────

-- full-width digits, currency signs, (1,234.00) and 1,234.00- brought to one form; marks stay as they are.
-- Nearly all numbers are in it already; the patterns are for the others.
create or replace temp macro ingest_number_form(content) as
  case
    when content is null or content = '无' then null
    when regexp_full_match(content, '[-+]?[0-9.,]*[0-9]') then content
    else regexp_replace(
      regexp_replace(
        regexp_replace(
          trim(
            regexp_replace(
              translate(
                ingest_unwrapped(content),
                '０１２３４５６７８９．，－＋（）％' || chr(160) || chr(8239) || chr(12288) || chr(8201) || chr(8199) || chr(8722) || chr(8211) || chr(8217),
                '0123456789.,-+()%     --'''
              ),
              '(?i)(?:cny|cnh|rmb|eur|usd|gbp|hkd|jpy|twd|ntd|sgd|cad|aud|nzd|chf|inr|krw|thb|myr|idr|vnd|sek|nok|dkk|pln|czk|brl|mxn|zar|aed)|(?:us|hk|nt|a|c|s|r)?[$＄]|[¥￥€£￡₩₹元圆]|人民币', '', 'g'
            )
          ),
          '^\((.*)\)$', '-\1'
        ),
        '^(.*[0-9.,]) *-$', '-\1'
      ),
      '^([-+]) +', '\1'
    )
  end;

-- a decimal point and thousands in groups of three (or, as in India, two): `1,234.50`, `1 234`, `1'234`, `.5`, `1E+3`
create or replace temp macro ingest_is_number(form) as
  regexp_full_match(
    form,
    '[+-]?([0-9]+|[0-9]*\.[0-9]+|[0-9]+\.|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?|[1-9][0-9]{0,2}([ ''][0-9]{3})+(\.[0-9]*)?|[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}(\.[0-9]*)?)([eE][+-]?[0-9]{1,3})?'
  );

create or replace temp macro ingest_marks_swapped(form) as
  replace(replace(replace(form, '.', chr(1)), ',', '.'), chr(1), ',');

-- the number as `-1234.5`, for a cast
create or replace temp macro ingest_number(form, decimal_comma) as
  case
    when decimal_comma then
      case
        when ingest_is_number(ingest_marks_swapped(form)) then replace(replace(replace(ingest_marks_swapped(form), ',', ''), ' ', ''), '''', '')
      end
    when ingest_is_number(form) then replace(replace(replace(form, ',', ''), ' ', ''), '''', '')
  end;

-- ── days, months, moments: of the years 1900 to 2199, for a day of the year 205 is a slip of the pen ──

create or replace temp macro ingest_date_form(content) as
  case
    when content in ('无', '0', '00000000', '0000-00-00', '00.00.0000', '0000-00-00 00:00:00') then null
    when content[1] between '0' and '9' and not contains(content, '年') then content
    else regexp_replace(
      translate(ingest_unwrapped(content), '０１２３４５６７８９．／－：', '0123456789./-:'),
      '^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日?', '\1-\2-\3'
    )
  end;

create or replace temp macro ingest_iso_day(form) as
  case
    when regexp_matches(form, '^(19|20|21)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}($|[ T]+[0-9]{1,2}:[0-9]{2})')
      then translate(regexp_extract(form, '^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}'), '/.', '--')
    when regexp_matches(form, '^(19|20|21)[0-9]{6}(\.0)?($|[ T]+[0-9]{1,2}:[0-9]{2})')
      then form[1:4] || '-' || form[5:6] || '-' || form[7:8]
  end;

-- day, month and year in another order: only where the source says which
create or replace temp macro ingest_ordered_day(form, date_order) as
  case
    when date_order in ('DD.MM.YYYY', 'DD/MM/YYYY')
      and regexp_matches(form, '^[0-9]{1,2}[./-][0-9]{1,2}[./-](19|20|21)[0-9]{2}($|[ T]+[0-9]{1,2}:[0-9]{2})')
      then regexp_replace(form, '^([0-9]+)[./-]([0-9]+)[./-]([0-9]+).*$', '\3-\2-\1')
    when date_order = 'MM/DD/YYYY'
      and regexp_matches(form, '^[0-9]{1,2}[./-][0-9]{1,2}[./-](19|20|21)[0-9]{2}($|[ T]+[0-9]{1,2}:[0-9]{2})')
      then regexp_replace(form, '^([0-9]+)[./-]([0-9]+)[./-]([0-9]+).*$', '\3-\1-\2')
    when date_order in ('DD/MM/YY', 'MM/DD/YY')
      and regexp_matches(form, '^[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}($|[ T]+[0-9]{1,2}:[0-9]{2})')
      then
        case when regexp_extract(form, '^[0-9]+[./-][0-9]+[./-]([0-9]+)', 1) >= '70' then '19' else '20' end
        || case
          when date_order = 'DD/MM/YY' then regexp_replace(form, '^([0-9]+)[./-]([0-9]+)[./-]([0-9]+).*$', '\3-\2-\1')
          else regexp_replace(form, '^([0-9]+)[./-]([0-9]+)[./-]([0-9]+).*$', '\3-\1-\2')
        end
    when date_order = 'YY/MM/DD'
      and regexp_matches(form, '^[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}($|[ T]+[0-9]{1,2}:[0-9]{2})')
      then case when form[1:2] >= '70' then '19' else '20' end
        || regexp_replace(form, '^([0-9]+)[./-]([0-9]+)[./-]([0-9]+).*$', '\1-\2-\3')
  end;

-- DATEV writes digits only: `301` and `0301` are 3 January in the business year that begins at `year_start` (line 1 of
-- the file), `030118` and `03012018` have a year of their own
create or replace temp macro ingest_short_day(form, year_start) as
  case
    when regexp_full_match(form, '[0-9]{3,4}(19|20|21)[0-9]{2}')
      then try_cast(lpad(form, 8, '0')[5:8] || '-' || lpad(form, 8, '0')[3:4] || '-' || lpad(form, 8, '0')[1:2] as date)
    when regexp_full_match(form, '[0-9]{5,6}')
      then try_cast('20' || lpad(form, 6, '0')[5:6] || '-' || lpad(form, 6, '0')[3:4] || '-' || lpad(form, 6, '0')[1:2] as date)
    when regexp_full_match(form, '[0-9]{3,4}')
      then try_cast(
        cast(year(year_start) + case when lpad(form, 4, '0')[3:4] || lpad(form, 4, '0')[1:2] < strftime(year_start, '%m%d') then 1 else 0 end as varchar)
        || '-' || lpad(form, 4, '0')[3:4] || '-' || lpad(form, 4, '0')[1:2]
        as date
      )
  end;

-- days since 1899-12-30, in a workbook's cell without a date format
create or replace temp macro ingest_serial_day(form, is_workbook) as
  case
    when is_workbook and regexp_full_match(form, '[1-9][0-9]{4}(\.[0-9]+)?')
      then cast(date '1899-12-30' + cast(floor(cast(form as double)) as integer) as varchar)
  end;

-- most dates are `2026-06-30`; the patterns are for the others
create or replace temp macro ingest_day_of_form(form, date_order, is_workbook) as
  try_cast(
    case
      when regexp_full_match(form, '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}') then form
      else coalesce(ingest_iso_day(form), ingest_ordered_day(form, date_order), ingest_serial_day(form, is_workbook))
    end
    as date
  );

create or replace temp macro ingest_month_of_form(form, date_order, is_workbook) as
  cast(date_trunc('month', try_cast(
    case
      when regexp_full_match(form, '(19|20|21)[0-9]{2}[-/.][0-9]{1,2}') then translate(form, '/.', '--') || '-01'
      when regexp_full_match(form, '(19|20|21)[0-9]{4}') then form[1:4] || '-' || form[5:6] || '-01'
      when regexp_full_match(form, '[0-9]{1,2}[-/.](19|20|21)[0-9]{2}')
        then regexp_replace(form, '^([0-9]+)[-/.]([0-9]+)$', '\2-\1-01')
      when regexp_full_match(form, '(19|20|21)[0-9]{2}年[0-9]{1,2}月')
        then regexp_replace(form, '^([0-9]+)年([0-9]+)月$', '\1-\2-01')
      else coalesce(ingest_iso_day(form), ingest_ordered_day(form, date_order), ingest_serial_day(form, is_workbook))
    end
    as date
  )) as date);

-- the time of day as written, without regard to a zone; `7:05 PM` is 19:05
create or replace temp macro ingest_time_of_form(form) as
  case
    when regexp_matches(form, '(?i)p\.?m\.?$') and cast(regexp_extract(form, '([0-9]+):', 1) as integer) < 12
      then interval 12 hour
    when regexp_matches(form, '(?i)a\.?m\.?$') and cast(regexp_extract(form, '([0-9]+):', 1) as integer) = 12
      then interval (-12) hour
    else interval 0 hour
  end;

create or replace temp macro ingest_moment_of_form(form, date_order, is_workbook) as
  case
    when regexp_full_match(form, '[12][0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?')
      then try_cast(form as timestamp)
    when contains(form, ':')
      then try_cast(
        cast(ingest_day_of_form(form, date_order, is_workbook) as varchar) || ' '
        || regexp_extract(form, '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?')
        as timestamp
      ) + ingest_time_of_form(form)
    when is_workbook and regexp_full_match(form, '[1-9][0-9]{4}\.[0-9]+')
      then timestamp '1899-12-30 00:00:00'
        + to_seconds(round(cast(form as double) * 86400))
    else cast(ingest_day_of_form(form, date_order, is_workbook) as timestamp)
  end;

-- a moment that names its zone or its distance from UTC, in the zone of the company
create or replace temp macro ingest_has_zone(form) as
  regexp_matches(form, '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?\s?(Z|z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})$');

create or replace temp macro ingest_zoned_moment(form, zone) as
  timezone(zone, try_cast(regexp_replace(regexp_replace(form, '\s?(Z|z|UTC|GMT)$', '+00:00'), '([+-][0-9]{2}):?([0-9]{2})$', '\1:\2') as timestamptz));

-- ── ids ─────────────────────────────────────────────────────────────────────────────────────────

create or replace temp macro ingest_id_form(content) as ingest_unwrapped(content);

-- full-width digits and letters in an id are the same number; only where the column has any
create or replace temp macro ingest_narrow(form) as
  translate(
    form,
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－／．＿',
    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/._'
  );

-- a number of more than 15 digits that ends in zeros from the 16th on, as a spreadsheet leaves it
create or replace temp macro ingest_is_cut_id(form) as
  length(form) > 15 and regexp_full_match(form, '[1-9][0-9]{14}0+');

-- `1.23457E+15` is an id that a spreadsheet has destroyed
create or replace temp macro ingest_is_damaged_id(form) as
  contains(form, '+') and regexp_full_match(form, '[0-9]([.,][0-9]+)?[eE]\+[0-9]+');
