import { readFile } from 'node:fs/promises';
import { statementLines } from '../../../src/contracts/statement.ts';
import type { Database } from '../../../src/engine/database.ts';
import { creditOfTheCompany } from './credit.ts';
import { insert, sums } from './tables.ts';
import { tracesOfTheCompany } from './traces.ts';

/** Cost pools, the ledger and its ties, the files that were read. */
export async function booksOfTheCompany(
  database: Database,
  months: readonly string[],
  options: { readonly ledger?: boolean; readonly broken?: boolean; readonly receivables?: boolean },
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
  for (const model of ['monthly_statement', 'credit_months', 'customer_balances', 'account_customers']) {
    const sql = await readFile(new URL(`../../../src/features/sql/${model}.sql`, import.meta.url), 'utf8');
    await database.run(`create table features.${model} as ${sql}`);
  }
}
