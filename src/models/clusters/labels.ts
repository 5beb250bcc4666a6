import type { Text } from '../../language/locale.ts';
import type { clusterFeatures } from '../settings.ts';
import { median } from './scale.ts';

export type ClusterFeature = (typeof clusterFeatures)[number];

/** A feature as it was compared, and as people know it. */
export interface LabelFeature {
  readonly feature: ClusterFeature;
  /** Scaled: the median customer has 0. */
  readonly scaled: Float64Array;
  /** In its own unit, NaN where unknown: of a feature whose sign counts (`asksForSign`), for the others not needed. */
  readonly values?: Float64Array;
}

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/**
 * What a cluster is called that lies high or low by a feature. With `negative`, that is the word for a low cluster
 * whose typical customer is below nought, and none such is called high.
 */
const wording: Readonly<Record<ClusterFeature, { high: Text; low: Text; negative?: Text }>> = {
  net_profit: {
    high: t('high profit', '利润高'),
    low: t('little profit', '利润少'),
    negative: t('losing money', '亏损'),
  },
  net_sales: { high: t('large customers', '大客户'), low: t('small customers', '小客户') },
  profit_margin: {
    high: t('high margin', '利润率高'),
    low: t('thin margin', '利润率低'),
    negative: t('losing money', '亏损'),
  },
  gross_margin_rate: { high: t('well priced', '毛利率高'), low: t('low gross margin', '毛利率低') },
  recency_days: { high: t('long silent', '久未采购'), low: t('bought lately', '近期有采购') },
  frequency: { high: t('frequent buyers', '采购频繁'), low: t('rare buyers', '采购很少') },
  average_order_value: { high: t('large orders', '订单大'), low: t('small orders', '小单') },
  discount_rate: { high: t('deep discounts', '折扣深'), low: t('few discounts', '折扣少') },
  return_rate: { high: t('many returns', '退货多'), low: t('few returns', '退货少') },
  revisions_per_order: {
    high: t('orders often changed', '反复改单'),
    low: t('orders rarely changed', '很少改单'),
  },
  service_minutes: { high: t('heavy service', '服务负担重'), low: t('little service', '服务少') },
  service_share: {
    high: t('service eats the margin', '服务成本占比高'),
    low: t('cheap to serve', '服务成本占比低'),
  },
  days_to_pay: { high: t('slow to pay', '付款慢'), low: t('quick to pay', '付款快') },
  growth: { high: t('growing', '增长快'), low: t('slow growth', '增长慢'), negative: t('shrinking', '下滑') },
};

/** Whether a cluster below nought has a word of its own. */
export const asksForSign = (feature: ClusterFeature): boolean => wording[feature].negative !== undefined;

/** Features that say nearly the same; a label takes one of each family. */
const families: readonly (readonly ClusterFeature[])[] = [
  ['net_profit', 'profit_margin', 'gross_margin_rate'],
  ['service_minutes', 'service_share'],
];

/** A difference between medians that is worth a word, in scaled units (1 = the middle half of customers). */
const worthAWord = 0.35;
const wordsPerLabel = 2;
const average = t('Close to the average customer', '接近平均水平');

/**
 * Names clusters by what sets them apart: the two largest differences between the cluster's median and that of
 * the other customers. A third word, then a number, keeps two clusters from having one name.
 *
 * @param labels cluster of every customer, 0 … count − 1
 */
export function labelClusters(
  features: readonly LabelFeature[],
  labels: ArrayLike<number>,
  count: number,
): Text[] {
  const words = Array.from({ length: count }, (_, cluster) => wordsFor(features, labels, cluster));
  const named: Text[] = [];
  const taken = new Set<string>();
  for (const own of words) {
    let label = join(own.slice(0, wordsPerLabel));
    for (let size = wordsPerLabel + 1; taken.has(label.en) && size <= own.length; size++)
      label = join(own.slice(0, size));
    const unnumbered = label;
    for (let number = 2; taken.has(label.en); number++)
      label = t(`${unnumbered.en} (${number})`, `${unnumbered['zh-CN']}（${number}）`);
    taken.add(label.en);
    named.push(label);
  }
  return named;
}

/** All words that fit a cluster, the most telling first. */
function wordsFor(features: readonly LabelFeature[], labels: ArrayLike<number>, cluster: number): Text[] {
  const differences = features
    .map(({ feature, scaled, values }) => {
      const [own, others] = parted(scaled, labels, cluster);
      return { feature, values, difference: median(own) - median(others) };
    })
    .filter(({ difference }) => Math.abs(difference) >= worthAWord)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.feature < b.feature ? -1 : 1));
  const said = new Set<unknown>();
  const words: Text[] = [];
  for (const { feature, difference, values } of differences) {
    const family = families.find((members) => members.includes(feature)) ?? feature;
    if (said.has(family)) continue;
    said.add(family);
    const { high, low, negative } = wording[feature];
    const isNegative = negative !== undefined && typical(values!, labels, cluster) < 0;
    if (difference < 0) words.push(isNegative ? negative : low);
    else if (!isNegative) words.push(high);
  }
  return words;
}

/** The median of what is known of a cluster. */
function typical(values: Float64Array, labels: ArrayLike<number>, cluster: number): number {
  const [own] = parted(values, labels, cluster);
  return median(own.filter((value) => !Number.isNaN(value)));
}

/** The values of a cluster, and those of all others. */
function parted(
  values: Float64Array,
  labels: ArrayLike<number>,
  cluster: number,
): readonly [own: Float64Array, others: Float64Array] {
  const own = new Float64Array(values.length);
  const others = new Float64Array(values.length);
  let ofOwn = 0;
  for (let row = 0; row < values.length; row++)
    if (labels[row] === cluster) own[ofOwn++] = values[row]!;
    else others[row - ofOwn] = values[row]!;
  return [own.subarray(0, ofOwn), others.subarray(0, values.length - ofOwn)];
}

function join(words: readonly Text[]): Text {
  if (words.length === 0) return average;
  const en = words.map((word) => word.en).join(', ');
  return t(en[0]!.toUpperCase() + en.slice(1), words.map((word) => word['zh-CN']).join('、'));
}
