import type { Text } from '../../language/locale.ts';

/** What a key customer may be judged by, in the manager's words. */
export interface KeyMeasure {
  readonly measure: string;
  /** Whether more of it is better (1) or worse (−1). */
  readonly direction: 1 | -1;
  /** Its share of the index when the pipeline file names no weights; none: not in it. */
  readonly usual?: number;
  readonly label: Text;
}

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/**
 * The measures, and where `models.key_customer_values` takes each from. The usual weights put what is earned today
 * before what may be earned tomorrow, and both before what it takes to earn it.
 */
export const keyMeasures = [
  { measure: 'profit', direction: 1, usual: 0.35, label: t('net profit', '净利润') },
  { measure: 'margin', direction: 1, usual: 0.2, label: t('profit margin', '净利润率') },
  { measure: 'growth', direction: 1, usual: 0.15, label: t('growth', '增长') },
  { measure: 'payment', direction: -1, usual: 0.15, label: t('quick payment', '付款及时') },
  { measure: 'service_load', direction: -1, usual: 0.15, label: t('light service load', '服务负担轻') },
  { measure: 'sales', direction: 1, label: t('net sales', '净销售额') },
  { measure: 'lifetime', direction: 1, label: t('lifetime value', '生命周期价值') },
  { measure: 'group', direction: 1, label: t('profit of its group', '所属集团利润') },
  { measure: 'satisfaction', direction: 1, label: t('satisfaction', '满意度') },
  { measure: 'returns', direction: -1, label: t('few returns', '退货少') },
  { measure: 'strategic', direction: 1, label: t('strategic importance', '战略重要性') },
] as const satisfies readonly KeyMeasure[];

export type KeyMeasureName = (typeof keyMeasures)[number]['measure'];
export const keyMeasureNames = keyMeasures.map(({ measure }) => measure) as [
  KeyMeasureName,
  ...KeyMeasureName[],
];
