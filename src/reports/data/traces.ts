import { grouped, type Reader } from './reader.ts';

/**
 * What is behind a customer's statement at the grain customer × line × cost pool: units, what one counts, rate and
 * ledger accounts. The invoice lines themselves stay in the warehouse; `whalecurve explain` opens them.
 */
export interface TracedPool {
  readonly pool: string;
  readonly line: string;
  readonly method: string;
  readonly avoidable: boolean;
  readonly source: string | null;
  readonly accounts: readonly { account: string; description: string | null; ledger: number }[];
}

export interface PoolCharge {
  readonly customer_id: string;
  readonly pool: string;
  readonly quantity: number;
  readonly amount: number;
}

export interface DriverUnits {
  readonly customer_id: string;
  readonly pool: string;
  readonly driver: string;
  readonly factor: number;
  readonly units: number;
}

/** Documents behind the lines that documents carry, by customer. */
export interface DocumentCounts {
  readonly customer_id: string;
  readonly gross_sales: number;
  readonly discounts: number;
  readonly returns: number;
  readonly cost_of_goods: number;
  readonly freight_and_fees_billed: number;
}

export interface OpenItem {
  readonly customer_id: string;
  readonly invoice_id: string;
  readonly due_on: string | null;
  readonly open_amount: number;
  readonly days: number | null;
  readonly disputed: boolean;
  /** Where it is not the reporting currency. */
  readonly currency: string | null;
  readonly own_open: number | null;
}

export interface TraceData {
  readonly tracedPools: readonly TracedPool[];
  readonly poolCharges: ReadonlyMap<string, readonly PoolCharge[]>;
  readonly driverUnits: ReadonlyMap<string, readonly DriverUnits[]>;
  readonly documentCounts: ReadonlyMap<string, DocumentCounts>;
  /** customer → Σ balance × days, which the cost of credit is reckoned from. */
  readonly balanceDays: ReadonlyMap<string, number>;
  /** customer → its largest open items, those past their due date first. */
  readonly openItems: ReadonlyMap<string, readonly OpenItem[]>;
  /** Which ledger accounts prove a component of the statement. */
  readonly componentAccounts: readonly {
    role: string;
    account: string;
    description: string | null;
    ledger: number;
  }[];
  /** Where the accounts of cost pools went: the largest customers of each, and how many there are. */
  readonly accountCustomers: ReadonlyMap<string, readonly AccountCustomer[]>;
}

export interface AccountCustomer {
  readonly account: string;
  readonly customer_id: string;
  readonly name: string;
  readonly amount: number;
  /** Customers that the account went to in all. */
  readonly customers: number;
}

const itemsShown = 6;

export async function readTraces(reader: Reader): Promise<TraceData> {
  const { database, embedded, rows } = reader;
  const kept = `customer_id in (${embedded})`;
  const poolRows = await rows<Omit<TracedPool, 'accounts'>>(
    'settings.pools',
    `select pool, line, method, avoidable, source from settings.pools order by pool`,
  );
  const accounts = await rows<{ pool: string; account: string; description: string | null; ledger: number }>(
    'features.pool_ledger',
    `select p.pool, p.account, min(n.description) as description, sum(p.amount) as ledger
     from features.pool_ledger as p
     left join (select account, min(description) as description from features.ledger_months group by account) as n
       using (account)
     group by p.pool, p.account order by p.pool, p.account`,
  );
  const charges = await database.rows<PoolCharge>(poolChargesSql);
  const counts = await rows<DocumentCounts>(
    'features.customer_sales',
    `select customer_id, ${documentLines.map((line) => `${line}_lines as ${line}`).join(', ')}
     from features.customer_sales where ${kept} order by customer_id`,
  );
  const waits = await rows<{ customer_id: string; balance_days: number }>(
    'features.customer_balances',
    `select e.customer_id, cast(b.unit_days as double) / 10000 as balance_days
     from features.customer_balances as b join temp.embedded_customers as e using (customer_number)
     order by e.customer_id`,
  );
  return {
    tracedPools: poolRows.map((pool) => ({
      ...pool,
      accounts: accounts.filter((account) => account.pool === pool.pool),
    })),
    poolCharges: grouped(charges, (row) => row.customer_id),
    driverUnits: grouped(await database.rows<DriverUnits>(driverUnitsSql), (row) => row.customer_id),
    documentCounts: new Map(counts.map((row) => [row.customer_id, row])),
    balanceDays: new Map(waits.map((row) => [row.customer_id, row.balance_days])),
    openItems: grouped(
      await rows<OpenItem>('features.open_items', openItemsSql(kept)),
      (row) => row.customer_id,
    ),
    componentAccounts: await rows(
      'features.tie_out',
      `select t.role, t.account, min(t.description) as description, sum(t.ledger) as ledger
       from features.tie_out as t
       where t.role is not null and t.role <> 'company_level' and not exists (
         from settings.pool_accounts as a
         where a.pool = t.role and list_contains(string_split(t.account, ' + '), a.account))
       group by t.role, t.account order by t.role, t.account`,
    ),
    accountCustomers: grouped(
      await database.rows<AccountCustomer>(
        `select a.account, a.customer_id, coalesce(k.name, a.customer_id) as name, a.amount, a.customers
         from features.account_customers as a left join features.customers as k using (customer_id)
         order by a.account, abs(a.amount) desc, a.customer_id`,
      ),
      (row) => row.account,
    ),
  };
}

export const documentLines = [
  'gross_sales',
  'discounts',
  'returns',
  'cost_of_goods',
  'freight_and_fees_billed',
] as const;

// From the numbers that the allocation has for customers and splits: a tenth of the work of comparing names.
const poolChargesSql = `
  with charges as (
    select e.customer_id, s.pool, sum(c.units) as units, sum(c.cents) as cents
    from features.allocation_charges as c
    join temp.embedded_customers as e using (customer_number)
    join features.allocation_splits as s using (split_number)
    group by e.customer_id, s.pool
    union all
    select e.customer_id, c.pool, sum(c.quantity) * 10000, sum(c.amount) * 100
    from features.cost_assignments as c
    join temp.embedded_customers as e using (customer_number)
    where c.basis = 'documents'
    group by e.customer_id, c.pool
  )
  select customer_id, pool, cast(sum(units) as double) / 10000 as quantity, cast(sum(cents) as double) / 100 as amount
  from charges group by customer_id, pool order by customer_id, abs(sum(cents)) desc, pool`;

// As `explain` opens a pool: in months on the fallback the pool follows one driver as it is.
// The customers are picked from the long table before anything else is looked up.
const driverUnitsSql = `
  with parts as (
    select customer_number, term_number, sum(driver_units) as driver_units
    from features.allocation_parts join temp.embedded_customers using (customer_number)
    group by customer_number, term_number
  )
  select e.customer_id, s.pool, t.driver, cast(t.factor_units as double) / 1000000 as factor,
         cast(sum(p.driver_units) as double) / 10000 as units
  from parts as p
  join temp.embedded_customers as e using (customer_number)
  join features.allocation_terms as t using (term_number)
  join features.allocation_splits as s using (split_number)
  group by e.customer_id, s.pool, t.driver, t.factor_units
  having sum(p.driver_units) <> 0
  order by e.customer_id, s.pool, sum(p.driver_units) * t.factor_units desc, t.driver`;

const openItemsSql = (kept: string): string => `
  select customer_id, invoice_id, due_on, open_amount, days_overdue as days, is_disputed as disputed, currency, own_open
  from features.open_items
  where open_amount > 0 and ${kept}
  qualify row_number() over (
    partition by customer_id
    order by coalesce(days_overdue > 0, false) desc, open_amount desc, invoice_id) <= ${itemsShown}
  order by customer_id, coalesce(days_overdue > 0, false) desc, open_amount desc, invoice_id`;
