import { canonicalTables } from '../../contracts/canonical.ts';
import type { RhythmState } from '../../contracts/models/retention.ts';
import type { Value } from '../workbook/grid.ts';
import { day } from '../workbook/grid.ts';
import type { TableColumn } from '../workbook/table.ts';
import { contactOf } from './contacts.ts';
import { byOwner, columnsOf, type ListInputs, longest, sumOf, type WorkList } from './kit.ts';
import type { listWords } from './words.ts';

/**
 * Whom to call because of how they buy, from `models.rhythm`: overdue against their own rhythm, gone so long that
 * somebody else should try, buying less, and new or growing. What is at stake is the net profit of the last year of
 * buying; who gave none is left out, since nobody should work to get a loss back. No telephone where the customer
 * wants no calls.
 */
export async function rhythmLists(inputs: ListInputs): Promise<readonly WorkList[]> {
  const rows = await readRhythms(inputs);
  return lists.map((list) =>
    listOf(
      inputs,
      list,
      rows.filter((row) => row.list === list.name),
    ),
  );
}

interface Rhythm {
  readonly list: string;
  /** How many belong to the list, the longest of which is cut. */
  readonly found: number;
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly segment: string | null;
  readonly state: RhythmState;
  readonly last_purchase: string;
  readonly first_purchase: string;
  readonly quiet_days: number;
  readonly usual_days: number | null;
  readonly overdue_after: number | null;
  readonly purchases: number;
  readonly change: number | null;
  readonly net_sales_12m: number;
  readonly net_sales_prior_12m: number;
  readonly year_profit: number | null;
  readonly year_sales: number | null;
  readonly open_cases: number | null;
  readonly contact: string | null;
  readonly phone: string | null;
}

interface Kind {
  readonly name: string;
  readonly word: keyof typeof listWords;
  readonly note: keyof typeof listWords;
  /** Shows sales of both years instead of days and intervals. */
  readonly compares?: boolean;
}

const lists: readonly Kind[] = [
  { name: 'quiet-customers', word: 'quiet', note: 'quietNote' },
  { name: 'dormant-customers', word: 'dormant', note: 'dormantNote' },
  { name: 'shrinking-customers', word: 'shrinking', note: 'shrinkingNote', compares: true },
  { name: 'customers-to-develop', word: 'develop', note: 'developNote', compares: true },
];

/** Which list a customer (`r`: rhythm) belongs to, as SQL; none twice. Those that RFM worries about are few: they are looked up. */
const listSql = `case
  when r.state = 'dormant' then 'dormant-customers'
  when r.state = 'overdue'
    or r.customer_id in (select customer_id from models.customers where segment in ('at_risk', 'cannot_lose'))
    then 'quiet-customers'
  when r.state = 'shrinking' then 'shrinking-customers'
  when r.state in ('growing', 'first_year') then 'customers-to-develop'
end`;

async function readRhythms(inputs: ListInputs): Promise<Rhythm[]> {
  const { database, view, from } = inputs;
  return database.rows<Rhythm>(
    `with people as (${contactOf(inputs, ['buyer', 'decision_maker', 'user'], true)}),
     listed as (
       select ${listSql} as list, r.customer_id, r.year_profit
       from models.rhythm as r
       where coalesce(r.year_profit, 1) > 0),
     lists as (
       select list, count(*) as found,
              min({'unknown': year_profit is null, 'smaller': -year_profit, 'customer_id': customer_id}, ${longest}) as first
       from listed where list is not null group by list),
     placed as (
       select list, found, unnest(first).customer_id as customer_id, generate_subscripts(first, 1) as place from lists)
     select placed.list, placed.found, r.customer_id, c.name, nullif(trim(c.owner), '') as owner, c.segment, r.state,
            r.first_purchase, r.last_purchase, r.quiet_days, r.usual_days, r.overdue_after, r.purchases, r.change,
            r.net_sales_12m, r.net_sales_prior_12m, r.year_profit, r.year_sales, b.open_cases, people.name as contact,
            case when k.consent_phone is distinct from false then coalesce(people.phone, k.phone) end as phone
     from placed
     join models.rhythm as r using (customer_id)
     join models.customers as c using (customer_id)
     left join features.behaviour as b using (customer_id)
     left join ${from('canonical.customers', columnsOf(canonicalTables.customers))} as k using (customer_id)
     left join people using (customer_id)
     order by placed.list, placed.place`,
    { as_of: view.context.asOf },
  );
}

function listOf({ view, own }: ListInputs, kind: Kind, rows: readonly Rhythm[]): WorkList {
  const all = rows[0]?.found ?? 0;
  const { number } = view.format;
  const days: readonly TableColumn[] = [
    { key: 'last', label: own('lastPurchase'), kind: 'date', width: 12 },
    { key: 'days', label: own('quietDays'), kind: 'count', width: 10 },
    { key: 'usual', label: own('usualDays'), kind: 'count', width: 12 },
  ];
  const years: readonly TableColumn[] = [
    { key: 'now', label: own('salesNow'), kind: 'money', width: 16 },
    { key: 'prior', label: own('salesPrior'), kind: 'money', width: 16 },
    { key: 'last', label: own('lastPurchase'), kind: 'date', width: 12 },
  ];
  const figures = (row: Rhythm): Value[] =>
    kind.compares === true
      ? [row.net_sales_12m, row.net_sales_prior_12m, day(row.last_purchase)]
      : [
          day(row.last_purchase),
          row.quiet_days,
          row.usual_days === null ? null : Math.round(row.usual_days * 10) / 10,
        ];
  return {
    name: kind.name,
    word: kind.word,
    title: own(kind.word),
    notes: [
      own(kind.note, { currency: view.context.currency }),
      ...(all > rows.length ? [own('cut', { n: number(rows.length), all: number(all) })] : []),
    ],
    columns: [
      { key: 'owner', label: own('owner'), kind: 'text', width: 16, bold: true },
      { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
      { key: 'customer', label: own('customer'), kind: 'text', width: 36, bold: true },
      { key: 'reason', label: own('reason'), kind: 'text', width: 50 },
      { key: 'money', label: own('yearProfit'), kind: 'money', width: 18, bold: true },
      { key: 'sales', label: own('yearSales'), kind: 'money', width: 18 },
      ...(kind.compares === true ? years : days),
      { key: 'segment', label: own('segment'), kind: 'text', width: 16 },
      { key: 'cases', label: own('openCases'), kind: 'count', width: 10 },
      { key: 'contact', label: own('contact'), kind: 'text', width: 16 },
      { key: 'phone', label: own('phone'), kind: 'text', width: 20 },
    ],
    ...byOwner(
      rows.map((row) => ({
        owner: row.owner,
        money: row.year_profit ?? 0,
        id: row.customer_id,
        values: [
          row.customer_id,
          row.name,
          reasonOf({ view, own }, row),
          row.year_profit,
          row.year_sales,
          ...figures(row),
          row.segment === null ? null : view.segment(row.segment),
          row.open_cases,
          row.contact,
          row.phone,
        ],
      })),
      own('nobody'),
    ),
    totals: [
      { label: own('total'), values: { money: sumOf(rows.map(({ year_profit }) => year_profit ?? 0)) } },
    ],
    empty: own('nothing'),
    frozen: 3,
  };
}

/** Why the customer is in the list, in the terms of its own purchases. */
export function reasonOf(
  { view, own }: Pick<ListInputs, 'view' | 'own'>,
  row: Pick<
    Rhythm,
    | 'state'
    | 'quiet_days'
    | 'usual_days'
    | 'overdue_after'
    | 'change'
    | 'first_purchase'
    | 'purchases'
    | 'segment'
  >,
): string {
  const { number, percent, date } = view.format;
  const days = number(row.quiet_days);
  const usual = row.usual_days === null ? null : number(Math.max(1, Math.round(row.usual_days)));
  switch (row.state) {
    case 'overdue':
      return own('quietFor', { days, usual: usual ?? '–', limit: number(row.overdue_after ?? 0) });
    case 'dormant':
      return usual === null ? own('dormantRare', { days }) : own('dormantFor', { days, usual });
    case 'growing':
      return own('grows', { change: percent(row.change ?? 0, 0) });
    case 'shrinking':
      return own('shrinks', { change: percent(Math.abs(row.change ?? 0), 0) });
    case 'first_year':
      return own('firstYear', { date: date(row.first_purchase), n: number(row.purchases) });
    default:
      return own('quietByRfm', { segment: view.segment(row.segment ?? ''), days });
  }
}
