import type { Database, Row } from '../../engine/database.ts';
import { documentNotFound } from '../messages.ts';
import { type OpenRun, withRun } from './run.ts';
import { cellsAt, type Place, placesOf, type SourceCell } from './source.ts';
import { traceWork, type WorkTrace } from './work.ts';

/** An invoice or credit note: its lines, each with what it adds to the statement and where the export has it. */
export interface DocumentOverview {
  readonly run: string;
  readonly currency: string;
  readonly invoice: string;
  readonly customer: Customer;
  readonly lines: readonly Row[];
  readonly line: null;
}

/** One line of it, followed from the cells of the export to the statement, the ledger and the work it caused. */
export interface DocumentLine {
  readonly run: string;
  readonly currency: string;
  readonly invoice: string;
  readonly customer: Customer;
  /** The line as it was understood: class, kind, month, amounts in the reporting currency, rate. */
  readonly line: Row;
  readonly place: Place | null;
  readonly cells: readonly (SourceCell & { readonly values: readonly unknown[] })[];
  /** What it adds to which line of the statement, and what that line has for the customer and month. */
  readonly statement: readonly { line: string; amount: number; ofMonth: number }[];
  /** The ledger accounts that carry it, and how they tie in its month. */
  readonly accounts: readonly Row[];
  readonly work: WorkTrace;
  /** The invoice among the receivables; null where it is not there. */
  readonly receivable: Row | null;
}

interface Customer {
  readonly customer_id: string;
  readonly name: string;
}

/** The components of the statement that a line can add to, in reading order. */
const components = [
  'gross_sales',
  'discounts',
  'returns',
  'cost_of_goods',
  'freight_and_fees_billed',
  'bad_debt',
] as const;

/** `given`: the number of a document, or `<document>/<line>`. */
export async function explainDocument(
  given: string,
  options: { run?: string | undefined },
): Promise<DocumentOverview | DocumentLine> {
  return withRun(options.run, async (run) => {
    const { database, record, currency } = run;
    const found = await findDocument(database, given.trim());
    const lines = await database.rows(linesSql, { id: found.invoice });
    const customer = await database.row<Customer & Row>(
      'select customer_id, name from features.customers where customer_id = $id',
      { id: String(lines[0]!.customer_id) },
    );
    const head = { run: record.run.id, currency, invoice: found.invoice, customer };
    const places = await placesOf(run, 'invoice_lines', lines);
    if (found.line === null)
      return { ...head, lines: lines.map((line, index) => ({ ...line, ...places[index] })), line: null };
    const index = lines.findIndex(({ line_no }) => line_no === found.line);
    const line = lines[index]!;
    const place = places[index] ?? null;
    const debtor = (await database.rows(debtorSql, { id: found.invoice }))[0]?.customer_id ?? null;
    return {
      ...head,
      line,
      place,
      cells: place === null ? [] : await cellsOf(run, place, line),
      statement: await statementOf(database, line),
      accounts: await database.rows(accountsSql, { id: found.invoice, line: found.line }),
      work: await traceWork(database, line),
      receivable: (await database.rows(receivableSql, { id: found.invoice, debtor }))[0] ?? null,
    };
  });
}

/** A number may hold a slash itself, so the whole is tried first. */
async function findDocument(
  database: Database,
  given: string,
): Promise<{ invoice: string; line: string | null }> {
  const linesOf = async (id: string): Promise<string[]> =>
    (
      await database.rows<{ line_no: string }>(
        'select line_no from features.line_profit where invoice_id = $id order by line_no',
        { id },
      )
    ).map(({ line_no }) => line_no);
  if ((await linesOf(given)).length > 0) return { invoice: given, line: null };
  const slash = given.lastIndexOf('/');
  const invoice = slash < 0 ? given : given.slice(0, slash).trim();
  const lines = slash < 0 ? [] : await linesOf(invoice);
  const line = given.slice(slash + 1).trim();
  if (lines.includes(line)) return { invoice, line };
  const [near] = await database.rows<{ id: string }>(
    `select distinct invoice_id as id, levenshtein(invoice_id, $id) as distance from features.line_profit
     where abs(length(invoice_id) - length($id)) <= 2 and levenshtein(invoice_id, $id) <= 2
     order by distance, id limit 1`,
    { id: invoice },
  );
  throw documentNotFound.error({
    document: given,
    suggestion: lines.length > 0 ? undefined : near?.id,
    lines: lines.slice(0, 20),
  });
}

/** The cells of the export, each with what became of it. */
async function cellsOf(run: OpenRun, place: Place, line: Row): Promise<DocumentLine['cells']> {
  const canonical = await run.database.row(
    'select * from canonical.invoice_lines where invoice_id = $id and line_no = $line',
    { id: String(line.invoice_id), line: String(line.line_no) },
  );
  return (await cellsAt(run, place)).map((cell) => ({
    ...cell,
    values: cell.columns.map((column) => canonical[column] ?? null),
  }));
}

async function statementOf(database: Database, line: Row): Promise<DocumentLine['statement']> {
  if (line.in_period !== true || line.left_out === true) return [];
  const [month] = await database.rows(
    'select * from features.profit_statement where customer_id = $id and month = cast($month as date)',
    { id: String(line.customer_id), month: String(line.month) },
  );
  return components
    .filter((name) => Number(line[name]) !== 0)
    .map((name) => ({ line: name, amount: Number(line[name]), ofMonth: Number(month?.[name] ?? 0) }));
}

const linesSql = `
  select facts.invoice_id, facts.line_no, facts.customer_id, cast(facts.invoiced_on as varchar) as invoiced_on,
         cast(facts.month as varchar) as month, facts.in_period, facts.product_id, products.name as product,
         facts.order_id, facts.class, facts.kind, facts.quantity, lines.list_price, lines.unit_price,
         lines.discount_rate, lines.net_amount as invoiced, lines.unit_cost, lines.cost_amount,
         products.standard_cost, coalesce(facts.currency, run.currency) as currency, facts.fx_rate,
         facts.net_amount, facts.class in ('deposit', 'tax') as left_out,
         case when run.bad_debt = 'written_off' then facts.bad_debt else 0 end as bad_debt,
         facts.gross_sales, facts.discounts, facts.returns, facts.cost_of_goods, facts.freight_and_fees_billed
  from features.line_profit as facts
  join canonical.invoice_lines as lines on lines.invoice_id = facts.invoice_id and lines.line_no = facts.line_no
  left join canonical.products as products on products.product_id = facts.product_id
  cross join settings.run as run
  where facts.invoice_id = $id
  order by try_cast(facts.line_no as integer), facts.line_no`;

// Signs as in the ledger: income stands in credit.
const accountsSql = `
  with line as (
    select * from features.line_profit
    where invoice_id = $id and line_no = $line and in_period and class not in ('deposit', 'tax')
  ), posted as (
    select month, unnest([
      {'component': 'sales', 'amount': discounts - gross_sales},
      {'component': 'returns', 'amount': returns},
      {'component': 'freight_and_fees_billed', 'amount': -freight_and_fees_billed},
      {'component': 'cost_of_goods', 'amount': cost_of_goods},
      {'component': 'bad_debt', 'amount': bad_debt}
    ], recursive := true) from line
  ), names as (
    select tie, string_agg(account, ' + ' order by account) as account from settings.book_accounts group by tie
  )
  select names.account, string_agg(posted.component, ' + ' order by posted.component) as role,
         sum(posted.amount) as amount, any_value(ties.description) as description, any_value(ties.ledger) as ledger,
         any_value(ties.charged) as charged, any_value(ties.timing) as timing,
         any_value(ties.unexplained) as unexplained, any_value(ties.reconciled) as reconciled
  from posted
  join settings.book_components as components on components.component = posted.component
  join names on names.tie = components.tie
  left join features.tie_out as ties on ties.account = names.account and ties.month = posted.month
  where posted.amount <> 0
  group by names.account order by names.account`;

const receivableSql = `
  select cast(state.issued_on as varchar) as issued_on, cast(state.due_on as varchar) as due_on,
         cast(state.settled_on as varchar) as settled_on, state.amount, state.open_amount, state.written_off,
         coalesce(sum(items.days), 0) as days, coalesce(sum(items.days_late), 0) as days_late,
         any_value(items.annual_rate) as annual_rate, coalesce(sum(items.cost_of_credit), 0) as cost_of_credit,
         state.currency, state.own_amount, state.fx_rate, state.own_open, state.closing_rate, state.own_paid,
         state.revaluation, state.exchange_difference
  from features.receivable_state as state
  left join (select * from features.credit_items where customer_id = $debtor) as items using (invoice_id)
  where state.invoice_id = $id group by all`;

// The credit of an item is reckoned from all that its customer owed: naming the customer spares all others.
const debtorSql = 'select customer_id from features.receivable_state where invoice_id = $id';
