import { type StatementLine, statementLines } from '../contracts/statement.ts';
import type { Database, Row } from '../engine/database.ts';
import { identifier, qualified } from '../engine/sql-text.ts';
import { type ForecastData, readForecastData } from './forecast-data.ts';
import { type PeopleData, readPeopleData } from './people-data.ts';

/**
 * Everything the reports show, read once from the warehouse at customer grain or coarser. All sums are made in SQL
 * on decimals; what arrives here is only shown.
 */

export const lineIds: readonly string[] = statementLines.map((line) => line.id);
export const components: readonly StatementLine[] = statementLines.filter(
  (line) => line.kind === 'component',
);

/** Amounts by statement line; null where the extracts do not carry the line. */
export type Statement = Readonly<Record<string, number | null>>;

export interface CustomerRow extends Row {
  readonly customer_id: string;
  readonly name: string;
  readonly net_sales: number;
  readonly net_profit: number;
}

export interface CauseRow {
  readonly customer_id: string;
  readonly line: string;
  /** What the share is of: `net_sales`, `gross_sales`, `invoiced_sales`, `list_sales`. */
  readonly base: string;
  readonly share: number;
  readonly peer_median: number;
  /** `industry_and_size`, `size` or `all`. */
  readonly peer_group: string;
  readonly peers: number;
  readonly effect: number;
  readonly rank: number;
}

export interface Group {
  readonly key: string;
  readonly customers: number;
  readonly net_sales: number;
  readonly net_profit: number;
}

export interface Concentration {
  readonly measure: string;
  readonly customers: number;
  readonly net_sales: number;
  readonly total_profit: number;
  readonly profitable: number;
  readonly unprofitable: number;
  readonly sum_positive: number;
  readonly sum_negative: number;
  readonly peak_share: number | null;
  readonly peak_customers_share: number | null;
  readonly top_20_share: number | null;
  readonly gini: number | null;
}

export interface CurvePoint {
  readonly rank: number;
  readonly customer_id: string;
  readonly net_profit: number;
  readonly cumulative_profit: number;
  readonly customers_share: number;
}

export interface SectionRow extends Row {
  readonly section: string;
  readonly customers: number;
}

export interface TieRow {
  readonly account: string;
  readonly month: string | null;
  readonly description: string | null;
  readonly role: string | null;
  readonly ledger: number;
  readonly charged: number;
  readonly unused: number;
  readonly company_level: number;
  readonly timing: number;
  readonly unexplained: number;
  readonly reconciled: boolean;
}

export interface PoolMonth {
  readonly pool: string;
  readonly month: string;
  readonly line: string;
  readonly method: string;
  readonly cost: number;
  readonly practical_minutes: number | null;
  readonly used_minutes: number | null;
  readonly capacity_cost_rate: number | null;
  readonly charged: number;
  readonly unused: number | null;
  readonly unattributed: number | null;
  readonly overused_minutes: number | null;
  readonly used_fallback: boolean | null;
}

export interface Surprise {
  readonly position: number;
  readonly customer_id: string;
  readonly name: string;
  readonly kind: string;
  readonly sales_rank: number;
  readonly profit_rank: number;
  readonly net_sales: number;
  readonly net_profit: number;
  readonly expected_profit: number;
  readonly gap: number;
  readonly cause: string | null;
  readonly cause_effect: number | null;
}

export interface SourceFile {
  readonly source: string;
  readonly file: string;
  readonly table_name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly rows_set_aside: number;
  readonly reasons: Readonly<Record<string, number>>;
}

export interface ReportData {
  readonly concentration: Concentration;
  readonly curve: readonly CurvePoint[];
  /** Ranked customers, best first: all of them, or the first and last when there are too many to embed. */
  readonly customers: readonly CustomerRow[];
  /** Ranked customers there are in all. */
  readonly rankedCustomers: number;
  readonly months: readonly string[];
  /** customer → [net sales by month, profit by month], in the order of `months`. */
  readonly history: ReadonlyMap<string, readonly [number[], number[]]>;
  readonly causes: ReadonlyMap<string, readonly CauseRow[]>;
  readonly causesByLine: readonly {
    line: string;
    customers: number;
    effect: number;
    eroding: number;
    eroding_effect: number;
    /** The part of `eroding_effect` that is cash; the rest frees capacity. Null where no lever says. */
    readonly eroding_cash: number | null;
  }[];
  readonly medianShares: Statement;
  readonly total: Statement;
  readonly tiers: readonly Group[];
  readonly segments: readonly Group[];
  readonly rfmCells: readonly { r: number; f: number; customers: number; net_profit: number }[];
  readonly clusters: readonly (Group & { label_en: string; label_zh: string; silhouette: number | null })[];
  readonly groups: readonly {
    group_id: string;
    name: string;
    members: number;
    net_sales: number;
    net_profit: number;
    sales_rank: number;
    profit_rank: number;
  }[];
  readonly surprises: readonly Surprise[];
  readonly company: readonly SectionRow[];
  readonly monthly: readonly { month: string; net_sales: number; net_profit: number }[];
  readonly pools: readonly PoolMonth[];
  readonly poolTotals: readonly (Omit<PoolMonth, 'month' | 'capacity_cost_rate'> & { rate: number | null })[];
  readonly coverage: readonly { line: string; measured: boolean; missing: string | null }[];
  readonly ties: readonly TieRow[];
  readonly tieMonths: readonly TieRow[];
  /** Which accounts feed which cost pool. */
  readonly poolAccounts: readonly { pool: string; account: string }[];
  readonly files: readonly SourceFile[];
  readonly tables: readonly { table_name: string; present: boolean; missing_columns: readonly string[] }[];
  /** Labels of RFM segments as the settings of the run name them. */
  readonly segmentLabels: readonly { segment: string; en: string; zh: string }[];
  readonly settings: readonly { table: string; rows: readonly Row[] }[];
  readonly people: PeopleData;
  readonly forecast: ForecastData;
}

/** How many ranked customers the page carries whole; beyond that, this many from the top and from the bottom. */
export const embedding = { whole: 2000, first: 1500, last: 500 } as const;

/** Months of history the page carries for each customer, the latest. */
const monthsEmbedded = 36;

export async function readReportData(database: Database): Promise<ReportData> {
  const present = await tablesPresent(database);
  const rows = async <T extends object>(table: string, sql: string): Promise<T[]> =>
    present.has(table) ? database.rows<T>(sql) : [];

  const concentration = await database.row<Concentration>('select * from models.concentration');
  const ranked = await database.row<{ n: number }>(
    'select count(*) as n from models.customers where is_ranked',
  );
  const embedded = `select customer_id from (
      select customer_id, row_number() over (order by profit_rank, customer_id) as best,
             row_number() over (order by profit_rank desc, customer_id desc) as worst
      from models.customers where is_ranked)
    where (select count(*) from models.customers where is_ranked) <= ${embedding.whole}
       or best <= ${embedding.first} or worst <= ${embedding.last}`;
  const months = (
    await database.rows<{ month: string }>(
      'select distinct month from features.profit_statement order by month',
    )
  )
    .map(({ month }) => month.slice(0, 7))
    .slice(-monthsEmbedded);
  const history = await database.rows<{ customer_id: string; month: string; sales: number; profit: number }>(
    `select customer_id, month, net_sales as sales, net_profit as profit from features.profit_statement
     where customer_id in (${embedded}) order by customer_id, month`,
  );
  const causes = await database.rows<CauseRow>(
    `select customer_id, line, base, share, peer_median, peer_group, peers, effect, rank from models.causes
     where customer_id in (${embedded}) order by customer_id, rank, line`,
  );
  const sum = (line: string): string => `sum(${identifier(line)}) as ${identifier(line)}`;
  const medianShare = (line: string): string =>
    `median(${identifier(line)} / nullif(net_sales, 0)) filter (where net_sales > 0) as ${identifier(line)}`;

  return {
    concentration,
    rankedCustomers: ranked.n,
    curve: await database.rows(
      'select rank, customer_id, net_profit, cumulative_profit, customers_share from models.whale_curve order by rank',
    ),
    customers: await database.rows<CustomerRow>(
      `select c.* exclude (group_id), nullif(c.group_id, c.customer_id) as group_id,
              b.first_purchase, b.last_purchase, b.lines_per_order, b.sales_minutes, b.complaints, b.open_cases,
              b.satisfaction
       from models.customers as c left join features.behaviour as b using (customer_id)
       where c.customer_id in (${embedded}) order by c.profit_rank, c.customer_id`,
    ),
    months,
    history: historyByCustomer(history, months),
    causes: causesByCustomer(causes),
    causesByLine: await database.rows(
      `select causes.line, count(*) as customers, sum(causes.effect) as effect,
              count(*) filter (where causes.rank = 1 and c.net_profit < 0) as eroding,
              coalesce(sum(causes.effect) filter (where causes.rank = 1 and c.net_profit < 0), 0) as eroding_effect,
              sum(levers.cash_gain) filter (where causes.rank = 1 and c.net_profit < 0) as eroding_cash
       from models.causes as causes
       join models.customers as c using (customer_id)
       left join models.levers as levers on levers.customer_id = causes.customer_id and levers.line = causes.line
       group by causes.line order by sum(causes.effect) desc, causes.line`,
    ),
    medianShares: await database.row(
      `select ${lineIds.map(medianShare).join(', ')} from models.customers where is_ranked`,
    ),
    total: await database.row(`select ${lineIds.map(sum).join(', ')} from models.customers where is_ranked`),
    tiers: await database.rows(
      'select tier as key, customers, net_sales, net_profit from models.tier_summary order by position',
    ),
    segments: await database.rows(
      `select segment as key, count(*) as customers, sum(net_sales) as net_sales, sum(net_profit) as net_profit
       from models.customers where is_ranked and segment is not null
       group by segment order by sum(net_profit) desc, segment`,
    ),
    rfmCells: await database.rows(
      `select r_score as r, f_score as f, count(*) as customers, sum(net_profit) as net_profit
       from models.customers where is_ranked and r_score is not null and f_score is not null
       group by all order by r, f`,
    ),
    clusters: await database.rows(
      `select cast(cluster as varchar) as key, customers, net_sales, net_profit, label_en, label_zh, silhouette
       from models.cluster_profiles order by cluster`,
    ),
    groups: await database.rows(
      `select g.*, coalesce(c.name, g.group_id) as name from models.customer_groups as g
       left join features.customers as c on c.customer_id = g.group_id order by g.profit_rank, g.group_id`,
    ),
    surprises: await database.rows(
      `select s.*, c.name, c.cause_effect from models.surprises as s join models.customers as c using (customer_id)
       order by position`,
    ),
    company: await database.rows<SectionRow>('select * from features.company_statement order by section'),
    monthly: await database.rows(
      `select month, sum(net_sales) as net_sales, sum(net_profit) as net_profit from features.profit_statement
       group by month order by month`,
    ),
    pools: await database.rows('select * from features.pool_periods order by pool, month'),
    poolTotals: await database.rows(
      `select pool, line, method, sum(cost) as cost, sum(practical_minutes) as practical_minutes,
              sum(used_minutes) as used_minutes,
              cast(sum(cost) as double) / nullif(sum(practical_minutes), 0) as rate, sum(charged) as charged,
              sum(unused) as unused, sum(unattributed) as unattributed, sum(overused_minutes) as overused_minutes,
              coalesce(bool_or(used_fallback), false) as used_fallback
       from features.pool_periods group by pool, line, method order by sum(cost) desc, pool`,
    ),
    coverage: await database.rows('select line, measured, missing from features.coverage order by line'),
    ties: await rows(
      'features.tie_out',
      `select account, null as month, min(description) as description, min(role) as role, sum(ledger) as ledger,
              sum(charged) as charged, sum(unused) as unused, sum(company_level) as company_level,
              sum(timing) as timing, sum(unexplained) as unexplained, bool_and(reconciled) as reconciled
       from features.tie_out group by account order by account`,
    ),
    tieMonths: await rows(
      'features.tie_out',
      `select account, month, description, role, ledger, charged, unused, company_level, timing, unexplained, reconciled
       from features.tie_out order by account, month`,
    ),
    files: (
      await rows<SourceFile & { reasons: string }>(
        'ingest.files',
        `select source, file, table_name, bytes, sha256, encoding, rows_read, rows_kept, rows_set_aside,
                cast(reasons as varchar) as reasons
         from ingest.files order by position`,
      )
    ).map((file) => ({ ...file, reasons: JSON.parse(file.reasons) as SourceFile['reasons'] })),
    tables: (
      await rows<{ table_name: string; present: boolean; missing_columns: string }>(
        'ingest.tables',
        `select table_name, present, cast(missing_columns as varchar) as missing_columns
         from ingest.tables order by table_name`,
      )
    ).map((table) => ({ ...table, missing_columns: JSON.parse(table.missing_columns) as string[] })),
    poolAccounts: await rows(
      'settings.pool_accounts',
      'select pool, account from settings.pool_accounts order by pool, account',
    ),
    segmentLabels: await rows(
      'settings.rfm_segments',
      `select segment, min(label_en) as en, min(label_zh) as zh from settings.rfm_segments
       group by segment order by segment`,
    ),
    settings: await readSettings(database, present),
    people: await readPeopleData(database, present),
    forecast: await readForecastData(database, present),
  };
}

async function tablesPresent(database: Database): Promise<Set<string>> {
  const found = await database.rows<{ name: string }>(
    "select table_schema || '.' || table_name as name from information_schema.tables order by 1",
  );
  return new Set(found.map(({ name }) => name));
}

/** The settings as the run used them: small tables, shown as they are. */
async function readSettings(database: Database, present: Set<string>): Promise<ReportData['settings']> {
  const names = [...present].filter((name) => name.startsWith('settings.')).sort();
  const tables = [];
  for (const name of names) {
    const rows = await database.rows(`select * from ${qualified(name)} order by all limit 200`);
    if (rows.length > 0) tables.push({ table: name.slice('settings.'.length), rows });
  }
  return tables;
}

function historyByCustomer(
  rows: readonly { customer_id: string; month: string; sales: number; profit: number }[],
  months: readonly string[],
): ReportData['history'] {
  const position = new Map(months.map((month, index) => [month, index]));
  const history = new Map<string, [number[], number[]]>();
  for (const row of rows) {
    let entry = history.get(row.customer_id);
    if (entry === undefined) {
      entry = [months.map(() => 0), months.map(() => 0)];
      history.set(row.customer_id, entry);
    }
    const index = position.get(row.month.slice(0, 7));
    if (index === undefined) continue;
    entry[0][index] = Math.round(row.sales);
    entry[1][index] = Math.round(row.profit);
  }
  return history;
}

function causesByCustomer(rows: readonly CauseRow[]): Map<string, CauseRow[]> {
  const groups = new Map<string, CauseRow[]>();
  for (const row of rows) {
    const group = groups.get(row.customer_id);
    if (group === undefined) groups.set(row.customer_id, [row]);
    else group.push(row);
  }
  return groups;
}
