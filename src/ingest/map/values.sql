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

-- `="00123"`, `'00123` and `` `00123 ``, with which spreadsheets are kept from eating zeros
create or replace temp macro ingest_unwrapped(content) as
  case
    when starts_with(content, '="') and ends_with(content, '"') then trim(content[3:-2], ingest_blanks())
    when starts_with(content, '''') or starts_with(content, '`') then content[2:]
    else content
  end;

-- ── numbers ─────────────────────────────────────────────────────────────────────────────────────

-- full-width digits, currency signs, (1,234.00), 1,234.00-, △1,234 and 1.5万 brought to one form; marks stay as they
-- are. Nearly all numbers are in it already; the patterns are for the others.
create or replace temp macro ingest_number_form(content) as
  case
    when content is null then null
    when regexp_full_match(content, '[-+]?[0-9.,]*[0-9]') then content
    when content in ('无', '-', '--', '—', '–', '/', '无退款申请', '没有申请退款', '无退款', '没有退款') then null
    else regexp_replace(
      regexp_replace(
        regexp_replace(
          trim(
            regexp_replace(
              translate(
                regexp_replace(regexp_replace(ingest_unwrapped(content), '([0-9]) *万元?$', '\1E4'), '([0-9]) *亿元?$', '\1E8'),
                '０１２３４５６７８９．，－＋（）％△▲' || chr(160) || chr(8239) || chr(12288) || chr(8201) || chr(8199) || chr(8722) || chr(8211) || chr(8217),
                '0123456789.,-+()%--     --'''
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

-- `1.234,50 H`, `250.00 CR`, `借 100`: debit is positive, credit negative. Called only for columns that have such words.
create or replace temp macro ingest_has_side(content) as
  regexp_full_match(content, '(?i)[-+(]?[^\p{L}]*[0-9][)]? *(s|h|d|c|dr|cr|soll|haben|借|贷|debit|credit)\.?|(s|h|dr|cr|借|贷) *[^\p{L}]*[0-9]');

create or replace temp macro ingest_by_side(content) as
  case
    when not ingest_has_side(content) then content
    when regexp_matches(content, '(?i)(^|[^\p{L}])(h|c|cr|haben|贷|credit)\.?($| *[^\p{L}]*[0-9]$)')
      then case when starts_with(content, '-') then regexp_replace(content, '(?i)^-|[\p{L}.]+$', '', 'g') else '-' || trim(regexp_replace(content, '(?i)\p{L}+\.?', '', 'g')) end
    else trim(regexp_replace(content, '(?i)\p{L}+\.?', '', 'g'))
  end;

-- `2件`, `3 pcs`, `1.5 kg`: the word behind the number, and the number alone. Called only for columns that have such words.
create or replace temp macro ingest_unit_of(content) as
  nullif(regexp_extract(content, '^[-+]?[0-9][0-9., ]*?\s*(\p{L}[\p{L}0-9]*)\.?$', 1), '');

create or replace temp macro ingest_without_unit(content) as
  regexp_replace(content, '\s*\p{L}[\p{L}0-9]*\.?$', '');

-- `131.77(已退款89.84)`: the amount, and what was paid back of it
create or replace temp macro ingest_before_refund(content) as
  regexp_replace(content, '\s*[(（]已(全额)?退款?[:：]?\s*[¥￥]?[0-9.,]+元?[)）]$', '');

create or replace temp macro ingest_refund_of(content) as
  nullif(regexp_extract(content, '[(（]已(?:全额)?退款?[:：]?\s*[¥￥]?([0-9.,]+)元?[)）]$', 1), '');

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

-- the number of a month from the first letters of its name: English, German, French, Spanish, Italian, Portuguese, Dutch
create or replace temp macro ingest_month_of_name(name) as
  case
    when starts_with(lower(strip_accents(name)), 'juil') then '07'
    when starts_with(lower(strip_accents(name)), 'juin') then '06'
    else map {
      'jan': '01', 'ene': '01', 'gen': '01', 'feb': '02', 'fev': '02', 'mar': '03', 'mrz': '03', 'maa': '03', 'mrt': '03',
      'apr': '04', 'avr': '04', 'abr': '04', 'may': '05', 'mai': '05', 'mei': '05', 'mag': '05', 'jun': '06', 'giu': '06',
      'jul': '07', 'lug': '07', 'aug': '08', 'aou': '08', 'ago': '08', 'sep': '09', 'set': '09', 'oct': '10', 'okt': '10',
      'ott': '10', 'out': '10', 'nov': '11', 'dec': '12', 'dez': '12', 'dic': '12'
    }[left(lower(strip_accents(name)), 3)]
  end;

-- a day whose month has a name, as `2024-03-05` and its time: `05-Mar-24`, `5 March 2024 3:04 PM`, `Tue, Mar 5, 2024`,
-- `5. März 2024`; a month alone as `2024-03`: `Mar-24`, `March 2024`. After the name two digits are the year.
create or replace temp macro ingest_named_day(content) as
  case
    when regexp_matches(content, '^(\p{L}{2,}[.,]* +)?[0-9]{1,2}(st|nd|rd|th)?[-. /]*\p{L}{3,}\.?[-,. /]*((19|20|21)[0-9]{2}|[0-9]{2})($|[ ,T]+[0-9]{1,2}:[0-9]{2})')
      then regexp_replace(content, '^(\p{L}{2,}[.,]* +)?[0-9]{1,2}(?:st|nd|rd|th)?[-. /]*\p{L}{3,}\.?[-,. /]*([0-9]{4}|[0-9]{2}).*$', '\2').regexp_replace('^([0-9]{2})$', '20\1')
        || '-' || ingest_month_of_name(regexp_extract(content, '[0-9](?:st|nd|rd|th)?[-. /]*(\p{L}{3,})', 1))
        || '-' || lpad(regexp_extract(content, '[0-9]{1,2}'), 2, '0')
        || regexp_replace(regexp_extract(content, '[ ,T]+[0-9]{1,2}:[0-9]{2}.*$'), '^[ ,T]+', ' ')
    when regexp_matches(content, '^(\p{L}{2,}[.,]* +)?\p{L}{3,}\.? *[0-9]{1,2}(st|nd|rd|th)?,? +(19|20|21)[0-9]{2}($|[ ,T]+[0-9]{1,2}:[0-9]{2})')
      then regexp_extract(content, '[0-9]{1,2}(?:st|nd|rd|th)?,? +([0-9]{4})', 1)
        || '-' || ingest_month_of_name(regexp_extract(content, '(\p{L}{3,})\.? *[0-9]{1,2}', 1))
        || '-' || lpad(regexp_extract(content, '[0-9]{1,2}'), 2, '0')
        || regexp_replace(regexp_extract(content, '[ ,T]+[0-9]{1,2}:[0-9]{2}.*$'), '^[ ,T]+', ' ')
    when regexp_full_match(content, '\p{L}{3,}\.?[-,. /]*((19|20|21)[0-9]{2}|[0-9]{2})')
      then regexp_extract(content, '[0-9]+$').regexp_replace('^([0-9]{2})$', '20\1')
        || '-' || ingest_month_of_name(regexp_extract(content, '^\p{L}+'))
  end;

create or replace temp macro ingest_date_form(content) as
  case
    when content in ('无', '0', '00000000', '0000-00-00', '00.00.0000', '0000-00-00 00:00:00') then null
    when content[1] between '0' and '9' and not contains(content, '年') then content
    else regexp_replace(
      translate(ingest_unwrapped(content), '０１２３４５６７８９．／－：', '0123456789./-:'),
      '^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日?', '\1-\2-\3'
    )
  end;

-- the same for columns that have such days: months with names, `2024年3月5日12时30分`, digits only (`20240305143000`,
-- `20240305T143000Z`). The patterns are many, so other columns are spared them.
create or replace temp macro ingest_rare_date(content) as
  regexp_matches(content, '\p{L}{3}|[时点]|^[0-9]{12}([0-9]{2})?$|^[0-9]{8}T[0-9]');

create or replace temp macro ingest_rare_date_form(content) as
  case
    when content in ('无', '0', '00000000', '0000-00-00', '00.00.0000', '0000-00-00 00:00:00') then null
    when not ingest_rare_date(content) and content[1] between '0' and '9' and not contains(content, '年') then content
    when regexp_full_match(content, '(19|20|21)[0-9]{6}T?[0-9]{4}([0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?')
      then regexp_replace(content, '^([0-9]{4})([0-9]{2})([0-9]{2})T?([0-9]{2})([0-9]{2})([0-9]{2})?(.*)$', '\1-\2-\3 \4:\5:\6\7').regexp_replace(':(Z|[+-]|$)', '\1')
    when contains(content, '年')
      then regexp_replace(
        regexp_replace(
          translate(ingest_unwrapped(content), '０１２３４５６７８９．／－：', '0123456789./-:'),
          '^([0-9]{4}) *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *日?', '\1-\2-\3 '
        ),
        ' +([0-9]{1,2})[时点] *([0-9]{1,2})分? *([0-9]{1,2})?秒?$', ' \1:\2:\3'
      ).regexp_replace('[: ]+$', '')
    else coalesce(ingest_named_day(ingest_unwrapped(content)), translate(ingest_unwrapped(content), '０１２３４５６７８９．／－：', '0123456789./-:'))
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

-- days since the epoch of a spreadsheet: of a workbook's cell without a date format, or where the source says so
create or replace temp macro ingest_serial_day(form, epoch) as
  case
    when epoch is not null and regexp_full_match(form, '[1-9][0-9]{4}(\.[0-9]+)?')
      then cast(epoch + cast(floor(cast(form as double)) as integer) as varchar)
  end;

-- most dates are `2026-06-30`; the patterns are for the others
create or replace temp macro ingest_day_of_form(form, date_order, epoch) as
  try_cast(
    case
      when regexp_full_match(form, '(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}') then form
      else coalesce(ingest_iso_day(form), ingest_ordered_day(form, date_order), ingest_serial_day(form, epoch))
    end
    as date
  );

create or replace temp macro ingest_month_of_form(form, date_order, epoch) as
  cast(date_trunc('month', try_cast(
    case
      when regexp_full_match(form, '(19|20|21)[0-9]{2}[-/.][0-9]{1,2}') then translate(form, '/.', '--') || '-01'
      when regexp_full_match(form, '(19|20|21)[0-9]{4}') then form[1:4] || '-' || form[5:6] || '-01'
      when regexp_full_match(form, '[0-9]{1,2}[-/.](19|20|21)[0-9]{2}')
        then regexp_replace(form, '^([0-9]+)[-/.]([0-9]+)$', '\2-\1-01')
      when regexp_full_match(form, '(19|20|21)[0-9]{2}年[0-9]{1,2}月')
        then regexp_replace(form, '^([0-9]+)年([0-9]+)月$', '\1-\2-01')
      else coalesce(ingest_iso_day(form), ingest_ordered_day(form, date_order), ingest_serial_day(form, epoch))
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

create or replace temp macro ingest_moment_of_form(form, date_order, epoch) as
  case
    when regexp_full_match(form, '[12][0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?')
      then try_cast(form as timestamp)
    when contains(form, ':')
      then try_cast(
        cast(ingest_day_of_form(form, date_order, epoch) as varchar) || ' '
        || regexp_extract(form, '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?')
        as timestamp
      ) + ingest_time_of_form(form)
    when epoch is not null and regexp_full_match(form, '[1-9][0-9]{4}\.[0-9]+')
      then cast(epoch as timestamp)
        + to_seconds(round(cast(form as double) * 86400))
    else cast(ingest_day_of_form(form, date_order, epoch) as timestamp)
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
