import { modelTables } from '../contracts/results.ts';
import type { Database } from '../engine/database.ts';
import type { Effects, StepRecord } from '../engine/effects.ts';
import { buildSqlModels, loadSqlModels, type SqlModel } from '../engine/sql-models.ts';
import type { Finding } from '../language/messages.ts';
import { buildAcquisition, hasLeads } from './acquisition/acquisition.ts';
import { buildCampaigns } from './campaigns/campaigns.ts';
import { fitClusters } from './clusters/clusters.ts';
import { rankingFindings } from './findings.ts';
import { intuitionFindings } from './intuition.ts';
import { keyCustomerFindings } from './key-customers/findings.ts';
import { buildLifetime } from './lifetime/lifetime.ts';
import { writeSettings as writeLifetimeSettings } from './lifetime/write.ts';
import { type EarlierRun, readEarlierRun } from './movements/earlier.ts';
import { movementFindings } from './movements/findings.ts';
import { readersOf } from './readers.ts';
import { buildRetention, writeRetentionSettings } from './retention/retention.ts';
import type { ModelSettings } from './settings.ts';
import { writeModelSettings } from './settings-tables.ts';
import { writeTable } from './write-table.ts';

/** Tables that the fitting of clusters and of lifetime value writes; models that read them are built after it. */
const fitted: ReadonlySet<string> = new Set([
  'models.cluster_assignment',
  'models.cluster_words',
  'models.lifetime',
]);

/**
 * The models of the groups as a run would build them, in reading order, their settings written; without campaigns,
 * which depend on what is configured, and without what is fitted.
 */
export async function prepareModels(database: Database, settings: ModelSettings): Promise<SqlModel[]> {
  await writeModelSettings(database, settings);
  await writeTable(database, 'settings.movements', { months: 'bigint' }, [[settings.movements.months]]);
  await writeLifetimeSettings(database, settings.lifetime);
  await writeRetentionSettings(database, settings.retention);
  const folders = ['./sql/', './lifetime/sql/', './retention/sql/'];
  if (await hasLeads(database)) folders.push('./acquisition/sql/');
  const models: SqlModel[] = [];
  for (const folder of folders)
    models.push(...(await loadSqlModels(database, new URL(folder, import.meta.url), 'models')));
  return models;
}

/**
 * Customer facts → groups and rankings: reads `features.*`, writes `models.*` by the contracts `modelTables`, and the
 * settings it used as `settings.*`. Same facts and settings give the same rows in the same order. With an earlier run
 * it also says who has moved since then.
 */
export async function buildModels(
  database: Database,
  settings: ModelSettings,
  effects: Effects,
  earlier?: EarlierRun,
): Promise<{ steps: StepRecord[]; findings: Finding[] }> {
  await database.run('create schema if not exists models');
  await writeModelSettings(database, settings);
  await readEarlierRun(database, settings.movements, earlier);
  const models = await loadSqlModels(database, new URL('./sql/', import.meta.url), 'models');
  const later = readersOf(fitted, models);
  const build = (some: readonly SqlModel[]): Promise<StepRecord[]> =>
    buildSqlModels(database, some, modelTables, 'models', effects);

  const rankings = await build(models.filter(({ name }) => !later.has(name)));
  effects.signal.throwIfAborted();
  effects.progress.step('models.cluster_assignment');
  const started = effects.elapsed();
  const clustering = await fitClusters(database, settings.clusters);
  const fitting: StepRecord = {
    stage: 'models',
    step: 'models.cluster_assignment',
    rows: clustering.rows,
    milliseconds: effects.elapsed() - started,
  };
  effects.log({ level: 'debug', event: 'clusters fitted', ...fitting });
  effects.signal.throwIfAborted();
  const lifetime = await buildLifetime(database, settings.lifetime, effects);
  effects.signal.throwIfAborted();
  const retention = await buildRetention(database, settings.retention, effects);
  const acquisition = await buildAcquisition(database, effects);
  const results = await build(models.filter(({ name }) => later.has(name)));
  effects.signal.throwIfAborted();
  const campaigns = await buildCampaigns(database, settings.campaigns, effects);

  return {
    steps: [
      ...rankings,
      fitting,
      ...lifetime.steps,
      ...retention.steps,
      ...acquisition.steps,
      ...results,
      ...campaigns.steps,
    ],
    findings: [
      ...(await rankingFindings(database)),
      ...clustering.findings,
      ...lifetime.findings,
      ...retention.findings,
      ...acquisition.findings,
      ...(await keyCustomerFindings(database)),
      ...(await intuitionFindings(database)),
      ...campaigns.findings,
      ...(await movementFindings(database)),
    ],
  };
}
