import { canonicalTables } from '../../contracts/canonical.ts';
import { day } from '../workbook/grid.ts';
import { contactOf } from './contacts.ts';
import { byOwner, columnsOf, type ListInputs, longest, sumOf, type WorkList } from './kit.ts';

interface Overdue {
  readonly invoice_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly due_on: string;
  readonly days_overdue: number;
  readonly open_amount: number;
  readonly is_disputed: boolean;
  /** Currency and amount of the invoice, where it is not the reporting currency. */
  readonly currency: string | null;
  readonly own_open: number | null;
  readonly customer_overdue: number | null;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly found: number;
}

/**
 * Who must be reminded to pay: every invoice of an ordinary customer that was open after its due date at the as-of
 * date. Telephone and e-mail are those of whoever pays, because a reminder needs them.
 */
export async function reminders(inputs: ListInputs): Promise<WorkList> {
  const { database, view, own, from } = inputs;
  const { asOf, currency } = view.context;
  const open = await database.rows<Overdue>(
    `with due as (
       select * from features.open_items
       where days_overdue > 0 and open_amount > 0
         and customer_id not in (select customer_id from features.customers where class <> 'ordinary')),
       items as (select * from due order by open_amount desc, invoice_id limit ${longest}),
       payers as (${contactOf(inputs, ['payer'])})
     select items.invoice_id, items.customer_id, c.name, nullif(trim(c.owner), '') as owner, items.due_on,
            items.days_overdue, items.open_amount, items.is_disputed, items.currency, items.own_open,
            b.overdue as customer_overdue, payers.name as contact, coalesce(payers.phone, k.phone) as phone,
            coalesce(payers.email, k.email) as email, (select count(*) from due) as found
     from items
     join features.customers as c using (customer_id)
     left join features.behaviour as b using (customer_id)
     left join ${from('canonical.customers', columnsOf(canonicalTables.customers))} as k using (customer_id)
     left join payers using (customer_id)
     order by items.open_amount desc, items.invoice_id`,
    { as_of: asOf },
  );
  const all = open[0]?.found ?? 0;
  const number = view.format.number;
  // A customer is reminded of what its invoice says, so the own currency comes first.
  const foreign = open.some((item) => item.currency !== null);
  return {
    name: 'payment-reminders',
    word: 'reminders',
    title: own('reminders'),
    notes: [
      own('remindersNote', { date: view.format.date(asOf), currency }),
      ...(all > open.length ? [own('cut', { n: number(open.length), all: number(all) })] : []),
    ],
    columns: [
      { key: 'owner', label: own('owner'), kind: 'text', width: 16, bold: true },
      { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
      { key: 'customer', label: own('customer'), kind: 'text', width: 36, bold: true },
      { key: 'invoice', label: own('invoice'), kind: 'text', width: 16 },
      { key: 'due', label: own('due'), kind: 'date', width: 12 },
      { key: 'days', label: own('daysOverdue'), kind: 'count', width: 10 },
      ...(foreign
        ? [
            { key: 'currency', label: own('currency'), kind: 'text', width: 8 } as const,
            { key: 'own_amount', label: own('ownAmount'), kind: 'cents', width: 16, bold: true } as const,
          ]
        : []),
      {
        key: 'amount',
        label: foreign ? own('amountIn', { currency }) : own('amount'),
        kind: 'cents',
        width: 16,
        bold: true,
      },
      { key: 'overdue', label: own('customerOverdue'), kind: 'cents', width: 16 },
      { key: 'reason', label: own('reason'), kind: 'text', width: 30 },
      { key: 'step', label: own('step'), kind: 'text', width: 32 },
      { key: 'contact', label: own('contact'), kind: 'text', width: 16 },
      { key: 'phone', label: own('phone'), kind: 'text', width: 20 },
      { key: 'email', label: own('email'), kind: 'text', width: 34 },
    ],
    ...byOwner(
      open.map((item) => ({
        owner: item.owner,
        money: item.open_amount,
        id: item.invoice_id,
        values: [
          item.customer_id,
          item.name,
          item.invoice_id,
          day(item.due_on),
          item.days_overdue,
          ...(foreign ? [item.currency ?? currency, item.own_open ?? item.open_amount] : []),
          item.open_amount,
          item.customer_overdue,
          own(item.is_disputed ? 'disputed' : 'overdueBy', { days: number(item.days_overdue) }),
          own(stepFor(item)),
          item.contact,
          item.phone,
          item.email,
        ],
      })),
      own('nobody'),
    ),
    totals: [{ label: own('total'), values: { amount: sumOf(open.map((item) => item.open_amount)) } }],
    empty: own((await database.count('features.receivable_state')) > 0 ? 'nothing' : 'noSource'),
    frozen: 3,
  };
}

/** The usual steps of dunning, by the buckets of the ageing. */
function stepFor({
  is_disputed,
  days_overdue,
}: Overdue): 'stepDisputed' | 'step30' | 'step60' | 'step90' | 'stepOver' {
  if (is_disputed) return 'stepDisputed';
  if (days_overdue <= 30) return 'step30';
  if (days_overdue <= 60) return 'step60';
  return days_overdue <= 90 ? 'step90' : 'stepOver';
}
