import { modelTables } from '../../contracts/results.ts';
import type { Database } from '../../engine/database.ts';
import type { Effects, StepRecord } from '../../engine/effects.ts';
import { buildSqlModels, loadSqlModels } from '../../engine/sql-models.ts';
import type { Finding } from '../../language/messages.ts';
import { retentionFindings } from './findings.ts';
import { proof, type RetentionSettings } from './settings.ts';

/**
 * Purchase days → who is overdue, dormant, new, growing or shrinking; scorecards by salesperson and market; cohorts.
 * Reads `features.*` and `settings.run`; writes `models.rhythm`, `models.scorecards` and `models.cohorts`. What one
 * year of data cannot show stays empty, and a finding says so. Same facts and settings, same rows.
 */
export async function buildRetention(
  database: Database,
  settings: RetentionSettings,
  effects: Effects,
): Promise<{ steps: StepRecord[]; findings: Finding[] }> {
  await writeRetentionSettings(database, settings);
  const models = await loadSqlModels(database, new URL('./sql/', import.meta.url), 'models');
  const steps = await buildSqlModels(database, models, modelTables, 'models', effects);
  return { steps, findings: await retentionFindings(database) };
}

/** `settings.retention`. */
export async function writeRetentionSettings(database: Database, settings: RetentionSettings): Promise<void> {
  await database.run(
    `create or replace table settings.retention (
       purchases bigint, overdue double, quantile decimal(9, 6), least_days bigint, dormant_months bigint,
       change decimal(9, 6), change_z double, lookback_months bigint, cohorts varchar, quarters bigint, z double)`,
  );
  const { purchases, overdue, quantile, least_days, dormant_months, change, lookback_months, cohorts } =
    settings;
  await database.append(
    'settings.retention',
    [
      'purchases',
      'overdue',
      'quantile',
      'least_days',
      'dormant_months',
      'change',
      'change_z',
      'lookback_months',
      'cohorts',
      'quarters',
      'z',
    ],
    [
      [
        purchases,
        overdue,
        quantile,
        least_days,
        dormant_months,
        change,
        proof.z,
        lookback_months,
        cohorts ?? null,
        proof.quarters,
        proof.z,
      ],
    ],
  );
}
