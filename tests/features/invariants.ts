import { expect } from 'vitest';
import { modelTables } from '../../src/contracts/results.ts';
import { statementLines } from '../../src/contracts/statement.ts';
import type { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildSqlModels, loadSqlModels } from '../../src/engine/sql-models.ts';
import { exact } from './build.ts';

/**
 * What is true of every company, however odd: nothing is lost between the documents, the customers, the pools and the
 * books, to the cent. Each query counts, or sums, what must be nought. `books`: all ledger accounts are used.
 */
const fromLines = ['gross_sales', 'discounts', 'returns', 'cost_of_goods', 'freight_and_fees_billed'];
const components = statementLines.filter(({ kind }) => kind === 'component').map(({ id }) => id);

/** An amount of a canonical table in the reporting currency, from the rates of the export itself. */
const atRate = (amount: string, day: string): string => `
  case when coalesce(upper(trim(documents.currency)), run.currency) = run.currency then ${amount}
    else coalesce(cast(round(${amount} * cast(
      (select arg_max(rate, "on") from canonical.fx_rates as rates
       where upper(trim(rates.currency)) = upper(trim(documents.currency)) and rates."on" <= ${day})
    as decimal(24, 6)), 4) as decimal(18, 4)), 0) end`;

export const invariants: Readonly<Record<string, string>> = {
  'customer × month is the sum of its lines': `
    select count(*) from (
      select customer_id, month, ${fromLines.map((name) => `sum(${name}) as ${name}`).join(', ')}
      from features.line_profit where in_period and class not in ('deposit', 'tax') group by customer_id, month
    ) as lines
    full join features.profit_statement as statement using (customer_id, month)
    where ${fromLines.map((name) => `coalesce(lines.${name}, 0) <> coalesce(statement.${name}, 0)`).join(' or ')}`,
  'a document is the sum of its lines': `
    select count(*) from (
      select invoice_id, customer_id, count(*) as lines, sum(net_amount) as net_amount,
        ${fromLines.map((name) => `sum(${name}) as ${name}, count(*) filter (where ${name} <> 0) as ${name}_lines`).join(', ')}
      from features.line_profit group by invoice_id, customer_id
    ) as lines
    full join (
      select invoice_id, customer_id, sum(lines) as lines, sum(net_amount) as net_amount,
        ${fromLines.map((name) => `sum(${name}) as ${name}, sum(${name}_lines) as ${name}_lines`).join(', ')}
      from features.documents group by invoice_id, customer_id
    ) as documents using (invoice_id, customer_id)
    where ${['lines', 'net_amount', ...fromLines.flatMap((name) => [name, `${name}_lines`])]
      .map((name) => `lines.${name} is distinct from documents.${name}`)
      .join(' or ')}`,
  'every line of the export is in the statement, left out by its class, or out of the period': `
    select (select count(*) from canonical.invoice_lines)
      - (select coalesce(sum(lines), 0) from features.class_totals)
      - (select count(*) from features.line_profit where not in_period)
      - (select count(*) from canonical.invoice_lines cross join settings.run where invoiced_on > as_of)`,
  'classes add up': `
    select count(*) from features.class_totals
    where net_amount <> gross_sales - discounts - returns + freight_and_fees_billed - bad_debt + left_out`,
  'customers are the sum of their months, and classes of customers the sum of their customers': components
    .map(
      (name) => `(select coalesce(sum(${name}), 0) from features.profit_statement)
        - (select coalesce(sum(${name}), 0) from features.customer_profit)`,
    )
    .concat([
      `(select coalesce(sum(net_profit), 0) from features.customer_profit)
        - (select coalesce(sum(net_profit), 0) from features.company_statement where customers > 0)`,
    ])
    .map((difference) => `abs(${difference})`)
    .join(' + ')
    .replace(/^/, 'select '),
  'an account is charged + unused + company level + timing + unexplained': `
    select count(*) from features.tie_out
    where ledger <> charged + unused + company_level + timing + unexplained`,
  // A return whose sale lies before the period is in the books of the period and in no month of the statement.
  'timing cancels, but for what crosses the first day': `
    select case when exists (
      from features.line_profit as lines cross join settings.run
      where lines.month <> date_trunc('month', lines.invoiced_on)
        and lines.in_period <> (lines.invoiced_on >= run.period_start))
      then 0 else (select coalesce(sum(timing), 0) from features.tie_out) end`,
  'a pool is charged + unused + unattributed': `
    select count(*) from features.pool_periods
    where method <> 'direct' and cost <> charged + unused + unattributed`,
  'a pool never charges more than it cost': `
    select count(*) from features.pool_periods
    where method <> 'direct' and (abs(charged) > abs(cost) or sign(charged) * sign(cost) < 0)`,
  'what a pool charges reaches customers': `
    select count(*) from features.pool_periods as pools
    left join (select pool, month, sum(amount) as amount from features.pool_charges group by pool, month) as charges
      using (pool, month)
    where pools.charged <> coalesce(charges.amount, 0)`,
  'allocated in whole cents': `
    select count(*) from features.pool_charges as charges join settings.pools using (pool)
    where method <> 'direct' and amount <> round(amount, 2)`,
  'nobody is off its exact share by a cent or more': `
    select count(*) from features.pool_charges as charges
    join features.pool_periods as pools using (pool, month)
    join (select pool, month, sum(quantity) as quantity from features.pool_charges group by pool, month) as used
      using (pool, month)
    where pools.method <> 'direct'
      and abs(
        cast(charges.amount as double) * 100 * cast(used.quantity as double)
          - cast(pools.charged as double) * 100 * cast(charges.quantity as double)
      ) >= cast(abs(used.quantity) as double) * 1.0001`,
  'pools on the statement': `
    select (select coalesce(sum(amount), 0) from features.pool_charges where line <> 'bad_debt')
      - (select coalesce(sum(delivery + order_handling + service + sales_and_marketing), 0) from features.profit_statement)`,
  'an invoice and an order count once, in the month of their first sale': `
    select count(*) from (
      select customer_id, month, 'invoices' as driver, count(*) as quantity from (
        select customer_id, min(month) as month from features.documents
        where (is_purchase or class = 'free_goods') and in_period group by customer_id, invoice_id)
      group by all
      union all
      select customer_id, month, 'orders', count(*) from (
        select customer_id, min(month) as month, min(invoiced_on) as first_day from features.documents
        where is_purchase or class = 'free_goods'
        group by customer_id, order_id, case when order_id is null then invoice_id end)
      where first_day >= (select period_start from settings.run)
        and not exists (from features.event_drivers where driver = 'orders')
      group by all
    ) as counted
    full join (
      from features.activity_drivers where driver = 'invoices'
        or driver = 'orders' and not exists (from features.event_drivers where driver = 'orders')
    ) as drivers using (customer_id, month, driver)
    where counted.quantity is distinct from drivers.quantity`,
  'frequency is the number of invoices with a sale in the window': `
    select count(*) from features.rfm
    left join (
      select customer_id, count(distinct invoice_id) as invoices from features.documents cross join settings.run
      where is_purchase and invoiced_on >= window_start group by customer_id
    ) as counted using (customer_id)
    where frequency is distinct from coalesce(invoices, 0)`,
  'no driver is of a month outside the period': `
    select count(*) from (select month from features.document_drivers union all select month from features.contact_drivers
      union all select month from features.event_drivers)
    where month not in (select month from features.months)`,
  'what pools follow are the drivers of that name': `
    select count(*) from (
      select term_number, customer_number, cast(cast(quantity as decimal(28, 4)) * 10000 as bigint) as units
      from features.activity_drivers join features.allocation_terms using (month, driver)
      join features.customer_numbers using (customer_id)
    ) as drivers
    full join features.allocation_parts as parts using (term_number, customer_number)
    where drivers.units is distinct from parts.driver_units`,
  'rebates on the statement, each at the rate of the end of its month, at nought without one': `
    select (select coalesce(sum(${atRate('amount', 'least(last_day(period), as_of)')}), 0)
            from canonical.rebates as documents cross join settings.run
            where date_trunc('month', period) between date_trunc('month', period_start) and date_trunc('month', as_of))
      - (select coalesce(sum(rebates), 0) from features.profit_statement)`,
  'freight of deliveries as a driver, each at the rate of its day, at nought without one': `
    select (select coalesce(sum(${atRate('freight_cost', 'shipped_on')}), 0)
            from canonical.shipments as documents cross join settings.run where shipped_on between period_start and as_of)
      - (select coalesce(sum(quantity), 0) from features.activity_drivers where driver = 'freight_cost')`,
  'and as documents of a direct pool': `
    select (select coalesce(sum(quantity), 0) from features.activity_drivers where driver = 'freight_cost')
      - (select coalesce(sum(amount), 0) from features.direct_amounts where source = 'freight_cost')`,
  'the statement of a customer is the sum of its months, line by line': `
    select count(*) from (
      select customer_id, ${statementLines.map(({ id }) => `sum(${id}) as ${id}`).join(', ')}, sum(allocated_cost) as allocated_cost
      from features.profit_statement group by customer_id
    ) as months
    full join features.customer_profit as whole using (customer_id)
    where ${[...statementLines.map(({ id }) => id), 'allocated_cost'].map((id) => `months.${id} is distinct from whole.${id}`).join(' or ')}`,
  'credit on the statement is that of the invoices': `
    select (select coalesce(sum(cost_of_credit), 0) from features.credit_items)
      - (select coalesce(sum(cost_of_credit), 0) from features.profit_statement)`,
  'a month of credit is the sum of its invoices, late days too': `
    select count(*) from (
      select customer_id, month, sum(balance * days) as balance_days, sum(balance * days_late) as balance_days_late,
        sum(cost_of_credit) as cost_of_credit, sum(cost_of_late) as cost_of_late
      from features.credit_items group by customer_id, month
    ) as items
    left join features.customer_numbers using (customer_id)
    full join features.credit_cost as months using (customer_number, month)
    full join features.credit_balances as balances using (customer_number, month)
    where balances.unit_days is distinct from items.balance_days * 10000
      or balances.unit_days_late is distinct from items.balance_days_late * 10000
      or months.cost_of_credit is distinct from items.cost_of_credit
      or months.cost_of_late is distinct from items.cost_of_late`,
  'the balances of a customer are those of its invoices, times their days': `
    select count(*) from (
      select customer_id, sum(balance * days) as balance_days from features.credit_items group by customer_id
    ) as items
    left join features.customer_numbers using (customer_id)
    full join features.customer_balances as balances using (customer_number)
    where balances.unit_days is distinct from items.balance_days * 10000`,
  'the ageing is what is open': `
    select (select coalesce(sum(open_amount), 0) from features.receivable_state)
      - (select coalesce(sum(open_balance), 0) from features.ageing)`,
  'open items are what is open, each with its customer': `
    select count(*) from (
      select customer_id, sum(open_amount) as open_amount from features.open_items group by customer_id
    ) as items
    full join features.ageing as ageing using (customer_id)
    where coalesce(items.open_amount, 0) is distinct from ageing.open_balance`,
  'whoever has a figure is a customer': `
    select count(*) from features.profit_statement where customer_id not in (select customer_id from features.customers)`,
};

/** Of receivables in other currencies, where none lacks a rate. Together with the ageing, which has what is open. */
export const exchangeInvariants: Readonly<Record<string, string>> = {
  'what is open is what was booked, and its revaluation': `
    select count(*) from features.receivable_state
    where currency is not null and open_amount - revaluation <> case
      when own_open = 0 then 0
      when own_open = own_amount then amount
      when own_open = own_balance then balance
      else open_amount - revaluation end`,
  'by customer and currency it is the same': `
    select (select coalesce(sum(open_amount) filter (exists (from features.receivable_state where currency is not null)), 0)
            from features.receivable_state)
      - (select coalesce(sum(open_balance_reporting), 0) from features.receivable_currencies)`,
  'currencies are the sum of their customers': `
    select count(*) from
      (select currency, sum(open_balance) as own, sum(revaluation) as worth, sum(exchange_realised) as gain
       from features.receivable_currencies group by currency) as customers
    full join features.currencies as currencies using (currency)
    where customers.own <> currencies.open_balance or customers.worth <> currencies.revaluation
      or customers.gain <> currencies.exchange_realised`,
  'realised by month is realised by item': `
    select (select coalesce(sum(realised), 0) from features.exchange_differences)
      - (select coalesce(sum(exchange_realised), 0) from features.receivable_currencies)`,
  'a currency pays and owes for itself: own amounts are those of the export': `
    select count(*) from features.receivable_state as state join canonical.receivables as items using (invoice_id)
    where state.currency is not null and state.own_amount <> items.amount`,
  'unrealised differences of all months are the revaluation at the end, less that before the beginning': `
    select (select coalesce(sum(unrealised), 0) from features.exchange_differences cross join settings.run
            where revaluation = 'monthly')
      - (select coalesce(sum(items.revaluation), 0) from features.receivable_state as items cross join settings.run as run
         where run.revaluation = 'monthly')
      + (select coalesce(sum(cast(round(items.own_balance * rates.rate, 2) as decimal(18, 4)) - items.balance), 0)
         from features.receivable_state as items
         cross join settings.run as run
         join features.fx_days as rates on rates.currency = items.currency
           and rates.day = cast(date_trunc('month', run.period_start) - interval 1 day as date)
         where run.revaluation = 'monthly' and items.issued_on <= rates.day
           and (items.settled_on is null or items.settled_on > rates.day))`,
  'in whole cents, as the books are': `
    select count(*) from features.exchange_differences
    where realised <> round(realised, 2) or unrealised <> round(unrealised, 2)`,
  'the company has them once': `
    select (select coalesce(sum(realised + unrealised), 0) from features.exchange_differences)
      - (select coalesce(sum(net_profit), 0) from features.company_statement where section = 'exchange')`,
};

/** What holds besides where every account of the ledger is used by the settings and no document is unproven. */
export const bookInvariants: Readonly<Record<string, string>> = {
  'the tie-out has the whole ledger': `
    select (select coalesce(sum(amount), 0) from features.ledger_months)
      - (select coalesce(sum(ledger), 0) from features.tie_out)`,
  'where the ledger reaches into the period, the company is the books, less the imputed cost of credit, as far as they tie': `
    select case when exists (from features.ledger_months)
      then (select coalesce(sum(net_profit + cost_of_credit), 0) from features.company_statement)
        + (select coalesce(sum(amount), 0) from features.ledger_months)
        - (select coalesce(sum(timing + unexplained), 0) from features.tie_out)
      else 0 end`,
};

/** Of the curve: it ends at the total, peaks at the sum of the profits, and has no shares where the total is no profit. */
const curve: Readonly<Record<string, string>> = {
  'the curve ends at the total': `
    select coalesce(sum(net_profit), 0) - coalesce((select cumulative_profit from models.whale_curve order by rank desc limit 1), 0)
    from models.ranked`,
  'it peaks at the sum of the profits': `
    select greatest(coalesce(max(cumulative_profit), 0), 0) - (select coalesce(sum(net_profit) filter (net_profit > 0), 0) from models.ranked)
    from models.whale_curve`,
  'each step is one customer, best first': `
    select count(*) from (
      select rank, net_profit, cumulative_profit - lag(cumulative_profit, 1, 0) over (order by rank) as step,
             lag(net_profit) over (order by rank) as before, row_number() over (order by rank) as place
      from models.whale_curve
    ) where step <> net_profit or net_profit > before or rank <> place`,
  'all ranked customers are on it': `
    select (select count(*) from features.customers where is_ranked) - (select count(*) from models.whale_curve)`,
  'shares only of a profit': `
    select count(*) from models.whale_curve
    where (profit_share is null) <> ((select sum(net_profit) from models.ranked) <= 0)`,
  'concentration is that of the curve': `
    select abs(total_profit - sum_positive - sum_negative)
      + abs(total_profit - (select coalesce(sum(net_profit), 0) from models.ranked))
      + abs(sum_positive - (select coalesce(sum(net_profit) filter (net_profit > 0), 0) from models.ranked))
      + case when (peak_share is null) <> (total_profit <= 0) then 1 else 0 end
    from models.concentration`,
};

export async function holdAll(database: Database, queries: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, sql] of Object.entries(queries)) expect(Number(await exact(database, sql)), name).toBe(0);
}

/** Builds the ranking, the curve and the concentration over the built features, and holds them to what must be true. */
export async function holdCurve(database: Database): Promise<void> {
  const wanted = ['models.ranked', 'models.whale_curve', 'models.concentration'];
  const models = await loadSqlModels(database, new URL('../../src/models/sql/', import.meta.url), 'models');
  await buildSqlModels(
    database,
    models.filter(({ name }) => wanted.includes(name)),
    modelTables,
    'models',
    quietEffects(),
  );
  await holdAll(database, curve);
}
