import { exchangeLabels, statementLines } from '../contracts/statement.ts';
import { type Format, formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { ReportContext } from './context.ts';
import type { ReportData } from './data.ts';
import { type Say, sayIn, type Word, words } from './words.ts';

/** The data with the reader's language: what every chart and page is made from. */
export interface View {
  readonly data: ReportData;
  readonly context: ReportContext;
  readonly locale: Locale;
  readonly format: Format;
  readonly say: Say;
  /** `Net profit of the customer`, or the subtotal at which the data ends. */
  readonly measure: string;
  /** The same as a heading. */
  readonly measureTitle: string;
  line(id: string): string;
  tier(key: string): string;
  segment(key: string): string;
  pool(key: string): string;
  field(key: string): string;
  cluster(key: string): string;
}

export function viewOf(data: ReportData, context: ReportContext): View {
  const { locale } = context;
  const say = sayIn(locale);
  const lines = new Map<string, string>([
    ...statementLines.map((line) => [line.id, line.label[locale]] as const),
    ...Object.entries(exchangeLabels).map(([id, label]) => [id, label[locale]] as const),
  ]);
  const clusters = new Map(
    data.clusters.map((cluster) => [cluster.key, locale === 'zh-CN' ? cluster.label_zh : cluster.label_en]),
  );
  const segments = new Map(
    data.segmentLabels.map(({ segment, en, zh }) => [segment, locale === 'zh-CN' ? zh : en]),
  );
  const word = (key: string): string | undefined => (key in words ? say(key as Word) : undefined);
  const line = (id: string): string => lines.get(id) ?? id;
  const measure = measureName(line(data.concentration.measure), locale);
  return {
    data,
    context,
    locale,
    format: formatFor(locale, context.currency),
    say,
    measure,
    measureTitle: measure.charAt(0).toUpperCase() + measure.slice(1),
    line,
    tier: (key) => context.tierLabels[key]?.label[locale] ?? key,
    segment: (key) => segments.get(key) ?? word(key) ?? key,
    pool: (key) => context.poolLabels[key]?.[locale] ?? key,
    field: (key) => word(`${key}Field`) ?? key,
    cluster: (key) => clusters.get(key) ?? key,
  };
}

/** "Net profit of the customer" is the line's full name; in a heading "net profit" is enough. */
function measureName(label: string, locale: Locale): string {
  return locale === 'zh-CN'
    ? label.replace('客户净利润', '净利润')
    : label.replace(/ of the customer$/, '').toLowerCase();
}

/** A label in the middle of a sentence: English takes a small letter, Chinese nothing. */
export function inSentence(locale: Locale, label: string): string {
  return locale === 'en' ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
