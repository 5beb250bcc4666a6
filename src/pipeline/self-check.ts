import type { FileRecord } from '../contracts/accounting.ts';
import { statementLines } from '../contracts/statement.ts';
import type { Database } from '../engine/database.ts';
import type { StepRecord } from '../engine/effects.ts';
import { identifier } from '../engine/sql-text.ts';
import type { Finding } from '../language/messages.ts';
import { invariantBroken, relationshipBroken } from './messages.ts';
import type { Check } from './record.ts';
import { checkRelationships } from './relationships.ts';

/**
 * What must be true of every run, checked on the finished tables rather than trusted: nothing read is lost, nothing
 * allocated is lost, the curve ends at the total, every ranked customer is in exactly one tier, and whatever refers
 * to another table is found there. What was checked while a table was built (a broken one ended the run) is listed too.
 */
export async function selfCheck(
  database: Database,
  files: readonly FileRecord[],
  steps: readonly StepRecord[],
): Promise<{ checks: Check[]; findings: Finding[] }> {
  const checks: Check[] = [];
  const add = (check: string, expected: string | number, found: string | number): void => {
    checks.push({
      check,
      passed: String(expected) === String(found),
      expected: String(expected),
      found: String(found),
    });
  };
  for (const file of files)
    add(
      `rows of ${file.source}: ${file.file} = kept + set aside`,
      file.rowsRead,
      file.rowsKept + file.rowsSetAside,
    );
  for (const { step, unique = [], filled = [] } of steps) {
    if (unique.length > 0) add(`${step}: one row for each ${unique.join(', ')}`, 0, 0);
    if (filled.length > 0) add(`${step}: nothing missing in ${filled.join(', ')}`, 0, 0);
  }
  for (const [check, expected, found] of invariants) {
    const row = await database.row<{ expected: string; found: string }>(
      `select cast((${expected}) as varchar) as expected, cast((${found}) as varchar) as found`,
    );
    add(check, row.expected, row.found);
  }
  const findings: Finding[] = checks
    .filter((check) => !check.passed)
    .map((check) => invariantBroken.finding({ ...check }));
  for (const one of await checkRelationships(database)) {
    add(`every ${one.table}.${one.column} is in ${one.references}`, 0, one.orphans);
    if (one.orphans > 0) findings.push(relationshipBroken.finding({ ...one }));
  }
  return { checks, findings };
}

const cents = (sum: string): string => `cast(coalesce(${sum}, 0) as decimal(18, 4))`;

/** Where a subtotal is not what the components above it make. */
function subtotals(): string {
  let sum = '0';
  return statementLines
    .flatMap(({ id, kind, sign }) => {
      if (kind === 'component') sum += ` ${sign > 0 ? '+' : '-'} ${identifier(id)}`;
      return kind === 'component' ? [] : [`${identifier(id)} <> ${sum}`];
    })
    .join(' or ');
}

const invariants: readonly (readonly [check: string, expected: string, found: string])[] = [
  [
    'the whale curve ends at the total profit of the ranked customers',
    `select ${cents('sum(p.net_profit)')} from features.customer_profit p join features.customers c using (customer_id) where c.is_ranked`,
    `select ${cents('(select cumulative_profit from models.whale_curve order by rank desc limit 1)')}`,
  ],
  [
    'every ranked customer is in exactly one tier',
    'select count(*) from features.customers where is_ranked',
    'select count(distinct customer_id) from models.tiers',
  ],
  [
    'the months of the statement add up to the statement of the customers',
    `select ${cents('sum(net_profit)')} from features.profit_statement`,
    `select ${cents('sum(net_profit)')} from features.customer_profit`,
  ],
  [
    'what the pools cost is charged, unused or unattributed; only direct pools may differ from the ledger',
    `select ${cents('sum(cost)')} from features.pool_periods where method <> 'direct'`,
    `select ${cents('sum(charged + unused + unattributed)')} from features.pool_periods where method <> 'direct'`,
  ],
  [
    'what the pools charged reached customers to the cent',
    `select ${cents('sum(charged)')} from features.pool_periods`,
    `select ${cents('sum(amount)')} from features.pool_charges`,
  ],
  [
    'every invoice line up to the as-of date is in a document',
    'select count(*) from canonical.invoice_lines cross join settings.run where invoiced_on <= as_of',
    'select coalesce(sum(lines), 0) from features.documents',
  ],
  [
    'sales and goods of the invoice lines are those of the statement',
    `select ${cents('sum(gross_sales - discounts - returns - cost_of_goods)')} from features.documents
     where in_period and class not in ('deposit', 'tax')`,
    `select ${cents('sum(gross_sales - discounts - returns - cost_of_goods)')} from features.profit_statement`,
  ],
  [
    'what is invoiced in each currency is, in the reporting currency, that of the invoice lines',
    `select ${cents('sum(gross_sales - discounts - returns - cost_of_goods + freight_and_fees_billed)')}
     from features.documents where in_period and class not in ('deposit', 'tax')
       and exists (from features.currencies)`,
    `select ${cents('sum(margin_invoiced_reporting + freight_and_fees_billed_reporting)')} from features.currency_statement`,
  ],
  [
    'every invoice line of the period is on the statement, or left out and named',
    `select concat_ws(' ', (select coalesce(sum(lines), 0) from features.documents where in_period),
       (select ${cents('sum(net_amount)')} from features.documents where in_period))`,
    `select concat_ws(' ', coalesce(sum(lines), 0),
       ${cents('sum(gross_sales - discounts - returns + freight_and_fees_billed - bad_debt + left_out)')})
     from features.class_totals`,
  ],
  [
    'credit by customer and month adds up to the statement',
    `select ${cents('sum(cost_of_credit)')} from features.credit_cost`,
    `select ${cents('sum(cost_of_credit)')} from features.profit_statement`,
  ],
  [
    'ageing by bucket adds up to what is open',
    `select ${cents('sum(open_amount)')} from features.receivable_state`,
    `select ${cents('sum(not_due + overdue_1_30 + overdue_31_60 + overdue_61_90 + overdue_over_90)')}
     from features.ageing`,
  ],
  [
    'what is open in each currency is, in the reporting currency, what is open',
    `select ${cents('sum(open_amount)')} from features.receivable_state
     where exists (from features.receivable_currencies)`,
    `select ${cents('sum(open_balance_reporting)')} from features.receivable_currencies`,
  ],
  [
    'exchange differences by month are those of the payments',
    `select ${cents('sum(exchange_realised)')} from features.receivable_currencies`,
    `select ${cents('sum(realised)')} from features.exchange_differences`,
  ],
  [
    'the loss expected is of all that is open, and by bucket adds up to the customers',
    `select concat_ws(' ', (select ${cents('sum(open_amount)')} from features.receivable_state where exists (from features.loss_rates)),
       (select ${cents('sum(expected_loss)')} from features.ageing))`,
    `select concat_ws(' ', ${cents('sum(open_amount)')}, ${cents('sum(expected_loss)')}) from features.expected_losses`,
  ],
  [
    'in every scenario of the sensitivity, what the pools cost is charged, unused or unattributed',
    `select ${cents('sum(cost)')} from models.sensitivity_scenarios`,
    `select ${cents('sum(charged + unused + unattributed)')} from models.sensitivity_scenarios`,
  ],
  [
    'every subtotal of the statement is the signed sum of the components above it',
    'select 0',
    `select count(*) from features.profit_statement where ${subtotals()}`,
  ],
  [
    'all postings of the accounts that the pipeline uses are in the tie-out',
    `select ${cents('sum(amount)')} from features.ledger_months where account in (
       select account from settings.book_accounts union all select account from settings.pool_accounts
       union all select account from settings.company_accounts)`,
    `select ${cents('sum(ledger)')} from features.tie_out`,
  ],
  [
    'the ledger is charged, unused, company level, timing or unexplained',
    `select ${cents('sum(ledger)')} from features.tie_out`,
    `select ${cents('sum(charged + unused + company_level + timing + unexplained)')} from features.tie_out`,
  ],
  [
    'customers and ranks are the same in every table',
    'select count(*) from features.customers',
    'select count(*) from models.customers',
  ],
];
