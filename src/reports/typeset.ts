import type { Locale } from '../language/locale.ts';

/** Between two Chinese characters there is no space, as there would be in `¥40万 是` made from a figure and a sentence. */
export function closeGaps(text: string, locale: Locale): string {
  return locale === 'zh-CN'
    ? text.replace(
        /([\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]) (?=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])/g,
        '$1',
      )
    : text;
}

/** Keeps a currency code and its amount, or an amount and its 万, on one line. */
export function keepTogether(text: string): string {
  return text
    .replace(/-(?=[A-Z]{3} \d)/g, '-\u2060')
    .replace(/([A-Z]{3}) (?=[-−]?\d)/g, '$1\u00a0')
    .replace(/(\d)(?=[万亿])/g, '$1\u2060');
}
