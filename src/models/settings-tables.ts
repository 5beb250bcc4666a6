import { levers } from '../contracts/levers.ts';
import type { Database } from '../engine/database.ts';
import { defaultTiers } from './default-tiers.ts';
import { writeKeyCustomerSettings } from './key-customers/settings.ts';
import { defaultClusterFeatures, type ModelSettings, type TierSettings } from './settings.ts';
import { writeTable } from './write-table.ts';

/** With whom a customer is compared, and from what share of net sales upward a difference counts. */
export const comparison = { sizeBands: 4, fewestPeers: 8, materiality: 0.005 } as const;

/** What counts as a surprise. */
export const surprise = {
  /** Share of customers, by net sales, that can be a whale. */
  largestShare: 0.1,
  /** Ranks by profit among which a gem is looked for … */
  bestRanks: 10,
  /** … and how many times lower its rank by sales must be. */
  rankRatio: 5,
  /** Share of gross margin that one cause must eat. */
  marginEaten: 0.5,
  /** Surprises kept. */
  keep: 20,
} as const;

/**
 * The settings of the models as small tables in the schema `settings`, for SQL to read. Shares and limits are
 * decimals there, so that a border falls where the manager wrote it.
 */
export async function writeModelSettings(database: Database, settings: ModelSettings): Promise<void> {
  await database.run('create schema if not exists settings');
  const tiers = settings.tiers ?? defaultTiers;
  await writeTable(
    database,
    'settings.tiers',
    {
      position: 'integer',
      tier: 'varchar',
      rule: 'varchar',
      share_of_profit: 'decimal(9, 6)',
      loss_up_to: 'decimal(18, 4)',
      label_en: 'varchar',
      label_zh: 'varchar',
    },
    tiers.map((tier, index) => [
      index + 1,
      tier.tier,
      ruleOf(tier),
      'share_of_profit' in tier ? tier.share_of_profit : null,
      'loss_up_to' in tier ? tier.loss_up_to : null,
      tier.label?.en ?? tier.tier,
      tier.label?.['zh-CN'] ?? tier.tier,
    ]),
  );
  await writeTable(
    database,
    'settings.tier_policies',
    { tier: 'varchar', kind: 'varchar', policy_en: 'varchar', policy_zh: 'varchar' },
    tiers.flatMap(({ tier, policy }) =>
      Object.entries(policy ?? {}).flatMap(([kind, text]) =>
        text === undefined ? [] : [[tier, kind, text.en, text['zh-CN']]],
      ),
    ),
  );
  await writeTable(database, 'settings.profit_map', { large: 'decimal(9, 6)' }, [
    [settings.profit_map.large],
  ]);
  const { from, to, seed, features } = settings.clusters;
  await writeTable(
    database,
    'settings.clusters',
    { fewest: 'integer', most: 'integer', seed: 'bigint', features: 'varchar' },
    [[from, to, seed, (features ?? defaultClusterFeatures).join(', ')]],
  );
  await writeTable(
    database,
    'settings.levers',
    {
      position: 'integer',
      line: 'varchar',
      base: 'varchar',
      lever: 'varchar',
      works_on: 'varchar',
      label_en: 'varchar',
      label_zh: 'varchar',
    },
    levers.map(({ line, base, lever, worksOn, label }, index) => [
      index + 1,
      line,
      base,
      lever,
      worksOn,
      label.en,
      label['zh-CN'],
    ]),
  );
  await writeTable(
    database,
    'settings.comparison',
    { size_bands: 'integer', fewest_peers: 'integer', materiality: 'decimal(9, 6)' },
    [[comparison.sizeBands, comparison.fewestPeers, comparison.materiality]],
  );
  await writeTable(
    database,
    'settings.surprises',
    {
      largest_share: 'decimal(9, 6)',
      best_ranks: 'integer',
      rank_ratio: 'integer',
      margin_eaten: 'decimal(9, 6)',
      keep: 'integer',
    },
    [[surprise.largestShare, surprise.bestRanks, surprise.rankRatio, surprise.marginEaten, surprise.keep]],
  );
  await writeKeyCustomerSettings(database, settings.key_customers);
}

function ruleOf(tier: TierSettings): 'share_of_profit' | 'profit' | 'loss_up_to' | 'loss' {
  if ('share_of_profit' in tier) return 'share_of_profit';
  if ('profit' in tier) return 'profit';
  return 'loss_up_to' in tier ? 'loss_up_to' : 'loss';
}
