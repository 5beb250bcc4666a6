import type { Database, Row } from '../../engine/database.ts';
import { suggest } from '../../language/suggest.ts';
import { accountNotFound } from '../messages.ts';
import { type Span, spanOf, sumOf, withRun } from './run.ts';

/** Where a ledger account went. `charged + unused + companyLevel + timing + unexplained + notUsed = ledger`. */
export interface AccountTrace extends Span {
  readonly run: string;
  readonly currency: string;
  /** The account, or the accounts that only tie together: `6001 + 6002`. */
  readonly account: string;
  readonly accounts: readonly Row[];
  /** Components it must prove, the cost pool it feeds, `company_level`, or null where the pipeline does not use it. */
  readonly role: string | null;
  readonly pool: Row | null;
  readonly periodStart: string;
  readonly asOf: string;
  readonly totals: AccountSums;
  readonly months: readonly (AccountSums & { month: string; reconciled: boolean })[];
  /** Documents and postings that alone would explain a month that does not tie. */
  readonly suspects: readonly Row[];
  /** Who was charged, largest first; the others as a count and a sum. */
  readonly customers: {
    readonly shown: readonly { customer_id: string; name: string; class: string; amount: number }[];
    readonly rest: { readonly count: number; readonly amount: number };
    readonly amount: number;
  };
}

export interface AccountSums {
  readonly ledger: number;
  readonly charged: number;
  readonly unused: number;
  readonly company_level: number;
  readonly timing: number;
  readonly unexplained: number;
  /** In the ledger, and in no place of the pipeline file. */
  readonly not_used: number;
}

const sums = [
  'ledger',
  'charged',
  'unused',
  'company_level',
  'timing',
  'unexplained',
  'not_used',
] as const satisfies readonly (keyof AccountSums)[];

/** Customers shown one by one. */
const shownCustomers = 20;

export async function explainAccount(
  given: string,
  options: { run?: string | undefined; month?: string | undefined },
): Promise<AccountTrace> {
  return withRun(options.run, async ({ database, record, currency }) => {
    const place = await findAccount(database, given.trim());
    const span = await spanOf(database, options.month);
    const scope = { account: place.account, ...span };
    const months = await database.rows<AccountTrace['months'][number]>(
      place.role === null ? notUsedSql : monthsSql,
      scope,
    );
    const pool = place.pool === null ? null : await poolOf(database, place.pool);
    const sql = customersSql(place, pool);
    return {
      run: record.run.id,
      currency,
      account: place.account,
      accounts: await database.rows(
        `select account, min(description) as description, sum(amount) as ledger from features.ledger_months
         where list_contains(string_split($account, ' + '), account)
           and ($month is null or month between cast($month as date) and cast($until as date)) group by account order by account`,
        scope,
      ),
      role: place.role,
      pool,
      ...span,
      periodStart: record.periodStart,
      asOf: record.asOf,
      totals: Object.fromEntries(
        sums.map((name) => [name, sumOf(months.map((row) => Number(row[name])))]),
      ) as unknown as AccountSums,
      months,
      suspects: await database.rows(
        `select cast(month as varchar) as month, document, reason, amount from features.tie_suspects
         where account = $account and ($month is null or month between cast($month as date) and cast($until as date))
         order by month, document, reason`,
        scope,
      ),
      customers:
        sql === null
          ? { shown: [], rest: { count: 0, amount: 0 }, amount: 0 }
          : await customersOf(database, sql, {
              ...span,
              ...(place.tie === null ? {} : { tie: place.tie }),
              ...(place.pool === null ? {} : { pool: place.pool }),
              ...(pool !== null && pool.method !== 'direct' ? { account: place.account } : {}),
            }),
    };
  });
}

interface Place {
  readonly account: string;
  readonly role: string | null;
  readonly tie: string | null;
  readonly pool: string | null;
}

/** What the pipeline file says about the account; accounts that only tie together are explained together. */
async function findAccount(database: Database, given: string): Promise<Place> {
  const known = await database.rows<Place>(
    `with ties as (
       select tie, string_agg(account, ' + ' order by account) as account from settings.book_accounts group by tie
     ), roles as (
       select tie, string_agg(component, ' + ' order by component) as role from settings.book_components group by tie
     ), direct as (
       select accounts.pool, string_agg(accounts.account, ' + ' order by accounts.account) as account
       from settings.pool_accounts as accounts join settings.pools as pools using (pool)
       where pools.method = 'direct' group by accounts.pool
     ), used as (
       select ties.account, roles.role, ties.tie, null as pool from ties join roles using (tie)
       union all select account, pool, null, pool from direct
       union all
       select accounts.account, accounts.pool, null, accounts.pool
       from settings.pool_accounts as accounts join settings.pools as pools using (pool) where pools.method <> 'direct'
       union all select account, 'company_level', null, null from settings.company_accounts
     )
     select * from used
     union all
     select distinct account, null, null, null from features.ledger_months
     where account not in (select unnest(string_split(account, ' + ')) from used)
     order by account`,
  );
  const found = known.find(({ account }) => account === given || account.split(' + ').includes(given));
  if (found !== undefined) return found;
  const accounts = known.flatMap(({ account }) => account.split(' + '));
  throw accountNotFound.error({
    account: given,
    suggestion: suggest(given, accounts),
    known: accounts.length === 0 ? undefined : accounts.slice(0, 20).join(', '),
  });
}

async function poolOf(database: Database, pool: string): Promise<Row> {
  return database.row('select * from settings.pools where pool = $pool', { pool });
}

async function customersOf(
  database: Database,
  sql: string,
  params: Record<string, string | null>,
): Promise<AccountTrace['customers']> {
  const all = await database.row<{ count: number; amount: number }>(
    `select count(*) as count, coalesce(sum(amount), 0) as amount from (${sql}) where amount <> 0`,
    params,
  );
  const shown = await database.rows<AccountTrace['customers']['shown'][number]>(
    `select charged.customer_id, customers.name, customers.class, charged.amount
     from (${sql}) as charged join features.customers as customers using (customer_id)
     where charged.amount <> 0 order by abs(charged.amount) desc, charged.customer_id limit ${shownCustomers}`,
    params,
  );
  const rest = sumOf([all.amount, ...shown.map(({ amount }) => -amount)]);
  return { shown, rest: { count: all.count - shown.length, amount: rest }, amount: all.amount };
}

function customersSql(place: Place, pool: Row | null): string | null {
  if (place.tie !== null) return documentsSql;
  if (pool === null) return null;
  return pool.method === 'direct' ? directSql : allocatedSql;
}

const monthsSql = `
  select cast(month as varchar) as month, ledger, charged, unused, company_level, timing, unexplained,
         0 as not_used, reconciled
  from features.tie_out
  where account = $account and ($month is null or month between cast($month as date) and cast($until as date)) order by month`;

const notUsedSql = `
  select cast(month as varchar) as month, amount as ledger, 0 as charged, 0 as unused, 0 as company_level,
         0 as timing, 0 as unexplained, amount as not_used, true as reconciled
  from features.ledger_months
  where account = $account and ($month is null or month between cast($month as date) and cast($until as date)) order by month`;

// Signs as in the ledger: income stands in credit.
const documentsSql = `
  select customer_id, sum(amount) as amount from (
  select statement.customer_id, sum(
    case components.component
      when 'sales' then statement.discounts - statement.gross_sales
      when 'returns' then statement.returns
      when 'rebates' then statement.rebates
      when 'freight_and_fees_billed' then -statement.freight_and_fees_billed
      when 'cost_of_goods' then statement.cost_of_goods
      when 'bad_debt' then statement.bad_debt
    end) as amount
  from features.profit_statement as statement
  join settings.book_components as components on components.tie = $tie
  where $month is null or statement.month between cast($month as date) and cast($until as date)
  group by statement.customer_id
  union all
  select differences.customer_id,
         -case components.component when 'exchange_realised' then differences.realised else differences.unrealised end
  from features.exchange_differences as differences
  join settings.book_components as components
    on components.tie = $tie and components.component in ('exchange_realised', 'exchange_unrealised')
  where $month is null or differences.month between cast($month as date) and cast($until as date)
  ) group by customer_id`;

const directSql = `
  select customer_id, sum(amount) as amount from features.pool_charges
  where pool = $pool and ($month is null or month between cast($month as date) and cast($until as date)) group by customer_id`;

/*
 * What the account gave to the pool's charge, split over customers as the pool was: in whole cents by largest
 * remainder, so that it adds up to the account. With one account in the pool that is the charge itself.
 */
const allocatedSql = `
  with exact as (
    select charges.month, charges.customer_id,
           cast(cast(ties.charged as decimal(28, 4)) * 100 as hugeint) as account_cents,
           cast(cast(charges.amount as decimal(28, 4)) * 100 as hugeint) as cents,
           cast(sum(charges.amount) over (partition by charges.month) * 100 as hugeint) as all_cents
    from features.pool_charges as charges
    join features.tie_pools as ties
      on ties.role = charges.pool and ties.month = charges.month and ties.account = $account
    where charges.pool = $pool and ($month is null or charges.month between cast($month as date) and cast($until as date))
  ), divided as (
    select *, ((account_cents * cents * sign(all_cents)) % abs(all_cents) + abs(all_cents)) % abs(all_cents)
      as remainder
    from exact where all_cents <> 0
  ), floored as (
    select *, (account_cents * cents * sign(all_cents) - remainder) // abs(all_cents) as whole_cents from divided
  ), turns as (
    select *, account_cents - sum(whole_cents) over (partition by month) as left_over,
           row_number() over (partition by month order by remainder desc, customer_id) as turn
    from floored
  )
  select customer_id,
         sum(cast(whole_cents + case when turn <= left_over then 1 else 0 end as decimal(20, 0))
           * cast(0.01 as decimal(3, 2))) as amount
  from turns group by customer_id`;
