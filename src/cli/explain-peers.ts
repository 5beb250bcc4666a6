import type { Row } from '../engine/database.ts';
import type { Format } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { paint, print, table } from './terminal.ts';

/** Whom a line of a customer is compared with: the median behind the causes, opened. */
const words: Record<
  Locale,
  {
    readonly title: string;
    readonly bases: Readonly<Record<string, string>>;
    readonly groups: Readonly<Record<string, string>>;
    compared(parts: { share: string; base: string; median: string; n: string; group: string }): string;
    readonly middle: string;
    readonly spread: (low: string, high: string) => string;
  }
> = {
  en: {
    title: 'Against comparable customers',
    bases: {
      gross_sales: 'gross sales',
      invoiced_sales: 'gross sales less discounts',
      list_sales: 'gross sales less returns',
      net_sales: 'net sales',
    },
    groups: {
      industry_and_size: 'of its industry and size',
      size: 'of its size',
      all: 'in all: too few are like it',
    },
    compared: (p) => `${p.share} of ${p.base}; the median of the ${p.n} customers ${p.group} is ${p.median}`,
    middle: 'those in the middle:',
    spread: (low, high) => `half of them lie between ${low} and ${high}`,
  },
  'zh-CN': {
    title: '与同类客户比较',
    bases: {
      gross_sales: '销售总额',
      invoiced_sales: '折扣后销售额',
      list_sales: '退货后原价销售额',
      net_sales: '净销售额',
    },
    groups: {
      industry_and_size: '同行业同规模',
      size: '同规模',
      all: '全部（同类过少）',
    },
    compared: (p) => `占${p.base} ${p.share}；${p.group} ${p.n} 家客户的中位数为 ${p.median}`,
    middle: '居中的客户：',
    spread: (low, high) => `半数客户介于 ${low} 与 ${high} 之间`,
  },
};

/** The comparison, its spread, and the customers in the middle of it, whose shares are the median. */
export function printPeers(
  peers: { readonly comparison: Row; readonly middle: readonly Row[] } | null,
  locale: Locale,
  format: Format,
): void {
  if (peers === null) return;
  const say = words[locale];
  const { comparison, middle } = peers;
  const percent = (value: unknown): string => format.percent(Number(value), 2);
  print(`\n${paint('bold', say.title)}`);
  print(
    `  ${say.compared({
      share: percent(comparison.share),
      base: say.bases[String(comparison.base)] ?? String(comparison.base),
      median: percent(comparison.peer_median),
      n: format.number(Number(comparison.peers)),
      group: say.groups[String(comparison.peer_group)] ?? String(comparison.peer_group),
    })}`,
  );
  print(
    `  ${say.spread(percent(comparison.low), percent(comparison.high))}${locale === 'zh-CN' ? '；' : '; '}${say.middle}`,
  );
  print(
    table(
      middle.map((row) => [`    ${row.customer_id}`, String(row.name), percent(row.share)]),
      [2],
    ),
  );
}
