import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import {
  dropoutAtBound,
  dropoutNotShown,
  horizonIsOver,
  lifetimeChecked,
  lifetimeFitted,
  lifetimeNoBetter,
  tooFewForLifetime,
  valueDependsOnFrequency,
  valuesAsObserved,
  valuesTooWide,
} from '../messages.ts';
import { fewest, type Verdict } from './choose.ts';
import type { LifetimeSettings } from './settings.ts';
import { leastQ } from './spend.ts';

/** From this correlation of purchases and value on, large and small buyers should not share one mean. */
const strongCorrelation = 0.3;

interface FitRow {
  readonly model_wanted: string;
  readonly verdict: Verdict;
  readonly customers: number;
  readonly repeaters: number;
  readonly p_value: number | null;
  readonly horizon: string | null;
  readonly value_model: 'gamma_gamma' | 'own_mean' | 'none';
  readonly q: number | null;
  readonly value_correlation: number | null;
  readonly holdout_mae: number | null;
  readonly holdout_rmse: number | null;
  readonly naive_mae: number | null;
  readonly naive_rmse: number | null;
  readonly holdout_days: number | null;
  readonly holdout_model: string | null;
}

/** What the lifetime models have to say for themselves: what they found, and what the data does not support. */
export async function lifetimeFindings(database: Database, settings: LifetimeSettings): Promise<Finding[]> {
  const row = await database.row<FitRow>('select * from models.lifetime_fit');
  const { verdict, customers, repeaters, horizon, value_correlation: correlation } = row;
  if (verdict === 'too_few')
    return [
      tooFewForLifetime.finding({
        customers,
        repeaters,
        neededCustomers: fewest.customers,
        neededRepeaters: fewest.repeaters,
      }),
    ];
  if (horizon === null) return [horizonIsOver.finding({ until: settings.until ?? '' })];

  const findings: Finding[] = [];
  if (verdict === 'no_dropout')
    findings.push(dropoutNotShown.finding({ model: row.model_wanted, p: row.p_value ?? 1 }));
  else if (verdict === 'at_bound') findings.push(dropoutAtBound.finding({ model: row.model_wanted }));
  else findings.push(lifetimeFitted.finding({ model: row.model_wanted, customers, until: horizon }));

  const { holdout_mae: off, naive_mae: naive, holdout_days: days, holdout_model: model } = row;
  if (off !== null && naive !== null && days !== null && model !== null) {
    // A forecast of the mean is at its best by squared errors; the naive rule must win by both to be the better one.
    const isWorse = off >= naive && row.holdout_rmse! >= row.naive_rmse!;
    findings.push((isWorse ? lifetimeNoBetter : lifetimeChecked).finding({ model, off, naive, days }));
  }
  if (row.q !== null && row.q <= leastQ) findings.push(valuesTooWide.finding({ q: row.q }));
  if (row.value_model === 'own_mean') findings.push(valuesAsObserved.finding({}));
  else if (correlation !== null && Math.abs(correlation) >= strongCorrelation)
    findings.push(valueDependsOnFrequency.finding({ correlation }));
  return findings;
}
