import { createHash } from 'node:crypto';
import { sqlTypes } from '../../contracts/contract.ts';
import { modelTables } from '../../contracts/results.ts';
import type { Database } from '../../engine/database.ts';
import type { Effects, StepRecord } from '../../engine/effects.ts';
import { buildSqlModels, loadSqlModels } from '../../engine/sql-models.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { campaignFindings } from './findings.ts';
import { liftOf, type Outcomes } from './lift.ts';
import { type CampaignsSettings, campaignDefaults } from './settings.ts';
import { powerFactor, type Sample, variance } from './student.ts';

/**
 * Target lists of the campaigns in the pipeline file, with control groups, and what campaigns already sent have
 * brought: reads `features.*`, `models.tiers`, `models.rhythm` and canonical tables; writes `models.campaign_targets`,
 * `models.campaign_power` and `models.campaign_lift`. Does nothing where no campaign is named and none was sent.
 */
export async function buildCampaigns(
  database: Database,
  settings: CampaignsSettings,
  effects: Effects,
): Promise<{ steps: StepRecord[]; findings: Finding[] }> {
  const sent = await database.count('canonical.campaign_contacts');
  if (Object.keys(settings).length === 0 && sent === 0) return { steps: [], findings: [] };
  await writeSettings(database, settings);
  const models = await loadSqlModels(database, new URL('./sql/', import.meta.url), 'models');
  const steps = await buildSqlModels(database, models, modelTables, 'models', effects);
  await writePower(database);
  await writeLift(database);
  return { steps, findings: await campaignFindings(database) };
}

async function writeSettings(database: Database, settings: CampaignsSettings): Promise<void> {
  await database.run(
    `create or replace table settings.campaigns (
       position bigint, campaign varchar, label_en varchar, label_zh varchar, channel varchar, sent_on date,
       consent varchar, contacted_days bigint, overdue_days bigint, loss_up_to decimal(18, 4), control decimal(9, 6),
       seed bigint, start decimal(9, 6), days bigint, cost decimal(18, 4), effect decimal(9, 6))`,
  );
  await database.run(
    'create or replace table settings.campaign_rules (campaign varchar, kind varchar, value varchar)',
  );
  await database.run('create or replace table settings.campaign_defaults (days bigint)');
  await database.append('settings.campaign_defaults', ['days'], [[campaignDefaults.days]]);
  const { as_of } = await database.row<{ as_of: string }>(
    'select cast(as_of as varchar) as as_of from settings.run',
  );
  const campaigns = Object.entries(settings);
  await database.append(
    'settings.campaigns',
    [
      'position',
      'campaign',
      'label_en',
      'label_zh',
      'channel',
      'sent_on',
      'consent',
      'contacted_days',
      'overdue_days',
      'loss_up_to',
      'control',
      'seed',
      'start',
      'days',
      'cost',
      'effect',
    ],
    campaigns.map(([name, one], index) => [
      index + 1,
      name,
      one.label?.en ?? name,
      one.label?.['zh-CN'] ?? name,
      one.channel,
      one.on ?? as_of,
      one.consent ?? (one.channel === 'mail' ? 'not_declined' : 'given'),
      one.contacted_days,
      one.overdue_days,
      one.loss_up_to,
      one.control,
      one.seed,
      startOf(name, one.seed),
      one.days,
      one.cost,
      one.effect,
    ]),
  );
  await database.append(
    'settings.campaign_rules',
    ['campaign', 'kind', 'value'],
    campaigns.flatMap(([name, { tiers, segments, states }]) => [
      ...(tiers ?? []).map((value) => [name, 'tier', value]),
      ...(segments ?? []).map((value) => [name, 'segment', value]),
      ...(states ?? []).map((value) => [name, 'state', value]),
    ]),
  );
}

/** Where the systematic drawing starts: a fraction from 0 to below 1 that only the seed and the name decide. */
function startOf(campaign: string, seed: number): number {
  const digest = createHash('md5').update(`start/${seed}/${campaign}`, 'utf8').digest('hex');
  return Math.floor((Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32) * 1e6) / 1e6;
}

interface Sizes {
  readonly campaign: string;
  readonly days: number;
  readonly treated: number;
  readonly control: number;
  readonly sales: number;
  readonly squares: number;
}

async function writePower(database: Database): Promise<void> {
  const rows = await database.rows<Sizes>('select * from models.campaign_sizes order by position');
  await create(database, 'campaign_power');
  await database.append(
    'models.campaign_power',
    ['campaign', 'treated', 'control', 'days', 'mean_sales', 'detectable', 'detectable_share'],
    rows.map(({ campaign, treated, control, days, sales, squares }) => {
      const all: Sample = { n: treated + control, sum: sales, squares };
      const average = all.n === 0 ? null : sales / all.n;
      const detectable =
        treated < 2 || control < 2
          ? null
          : powerFactor * Math.sqrt(variance(all) * (1 / treated + 1 / control));
      const part = detectable === null || average === null || average <= 0 ? null : detectable / average;
      return [campaign, treated, control, days, average, detectable, part];
    }),
  );
}

async function writeLift(database: Database): Promise<void> {
  const rows = await database.rows<Outcomes>(
    'select *, cast(sent_on as varchar) as sent_on from models.campaign_outcomes order by campaign, arm',
  );
  await create(database, 'campaign_lift');
  const columns = Object.keys(modelTables.campaign_lift.columns);
  const names = [...new Set(rows.map(({ campaign }) => campaign))];
  const lifts = names.flatMap((name) => liftOf(rows.filter(({ campaign }) => campaign === name)));
  await database.append(
    'models.campaign_lift',
    columns,
    lifts.map((lift) => columns.map((column) => lift[column] ?? null)),
  );
}

async function create(database: Database, table: 'campaign_power' | 'campaign_lift'): Promise<void> {
  const contract = modelTables[table];
  const columns = Object.entries(contract.columns).map(
    ([name, { type }]) => `${identifier(name)} ${sqlTypes[type]}`,
  );
  await database.run(`create or replace table ${qualified(`models.${table}`)} (${columns.join(', ')})`);
}
