import { canonicalTables } from '../../contracts/canonical.ts';
import { day } from '../workbook/grid.ts';
import { contactOf } from './contacts.ts';
import { byOwner, columnsOf, type ListInputs, longest, sumOf, type WorkList } from './kit.ts';

interface Quiet {
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly last_purchase: string | null;
  readonly quiet_days: number;
  readonly usual_days: number | null;
  readonly is_quiet: boolean;
  readonly segment: string | null;
  readonly year_profit: number;
  readonly year_sales: number;
  readonly open_cases: number | null;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly found: number;
}

/** Fewer days of silence than this say nothing, however often a customer buys: a holiday, a full store. */
const leastDays = 30;

/**
 * Who has stopped: no purchase for longer than twice the usual interval (the average of at least three, between days
 * with a purchase), or `at_risk` or `cannot_lose` by RFM. What is at stake is what a year of the customer was worth:
 * its net profit in the twelve months up to its last purchase. No telephone where the customer wants no calls.
 */
export async function quietCustomers(inputs: ListInputs): Promise<WorkList> {
  const { database, view, own, from } = inputs;
  const { asOf, currency } = view.context;
  const rows = await database.rows<Quiet>(
    `with days as (
         select distinct customer_id, invoiced_on from ${from('features.line_profit', purchase)} as lines where is_purchase),
       usual as (
         select customer_id,
                case when count(*) > 3
                     then date_diff('day', min(invoiced_on), max(invoiced_on)) / (count(*) - 1) end as usual_days
         from days group by customer_id),
       buyers as (
         select c.customer_id, c.name, nullif(trim(c.owner), '') as owner, c.segment, b.last_purchase, b.open_cases,
                date_diff('day', b.last_purchase, cast($as_of as date)) as quiet_days, usual.usual_days,
                date_trunc('month', b.last_purchase) as last_month
         from models.customers as c join features.behaviour as b using (customer_id)
         left join usual using (customer_id)
         where c.is_ranked and b.last_purchase is not null),
       worth as (
         select buyers.customer_id, sum(s.net_profit) as year_profit, sum(s.net_sales) as year_sales
         from buyers join features.profit_statement as s using (customer_id)
         where s.month <= last_month and s.month > last_month - interval 12 month
         group by buyers.customer_id),
       people as (${contactOf(inputs, ['buyer', 'decision_maker', 'user'], true)}),
       final as (
         select buyers.*, coalesce(quiet_days > 2 * usual_days and quiet_days >= ${leastDays}, false) as is_quiet,
                worth.year_profit, worth.year_sales, people.name as contact,
                case when k.consent_phone is distinct from false then coalesce(people.phone, k.phone) end as phone
         from buyers join worth using (customer_id)
         left join ${from('canonical.customers', columnsOf(canonicalTables.customers))} as k using (customer_id)
         left join people using (customer_id))
     select *, count(*) over () as found from final
     where year_profit > 0 and (is_quiet or segment in ('at_risk', 'cannot_lose'))
     order by year_profit desc, customer_id limit ${longest}`,
    { as_of: asOf },
  );
  const number = view.format.number;
  const all = rows[0]?.found ?? 0;
  const reason = (row: Quiet): string =>
    row.is_quiet
      ? own('quietFor', { days: number(row.quiet_days), usual: number(Math.max(1, row.usual_days ?? 1)) })
      : own('quietByRfm', { segment: view.segment(row.segment ?? ''), days: number(row.quiet_days) });
  return {
    name: 'quiet-customers',
    word: 'quiet',
    title: own('quiet'),
    notes: [
      own('quietNote', { days: String(leastDays), currency }),
      ...(all > rows.length ? [own('cut', { n: number(rows.length), all: number(all) })] : []),
    ],
    columns: [
      { key: 'owner', label: own('owner'), kind: 'text', width: 16, bold: true },
      { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
      { key: 'customer', label: own('customer'), kind: 'text', width: 36, bold: true },
      { key: 'reason', label: own('reason'), kind: 'text', width: 46 },
      { key: 'money', label: own('yearProfit'), kind: 'money', width: 18, bold: true },
      { key: 'sales', label: own('yearSales'), kind: 'money', width: 18 },
      { key: 'last', label: own('lastPurchase'), kind: 'date', width: 12 },
      { key: 'days', label: own('quietDays'), kind: 'count', width: 10 },
      { key: 'usual', label: own('usualDays'), kind: 'count', width: 12 },
      { key: 'segment', label: own('segment'), kind: 'text', width: 16 },
      { key: 'cases', label: own('openCases'), kind: 'count', width: 10 },
      { key: 'contact', label: own('contact'), kind: 'text', width: 16 },
      { key: 'phone', label: own('phone'), kind: 'text', width: 20 },
    ],
    ...byOwner(
      rows.map((row) => ({
        owner: row.owner,
        money: row.year_profit,
        id: row.customer_id,
        values: [
          row.customer_id,
          row.name,
          reason(row),
          row.year_profit,
          row.year_sales,
          day(row.last_purchase),
          row.quiet_days,
          row.usual_days === null ? null : Math.round(row.usual_days * 10) / 10,
          row.segment === null ? null : view.segment(row.segment),
          row.open_cases,
          row.contact,
          row.phone,
        ],
      })),
      own('nobody'),
    ),
    totals: [{ label: own('total'), values: { money: sumOf(rows.map((row) => row.year_profit)) } }],
    empty: own('nothing'),
    frozen: 3,
  };
}

const purchase = { customer_id: 'VARCHAR', invoiced_on: 'DATE', is_purchase: 'BOOLEAN' } as const;
