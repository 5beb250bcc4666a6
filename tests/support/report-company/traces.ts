import type { Database } from '../../../src/engine/database.ts';
import { insert } from './tables.ts';

/** What is behind the statements, what can be done, and how sure it is. */
export async function tracesOfTheCompany(
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
