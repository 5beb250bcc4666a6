import { featureTables } from '../contracts/results.ts';
import type { Database } from '../engine/database.ts';
import type { Effects, StepRecord } from '../engine/effects.ts';
import { buildSqlModels, loadSqlModels, type SqlModel } from '../engine/sql-models.ts';
import { exitCodes, type Finding, ProductError } from '../language/messages.ts';
import { checkAccounts } from './accounts.ts';
import { featureFindings } from './findings.ts';
import { decidePeriod, type Period } from './period.ts';
import { checkSegments } from './rfm-segments.ts';
import type { FeatureSettings } from './settings.ts';
import { writeSettings } from './write-settings.ts';

export interface FeatureContext {
  /** ISO date; rows after it do not count. Default: the last invoice. */
  readonly asOf?: string;
  /** Reporting currency, three letters. */
  readonly currency: string;
  readonly effects: Effects;
}

export interface FeatureResult {
  readonly steps: StepRecord[];
  readonly findings: Finding[];
  /** ISO dates of the last and the first day that count. */
  readonly asOf: string;
  readonly periodStart: string;
}

/** All that comes before the first model: the period decided, the settings written, the models in reading order. */
export async function prepareFeatures(
  database: Database,
  settings: FeatureSettings,
  context: Pick<FeatureContext, 'asOf' | 'currency'>,
): Promise<{ period: Period; models: SqlModel[] }> {
  const [issue, ...others] = [...checkAccounts(settings), ...checkSegments(settings.rfm)].map(
    ({ finding }) => finding,
  );
  if (issue !== undefined) throw new ProductError(issue, exitCodes.configuration, undefined, others);
  const period = await decidePeriod(database, settings, context.asOf);
  await writeSettings(database, settings, period, context.currency);
  await database.run('create schema if not exists features');
  return { period, models: await loadSqlModels(database, new URL('./sql/', import.meta.url), 'features') };
}

/**
 * Canonical tables → facts about customers: the profit statement, activity costs, the tie-out to the books, RFM and
 * behaviour, in the schema `features`; the settings they rest on, in the schema `settings`. Every canonical table must
 * exist, also when empty. Throws a ProductError where the settings contradict themselves or nothing can be dated.
 */
export async function buildFeatures(
  database: Database,
  settings: FeatureSettings,
  context: FeatureContext,
): Promise<FeatureResult> {
  const { period, models } = await prepareFeatures(database, settings, context);
  const steps = await buildSqlModels(database, models, featureTables, 'features', context.effects);
  const findings = await featureFindings(database, settings, context.currency);
  return { steps, findings, asOf: period.asOf, periodStart: period.periodStart };
}
