import type { Bindable } from '../../engine/database.ts';
import { chiSquareTail, mean, powerFactor, type Sample, welch } from './student.ts';

/** What one arm of a campaign bought: a row of `models.campaign_outcomes`. */
export interface Outcomes {
  readonly campaign: string;
  readonly arm: 'treatment' | 'control';
  readonly days: number;
  readonly cost: number;
  readonly control_share: number | null;
  readonly sent_on: string;
  readonly is_complete: boolean;
  readonly customers: number;
  readonly sales: number;
  readonly sales_squares: number;
  readonly margin: number;
  readonly margin_squares: number;
}

/** From here on the arms are so uneven that something else than chance has picked them. */
const leastSampleRatio = 0.001;

/**
 * Those mailed against those held back, on net sales and on gross margin less the cost of the contact. An interval that
 * holds nought is not a small effect but none that was shown.
 */
export function liftOf(arms: readonly Outcomes[]): Readonly<Record<string, Bindable>>[] {
  const treated = arms.find(({ arm }) => arm === 'treatment');
  const control = arms.find(({ arm }) => arm === 'control');
  const any = treated ?? control;
  if (any === undefined) return [];
  const ratio = sampleRatio(treated?.customers ?? 0, control?.customers ?? 0, any.control_share);
  return (['net_sales', 'gross_margin'] as const).map((outcome) => {
    const sample = (one: Outcomes | undefined): Sample => ({
      n: one?.customers ?? 0,
      sum: (outcome === 'net_sales' ? one?.sales : one?.margin) ?? 0,
      squares: (outcome === 'net_sales' ? one?.sales_squares : one?.margin_squares) ?? 0,
    });
    const [mailed, held] = [sample(treated), sample(control)];
    const cost = outcome === 'gross_margin' ? any.cost : 0;
    const compared = welch(mailed, held);
    return {
      campaign: any.campaign,
      outcome,
      sent_on: any.sent_on,
      days: any.days,
      is_complete: arms.every(({ is_complete }) => is_complete),
      treated: mailed.n,
      control: held.n,
      mean_treated: mailed.n === 0 ? null : mean(mailed),
      mean_control: held.n === 0 ? null : mean(held),
      difference: compared === undefined ? null : compared.difference - cost,
      low: compared === undefined ? null : compared.low - cost,
      high: compared === undefined ? null : compared.high - cost,
      detectable: compared === undefined ? null : powerFactor * compared.error,
      cost,
      sample_ratio_p: ratio,
      verdict: verdictOf(compared && { low: compared.low - cost, high: compared.high - cost }, ratio),
    };
  });
}

function verdictOf(
  interval: { readonly low: number; readonly high: number } | undefined,
  ratio: number | null,
): 'gain' | 'loss' | 'not_shown' | 'too_few' | 'void' {
  if (interval === undefined) return 'too_few';
  if (ratio !== null && ratio < leastSampleRatio) return 'void';
  if (interval.low > 0) return 'gain';
  return interval.high < 0 ? 'loss' : 'not_shown';
}

/** Whether the arms are as large as they were planned, by χ²; null where the plan is not known. */
function sampleRatio(treated: number, control: number, share: number | null): number | null {
  const all = treated + control;
  if (share === null || share <= 0 || share >= 1 || all === 0) return null;
  const [wanted, rest] = [all * share, all * (1 - share)];
  return chiSquareTail((control - wanted) ** 2 / wanted + (treated - rest) ** 2 / rest);
}
