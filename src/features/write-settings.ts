import { ageingBuckets } from '../contracts/credit.ts';
import { type DirectSource, type Driver, levelOf } from '../contracts/drivers.ts';
import { statementLines } from '../contracts/statement.ts';
import type { Bindable, Database } from '../engine/database.ts';
import { identifier, qualified } from '../engine/sql-text.ts';
import type { Period } from './period.ts';
import { segmentsByPair } from './rfm-segments.ts';
import { allocationScenarios, factorsOf } from './scenarios.ts';
import type { FeatureSettings, PoolSettings } from './settings.ts';

/** When two names that differ are one customer. */
const nameMatching = {
  /** How alike they must be … */
  similarity: 0.92,
  /** … how far ahead of the next customer … */
  lead: 0.03,
  /** … and in how many letters one slip of the pen is allowed. */
  lettersPerSlip: 8,
  /** Share of common pairs of characters from which a customer is worth naming as the nearest. */
  worthNaming: 0.4,
} as const;

interface SettingsTable {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly Bindable[])[];
}

/**
 * The settings as small tables in the schema `settings`, so that SQL models carry no values of their own and whoever
 * opens the warehouse sees what the figures rest on. All of them exist, also when empty.
 */
export async function writeSettings(
  database: Database,
  settings: FeatureSettings,
  period: Period,
  currency: string,
): Promise<void> {
  await database.run('create schema if not exists settings');
  for (const [name, { columns, rows }] of Object.entries(settingsTables(settings, period, currency))) {
    const table = `settings.${name}`;
    const list = Object.entries(columns).map(([column, type]) => `${identifier(column)} ${type}`);
    await database.run(`create or replace table ${qualified(table)} (${list.join(', ')})`);
    await database.append(table, Object.keys(columns), rows);
  }
}

function settingsTables(
  settings: FeatureSettings,
  period: Period,
  currency: string,
): Record<string, SettingsTable> {
  const pools = Object.entries(settings.costs);
  const classes = Object.entries(settings.customer_classes);
  const scenarios = allocationScenarios(settings);
  return {
    run: {
      columns: {
        as_of: 'date',
        period_start: 'date',
        window_start: 'date',
        currency: 'varchar',
        annual_rate: 'decimal(9, 6)',
        tolerance: 'decimal(18, 4)',
        rfm_window_months: 'bigint',
        rfm_bins: 'bigint',
        rfm_monetary: 'varchar',
        returns: 'varchar',
        bad_debt: 'varchar',
        revaluation: 'varchar',
      },
      rows: [
        [
          period.asOf,
          period.periodStart,
          period.windowStart,
          currency,
          settings.credit.annual_rate,
          settings.books.tolerance,
          settings.rfm.window_months ?? null,
          settings.rfm.bins,
          settings.rfm.monetary,
          settings.returns,
          settings.credit.bad_debt,
          settings.books.revaluation,
        ],
      ],
    },
    statement_lines: {
      columns: {
        position: 'bigint',
        line: 'varchar',
        kind: 'varchar',
        sign: 'bigint',
        label_en: 'varchar',
        label_zh: 'varchar',
      },
      rows: statementLines.map((line, index) => [
        index + 1,
        line.id,
        line.kind,
        line.sign,
        line.label.en,
        line.label['zh-CN'],
      ]),
    },
    pools: {
      columns: {
        pool: 'varchar',
        label_en: 'varchar',
        label_zh: 'varchar',
        line: 'varchar',
        method: 'varchar',
        level: 'varchar',
        avoidable: 'boolean',
        practical_minutes: 'decimal(18, 4)',
        fallback: 'varchar',
        source: 'varchar',
      },
      rows: pools.map(([name, pool]) => [
        name,
        pool.label?.en ?? name,
        pool.label?.['zh-CN'] ?? name,
        pool.line,
        pool.method,
        pool.level ?? levelOf(driversOf(pool)),
        isAvoidable(pool),
        pool.method === 'time_driven' ? practicalMinutes(pool.capacity) : null,
        pool.method === 'time_driven' ? (pool.fallback ?? null) : null,
        pool.method === 'direct' ? pool.from : null,
      ]),
    },
    pool_accounts: {
      columns: { pool: 'varchar', account: 'varchar' },
      rows: pools.flatMap(([name, pool]) => (pool.accounts ?? []).map((account) => [name, account])),
    },
    pool_terms: {
      columns: { pool: 'varchar', driver: 'varchar', factor: 'decimal(18, 6)' },
      rows: pools.flatMap(([name, pool]) =>
        Object.entries(factorsOf(pool)).map(([driver, factor]) => [name, driver, factor]),
      ),
    },
    scenarios: {
      columns: { scenario: 'varchar', pool: 'varchar', driver: 'varchar', change: 'decimal(9, 6)' },
      rows: scenarios.map(({ scenario, pool, driver, change }) => [scenario, pool, driver, change]),
    },
    loss_buckets: {
      columns: {
        bucket: 'varchar',
        position: 'bigint',
        from_day: 'bigint',
        to_day: 'bigint',
        rate: 'decimal(9, 6)',
      },
      rows: ageingBuckets.map(({ id, from, to }, index) => [
        id,
        index + 1,
        from,
        to,
        settings.credit.loss_rates?.[id] ?? null,
      ]),
    },
    book_accounts: {
      columns: { tie: 'varchar', account: 'varchar' },
      rows: settings.books.accounts.flatMap(({ accounts }, index) =>
        accounts.map((account) => [String(index + 1), account]),
      ),
    },
    book_components: {
      columns: { tie: 'varchar', component: 'varchar' },
      rows: settings.books.accounts.flatMap(({ carries }, index) =>
        [...new Set(carries)].map((component) => [String(index + 1), component]),
      ),
    },
    company_accounts: {
      columns: { account: 'varchar', label_en: 'varchar', label_zh: 'varchar' },
      rows: settings.books.company_level.flatMap(({ accounts, label }) =>
        accounts.map((account) => [account, label?.en ?? null, label?.['zh-CN'] ?? null]),
      ),
    },
    customer_class_ids: {
      columns: { customer_id: 'varchar', class: 'varchar' },
      rows: [
        ...new Map(classes.flatMap(([name, entry]) => (entry.ids ?? []).map((id) => [id, name] as const))),
      ],
    },
    customer_class_words: {
      columns: { position: 'bigint', word: 'varchar', class: 'varchar' },
      rows: classes
        .flatMap(([name, entry]) => (entry.names ?? []).map((word) => [word, name] as const))
        .map(([word, name], index) => [index + 1, word, name]),
    },
    line_classes: {
      columns: { product_id: 'varchar', class: 'varchar' },
      rows: Object.entries(settings.line_classes).flatMap(([name, { products }]) =>
        [...new Set(products)].map((product) => [product, name]),
      ),
    },
    rfm_breaks: {
      columns: { measure: 'varchar', position: 'bigint', limit: 'decimal(18, 4)' },
      rows: Object.entries(settings.rfm.breaks ?? {}).flatMap(([measure, limits]) =>
        (limits ?? []).map((limit, index) => [measure, index + 1, limit]),
      ),
    },
    name_matching: {
      columns: {
        similarity: 'decimal(9, 6)',
        lead: 'decimal(9, 6)',
        letters_per_slip: 'bigint',
        worth_naming: 'decimal(9, 6)',
      },
      rows: [
        [nameMatching.similarity, nameMatching.lead, nameMatching.lettersPerSlip, nameMatching.worthNaming],
      ],
    },
    rfm_segments: {
      columns: {
        r_score: 'bigint',
        f_score: 'bigint',
        segment: 'varchar',
        label_en: 'varchar',
        label_zh: 'varchar',
      },
      rows: segmentsByPair(settings.rfm).map(({ r, f, segment, label }) => [
        r,
        f,
        segment,
        label.en,
        label['zh-CN'],
      ]),
    },
  };
}

/** Practical capacity of a pool in minutes a month (Kaplan & Anderson 2004: theoretical × practical share). */
export function practicalMinutes(
  capacity: Extract<PoolSettings, { method: 'time_driven' }>['capacity'],
): number {
  const minutes =
    'minutes_per_month' in capacity
      ? capacity.minutes_per_month
      : capacity.people * capacity.hours_per_month * 60 * capacity.practical;
  return Math.round(minutes * 10_000) / 10_000;
}

/** Cost that documents carry leaves with the customer; shared cost stays, unless the pipeline file says otherwise. */
function isAvoidable(pool: PoolSettings): boolean {
  return pool.avoidable ?? pool.method === 'direct';
}

function driversOf(pool: PoolSettings): (Driver | DirectSource)[] {
  return pool.method === 'direct' ? [pool.from] : (Object.keys(factorsOf(pool)) as Driver[]);
}
