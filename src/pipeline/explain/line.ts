import { type StatementLine, statementLines } from '../../contracts/statement.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { suggest } from '../../language/suggest.ts';
import { lineNotFound } from '../messages.ts';
import { type DocumentTrace, opened } from './documents.ts';
import { type PeerTrace, tracePeers } from './peers.ts';
import { type PoolTrace, tracePools } from './pools.ts';
import { findCustomer, type OpenRun, type Span, spanOf, sumOf, withRun } from './run.ts';

/** A figure of a customer's statement, opened. What is behind it adds up to `amount`, to the cent. */
export interface LineTrace extends Span {
  readonly run: string;
  readonly currency: string;
  readonly customer: { readonly customer_id: string; readonly name: string };
  readonly line: string;
  readonly kind: StatementLine['kind'];
  readonly periodStart: string;
  readonly asOf: string;
  /** The figure as the statement has it. */
  readonly amount: number;
  /** Of more than one month: what each of them has, the empty ones left out. It adds up to `amount` too. */
  readonly months: readonly { month: string; amount: number }[];
  /** Of a subtotal: the components above it, with the sign they count with. */
  readonly components: readonly { line: string; sign: 1 | -1; amount: number }[];
  readonly documents: readonly DocumentTrace[];
  readonly pools: readonly PoolTrace[];
  /** Whom the line is compared with over the whole period; null for a part of it, or where it is compared with nobody. */
  readonly peers: PeerTrace | null;
  /** Sum of all that is shown here. */
  readonly sum: number;
}

interface Scope extends Record<string, string | null> {
  readonly id: string;
  readonly month: string | null;
  readonly until: string | null;
}

export async function explainLine(
  customer: string,
  line: string,
  options: { run?: string | undefined; month?: string | undefined },
): Promise<LineTrace> {
  return withRun(options.run, async (run) => {
    const { database, record } = run;
    const found = findLine(line);
    const scope: Scope = {
      id: await findCustomer(database, customer),
      ...(await spanOf(database, options.month)),
    };
    const name = await database.row<{ customer_id: string; name: string }>(
      'select customer_id, name from models.customers where customer_id = $id',
      { id: scope.id },
    );
    const statement = await statementOf(database, scope);
    const components = found.kind === 'subtotal' ? above(found, statement) : [];
    const documents = found.kind === 'subtotal' ? [] : await documentsOf(run, found.id, scope);
    const pools = found.kind === 'subtotal' ? [] : await tracePools(run, found.id, scope);
    return {
      run: record.run.id,
      currency: run.currency,
      customer: name,
      line: found.id,
      kind: found.kind,
      month: scope.month,
      until: scope.until,
      periodStart: record.periodStart,
      asOf: record.asOf,
      amount: statement[found.id] ?? 0,
      months: await monthsOf(database, found.id, scope),
      components,
      documents,
      pools,
      peers: scope.month === null ? await tracePeers(database, scope.id, found.id) : null,
      sum: sumOf([
        ...components.map(({ sign, amount }) => sign * amount),
        ...documents.map(({ amount }) => amount),
        ...pools.map(({ amount }) => amount),
      ]),
    };
  });
}

/** By its id, or its name in either language. */
function findLine(given: string): StatementLine {
  const word = given.trim().toLowerCase();
  const found = statementLines.find(
    ({ id, label }) =>
      id === word.replaceAll(/[ -]/g, '_') ||
      Object.values(label).some((text) => text.toLowerCase() === word),
  );
  if (found !== undefined) return found;
  const known = statementLines.map(({ id }) => id);
  throw lineNotFound.error({ line: given, suggestion: suggest(word, known), known: known.join(', ') });
}

async function statementOf(database: Database, scope: Scope): Promise<Record<string, number>> {
  const sums = statementLines.map(({ id }) => `coalesce(sum(${identifier(id)}), 0) as ${identifier(id)}`);
  return database.row<Record<string, number>>(
    `select ${sums.join(', ')} from features.profit_statement
     where customer_id = $id and ($month is null or month between cast($month as date) and cast($until as date))`,
    scope,
  );
}

async function monthsOf(database: Database, line: string, scope: Scope): Promise<LineTrace['months']> {
  if (scope.month !== null && scope.month === scope.until) return [];
  return database.rows(
    `select cast(month as varchar) as month, ${identifier(line)} as amount from features.profit_statement
     where customer_id = $id and ${identifier(line)} <> 0
       and ($month is null or month between cast($month as date) and cast($until as date)) order by month`,
    scope,
  );
}

function above(subtotal: StatementLine, statement: Record<string, number>): LineTrace['components'] {
  const before = statementLines.slice(
    0,
    statementLines.findIndex(({ id }) => id === subtotal.id),
  );
  return before
    .filter(({ kind }) => kind === 'component')
    .map(({ id, sign }) => ({ line: id, sign, amount: statement[id] ?? 0 }));
}

const fromLines = new Set([
  'gross_sales',
  'discounts',
  'returns',
  'cost_of_goods',
  'freight_and_fees_billed',
  'bad_debt',
]);

async function documentsOf(run: OpenRun, line: string, scope: Scope): Promise<DocumentTrace[]> {
  const found: (DocumentTrace | undefined)[] = [];
  if (fromLines.has(line)) found.push(await opened(run, 'lines', lineSql(line), scope));
  if (line === 'rebates') found.push(await opened(run, 'rebates', rebateSql, scope));
  if (line === 'cost_of_credit') found.push(await opened(run, 'receivables', creditSql, scope));
  if (line === 'bad_debt') {
    found.push(await opened(run, 'write_offs', writeOffSql, scope));
    found.push(await opened(run, 'expected_losses', expectedLossSql, scope));
  }
  return found.filter((one) => one !== undefined);
}

const lineSql = (line: string): string =>
  `select facts.invoice_id, facts.line_no, cast(facts.invoiced_on as varchar) as invoiced_on,
          cast(facts.month as varchar) as month, facts.product_id, facts.kind, facts.class, facts.quantity,
          lines.list_price, lines.unit_price, lines.net_amount as invoiced, lines.currency,
          facts.${identifier(line)} as amount
   from features.line_profit as facts
   join canonical.invoice_lines as lines on lines.invoice_id = facts.invoice_id and lines.line_no = facts.line_no
   where facts.customer_id = $id and facts.in_period and facts.class not in ('deposit', 'tax')
     and ($month is null or facts.month between cast($month as date) and cast($until as date)) and facts.${identifier(line)} <> 0
     ${line === 'bad_debt' ? "and exists (from settings.run where bad_debt = 'written_off')" : ''}`;

const rebateSql = `select rebates.customer_id, cast(rebates.period as varchar) as period, rebates.currency, rebates.own_amount,
          rebates.fx_rate, rebates.amount
   from features.rebate_amounts as rebates cross join settings.run as run
   where rebates.customer_id = $id
     and date_trunc('month', rebates.period)
       between date_trunc('month', run.period_start) and date_trunc('month', run.as_of)
     and ($month is null or date_trunc('month', rebates.period) between cast($month as date) and cast($until as date))`;

const creditSql = `select items.invoice_id, cast(items.month as varchar) as month,
          cast(state.issued_on as varchar) as issued_on, cast(state.due_on as varchar) as due_on,
          cast(state.settled_on as varchar) as settled_on, items.balance, state.currency, state.own_balance, state.fx_rate,
           items.days, items.days_late,
          items.annual_rate, items.cost_of_credit as amount
   from features.credit_items as items join features.receivable_state as state using (invoice_id)
   where items.customer_id = $id and ($month is null or items.month between cast($month as date) and cast($until as date))`;

// Only where no cost pool carries bad debt: one of the two, never both.
const writeOffSql = `select state.invoice_id, cast(state.written_off_on as varchar) as written_off_on,
          state.written_off as amount
   from features.receivable_state as state cross join settings.run as run
   where state.customer_id = $id and state.written_off <> 0
     and state.written_off_on between run.period_start and run.as_of
     and ($month is null or date_trunc('month', state.written_off_on) between cast($month as date) and cast($until as date))
     and run.bad_debt = 'written_off'
     and not exists (from settings.pools where source = 'written_off' or line = 'bad_debt')`;

// Only where the pipeline file takes the expected loss for bad debt; it stands in the month of the as-of date.
const expectedLossSql = `select losses.bucket, rates.position, rates.basis, losses.open_amount, losses.loss_rate,
          losses.expected_loss as amount
   from features.expected_losses as losses join features.loss_rates as rates using (bucket)
   cross join settings.run as run
   where losses.customer_id = $id and run.bad_debt = 'expected'
     and ($month is null or date_trunc('month', run.as_of) between cast($month as date) and cast($until as date))`;
