import type { Reader } from './reader.ts';

/** Amounts by days after the due date; the columns of `features.ageing`. */
export const buckets = [
  'not_due',
  'overdue_1_30',
  'overdue_31_60',
  'overdue_61_90',
  'overdue_over_90',
] as const;
export type Bucket = (typeof buckets)[number];

export interface CreditTotals extends Readonly<Record<Bucket, number>> {
  readonly customers: number;
  readonly overdue_customers: number;
  readonly open_balance: number;
  readonly overdue: number;
  readonly invoiced: number;
  readonly days_sales_outstanding: number | null;
  readonly invoices: number;
  readonly late_invoices: number;
  /** Null where the exports do not say what is disputed. */
  readonly disputed_invoices: number | null;
  readonly disputed_open: number | null;
  readonly disputed_late_invoices: number | null;
  readonly cost_of_credit: number;
  readonly cost_of_late: number;
  readonly annual_rate: number | null;
}

export interface AgeingRow extends Readonly<Record<Bucket, number>> {
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly open_balance: number;
  readonly overdue: number;
  readonly oldest_days_overdue: number | null;
  readonly days_sales_outstanding: number | null;
  readonly disputed_open: number | null;
}

export interface SlowPayer {
  readonly customer_id: string;
  readonly name: string;
  readonly days_to_pay: number | null;
  readonly invoices: number;
  readonly late_invoices: number;
  readonly cost_of_credit: number;
  readonly cost_of_late: number;
  readonly net_profit: number;
}

export interface ReminderGroup {
  readonly owner: string | null;
  readonly customers: number;
  readonly invoices: number;
  readonly amount: number;
  readonly first: number;
  readonly second: number;
  readonly final: number;
  readonly management: number;
  readonly disputed: number;
}

/** What the customer card says of credit beside the open balance. */
export const ageingColumns = [
  ...buckets,
  'days_sales_outstanding',
  'disputed_open',
  'cost_of_late',
] as const satisfies readonly string[];
export type AgeingOf = Readonly<Record<(typeof ageingColumns)[number], number | null>>;

export interface CreditData {
  /** Of the customers that the page carries. */
  readonly ageingOf: ReadonlyMap<string, AgeingOf>;
  /** Of ordinary customers; null where the exports carry no receivables. */
  readonly credit: CreditTotals | null;
  /** Open amounts of the other classes of customer: shown, and never reminded. */
  readonly creditOfOthers: readonly { class: string; open_balance: number; overdue: number }[];
  /** Mean open balance of each month, and the part of it that was after its due date. */
  readonly openByMonth: readonly { month: string; open: number; late: number }[];
  /** The customers with most overdue, and how many there are in all. */
  readonly overdueCustomers: readonly AgeingRow[];
  /** Those whose paying late costs most. */
  readonly slowestPayers: readonly SlowPayer[];
  /** What is to be reminded, by salesperson and step of dunning. */
  readonly reminders: readonly ReminderGroup[];
}

const shown = 20;
// Ordinary customers are nearly all: it is the others who are looked up.
const ordinary = "customer_id not in (select customer_id from features.customers where class <> 'ordinary')";
const overdue = 'a.overdue_1_30 + a.overdue_31_60 + a.overdue_61_90 + a.overdue_over_90';

export async function readCredit({ database, embedded, rows }: Reader): Promise<CreditData> {
  const [totals] = await rows<CreditTotals>(
    'features.credit_cost',
    `select count(*) as customers, count(*) filter (where ${overdue} > 0) as overdue_customers,
            sum(a.open_balance) as open_balance, sum(${overdue}) as overdue,
            ${buckets.map((bucket) => `sum(a.${bucket}) as ${bucket}`).join(', ')},
            sum(a.invoiced) as invoiced,
            cast(sum(a.open_balance - a.revaluation) as double) / nullif(cast(sum(a.invoiced) as double), 0)
              * any_value(run.as_of - run.period_start + 1) as days_sales_outstanding,
            sum(a.invoices) as invoices, sum(a.late_invoices) as late_invoices,
            sum(a.disputed_invoices) as disputed_invoices, sum(a.disputed_open) as disputed_open,
            sum(a.disputed_late_invoices) as disputed_late_invoices,
            coalesce((select sum(p.cost_of_credit) from features.customer_profit as p where p.${ordinary}), 0)
              as cost_of_credit,
            sum(a.cost_of_late) as cost_of_late,
            (select max(annual_rate) from settings.run where exists (from features.credit_cost)) as annual_rate
     from features.ageing as a cross join settings.run as run
     where a.${ordinary} having count(*) > 0`,
  );
  if (totals === undefined)
    return {
      credit: null,
      ageingOf: new Map(),
      creditOfOthers: [],
      openByMonth: [],
      overdueCustomers: [],
      slowestPayers: [],
      reminders: [],
    };
  const ageing = await database.rows<AgeingOf & { customer_id: string }>(
    `select customer_id, ${ageingColumns.join(', ')} from features.ageing
     where customer_id in (${embedded}) order by customer_id`,
  );
  return {
    credit: totals,
    ageingOf: new Map(ageing.map((row) => [row.customer_id, row])),
    creditOfOthers: await database.rows(
      `select c.class, sum(a.open_balance) as open_balance, sum(${overdue}) as overdue
       from features.ageing as a join features.customers as c using (customer_id)
       where c.class <> 'ordinary' group by c.class having sum(a.open_balance) <> 0 order by c.class`,
    ),
    openByMonth: await database.rows(
      'select month, mean_open as open, mean_late as late from features.credit_months order by month',
    ),
    overdueCustomers: await database.rows(
      `with first as (
         select a.customer_id, a.open_balance, ${overdue} as overdue,
                ${buckets.map((bucket) => `a.${bucket}`).join(', ')}, a.oldest_days_overdue,
                a.days_sales_outstanding, a.disputed_open
         from features.ageing as a where a.${ordinary} and ${overdue} > 0
         order by overdue desc, a.customer_id limit ${shown}
       )
       select first.*, c.name, nullif(trim(c.owner), '') as owner
       from first join features.customers as c using (customer_id) order by first.overdue desc, customer_id`,
    ),
    slowestPayers: await database.rows(
      `select a.customer_id, c.name, c.days_to_pay, a.invoices, a.late_invoices, c.cost_of_credit, a.cost_of_late,
              c.net_profit
       from features.ageing as a join models.customers as c using (customer_id)
       where c.is_ranked and a.cost_of_late > 0 order by a.cost_of_late desc, a.customer_id limit ${shown}`,
    ),
    reminders: await rows('features.open_items', remindersSql),
  };
}

// The steps of dunning are those of the work list of reminders.
const remindersSql = `
  with due as (
    select nullif(trim(c.owner), '') as owner, r.customer_id, r.open_amount, r.is_disputed as disputed, r.days_overdue as days
    from features.open_items as r
    join features.customers as c using (customer_id)
    where r.days_overdue > 0 and r.open_amount > 0 and c.class = 'ordinary'
  )
  select owner, count(distinct customer_id) as customers, count(*) as invoices, sum(open_amount) as amount,
         coalesce(sum(open_amount) filter (where not disputed and days <= 30), 0) as first,
         coalesce(sum(open_amount) filter (where not disputed and days between 31 and 60), 0) as second,
         coalesce(sum(open_amount) filter (where not disputed and days between 61 and 90), 0) as final,
         coalesce(sum(open_amount) filter (where not disputed and days > 90), 0) as management,
         coalesce(sum(open_amount) filter (where disputed), 0) as disputed
  from due group by owner order by owner is null, sum(open_amount) desc, owner`;
