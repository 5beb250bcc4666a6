import { statementLines } from '../../src/contracts/statement.ts';
import type { Bindable, Database } from '../../src/engine/database.ts';
import { numberCustomers } from './purchase-days.ts';
import { createFeatureTables, fill, openWarehouse } from './warehouse.ts';

/** One customer as the features stage hands it to the models: only what a test cares about. */
export interface CustomerFacts {
  readonly id: string;
  readonly class?: string;
  readonly ranked?: boolean;
  readonly industry?: string;
  readonly group?: string;
  /** Components of the statement, positive as stored; the subtotals are summed from them. */
  readonly lines?: Readonly<Record<string, number>>;
  readonly behaviour?: Readonly<Record<string, Bindable>>;
  readonly rfm?: Readonly<Record<string, Bindable>>;
}

/** A customer with these net sales and this profit; cost of goods makes up the difference. */
export function earning(id: string, netSales: number, profit: number): CustomerFacts {
  return { id, lines: { gross_sales: netSales, cost_of_goods: netSales - profit } };
}

/** A warehouse after the features stage. Lines in `unmeasured` are marked as not carried by the extracts. */
export async function featureWarehouse(
  customers: readonly CustomerFacts[],
  options: { unmeasured?: readonly string[]; measure?: 'net_profit' | 'gross_margin' } = {},
): Promise<Database> {
  const database = await openWarehouse();
  await createFeatureTables(database);
  await database.run('create or replace table features.measure (measure varchar)');
  await database.run('insert into features.measure values ($measure)', {
    measure: options.measure ?? 'net_profit',
  });
  await fill(
    database,
    'features.coverage',
    statementLines
      .filter(({ kind }) => kind === 'component')
      .map(({ id }) => ({ line: id, measured: !options.unmeasured?.includes(id) })),
  );
  await fill(
    database,
    'features.customers',
    customers.map(({ id, class: kind = 'ordinary', ranked, industry = null, group = id }) => ({
      customer_id: id,
      name: id,
      class: kind,
      is_ranked: ranked ?? kind === 'ordinary',
      industry,
      group_id: group,
    })),
  );
  const active = customers.filter(({ lines }) => lines !== undefined);
  await fill(
    database,
    'features.customer_profit',
    active.map(({ id, lines }) => ({ customer_id: id, ...statement(lines!), allocated_cost: 0 })),
  );
  await fill(
    database,
    'features.behaviour',
    customers.map(({ id, behaviour }) => ({ customer_id: id, ...behaviour })),
  );
  await fill(
    database,
    'features.rfm',
    customers.map(({ id, rfm }) => ({ customer_id: id, ...rfm })),
  );
  // Inner tables of the features stage that models read: no invoice line yet, and the settings of the run.
  await numberCustomers(database);
  await database.run(
    'create or replace table features.purchase_days (customer_number integer, day date, sold decimal(18, 4))',
  );
  await database.run(
    'create or replace table features.repeated_invoices (customer_id varchar, invoice_id varchar)',
  );
  await database.run(
    `create or replace table features.line_profit (
       invoice_id varchar, customer_id varchar, invoiced_on date, month date, in_period boolean, class varchar,
       kind varchar, product_id varchar, quantity decimal(18, 4), net_amount decimal(18, 4), is_purchase boolean, gross_sales decimal(18, 4),
       discounts decimal(18, 4), returns decimal(18, 4), cost_of_goods decimal(18, 4))`,
  );
  await database.run(
    `create or replace table settings.run as
     select date '2026-06-30' as as_of, date '2024-07-01' as period_start, 5 as rfm_bins`,
  );
  await database.run(
    `create or replace table settings.rfm_segments (r_score bigint, f_score bigint, segment varchar);
     create or replace table settings.rfm_breaks (measure varchar, "limit" decimal(18, 4))`,
  );
  return database;
}

function statement(components: Readonly<Record<string, number>>): Record<string, number> {
  for (const id of Object.keys(components))
    if (!statementLines.some((line) => line.id === id && line.kind === 'component'))
      throw new Error(`no component ${id}`);
  let sum = 0;
  return Object.fromEntries(
    statementLines.map(({ id, kind, sign }) => {
      const amount = components[id] ?? 0;
      if (kind === 'component') sum += sign * amount;
      return [id, kind === 'component' ? amount : Math.round(sum * 100) / 100];
    }),
  );
}
