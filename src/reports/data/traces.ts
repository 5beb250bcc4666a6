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
  readonly customers: number;
}

const itemsShown = 6;
const customersShown = 6;

export async function readTraces(reader: Reader): Promise<TraceData> {
  const { database, embedded, rows, present } = reader;
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
  const charges = await database.rows<PoolCharge>(
    `select customer_id, pool, sum(quantity) as quantity, sum(amount) as amount from features.pool_charges
     where ${kept} group by customer_id, pool order by customer_id, abs(sum(amount)) desc, pool`,
  );
  const counts = present.has('features.documents')
    ? await database.rows<DocumentCounts>(
        `select customer_id, ${documentLines.map((line) => `sum(${line}_lines) as ${line}`).join(', ')}
         from features.documents
         where in_period and class not in ('deposit', 'tax') and ${kept}
         group by customer_id order by customer_id`,
      )
    : [];
  const waits = await rows<{ customer_id: string; balance_days: number }>(
    'features.credit_balances',
    `select customer_id, cast(sum(unit_days) as double) / 10000 as balance_days from features.credit_balances
     where ${kept} group by customer_id order by customer_id`,
  );
  return {
    tracedPools: poolRows.map((pool) => ({
      ...pool,
      accounts: accounts.filter((account) => account.pool === pool.pool),
    })),
    poolCharges: grouped(charges, (row) => row.customer_id),
    driverUnits: grouped(await driverUnits(reader, kept), (row) => row.customer_id),
    documentCounts: new Map(counts.map((row) => [row.customer_id, row])),
    balanceDays: new Map(waits.map((row) => [row.customer_id, row.balance_days])),
    openItems: grouped(
      await rows<OpenItem>('features.receivable_state', openItemsSql(kept)),
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
      await rows<AccountCustomer>('features.tie_out', accountCustomersSql),
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

// As `explain` opens a pool: in months on the fallback the pool follows one driver as it is.
async function driverUnits({ present, database }: Reader, kept: string): Promise<DriverUnits[]> {
  if (!present.has('settings.pool_terms') || !present.has('features.pool_basis')) return [];
  return database.rows<DriverUnits>(
    `with terms as (
       select basis.pool, basis.month, terms.driver, terms.factor
       from features.pool_basis as basis join settings.pool_terms as terms using (pool)
       where basis.basis in ('minutes', 'drivers')
       union all
       select pool, month, fallback, 1 from features.pool_basis where basis = 'fallback'
     )
     select d.customer_id, t.pool, t.driver, t.factor, sum(d.quantity) as units
     from terms as t join features.activity_drivers as d on d.month = t.month and d.driver = t.driver
     where ${kept.replace('customer_id', 'd.customer_id')} and d.quantity <> 0
     group by d.customer_id, t.pool, t.driver, t.factor
     order by d.customer_id, t.pool, sum(d.quantity * t.factor) desc, t.driver`,
  );
}

const openItemsSql = (kept: string): string => `
  select r.customer_id, r.invoice_id, r.due_on, r.open_amount, run.as_of - r.due_on as days, r.is_disputed as disputed,
         r.currency, r.own_open
  from features.receivable_state as r cross join settings.run as run
  where r.open_amount > 0 and r.${kept}
  qualify row_number() over (
    partition by r.customer_id
    order by coalesce(r.due_on < run.as_of, false) desc, r.open_amount desc, r.invoice_id) <= ${itemsShown}
  order by r.customer_id, coalesce(r.due_on < run.as_of, false) desc, r.open_amount desc, r.invoice_id`;

// A pool's charge of a month, in the proportion in which its accounts were charged in that month; accounts that prove
// components of the statement by those components, with the sign of the ledger.
const accountCustomersSql = `
  with components as (
    select customer_id, 'sales' as component, -(gross_sales - discounts) as amount from features.customer_profit
    union all select customer_id, 'returns', returns from features.customer_profit
    union all select customer_id, 'rebates', rebates from features.customer_profit
    union all select customer_id, 'freight_and_fees_billed', -freight_and_fees_billed from features.customer_profit
    union all select customer_id, 'cost_of_goods', cost_of_goods from features.customer_profit
    union all select customer_id, 'bad_debt', bad_debt from features.customer_profit
    union all select customer_id, 'exchange_realised', -realised from features.exchange_differences
    union all select customer_id, 'exchange_unrealised', -unrealised from features.exchange_differences
  ), books as (
    select distinct t.account, t.role from features.tie_out as t
    where t.role <> 'company_level' and not exists (
      from settings.pool_accounts as a
      where a.pool = t.role and list_contains(string_split(t.account, ' + '), a.account))
  ), shares as (
    select t.account, t.role as pool, t.month,
           cast(t.charged as double) / sum(cast(t.charged as double)) over (partition by t.role, t.month) as share
    from features.tie_out as t
    -- a component of the statement may be called like a pool: the settings say which accounts are of pools
    where t.charged <> 0 and exists (
      from settings.pool_accounts as a
      where a.pool = t.role and list_contains(string_split(t.account, ' + '), a.account))
  ), parts as (
    select s.account, c.customer_id, sum(c.amount * s.share) as amount
    from features.pool_charges as c join shares as s on s.pool = c.pool and s.month = c.month
    group by s.account, c.customer_id
    union all
    select b.account, c.customer_id, sum(c.amount) as amount
    from books as b join components as c on list_contains(string_split(b.role, ' + '), c.component)
    group by b.account, c.customer_id
  )
  select p.account, p.customer_id, coalesce(k.name, p.customer_id) as name, p.amount,
         count(*) over (partition by p.account) as customers
  from parts as p left join features.customers as k using (customer_id)
  where p.amount <> 0
  qualify row_number() over (partition by p.account order by abs(p.amount) desc, p.customer_id) <= ${customersShown}
  order by p.account, abs(p.amount) desc, p.customer_id`;
