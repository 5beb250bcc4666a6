import type { Text } from '../language/locale.ts';
import type { Finding } from '../language/messages.ts';
import { segmentPairs, segmentsWithoutScore } from './messages.ts';
import type { FeatureSettings } from './settings.ts';

type RfmSettings = FeatureSettings['rfm'];
type Range = { readonly low: number; readonly high: number };

/** A named segment: the customers whose recency and frequency scores fall into both ranges. */
export interface Segment {
  readonly segment: string;
  readonly label: Text;
  readonly recency: Range;
  readonly frequency: Range;
}

const segment = (
  name: string,
  en: string,
  zh: string,
  recency: readonly [number, number],
  frequency: readonly [number, number],
): Segment => ({
  segment: name,
  label: { en, 'zh-CN': zh },
  recency: { low: recency[0], high: recency[1] },
  frequency: { low: frequency[0], high: frequency[1] },
});

/** The segments usual in direct marketing, on a scale of five. They cover each of the 25 pairs exactly once. */
export const defaultSegments: readonly Segment[] = [
  segment('champions', 'Champions', '冠军客户', [5, 5], [4, 5]),
  segment('loyal', 'Loyal', '忠诚客户', [3, 4], [4, 5]),
  segment('potential_loyal', 'Potential loyal', '潜在忠诚客户', [4, 5], [2, 3]),
  segment('new', 'New', '新客户', [5, 5], [1, 1]),
  segment('promising', 'Promising', '有潜力客户', [4, 4], [1, 1]),
  segment('needs_attention', 'Needs attention', '需要关注', [3, 3], [3, 3]),
  segment('about_to_sleep', 'About to sleep', '即将沉睡', [3, 3], [1, 2]),
  segment('at_risk', 'At risk', '流失风险', [1, 2], [3, 4]),
  segment('cannot_lose', 'Cannot lose', '不可失去', [1, 2], [5, 5]),
  segment('hibernating', 'Hibernating', '沉睡客户', [2, 2], [1, 2]),
  segment('lost', 'Lost', '已流失', [1, 1], [1, 2]),
];

/** One row of `settings.rfm_segments`. */
export interface SegmentPair {
  readonly r: number;
  readonly f: number;
  readonly segment: string;
  readonly label: Text;
}

/**
 * The segment of every pair of scores. With another number of scores than five, the default segments are read on the
 * scale of five that the score falls into (⌈score × 5 / bins⌉); segments of the pipeline file are taken as they are.
 */
export function segmentsByPair(settings: Pick<RfmSettings, 'bins' | 'segments'>): SegmentPair[] {
  const own = settings.segments !== undefined;
  const segments: readonly Segment[] =
    settings.segments?.map(({ label, ...one }) => ({
      ...one,
      label: label ?? knownLabel(one.segment),
    })) ?? defaultSegments;
  const scale = (score: number): number => (own ? score : Math.ceil((score * 5) / settings.bins));
  return pairs(settings.bins).flatMap(({ r, f }) =>
    segments
      .filter(({ recency, frequency }) => within(scale(r), recency) && within(scale(f), frequency))
      .map(({ segment: name, label }) => ({ r, f, segment: name, label })),
  );
}

/** What is wrong with the segments of a pipeline file: pairs in none or several, scores that do not exist. */
export function checkSegments(
  settings: Pick<RfmSettings, 'bins' | 'segments'>,
): { path: (string | number)[]; finding: Finding }[] {
  const { segments, bins } = settings;
  if (segments === undefined) return [];
  const issues: { path: (string | number)[]; finding: Finding }[] = [];
  segments.forEach(({ segment: name, recency, frequency }, index) => {
    for (const [measure, range] of [
      ['recency', recency],
      ['frequency', frequency],
    ] as const)
      if (range.low > range.high || range.high > bins)
        issues.push({
          path: ['rfm', 'segments', index, measure],
          finding: segmentsWithoutScore.finding({
            segment: name,
            measure,
            written: range.low === range.high ? `${range.low}` : `${range.low}-${range.high}`,
            bins,
          }),
        });
  });
  const covering = (r: number, f: number): string[] =>
    segments.filter((one) => within(r, one.recency) && within(f, one.frequency)).map((one) => one.segment);
  const twice: string[] = [];
  const never: string[] = [];
  for (const { r, f } of pairs(bins)) {
    const names = covering(r, f);
    if (names.length === 0) never.push(`R${r} F${f}`);
    if (names.length > 1) twice.push(`R${r} F${f} (${names.join(', ')})`);
  }
  if (twice.length + never.length > 0)
    issues.push({ path: ['rfm', 'segments'], finding: segmentPairs.finding({ twice, never, bins }) });
  return issues;
}

const within = (score: number, range: Range): boolean => score >= range.low && score <= range.high;

function pairs(bins: number): { r: number; f: number }[] {
  const scores = Array.from({ length: bins }, (_, index) => index + 1);
  return scores.flatMap((r) => scores.map((f) => ({ r, f })));
}

function knownLabel(name: string): Text {
  return defaultSegments.find((one) => one.segment === name)?.label ?? { en: name, 'zh-CN': name };
}
