import { readFile } from 'node:fs/promises';
import type { TableContract } from '../../src/contracts/contract.ts';
import { sqlTypes } from '../../src/contracts/contract.ts';
import { featureTables, modelTables } from '../../src/contracts/results.ts';
import { statementLines } from '../../src/contracts/statement.ts';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { identifier, literal, qualified } from '../../src/engine/sql-text.ts';
import type { Locale } from '../../src/language/locale.ts';
import { buildLifetime } from '../../src/models/lifetime/lifetime.ts';
import { buildRetention } from '../../src/models/retention/retention.ts';
import { modelSettings } from '../../src/models/settings.ts';
import type { ReportContext } from '../../src/reports/context.ts';

/**
 * A warehouse as features and models leave it, for tests of the reports: plausible, made from the contracts, the same
 * on every machine. Figures are drawn month by month and everything above them is summed in SQL, so that totals tie.
 */
export interface FixtureOptions {
  readonly customers?: number;
  readonly months?: number;
  /** Leave the ledger out: nothing to tie to. */
  readonly ledger?: boolean;
  /** Put an unexplained difference into one account. */
  readonly broken?: boolean;
  /** Leave open invoices out. */
  readonly receivables?: boolean;
}

export const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "=cmd|' /C calc'!A0",
  '</script><svg onload=alert(1)>\u2028',
] as const;

type Value = string | number | boolean | null;
type Record_ = Record<string, Value>;

const chinese = [
  '华东机电',
  '苏州恒力',
  '宁波海天',
  '杭州西湖',
  '无锡锐科',
  '南京长江',
  '青岛港务',
  '深圳南山',
  '佛山顺德',
  '武汉光谷',
  '成都天府',
  '上海浦东',
  '厦门鹭岛',
  '天津滨海',
  '重庆两江',
];
const chineseTail = [
  '设备有限公司',
  '贸易有限公司',
  '自动化科技',
  '五金工具厂',
  '工程股份有限公司',
  '精密制造',
];
const english = [
  'Harbour',
  'Northwind',
  'Lakeside',
  'Granite',
  'Silverline',
  'Redwood',
  'Ashford',
  'Meridian',
  'Kestrel',
  'Brightwater',
  'Oakfield',
  'Stonebridge',
];
const englishTail = [
  'Engineering Ltd',
  'Supplies',
  'Marine & Offshore Services GmbH',
  'Tools',
  'Components',
  'Industrial Holdings',
];
const regions = ['East', 'North', 'South', '华东', '华南'];
const owners = ['王磊', '李静', 'Zhang Wei', '陈晨'];
const segments = [
  'champions',
  'loyal',
  'potential_loyal',
  'new',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose',
  'hibernating',
  'lost',
];

export async function reportFixture(options: FixtureOptions = {}): Promise<Database> {
  const database = await Database.open({ path: ':memory:', threads: 2 });
  await database.run(
    'create schema features; create schema models; create schema ingest; create schema settings',
  );
  for (const contract of Object.values(featureTables)) await createTable(database, 'features', contract);
  for (const contract of Object.values(modelTables)) await createTable(database, 'models', contract);
  await fill(database, options);
  return database;
}

async function createTable(database: Database, schema: string, contract: TableContract): Promise<void> {
  const columns = Object.entries(contract.columns).map(
    ([name, { type }]) => `${identifier(name)} ${sqlTypes[type]}`,
  );
  await database.run(`create table ${qualified(`${schema}.${contract.name}`)} (${columns.join(', ')})`);
}

async function insert(database: Database, table: string, rows: readonly Record_[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 400) {
    const part = rows.slice(at, at + 400);
    const columns = Object.keys(part[0]!);
    const values = part.map((row) => `(${columns.map((name) => text(row[name] ?? null)).join(', ')})`);
    await database.run(
      `insert into ${qualified(table)} (${columns.map(identifier).join(', ')}) values ${values.join(', ')}`,
    );
  }
}

const text = (value: Value): string => (typeof value === 'string' ? literal(value) : String(value));

/** Park & Miller: the same stream everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const cents = (value: number): number => Math.round(value * 100) / 100;

function customerName(index: number): string {
  if (index % 40 === 3) return hostileNames[Math.floor(index / 40) % hostileNames.length]!;
  const [heads, tails] = index % 5 < 3 ? [chinese, chineseTail] : [english, englishTail];
  const space = heads === english ? ' ' : '';
  const base = `${heads[index % heads.length]}${space}${tails[(index * 7) % tails.length]}`;
  return index < 90 ? base : `${base}${space}${index}`;
}

async function fill(database: Database, options: FixtureOptions): Promise<void> {
  const count = options.customers ?? 120;
  const monthCount = options.months ?? 24;
  const next = random(20040501);
  const normal = (): number => Math.sqrt(-2 * Math.log(next() + 1e-9)) * Math.cos(2 * Math.PI * next());
  const months = Array.from({ length: monthCount }, (_, index) => {
    const month = 6 + index;
    return `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  });
  const ids = Array.from({ length: count }, (_, index) => String(1001 + index * 3).padStart(6, '0'));
  const statements: Record_[] = [];
  const people: Record_[] = [];
  const behaviour: Record_[] = [];
  ids.forEach((customer_id, index) => {
    const special = index === count - 1 ? 'internal' : index === count - 2 ? 'walk_in' : 'ordinary';
    people.push({
      customer_id,
      name: customerName(index),
      class: special,
      is_ranked: special === 'ordinary',
      in_crm: index % 9 !== 0,
      industry: index % 3 === 0 ? '机械制造' : 'Logistics',
      region: regions[index % regions.length]!,
      city: index % 2 === 0 ? '苏州' : 'Ningbo',
      owner: owners[index % owners.length]!,
      created_on: index % 9 === 3 ? '2025-03-20' : '2019-03-01',
      parent_id: null,
      group_id: index > 0 && index % 15 === 1 ? ids[index - 1]! : customer_id,
    });
    const size = Math.exp(9.2 + normal() * 1.25);
    const burden = next() < 0.4 ? 2 + next() * 2.6 : 0.35 + next() * 0.7;
    const discount = 0.02 + next() * 0.14;
    const cost = 0.66 + next() * 0.12;
    for (const month of months) {
      if (next() < 0.12) continue;
      const gross = size * (0.6 + next() * 0.8) * (1 + Number(month.slice(5, 7)) / 60);
      const discounts = cents(gross * discount);
      const returns = next() < 0.15 ? cents(gross * next() * 0.12) : 0;
      const rebates = size > 20000 ? cents(gross * 0.015) : 0;
      const net = cents(cents(gross) - discounts - returns - rebates);
      const goods = cents(net * cost);
      const billed = next() < 0.3 ? 120 : 0;
      const delivery = cents(60 + net * 0.025 * burden);
      const handling = cents(90 * burden + net * 0.012 * burden);
      const service = cents(net * 0.03 * burden * next());
      const selling = cents(140 * burden + net * 0.02 * burden);
      const credit = cents(net * 0.004 * burden);
      const bad = next() < 0.004 ? cents(net * 0.4) : 0;
      const margin = cents(net - goods);
      const contribution = cents(margin + billed - delivery - handling - service - selling);
      statements.push({
        customer_id,
        month,
        gross_sales: cents(gross),
        discounts,
        returns,
        rebates,
        net_sales: net,
        cost_of_goods: goods,
        gross_margin: margin,
        freight_and_fees_billed: billed,
        delivery,
        order_handling: handling,
        service,
        sales_and_marketing: selling,
        contribution,
        cost_of_credit: credit,
        bad_debt: bad,
        net_profit: cents(contribution - credit - bad),
        allocated_cost: cents(handling + service + selling),
      });
    }
    behaviour.push({
      customer_id,
      first_purchase: '2024-07-03',
      last_purchase: `2026-0${1 + (index % 6)}-15`,
      orders: 12 + (index % 60),
      invoices: 14 + (index % 60),
      invoice_lines: 90 + index,
      lines_per_order: 1 + (index % 7) * 0.8,
      average_order_value: cents(size / 3),
      revisions_per_order: (index % 9) * 0.2,
      discount_rate: discount,
      return_rate: (index % 11) / 200,
      service_minutes: Math.round(300 * burden * next()),
      sales_minutes: Math.round(500 * burden),
      complaints: index % 4,
      open_cases: index % 3,
      satisfaction: index % 6 === 0 ? null : 3 + (index % 5) * 0.4,
      days_to_pay: 20 + (index % 70),
      open_balance: cents(size * 0.9),
      overdue: index % 5 === 0 ? cents(size * 0.4) : 0,
      net_sales_12m: cents(size * 12),
      net_sales_prior_12m: cents(size * 11),
      growth: ((index % 13) - 5) / 30,
    });
  });
  await insert(database, 'features.customers', people);
  await insert(database, 'features.behaviour', behaviour);
  await insert(database, 'features.profit_statement', statements);
  await sumUp(database);
  await groupUp(database);
  await settingsOfTheRun(database);
  await purchases(database);
  await booksOfTheCompany(database, months, options);
}

async function settingsOfTheRun(database: Database): Promise<void> {
  await database.run(`create table settings.run as select date '2026-06-30' as as_of, 'CNY' as currency,
    (select min(month) from features.profit_statement) as period_start, cast(0.06 as decimal(9, 6)) as annual_rate`);
}

/**
 * The invoices behind it, one a month at most, and what the real models make of them: some customers come late, some
 * stop, so that there is somebody overdue, gone and new.
 */
async function purchases(database: Database): Promise<void> {
  await database.run(`insert into features.line_profit by name
    with numbered as (select customer_id, row_number() over (order by customer_id) as place from features.customers)
    select 'I-' || customer_id || '-' || month as invoice_id, '1' as line_no, customer_id,
      cast(month + interval 14 day as date) as invoiced_on, month, true as in_period, 'goods' as class, 'sale' as kind,
      1 as quantity, gross_sales - discounts as net_amount, true as is_purchase, gross_sales, discounts, 0 as returns
    from features.profit_statement join numbered using (customer_id)
    where not (place % 7 = 5 and month > date '2025-11-01') and not (place % 9 = 4 and month < date '2025-04-01')
      and not (place % 11 = 3 and month > date '2026-03-01') and (place + month(month)) % (1 + place % 3) = 0`);
  await database.run(`insert into features.documents by name
    select invoice_id, customer_id, invoiced_on, month, in_period, class, kind, is_purchase, net_amount, gross_sales,
      discounts, returns, 1 as lines, cast(gross_sales <> 0 as bigint) as gross_sales_lines,
      cast(discounts <> 0 as bigint) as discounts_lines, 0 as returns_lines, 0 as cost_of_goods_lines,
      0 as freight_and_fees_billed_lines, 0 as bad_debt_lines
    from features.line_profit`);
  const lines = ['gross_sales', 'discounts', 'returns', 'cost_of_goods', 'freight_and_fees_billed'];
  await database.run(`create table features.customer_sales as
    select customer_id, ${lines.map((line) => `sum(${line}_lines) as ${line}_lines`).join(', ')}
    from features.documents group by customer_id`);
  const { lifetime, retention } = modelSettings.parse({});
  await buildLifetime(database, lifetime, quietEffects());
  await buildRetention(database, retention, quietEffects());
}

const lineColumns = [...statementLines.map((line) => line.id), 'allocated_cost'];
const sums = lineColumns.map((line) => `sum(${line}) as ${line}`).join(', ');

async function sumUp(database: Database): Promise<void> {
  await database.run(`insert into features.customer_profit by name
    select customer_id, ${sums} from features.profit_statement group by customer_id`);
  await database.run(`insert into models.whale_curve by name
    with ranked as (select customer_id, net_profit from features.customer_profit
      join features.customers using (customer_id) where is_ranked),
    running as (select customer_id, net_profit,
      row_number() over (order by net_profit desc, customer_id) as rank,
      sum(net_profit) over (order by net_profit desc, customer_id) as cumulative_profit from ranked)
    select *, rank / (select count(*) from ranked) as customers_share,
      cumulative_profit / (select nullif(greatest(sum(net_profit), 0), 0) from ranked) as profit_share from running`);
  await database.run(`insert into models.concentration by name
    with c as (select w.*, p.net_sales from models.whale_curve as w join features.customer_profit as p using (customer_id))
    select 'net_profit' as measure, count(*) as customers, sum(net_sales) as net_sales, sum(net_profit) as total_profit,
      count(*) filter (where net_profit > 0) as profitable, count(*) filter (where net_profit < 0) as unprofitable,
      coalesce(sum(net_profit) filter (where net_profit > 0), 0) as sum_positive,
      coalesce(sum(net_profit) filter (where net_profit < 0), 0) as sum_negative,
      max(profit_share) as peak_share, count(*) filter (where net_profit > 0) / count(*) as peak_customers_share,
      max(profit_share) filter (where rank <= ceil(0.2 * (select count(*) from c))) as top_20_share, 0.71 as gini from c`);
}

async function groupUp(database: Database): Promise<void> {
  await database.run(`insert into models.tiers by name
    select customer_id, case when net_profit < -20000 then 'repair' when net_profit < 0 then 'watch'
        when before < 0.5 then 'core' when before < 0.8 then 'growth' else 'steady' end as tier,
      case when net_profit < -20000 then 5 when net_profit < 0 then 4
        when before < 0.5 then 1 when before < 0.8 then 2 else 3 end as position, before as share_before
    from (select *, (cumulative_profit - net_profit) / (select sum_positive from models.concentration) as before
      from models.whale_curve)`);
  await database.run(`insert into models.tier_summary by name
    select tier, any_value(position) as position, count(*) as customers, sum(net_sales) as net_sales,
      sum(net_profit) as net_profit from models.tiers join features.customer_profit using (customer_id) group by tier`);
  await database.run(`insert into models.profit_map by name
    select customer_id, case when place <= 0.2 then 'large' else 'small' end as size,
      case when place > 0.2 then 'desert' when net_profit >= 0 then 'peak' else 'drain' end as field
    from (select customer_id, p.net_profit, percent_rank() over (order by p.net_sales desc) as place
      from features.customer_profit as p join models.whale_curve using (customer_id))`);
  await database.run(`insert into models.clusters by name
    select customer_id, 1 + (rank * 4 // (select customers + 1 from models.concentration)) as cluster, 0.5 as distance
    from models.whale_curve`);
  await database.run(`insert into models.cluster_profiles by name
    select cluster, ['Large orders, low service', 'Steady buyers, few revisions', 'Small, frequent orders', 'Many revisions, slow to pay'][cluster] as label_en,
      ['订单大、服务少', '稳定采购、改单少', '小单、频繁', '反复改单、付款慢'][cluster] as label_zh, count(*) as customers,
      sum(net_sales) as net_sales, sum(net_profit) as net_profit, 0.41 as silhouette
    from models.clusters join features.customer_profit using (customer_id) group by cluster`);
  const cases = segments.map((name, index) => `when ${index} then '${name}'`).join(' ');
  await database.run(`insert into features.rfm by name
    with scored as (select c.customer_id, date_diff('day', b.last_purchase, date '2026-06-30') as recency_days,
        b.invoices as frequency, p.net_sales as monetary, p.gross_sales as monetary_gross,
        1 + (6 - date_diff('day', b.last_purchase, date '2026-06-30') // 31) % 5 as r_score,
        1 + (b.invoices * 5 - 1) // 75 % 5 as f_score, ntile(5) over (order by p.net_sales, c.customer_id) as m_score
      from features.customers as c join features.behaviour as b using (customer_id)
      join features.customer_profit as p using (customer_id) where c.is_ranked)
    select *, case (r_score * 3 + f_score * 2) % 11 ${cases} end as segment, false as is_phantom from scored`);
  const lines = [
    'delivery',
    'order_handling',
    'service',
    'sales_and_marketing',
    'discounts',
    'cost_of_goods',
    'cost_of_credit',
  ];
  await database.run(`insert into models.causes by name
    with shares as (${lines.map((line) => `select customer_id, '${line}' as line, ${line} / net_sales as share, net_sales from features.customer_profit join models.whale_curve using (customer_id)`).join(' union all ')}),
    peers as (select *, median(share) over (partition by line) as peer_median from shares)
    select customer_id, line, 'net_sales' as base, share, peer_median, 'size' as peer_group, 24 as peers, cast((share - peer_median) * net_sales as decimal(18,2)) as effect,
      row_number() over (partition by customer_id order by (share - peer_median) * net_sales desc, line) as rank,
      'price_corridor' as lever from peers where share > peer_median and (share - peer_median) * net_sales >= 1`);
  await database.run(`insert into models.customers by name
    select c.customer_id, c.name, c.class, c.is_ranked, c.industry, c.region, c.city, c.owner, c.group_id,
      p.* exclude (customer_id), p.net_profit / nullif(p.net_sales, 0) as profit_margin,
      case when c.is_ranked then row_number() over (order by c.is_ranked desc, p.net_sales desc, c.customer_id) end as sales_rank,
      w.rank as profit_rank, t.tier, m.field as profit_field, k.cluster, r.segment, r.r_score, r.f_score, r.m_score,
      r.recency_days, r.frequency, b.orders, b.average_order_value, b.discount_rate, b.return_rate,
      b.revisions_per_order, b.service_minutes, b.days_to_pay, b.open_balance, b.overdue, b.growth,
      x.line as cause, x.effect as cause_effect
    from features.customers as c join features.customer_profit as p using (customer_id)
    left join features.behaviour as b using (customer_id) left join models.whale_curve as w using (customer_id)
    left join models.tiers as t using (customer_id) left join models.profit_map as m using (customer_id)
    left join models.clusters as k using (customer_id) left join features.rfm as r using (customer_id)
    left join models.causes as x on x.customer_id = c.customer_id and x.rank = 1`);
  await database.run(`insert into models.surprises by name
    with e as (select *, cast(net_sales * (select total_profit / net_sales from models.concentration) as decimal(18,2)) as expected
      from models.customers where is_ranked)
    select row_number() over (order by abs(net_profit - expected) desc, customer_id) as position, customer_id,
      case when net_profit < 0 and profit_field = 'drain' then 'whale_that_loses'
        when net_profit > expected then 'hidden_gem' else 'costly_to_carry' end as kind,
      sales_rank, profit_rank, net_sales, net_profit, expected as expected_profit, net_profit - expected as gap, cause
    from e qualify position <= 10`);
  await database.run(`insert into models.customer_groups by name
    select group_id, count(*) as members, sum(net_sales) as net_sales, sum(net_profit) as net_profit,
      row_number() over (order by sum(net_sales) desc) as sales_rank,
      row_number() over (order by sum(net_profit) desc) as profit_rank
    from models.customers where is_ranked group by group_id having count(*) > 1`);
}

/** What is behind the statements, what can be done, and how sure it is. */
async function tracesOfTheCompany(
  database: Database,
  pools: readonly { pool: string; line: string; method: string; account: string; name: string }[],
): Promise<void> {
  await database.run(
    `create table settings.pools (pool varchar, line varchar, method varchar, avoidable boolean, source varchar)`,
  );
  await database.run(
    'create table settings.pool_terms (pool varchar, driver varchar, factor decimal(18, 6))',
  );
  await database.run(
    'create table features.pool_ledger (pool varchar, account varchar, month date, amount decimal(18, 2))',
  );
  await database.run(
    'create table features.pool_basis (pool varchar, month date, basis varchar, fallback varchar)',
  );
  await database.run(
    'create table features.ledger_months (account varchar, month date, description varchar, amount decimal(18, 2))',
  );
  const terms = {
    order_desk: ['orders', 24],
    service: ['ticket_minutes', 1],
    sales: ['visit_minutes', 1],
  } as const;
  for (const { pool, line, method, account, name } of pools) {
    const direct = method === 'direct';
    await database.run(
      `insert into settings.pools values ('${pool}', '${line}', '${method}', ${direct}, ${direct ? "'freight_cost'" : 'null'})`,
    );
    await database.run(
      `insert into features.pool_ledger select '${pool}', '${account}', month, cost from features.pool_periods where pool = '${pool}'`,
    );
    await database.run(
      `insert into features.ledger_months select '${account}', month, '${name}', cost from features.pool_periods where pool = '${pool}'`,
    );
    const [driver, factor] = terms[pool as keyof typeof terms] ?? [null, 1];
    await database.run(`insert into features.pool_charges by name
      select '${pool}' as pool, month, customer_id, '${line}' as line, cast(${line} / 2 as decimal(18,2)) as quantity,
        cast(${line} as decimal(18,2)) as amount, ${direct} as avoidable from features.profit_statement where ${line} <> 0`);
    await database.run(
      `insert into features.pool_basis select distinct '${pool}', month, '${direct ? 'documents' : 'minutes'}', null
       from features.pool_periods`,
    );
    if (driver === null) continue;
    await database.run(`insert into settings.pool_terms values ('${pool}', '${driver}', ${factor})`);
    await database.run(`insert into features.activity_drivers select customer_id, month, '${driver}', quantity / ${factor}
      from features.pool_charges where pool = '${pool}'`);
  }
  // The numbers under which the allocation has all this.
  await database.run(`
    create table features.customer_numbers as
      select cast(row_number() over (order by customer_id) as integer) as customer_number, customer_id
      from features.customers;
    insert into features.customer_months by name
      select numbers.customer_number, statement.* exclude (customer_id)
      from features.profit_statement as statement
      join features.customer_numbers as numbers using (customer_id);
    create table features.allocation_splits as
      select cast(row_number() over (order by pool, month) as integer) as split_number, 'base' as scenario, pool, month, basis
      from (select distinct pool, month, basis from features.pool_basis where basis <> 'documents');
    create table features.allocation_terms as
      select split_number as term_number, split_number, month, basis, driver, cast(factor * 1000000 as bigint) as factor_units
      from features.allocation_splits join settings.pool_terms using (pool);
    create table features.allocation_parts as
      select term_number, customer_number, cast(quantity * 10000 as bigint) as driver_units
      from features.activity_drivers
      join features.allocation_terms using (month, driver)
      join features.customer_numbers using (customer_id);
    create view features.cost_assignments as
      select charges.* exclude (customer_id), numbers.customer_number, basis.basis
      from features.pool_charges as charges
      join features.pool_basis as basis using (pool, month)
      join features.customer_numbers as numbers using (customer_id);
    create table features.allocation_charges as
      select split_number, customer_number, cast(quantity * 10000 as bigint) as units, cast(amount * 100 as bigint) as cents
      from features.pool_charges
      join features.allocation_splits using (pool, month)
      join features.customer_numbers using (customer_id)`);
  await database.run(`insert into models.levers by name
    select customer_id, line, rank, lever, 'cost' as works_on, effect as gain,
      case when line in ('discounts', 'cost_of_goods', 'cost_of_credit') then effect else 0 end as cash_gain,
      case when line in ('discounts', 'cost_of_goods', 'cost_of_credit') then 0 else effect end as capacity_freed,
      0 as minutes_freed, 1000 as avoidable_contribution, 1000 as contribution_after,
      case when line in ('discounts', 'cost_of_goods', 'cost_of_credit') then 0.08 else 0 end as break_even_volume_loss
    from models.causes`);
  await database.run(`insert into models.let_go by name
    select customer_id, net_profit, net_sales as revenue, cost_of_goods, 0 as avoidable_cost_to_serve, cost_of_credit,
      allocated_cost as cost_that_stays, 0 as minutes_freed, net_profit + allocated_cost as avoidable_contribution,
      500 as lever_gain, -(net_profit + allocated_cost) as profit_change, net_profit + allocated_cost < 0 as worth_letting_go,
      net_profit + allocated_cost < -500 as levers_fall_short from models.customers where is_ranked and net_profit < 0`);
  await database.run(`insert into models.sensitivity by name
    select customer_id, net_profit, net_profit - allocated_cost * 0.2 as lowest, 'service +20%' as lowest_in,
      net_profit + allocated_cost * 0.2 as highest, 'service −20%' as highest_in,
      (net_profit - allocated_cost * 0.2 >= 0) = (net_profit + allocated_cost * 0.2 >= 0) as keeps_sign
    from models.customers where is_ranked`);
  await database.run(`insert into models.sensitivity_curve by name
    select rank, cumulative_profit, cumulative_profit - rank * 100 as lowest, cumulative_profit + rank * 100 as highest
    from models.whale_curve`);
  await database.run(`insert into models.sensitivity_scenarios by name
    select 'service ' || text as scenario, 'service' as pool, null as driver, change, 0 as cost, 0 as charged, 0 as unused,
      0 as unattributed, 0 as overused_minutes, total_profit * (1 - change) as total_profit, unprofitable, 3 as changed_sign
    from models.concentration cross join (values ('+20%', 0.2), ('−20%', -0.2)) as moves (text, change)`);
  await database.run(`create table ingest.quarantine (source varchar, file varchar, row_number bigint, field varchar,
    value varchar, reason_code varchar, record json)`);
  await insert(database, 'ingest.quarantine', [
    ...[7, 8].map((row_number) => ({
      source: 'accounts',
      file: 'crm/accounts.csv',
      row_number,
      field: 'created_on',
      value: '2025-02-30',
      reason_code: 'not_a_date',
      record: '{}',
    })),
    {
      source: 'accounts',
      file: 'crm/accounts.csv',
      row_number: 99,
      field: null,
      value: null,
      reason_code: 'total_row',
      record: '{}',
    },
  ]);
}

/** Two invoices a customer and month, some paid late, some still open, a few in dispute. */
async function creditOfTheCompany(database: Database): Promise<void> {
  await database.run(`create or replace table features.receivable_state as
    with items as (
      select customer_id, month, net_sales, row_number() over (order by customer_id, month) as n
      from features.profit_statement where net_sales > 0),
    dated as (
      select *, cast(month + 9 as date) as issued_on, cast(month + 39 as date) as due_on,
        cast(month + cast(29 + n % 75 as integer) as date) as paid_on from items)
    select 'R' || n as invoice_id, customer_id, issued_on, due_on, cast(net_sales as decimal(18,4)) as amount,
      case when paid_on <= date '2026-06-30' and n % 97 <> 0 then paid_on end as settled_on,
      cast(net_sales as decimal(18,4)) as balance,
      cast(case when paid_on <= date '2026-06-30' and n % 97 <> 0 then 0 else net_sales end as decimal(18,4)) as open_amount,
      cast(0 as decimal(18,4)) as written_off, date '2026-06-30' as written_off_on,
      n % 50 = 0 as is_disputed, true as dispute_known,
      cast(null as varchar) as currency, cast(null as decimal(18,4)) as own_amount,
      cast(null as decimal(18,4)) as own_open, cast(null as decimal(18,4)) as revaluation,
      cast(null as decimal(18,4)) as exchange_difference
    from dated where issued_on <= date '2026-06-30'`);
  await owedInDollars(database);
  await database.run(`create or replace table features.open_items as
    select invoice_id, customer_id, issued_on, due_on, cast(date '2026-06-30' - due_on as integer) as days_overdue,
      open_amount, is_disputed, currency, own_open
    from features.receivable_state where open_amount <> 0`);
  await database.run(`insert into features.credit_items by name
    select r.invoice_id, r.customer_id, m.month, r.balance,
      least(coalesce(r.settled_on, date '2026-06-30'), m.month + interval 1 month)::date - greatest(r.issued_on, m.month) as days,
      greatest(0, least(coalesce(r.settled_on, date '2026-06-30'), m.month + interval 1 month)::date - greatest(r.due_on, m.month)) as days_late,
      0.06 as annual_rate, 0 as cost_of_credit, 0 as cost_of_late
    from features.receivable_state as r
    join (select distinct month from features.profit_statement) as m
      on m.month < coalesce(r.settled_on, date '2026-06-30') and m.month + interval 1 month > r.issued_on`);
  await database.run(`update features.credit_items set cost_of_credit = balance * days * 0.06 / 365,
    cost_of_late = balance * days_late * 0.06 / 365`);
  await database.run(`create or replace table features.credit_balances as
    select customer_number, month, sum(balance * days) * 10000 as unit_days, sum(balance * days_late) * 10000 as unit_days_late
    from features.credit_items join features.customer_numbers using (customer_id) group by customer_number, month`);
  await database.run(`create or replace table features.credit_cost as
    select customer_number, month, sum(cost_of_credit) as cost_of_credit, sum(cost_of_late) as cost_of_late
    from features.credit_items join features.customer_numbers using (customer_id) group by customer_number, month`);
  const bucket = (from: number, to: number): string =>
    `coalesce(sum(open_amount) filter (where late between ${from} and ${to}), 0)`;
  await database.run(`insert into features.ageing by name
    with state as (select *, date '2026-06-30' - due_on as late,
      coalesce(settled_on, date '2026-06-30') > due_on as is_late from features.receivable_state)
    select customer_id, count(*) as invoices, count(*) filter (where is_late) as late_invoices,
      count(*) filter (where is_disputed) as disputed_invoices,
      count(*) filter (where is_disputed and is_late) as disputed_late_invoices,
      coalesce(sum(open_amount) filter (where is_disputed), 0) as disputed_open, sum(open_amount) as open_balance,
      coalesce(sum(revaluation), 0) as revaluation,
      ${bucket(-9999, 0)} as not_due, ${bucket(1, 30)} as overdue_1_30, ${bucket(31, 60)} as overdue_31_60,
      ${bucket(61, 90)} as overdue_61_90, ${bucket(91, 9999)} as overdue_over_90,
      greatest(0, max(late) filter (where open_amount > 0)) as oldest_days_overdue, sum(amount) as invoiced,
      cast(sum(open_amount) - coalesce(sum(revaluation), 0) as double) / sum(amount) * 730 as days_sales_outstanding,
      (select coalesce(sum(cost_of_late), 0) from features.credit_items as i where i.customer_id = state.customer_id)
        as cost_of_late
    from state group by customer_id`);
}

/** One customer in ten is invoiced in dollars: booked at 7.2, paid at 7.25, worth 7.1 at the end. */
async function owedInDollars(database: Database): Promise<void> {
  const foreign = `customer_id like '%7'`;
  await database.run(`update features.receivable_state set currency = 'USD', own_amount = amount / 7.2,
      own_open = open_amount / 7.2, revaluation = round(open_amount / 7.2 * 7.1, 2) - open_amount,
      open_amount = round(open_amount / 7.2 * 7.1, 2),
      exchange_difference = case when settled_on is not null then round(amount / 7.2 * 0.05, 2) end
    where ${foreign}`);
  await database.run(`insert into features.receivable_currencies by name
    select customer_id, coalesce(currency, 'CNY') as currency, count(*) as invoices,
      sum(coalesce(own_open, open_amount)) as open_balance,
      coalesce(sum(coalesce(own_open, open_amount)) filter (where due_on < date '2026-06-30'), 0) as overdue,
      sum(open_amount) as open_balance_reporting, coalesce(sum(revaluation), 0) as revaluation,
      coalesce(sum(exchange_difference), 0) as exchange_realised
    from features.receivable_state group by all`);
  await database.run(`insert into features.currency_statement by name
    select customer_id, month, case when ${foreign} then 'USD' else 'CNY' end as currency, 3 as lines,
      net_sales / case when ${foreign} then 7.2 else 1 end as net_invoiced, net_sales as net_invoiced_reporting,
      gross_margin / case when ${foreign} then 7.2 else 1 end as margin_invoiced,
      gross_margin as margin_invoiced_reporting
    from features.profit_statement`);
  await database.run(`insert into features.currencies by name
    select currency, currency = 'CNY' as is_reporting, count(distinct customer_id) as customers, sum(lines) as lines,
      case when currency = 'CNY' then 1 else 7.2 end as lowest_rate,
      case when currency = 'CNY' then 1 else 7.2 end as highest_rate,
      case when currency = 'CNY' then 1 else 7.1 end as closing_rate, sum(net_invoiced) as net_invoiced,
      sum(net_invoiced_reporting) as net_invoiced_reporting
    from features.currency_statement group by currency`);
}

async function booksOfTheCompany(
  database: Database,
  months: readonly string[],
  options: FixtureOptions,
): Promise<void> {
  const pools = [
    {
      pool: 'order_desk',
      line: 'order_handling',
      method: 'time_driven',
      account: '6601',
      name: '订单处理人工',
    },
    { pool: 'service', line: 'service', method: 'time_driven', account: '6611', name: 'Service wages' },
    {
      pool: 'sales',
      line: 'sales_and_marketing',
      method: 'driver_share',
      account: '6621',
      name: 'Sales wages',
    },
    { pool: 'freight', line: 'delivery', method: 'direct', account: '6631', name: 'Outbound freight' },
    { pool: 'bad_debt', line: 'bad_debt', method: 'direct', account: '6641', name: 'Bad debt' },
  ];
  for (const { pool, line, method } of pools) {
    const timed = method === 'time_driven';
    await database.run(`insert into features.pool_periods by name
      with charged as (select month, cast(sum(${line}) as decimal(18,2)) as charged from features.profit_statement group by month)
      select '${pool}' as pool, month, '${line}' as line, '${method}' as method,
        ${timed ? 'cast(charged * 1.18 as decimal(18,2))' : 'charged'} as cost,
        ${timed ? '61440' : 'null'} as practical_minutes, ${timed ? 'round(61440 / 1.18, 1)' : 'null'} as used_minutes,
        ${timed ? 'cast(charged * 1.18 as double) / 61440' : 'null'} as capacity_cost_rate, charged,
        ${timed ? 'cast(charged * 1.18 as decimal(18,2)) - charged' : '0'} as unused, 0 as unattributed,
        0 as overused_minutes, ${pool === 'service'} and month = '${months[2]}' as used_fallback from charged`);
  }
  await database.run(`insert into features.company_statement by name
    select class as section, count(distinct customer_id) as customers, ${sums}
    from features.profit_statement join features.customers using (customer_id) group by class`);
  await database.run(`insert into features.company_statement (section, customers, order_handling, service, net_profit)
    select 'unused_capacity', 0, sum(unused) filter (where line = 'order_handling'),
      sum(unused) filter (where line = 'service'), -sum(unused) from features.pool_periods`);
  await database.run(
    `insert into features.company_statement (section, customers, net_profit) values ('unattributed', 0, 0), ('company_level', 0, -186500.50)`,
  );
  await insert(database, 'features.coverage', [
    ...statementLines
      .filter((line) => line.kind === 'component')
      .map((line) => ({
        line: line.id,
        measured: line.id !== 'rebates',
        missing: line.id === 'rebates' ? 'rebates' : null,
      })),
  ]);
  if (options.ledger !== false) {
    const role = (account: string, name: string, line: string, sign: number): string =>
      `select '${account}' as account, month, '${name}' as description, '${line}' as role,
        ${sign} * sum(${line}) as ledger, ${sign} * sum(${line}) as charged, 0 as unused, 0 as company_level, 0 as timing,
        0 as unexplained, true as reconciled from features.profit_statement group by month`;
    await database.run(`insert into features.tie_out by name
      ${role('6001', '主营业务收入 Sales', 'gross_sales', -1)} union all ${role('6401', 'Cost of goods', 'cost_of_goods', 1)}`);
    for (const { account, pool, name } of pools)
      await database.run(`insert into features.tie_out by name
        select '${account}' as account, month, '${name}' as description, '${pool}' as role, cost as ledger, charged,
          unused, 0 as company_level, 0 as timing, 0 as unexplained, true as reconciled
        from features.pool_periods where pool = '${pool}'`);
    if (options.broken)
      await database.run(`update features.tie_out set unexplained = 1234.56, ledger = ledger + 1234.56, reconciled = false
        where account = '6631' and month = '${months.at(-1)}'`);
  }
  await database.run(`create table ingest.files (position integer, source varchar, file varchar, table_name varchar, bytes bigint,
    sha256 varchar, encoding varchar, encoding_reason varchar, rows_read bigint, rows_kept bigint, rows_set_aside bigint,
    reasons json, own_totals json)`);
  await database.run(
    `create table ingest.tables (table_name varchar, present boolean, row_count bigint, missing_columns json)`,
  );
  const sha = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  await insert(database, 'ingest.files', [
    {
      position: 1,
      source: 'accounts',
      file: 'crm/accounts.csv',
      table_name: 'customers',
      bytes: 81234,
      sha256: sha,
      encoding: 'utf-8',
      encoding_reason: 'valid UTF-8',
      rows_read: 125,
      rows_kept: 120,
      rows_set_aside: 5,
      reasons: '{"total_row":3,"not_a_date":2}',
      own_totals: '[{"column":"Amount","stated":"12.00","kept":"11.00","agrees":false}]',
    },
    {
      position: 2,
      source: 'invoices',
      file: 'erp/销售发票明细_2024-07至2025-06.csv',
      table_name: 'invoice_lines',
      bytes: 8123400,
      sha256: sha.replace('9', 'a'),
      encoding: 'gb18030',
      encoding_reason: 'declared',
      rows_read: 41234,
      rows_kept: 41234,
      rows_set_aside: 0,
      reasons: '{}',
      own_totals: '[]',
    },
  ]);
  await insert(database, 'ingest.tables', [
    { table_name: 'customers', present: true, row_count: 120, missing_columns: '["tax_id","email"]' },
    { table_name: 'invoice_lines', present: true, row_count: 41234, missing_columns: '[]' },
    { table_name: 'contacts', present: false, row_count: 0, missing_columns: '[]' },
    { table_name: 'rebates', present: false, row_count: 0, missing_columns: '[]' },
  ]);
  await database.run(`create table settings.credit as select 0.06 as annual_rate`);
  await tracesOfTheCompany(database, pools);
  if (options.receivables !== false) await creditOfTheCompany(database);
  await database.run('create table settings.pool_accounts (pool varchar, account varchar)');
  await insert(
    database,
    'settings.pool_accounts',
    pools.map(({ pool, account }) => ({ pool, account })),
  );
  await database.run(`create table if not exists features.credit_balances
    (customer_number integer, month date, unit_days hugeint, unit_days_late hugeint)`);
  for (const model of ['monthly_statement', 'credit_months', 'account_customers']) {
    const sql = await readFile(new URL(`../../src/features/sql/${model}.sql`, import.meta.url), 'utf8');
    await database.run(`create table features.${model} as ${sql}`);
  }
}

export function fixtureContext(locale: Locale = 'en', over: Partial<ReportContext> = {}): ReportContext {
  return {
    locale,
    title: { en: 'Harbourbridge – customer profit', 'zh-CN': '港桥工业品 – 客户利润' },
    currency: 'CNY',
    asOf: '2026-06-30',
    periodStart: '2024-07-01',
    goodCustomer: {
      en: 'A good customer leaves us money after everything we do for them: goods, freight, orders changed three times, visits, service and waiting for payment. Size alone is not a merit.',
      'zh-CN':
        '好客户，是把货款、运费、反复改单、拜访、售后和等待回款的成本全部扣除之后，仍然给我们留下利润的客户。规模大，本身不算优点。',
    },
    tierLabels: {
      core: {
        label: { en: 'Core', 'zh-CN': '核心' },
        policy: {
          marketing: {
            en: 'Personal visit twice a year, no mass mailing',
            'zh-CN': '每年两次登门拜访，不群发',
          },
          credit: { en: '60 days, limit on request', 'zh-CN': '账期 60 天，额度可申请' },
          price: { en: 'Annual price agreement', 'zh-CN': '年度价格协议' },
          service: { en: 'Named contact, answer within 4 hours', 'zh-CN': '专人对接，4 小时内响应' },
        },
      },
      growth: { label: { en: 'Growth', 'zh-CN': '成长' } },
      steady: { label: { en: 'Steady', 'zh-CN': '稳定' } },
      watch: { label: { en: 'Watch', 'zh-CN': '观察' } },
      repair: { label: { en: 'Repair', 'zh-CN': '整改' } },
    },
    poolLabels: {
      order_desk: { en: 'Order desk', 'zh-CN': '订单处理' },
      service: { en: 'Service', 'zh-CN': '售后服务' },
      sales: { en: 'Sales force', 'zh-CN': '销售与市场' },
      freight: { en: 'Outbound freight', 'zh-CN': '外发运费' },
      bad_debt: { en: 'Bad debt', 'zh-CN': '坏账' },
    },
    findings: [],
    inputsFingerprint: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    version: '0.1.0',
    effects: quietEffects(),
    ...over,
  };
}
