/**
 * Times the models of groups on many customers, step by step: tiers, index, movements, clusters. In CPU seconds of all
 * threads, which a busy machine leaves as they are; the whole in wall-clock seconds too.
 *   npx tsx scripts/time-groups.ts [customers, default 1,000,000]
 * Facts are drawn in SQL from a hash of the customer number, the same on every machine; nothing is read or kept.
 */

import { canonicalTables } from '../src/contracts/canonical.ts';
import { sqlTypes, type TableContract } from '../src/contracts/contract.ts';
import { featureTables } from '../src/contracts/results.ts';
import { statementLines } from '../src/contracts/statement.ts';
import { Database } from '../src/engine/database.ts';
import { quietEffects } from '../src/engine/effects.ts';
import { identifier } from '../src/engine/sql-text.ts';
import { buildModels } from '../src/models/models.ts';
import { modelSettings } from '../src/models/settings.ts';

const customers = Number(process.argv[2] ?? 1_000_000);
const database = await Database.open({ path: ':memory:' });
for (const schema of ['settings', 'features', 'models', 'canonical'])
  await database.run(`create schema ${schema}`);
const schemas: Record<string, Record<string, TableContract>> = {
  canonical: canonicalTables,
  features: featureTables,
};
for (const [schema, tables] of Object.entries(schemas))
  for (const [name, contract] of Object.entries(tables)) {
    const columns = Object.entries(contract.columns).map(
      ([column, { type }]) => `${identifier(column)} ${sqlTypes[type]}`,
    );
    await database.run(`create table ${schema}.${name} (${columns.join(', ')})`);
  }
const draw = (name: string): string =>
  `(hash(i * 1000 + ${name.length * 31 + name.charCodeAt(0)}) % 1000000) / 1000000.0`;
const components = statementLines.filter(({ kind }) => kind === 'component');
const amounts: Record<string, string> = {
  gross_sales: `round(exp(8 + 3 * ${draw('sales')}), 2)`,
  cost_of_goods: `round(exp(8 + 3 * ${draw('sales')}) * (0.5 + 0.4 * ${draw('cost')}), 2)`,
  service: `round(exp(9 * ${draw('service')}), 2)`,
};
const subtotal = (until: string): string => {
  const parts: string[] = [];
  for (const { id, kind, sign } of statementLines) {
    if (kind === 'component') parts.push(`${sign < 0 ? '-' : '+'} ${identifier(id)}`);
    if (id === until) break;
  }
  return parts.join(' ');
};
await database.run(`
  create temp table drawn as
    select lpad(cast(i as varchar), 8, '0') as customer_id,
           ${components.map(({ id }) => `cast(${amounts[id] ?? '0'} as decimal(18, 4)) as ${identifier(id)}`).join(', ')},
           1 + cast(30 * ${draw('frequency')} as bigint) as frequency, cast(700 * ${draw('recency')} as bigint) as recency_days,
           ${draw('growth')} * 2 - 1 as growth, 5 + 100 * ${draw('payment')} as days_to_pay
    from range(${customers}) as t(i);
  insert into features.customers by name
    select customer_id, 'Customer ' || customer_id as name, 'ordinary' as class, true as is_ranked, customer_id as group_id,
           'I' || (cast(customer_id as bigint) % 12) as industry from drawn;
  insert into features.customer_profit by name
    select *, ${statementLines
      .filter(({ kind }) => kind === 'subtotal')
      .map(({ id }) => `${subtotal(id)} as ${identifier(id)}`)
      .join(', ')}, 0 as allocated_cost
    from (select * exclude (frequency, recency_days, growth, days_to_pay) from drawn);
  insert into features.profit_statement by name
    select months.month, customer_profit.* replace (net_profit * (0.5 + ${draw('m').replaceAll('i *', 'cast(customer_id as bigint) *')}) as net_profit)
    from features.customer_profit, (values (date '2024-10-01'), (date '2026-03-01')) as months (month);
  insert into features.behaviour by name
    select customer_id, growth, days_to_pay, frequency as orders, 100 * frequency as average_order_value from drawn;
  insert into features.rfm by name
    select customer_id, recency_days, frequency, 3 as r_score, 3 as f_score, 3 as m_score, 'loyal' as segment from drawn;
  insert into features.coverage select unnest([${components.map(({ id }) => `'${id}'`).join(', ')}]), true, null;
  create table features.measure as select 'net_profit' as measure;
  insert into features.line_profit by name
    select customer_id || '-' || n as invoice_id, customer_id,
           cast(date '2024-07-01' + cast(hash(cast(customer_id as bigint) * 7 + n) % 730 as integer) as date) as invoiced_on,
           true as in_period, 'goods' as class, 'sale' as kind, 'P' || (hash(n) % 200) as product_id,
           cast(1 + n as decimal(18, 4)) as quantity, true as is_purchase,
           cast(10 * (1 + n) as decimal(18, 4)) as net_amount,
           cast(10 * (1 + n) as decimal(18, 4)) as gross_sales, cast(0 as decimal(18, 4)) as discounts,
           cast(0 as decimal(18, 4)) as returns, cast(6 * (1 + n) as decimal(18, 4)) as cost_of_goods
    from drawn, range(5) as lines (n);
  update features.line_profit set month = date_trunc('month', invoiced_on);
  create or replace table features.documents as
    select * exclude (product_id, quantity), 1 as lines from features.line_profit;
  create table settings.run as select date '2026-06-30' as as_of, date '2024-07-01' as period_start, 5 as rfm_bins;
  create table settings.rfm_segments as
    select r.r as r_score, f.f as f_score, 'S' || r.r || f.f as segment from range(1, 6) as r (r), range(1, 6) as f (f);
  create table settings.rfm_breaks (measure varchar, "limit" decimal(18, 4));
`);
await database.run('drop table drawn');
const began = performance.now();
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const cpuBefore = cpu();
const effects = quietEffects({ elapsed: cpu });
const { steps } = await buildModels(database, modelSettings.parse({}), effects);
const whole = cpu() - cpuBefore;
for (const { step, rows, milliseconds } of steps)
  if (milliseconds >= whole / 100)
    console.log(
      `${step.padEnd(36)} ${String(rows).padStart(10)} rows ${(milliseconds / 1000).toFixed(2).padStart(8)} s`,
    );
console.log(
  `${'all models'.padEnd(36)} ${String(customers).padStart(10)} customers ${(whole / 1000).toFixed(2)} CPU s, ${((performance.now() - began) / 1000).toFixed(2)} s`,
);
database.close();
