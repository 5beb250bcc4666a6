import type { Text } from '../language/locale.ts';

/** The buckets of the ageing, by days after the due date at the as-of date. Written to `settings.loss_buckets`. */
export const ageingBuckets = [
  { id: 'not_due', from: null, to: 0, label: { en: 'not due', 'zh-CN': '未到期' } },
  { id: 'overdue_1_30', from: 1, to: 30, label: { en: '1–30 days late', 'zh-CN': '逾期 1–30 天' } },
  { id: 'overdue_31_60', from: 31, to: 60, label: { en: '31–60 days late', 'zh-CN': '逾期 31–60 天' } },
  { id: 'overdue_61_90', from: 61, to: 90, label: { en: '61–90 days late', 'zh-CN': '逾期 61–90 天' } },
  {
    id: 'overdue_over_90',
    from: 91,
    to: null,
    label: { en: 'over 90 days late', 'zh-CN': '逾期 90 天以上' },
  },
] as const satisfies readonly { id: string; from: number | null; to: number | null; label: Text }[];
export type AgeingBucket = (typeof ageingBuckets)[number]['id'];

/** What the line “bad debt” of the statement is: one of the two, never both. */
export const badDebtMethods = ['written_off', 'expected'] as const;

/** When the books value open receivables in other currencies. */
export const revaluations = ['monthly', 'yearly', 'none'] as const;
