import { canonicalTables } from '../../contracts/canonical.ts';
import type { TableColumn } from '../workbook/table.ts';
import { contactOf } from './contacts.ts';
import { blankAsNull, byOwner, columnsOf, type ListInputs, longest, sumOf, type WorkList } from './kit.ts';

interface Best {
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly tier: string;
  readonly net_profit: number;
  readonly profit_rank: number;
  readonly place: number;
  readonly orders: number | null;
  readonly late_share: number | null;
  readonly since: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly consent_mail: boolean | null;
  readonly contact: string | null;
  readonly title: string | null;
}

/** So many of the very best get a note written by hand, not a printed letter. */
const handwritten = 10;
/** Orders in the period that are worth a mention, and the share of invoices that may be late for `promptly`. */
const manyOrders = 24;
const lateAllowed = 0.1;

/**
 * Thanks to the best tier: a mail-merge file of those who may get a letter, and a list for the salesperson of those
 * who want none. What is meant for us, not for the letter, says so in its heading.
 */
export async function thanks(inputs: ListInputs): Promise<readonly [WorkList, WorkList]> {
  const { view, own } = inputs;
  const best = await readBest(inputs);
  const tier = best[0] === undefined ? '' : view.tier(best[0].tier);
  const tell = (row: Best): string => own('rankReason', { rank: view.format.number(row.profit_rank), tier });
  const letters = best.filter(({ consent_mail }) => consent_mail !== false);
  const others = best.filter(({ consent_mail }) => consent_mail === false);
  const head: TableColumn[] = [
    { key: 'owner', label: own('owner'), kind: 'text', width: 16, bold: true },
    { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
    { key: 'customer', label: own('customer'), kind: 'text', width: 40, bold: true },
  ];
  const tail: TableColumn[] = [
    { key: 'money', label: own('profitInternal'), kind: 'money', width: 16 },
    { key: 'reason', label: own('reasonInternal'), kind: 'text', width: 36 },
  ];
  const list = (rows: readonly Best[], values: (row: Best) => (string | number | null)[]) => ({
    ...byOwner(
      rows.map((row) => ({
        owner: row.owner,
        money: row.net_profit,
        id: row.customer_id,
        values: [row.customer_id, row.name, ...values(row)],
      })),
      own('nobody'),
    ),
    totals: [{ label: own('total'), values: { money: sumOf(rows.map((row) => row.net_profit)) } }],
    empty: own('nothing'),
    frozen: 3,
  });
  return [
    {
      name: 'thank-you-letters',
      word: 'letters',
      title: own('letters'),
      notes: [own('lettersNote', { tier })],
      columns: [
        ...head,
        { key: 'contact', label: own('contact'), kind: 'text', width: 16 },
        { key: 'title', label: own('contactTitle'), kind: 'text', width: 16 },
        { key: 'salutation', label: own('salutation'), kind: 'text', width: 30 },
        { key: 'address', label: own('address'), kind: 'text', width: 40 },
        { key: 'city', label: own('city'), kind: 'text', width: 14 },
        { key: 'region', label: own('region'), kind: 'text', width: 12 },
        { key: 'thanks', label: own('thanksFor'), kind: 'text', width: 58 },
        { key: 'how', label: own('writeHow'), kind: 'text', width: 36, bold: true },
        { key: 'consent', label: own('consent'), kind: 'text', width: 14 },
        ...tail,
      ],
      ...list(letters, (row) => [
        row.contact,
        row.title,
        salutation(inputs, row),
        blankAsNull(row.address),
        row.city,
        row.region,
        thanksFor(inputs, row),
        own(row.place <= handwritten ? 'handwritten' : 'letter') +
          (blankAsNull(row.address) === null ? own('noAddress') : ''),
        own(row.consent_mail === true ? 'consentYes' : 'consentUnknown'),
        row.net_profit,
        tell(row),
      ]),
    },
    {
      name: 'thanks-in-person',
      word: 'inPerson',
      title: own('inPerson'),
      notes: [own('inPersonNote', { tier })],
      columns: [...head, { key: 'thanks', label: own('thanksFor'), kind: 'text', width: 58 }, ...tail],
      ...list(others, (row) => [
        thanksFor(inputs, row),
        row.net_profit,
        `${tell(row)}${own('and')}${own('noLetters')}`,
      ]),
    },
  ];
}

async function readBest(inputs: ListInputs): Promise<Best[]> {
  const { database, view, from } = inputs;
  return database.rows<Best>(
    `with people as (${contactOf(inputs, ['decision_maker', 'buyer', 'user'], true)}),
       best as (
         select c.*
         from models.tiers as t join models.customers as c using (customer_id)
         where t.position = (select min(position) from models.tiers) and c.net_profit > 0
         order by c.profit_rank, c.customer_id limit ${longest})
     select c.customer_id, c.name, nullif(trim(c.owner), '') as owner, c.tier, c.net_profit, c.profit_rank,
            row_number() over (order by c.profit_rank, c.customer_id) as place, c.orders,
            cast(a.late_invoices as double) / nullif(a.invoices, 0) as late_share,
            least(f.created_on, b.first_purchase) as since, k.address, coalesce(k.city, c.city) as city,
            coalesce(k.region, c.region) as region, k.consent_mail, people.name as contact, people.title
     from best as c
     join features.customers as f using (customer_id)
     left join features.behaviour as b using (customer_id)
     left join features.ageing as a using (customer_id)
     left join ${from('canonical.customers', columnsOf(canonicalTables.customers))} as k using (customer_id)
     left join people using (customer_id)
     order by c.profit_rank, c.customer_id`,
    { as_of: view.context.asOf },
  );
}

function salutation({ own, view }: ListInputs, { contact, title }: Best): string {
  if (contact === null) return own('dearUnknown');
  // In Chinese a title follows the name; in English it would need a sex we do not know.
  return own('dear', { name: view.locale === 'zh-CN' ? `${contact}${title ?? ''}` : contact });
}

/** What a customer may read: since when, how often, how promptly. Never what it earns us. */
function thanksFor({ own, view }: ListInputs, { since, orders, late_share: late }: Best): string {
  const parts: string[] = [];
  if (since !== null) parts.push(own('sinceYear', { year: since.slice(0, 4) }));
  if (orders !== null && orders >= manyOrders)
    parts.push(own('manyOrders', { n: view.format.number(orders) }));
  if (late !== null && late <= lateAllowed) parts.push(own('promptly'));
  return parts.join(own('and'));
}
