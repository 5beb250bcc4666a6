import type { Locale } from './locale.ts';

/** Numbers, money and dates as a reader of one language writes them. Built once per run: Intl objects are slow to make. */
export interface Format {
  readonly locale: Locale;
  /** 1234567.8 → `1,234,568` (no decimals unless asked). */
  number(value: number, decimals?: number): string;
  /** Money in the reporting currency without cents: `CNY 1,234,568` / `¥1,234,568`. */
  money(value: number, decimals?: number): string;
  /** Money shortened for charts and headlines: `CNY 1.23M` / `¥123.5万`. */
  moneyShort(value: number): string;
  /** 0.1234 → `12.3%`. */
  percent(ratio: number, decimals?: number): string;
  /** ISO date (`2026-06-30`) → `30 Jun 2026` / `2026年6月30日`. */
  date(iso: string): string;
  /** ISO month (`2026-06`) → `Jun 2026` / `2026年6月`. */
  month(iso: string): string;
}

export function formatFor(locale: Locale, currency: string): Format {
  // American numbers (1.2M) but days as 30 Jun 2026, which no reader can take for another day.
  const [numerals, calendar] = locale === 'zh-CN' ? ['zh-CN', 'zh-CN'] : ['en-US', 'en-GB'];
  const memo = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    let format = memo.get(key);
    if (format === undefined) {
      format = new Intl.NumberFormat(numerals, options);
      memo.set(key, format);
    }
    return format;
  };
  const currencyDisplay = locale === 'zh-CN' ? 'narrowSymbol' : 'code';
  // What rounds to nought has no sign, with decimals or a currency or without.
  const plain = (text: string): string =>
    text.replace(/[\u00a0\u202f]/g, ' ').replace(/^-(\D*0(?:\.0+)?\D*)$/, '$1');
  const dates = new Intl.DateTimeFormat(calendar, {
    timeZone: 'UTC',
    year: 'numeric',
    month: locale === 'zh-CN' ? 'long' : 'short',
    day: 'numeric',
  });
  const months = new Intl.DateTimeFormat(calendar, {
    timeZone: 'UTC',
    year: 'numeric',
    month: locale === 'zh-CN' ? 'long' : 'short',
  });
  return {
    locale,
    number: (value, decimals = 0) =>
      plain(numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value)),
    money: (value, decimals = 0) =>
      plain(
        numberFormat({
          style: 'currency',
          currency,
          currencyDisplay,
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        }).format(value),
      ),
    moneyShort: (value) =>
      plain(
        numberFormat({
          style: 'currency',
          currency,
          currencyDisplay,
          notation: 'compact',
          minimumFractionDigits: 0,
          maximumFractionDigits: shortDecimals(Math.abs(value), locale),
        }).format(value),
      ),
    percent: (ratio, decimals = 1) =>
      plain(
        numberFormat({
          style: 'percent',
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        }).format(ratio),
      ),
    date: (iso) => dates.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    month: (iso) => months.format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`)),
  };
}

/** Whole units until the number is shortened (at a thousand, in Chinese at 万); two decimals for 亿, which is a coarse unit. */
function shortDecimals(size: number, locale: Locale): number {
  if (locale === 'zh-CN') return size < 10_000 ? 0 : size < 1e8 ? 1 : 2;
  return size < 1000 ? 0 : 1;
}
