import type { DirectSource } from '../../contracts/drivers.ts';
import type { Row } from '../../engine/database.ts';
import { type DocumentKind, type DocumentTrace, opened } from './documents.ts';
import type { OpenRun, Span } from './run.ts';

/** What one cost pool charged a customer, and how that came about. */
export interface PoolTrace {
  readonly pool: string;
  readonly label_en: string;
  readonly label_zh: string;
  readonly method: string;
  readonly level: string;
  readonly avoidable: boolean;
  /** Charged to the customer. */
  readonly amount: number;
  /** The customer's units of each driver, what one counts in the pool, and the product: minutes, or weighted units. */
  readonly drivers: readonly Row[];
  /** By month: cost, capacity, rate, what all customers used and what this one did. */
  readonly months: readonly Row[];
  /** The ledger accounts of the pool over these months, with what they cost. */
  readonly accounts: readonly Row[];
  /** Of a pool that follows documents: the documents. */
  readonly documents: DocumentTrace | null;
}

type Scope = Readonly<Record<string, string | null>> & Span & { readonly id: string };

/** All pools that charged the customer on this line of the statement, largest first. */
export async function tracePools(run: OpenRun, line: string, scope: Scope): Promise<PoolTrace[]> {
  const { database } = run;
  const pools = await database.rows<Omit<PoolTrace, 'drivers' | 'months' | 'accounts' | 'documents'>>(
    `select pools.pool, pools.label_en, pools.label_zh, pools.method, pools.level, pools.avoidable,
            sum(charges.amount) as amount
     from features.pool_charges as charges join settings.pools as pools using (pool)
     where charges.customer_id = $id and charges.line = $line
       and ($month is null or charges.month between cast($month as date) and cast($until as date))
     group by all order by abs(sum(charges.amount)) desc, pools.pool`,
    { ...scope, line },
  );
  const traces: PoolTrace[] = [];
  for (const pool of pools) {
    const of = { ...scope, pool: pool.pool };
    traces.push({
      ...pool,
      drivers: pool.method === 'direct' ? [] : await database.rows(driverSql, of),
      months: await database.rows(monthSql, of),
      accounts: await database.rows(accountSql, of),
      documents: pool.method === 'direct' ? await documentsOf(run, pool.pool, scope) : null,
    });
  }
  return traces;
}

async function documentsOf(run: OpenRun, pool: string, scope: Scope): Promise<DocumentTrace | null> {
  const { source } = await run.database.row<{ source: string }>(
    'select source from settings.pools where pool = $pool',
    { pool },
  );
  const [kind, sql] = documentsBySource[source as DirectSource];
  return (await opened(run, kind, sql, scope)) ?? null;
}

// In months on the fallback the pool follows one driver as it is.
const driverSql = `
  with months as (
    select charges.month, basis.basis, basis.fallback
    from features.pool_charges as charges
    join features.pool_basis as basis on basis.pool = charges.pool and basis.month = charges.month
    where charges.pool = $pool and charges.customer_id = $id
      and ($month is null or charges.month between cast($month as date) and cast($until as date))
  ), terms as (
    select months.month, terms.driver, terms.factor
    from months join settings.pool_terms as terms on terms.pool = $pool
    where months.basis <> 'fallback'
    union all
    select month, fallback, 1 from months where basis = 'fallback'
  )
  select terms.driver, sum(drivers.quantity) as units, terms.factor,
         sum(terms.factor * drivers.quantity) as quantity
  from terms join features.activity_drivers as drivers
    on drivers.customer_id = $id and drivers.month = terms.month and drivers.driver = terms.driver
  group by terms.driver, terms.factor order by quantity desc, terms.driver`;

const monthSql = `
  select cast(periods.month as varchar) as month, basis.basis, periods.cost, periods.practical_minutes,
         used.quantity as used_by_all, periods.charged as charged_to_all, periods.unused, periods.unattributed,
         case when used.quantity <> 0 then cast(periods.charged as double) / cast(used.quantity as double) end as rate,
         charges.quantity, charges.amount
  from features.pool_charges as charges
  join features.pool_periods as periods on periods.pool = charges.pool and periods.month = charges.month
  join features.pool_basis as basis on basis.pool = charges.pool and basis.month = charges.month
  join (select pool, month, sum(quantity) as quantity from features.pool_charges group by pool, month) as used
    on used.pool = charges.pool and used.month = charges.month
  where charges.pool = $pool and charges.customer_id = $id
    and ($month is null or charges.month between cast($month as date) and cast($until as date))
  order by charges.month`;

const accountSql = `
  select ledger.account, any_value(names.description) as description, sum(ledger.amount) as ledger
  from features.pool_ledger as ledger
  join features.pool_charges as charges
    on charges.pool = ledger.pool and charges.month = ledger.month and charges.customer_id = $id
  left join (select account, min(description) as description from features.ledger_months group by account) as names
    on names.account = ledger.account
  where ledger.pool = $pool and ($month is null or ledger.month between cast($month as date) and cast($until as date))
  group by ledger.account order by ledger.account`;

const shipmentSql = `
  select shipments.shipment_id, cast(shipments.shipped_on as varchar) as shipped_on, shipments.order_id,
         shipments.weight, shipments.currency, shipments.own_freight_cost as own_amount, shipments.fx_rate,
         shipments.freight_cost as amount
  from features.shipment_costs as shipments cross join settings.run as run
  where shipments.customer_id = $id and shipments.freight_cost <> 0
    and shipments.shipped_on between run.period_start and run.as_of
    and ($month is null or date_trunc('month', shipments.shipped_on) between cast($month as date) and cast($until as date))`;

const writtenOffSql = `
  select state.invoice_id, cast(state.written_off_on as varchar) as written_off_on, state.written_off as amount
  from features.receivable_state as state cross join settings.run as run
  where state.customer_id = $id and state.written_off <> 0
    and state.written_off_on between run.period_start and run.as_of
    and ($month is null or date_trunc('month', state.written_off_on) between cast($month as date) and cast($until as date))`;

const lineFreightSql = `
  select facts.invoice_id, facts.line_no, cast(facts.invoiced_on as varchar) as invoiced_on, facts.product_id,
         facts.quantity, lines.freight_cost as unit_price, lines.currency, facts.freight_paid as amount
  from features.line_profit as facts
  join canonical.invoice_lines as lines on lines.invoice_id = facts.invoice_id and lines.line_no = facts.line_no
  cross join settings.run as run
  where facts.customer_id = $id and facts.freight_paid <> 0
    and facts.invoiced_on between run.period_start and run.as_of
    and ($month is null or date_trunc('month', facts.invoiced_on) between cast($month as date) and cast($until as date))`;

const documentsBySource: Readonly<Record<DirectSource, readonly [DocumentKind, string]>> = {
  freight_cost: ['shipments', shipmentSql],
  line_freight: ['lines', lineFreightSql],
  written_off: ['write_offs', writtenOffSql],
};
