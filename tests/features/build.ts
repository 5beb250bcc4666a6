import { expect } from 'vitest';
import type { Bindable, Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildFeatures, type FeatureResult } from '../../src/features/features.ts';
import { type FeatureSettings, featureSettings } from '../../src/features/settings.ts';
import { locales } from '../../src/language/locale.ts';
import { fill, openWarehouse } from '../support/warehouse.ts';

export type Rows = readonly Readonly<Record<string, Bindable>>[];
export type Tables = Readonly<Record<string, Rows>>;

export interface Built extends FeatureResult {
  readonly database: Database;
}

/** Settings as a person would write them in a pipeline file. */
export function written(settings: object = {}): FeatureSettings {
  return featureSettings.parse(settings);
}

/** Builds all features over a few canonical rows; every finding must read well in every language. Close `database` when done. */
export async function build(
  tables: Tables,
  settings: object = {},
  asOf?: string,
  currency = 'CNY',
): Promise<Built> {
  const database = await openWarehouse();
  for (const [table, rows] of Object.entries(tables)) await fill(database, table, rows);
  const result = await buildFeatures(database, written(settings), {
    currency,
    effects: quietEffects(),
    ...(asOf === undefined ? {} : { asOf }),
  });
  for (const finding of result.findings)
    for (const locale of locales)
      expect(`${finding.text(locale)} ${finding.repair(locale) ?? ''}`).not.toMatch(
        /undefined|NaN|\[object|function/,
      );
  return { database, ...result };
}

/** Builds, hands the result to the test, and closes the database whatever happens. */
export async function withBuilt(
  tables: Tables,
  settings: object,
  check: (built: Built) => Promise<void>,
  asOf?: string,
): Promise<void> {
  const built = await build(tables, settings, asOf);
  try {
    await check(built);
  } finally {
    built.database.close();
  }
}

/** Sums that must be nought, compared inside the database, where money is exact. */
export async function exact(database: Database, sql: string): Promise<string> {
  const { value } = await database.row<{ value: string }>(`select cast((${sql}) as varchar) as value`);
  return value;
}
