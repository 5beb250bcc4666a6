import { rateOf } from '../../charts/credit.ts';
import { buckets, type CreditTotals, type ReminderGroup } from '../../data/credit.ts';
import { keepTogether } from '../../typeset.ts';
import { type Word, words } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { owedByCurrency } from './currencies.ts';
import { amount, count, customerLink, figure, type PageInputs, section, share, table, tiles } from './kit.ts';

/** Credit: what customers owe and since when, what waiting costs, who pays slowest, whom to remind. */
export function creditPage(inputs: PageInputs): Html {
  const { view, ui } = inputs;
  const { say } = ui;
  const { credit } = view.data;
  if (credit === null)
    return section('receivables', say('receivables'), html`<p class="note-box">${say('noReceivables')}</p>`);
  return section(
    'receivables',
    say('receivables'),
    html`${lead(inputs, credit)}${keyFigures(inputs, credit)}
${figure(inputs, 'ageing')}
<div class="pair">${figure(inputs, 'open-receivables')}${figure(inputs, 'late-payers')}</div>
<h3 class="block">${say('remindersDue')}</h3>${reminders(inputs)}
<h3 class="block">${say('mostOverdue')}</h3>${overdue(inputs, credit)}
<h3 class="block">${say('slowPayers')}</h3>${slowPayers(inputs)}
${owedByCurrency(inputs)}`,
  );
}

function lead({ view, ui }: PageInputs, credit: CreditTotals): Html {
  const { format, say } = ui;
  const open = format.moneyShort(credit.open_balance);
  const owed =
    credit.overdue > 0
      ? say('creditLead', {
          open,
          overdue: format.moneyShort(credit.overdue),
          share: credit.open_balance > 0 ? format.percent(credit.overdue / credit.open_balance, 0) : '–',
          n: format.number(credit.overdue_customers),
        })
      : say('creditLeadNone', { open });
  const cost = say('creditLeadCost', {
    cost: format.moneyShort(credit.cost_of_credit),
    rate: rateOf(credit, view),
    late: format.moneyShort(credit.cost_of_late),
  });
  return html`<p class="page-lead">${keepTogether(owed)}${credit.cost_of_credit > 0 && html` ${keepTogether(cost)}`}</p>`;
}

function keyFigures({ ui }: PageInputs, credit: CreditTotals): Html {
  const { format, say } = ui;
  const late = credit.open_balance > 0 ? credit.overdue / credit.open_balance : 0;
  const known = credit.disputed_invoices !== null;
  return html`${tiles([
    {
      label: say('openReceivables'),
      value: format.moneyShort(credit.open_balance),
      note: say('ofCustomers', { n: format.number(credit.customers) }),
    },
    {
      label: say('overdueAmount'),
      value: format.moneyShort(credit.overdue),
      note: say('shareOpen', { share: format.percent(late, 0) }),
      tone: credit.overdue > 0 ? 'loss' : 'gain',
    },
    {
      label: say('dso'),
      value: credit.days_sales_outstanding === null ? '–' : format.number(credit.days_sales_outstanding, 0),
      note: say('dsoNote'),
    },
    {
      label: say('costOfCredit'),
      value: format.moneyShort(credit.cost_of_credit),
      note: say('ofWhichLate', { money: format.moneyShort(credit.cost_of_late) }),
    },
    ...(known
      ? [
          {
            label: say('disputedTile'),
            value: format.moneyShort(credit.disputed_open ?? 0),
            note: say('disputedNote', {
              n: format.number(credit.disputed_invoices ?? 0),
              late: format.number(credit.disputed_late_invoices ?? 0),
            }),
          },
        ]
      : []),
  ])}${!known && html`<p class="soft">${say('disputesUnknown')}</p>`}`;
}

const steps = [
  ['first', 'stepFirst'],
  ['second', 'stepSecond'],
  ['final', 'stepFinal'],
  ['management', 'stepManagement'],
  ['disputed', 'stepDispute'],
] as const satisfies readonly (readonly [keyof ReminderGroup, Word])[];

function reminders({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const groups = view.data.reminders;
  if (groups.length === 0) return html`<p>${say('nothingOverdue')}</p>`;
  const sum = (key: 'customers' | 'invoices' | 'amount' | (typeof steps)[number][0]): number =>
    groups.reduce((total, group) => total + group[key], 0);
  const used = steps.filter(([key]) => sum(key) !== 0);
  return table({
    caption: say('remindersCaption', { currency: view.context.currency }),
    className: 'totalled',
    head: [
      { label: say('owner') },
      { label: say('customers'), numeric: true },
      { label: say('invoicesCount'), numeric: true },
      { label: say('totalOverdue'), numeric: true },
      ...used.map(([, word]) => ({ label: say(word), numeric: true, wrap: true })),
    ],
    rows: [
      ...groups.map((group) => [
        group.owner ?? say('nobody'),
        count(ui, group.customers),
        count(ui, group.invoices),
        amount(ui, group.amount),
        ...used.map(([key]) => amount(ui, group[key] === 0 ? null : group[key])),
      ]),
      [
        say('total'),
        count(ui, sum('customers')),
        count(ui, sum('invoices')),
        amount(ui, sum('amount')),
        ...used.map(([key]) => amount(ui, sum(key))),
      ],
    ],
    rowClass: (row) => (row === groups.length ? 'subtotal' : ''),
  });
}

function overdue({ view, ui }: PageInputs, credit: CreditTotals): Html {
  const { say, format } = ui;
  const rows = view.data.overdueCustomers;
  if (rows.length === 0) return html`<p>${say('nothingOverdue')}</p>`;
  const late = buckets.slice(1);
  const disputes = credit.disputed_invoices !== null;
  const others = view.data.creditOfOthers.map(
    (other) =>
      `${other.class in words ? say(other.class as Word) : other.class} ${format.money(other.open_balance)}`,
  );
  return html`${table({
    caption: say('mostOverdueCaption', {
      n: format.number(rows.length),
      all: format.number(credit.overdue_customers),
      currency: view.context.currency,
    }),
    head: [
      { label: say('name') },
      { label: say('owner') },
      { label: say('openAmount'), numeric: true },
      { label: say('overdueAmount'), numeric: true },
      ...late.map((bucket) => ({ label: say(bucket), numeric: true })),
      { label: say('oldestDays'), numeric: true },
      { label: say('dsoShort'), numeric: true },
      ...(disputes ? [{ label: say('disputedColumn'), numeric: true }] : []),
    ],
    rows: rows.map((row) => [
      customerLink(row),
      row.owner ?? '–',
      amount(ui, row.open_balance),
      { ...amount(ui, row.overdue), tone: 'loss strong' },
      ...late.map((bucket) => amount(ui, row[bucket] === 0 ? null : row[bucket])),
      count(ui, row.oldest_days_overdue),
      count(ui, row.days_sales_outstanding),
      ...(disputes ? [amount(ui, row.disputed_open)] : []),
    ]),
  })}${others.length > 0 && html`<p class="soft">${say('creditOthers', { list: others.join(view.locale === 'zh-CN' ? '、' : ', ') })}</p>`}`;
}

function slowPayers({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const rows = view.data.slowestPayers;
  if (rows.length === 0) return html`<p>${say('nothingOverdue')}</p>`;
  return table({
    caption: say('slowPayersCaption', { currency: view.context.currency }),
    head: [
      { label: say('name') },
      { label: say('daysToPay'), numeric: true },
      { label: say('lateShare'), numeric: true },
      { label: say('costOfCredit'), numeric: true },
      { label: say('costOfLate'), numeric: true },
      { label: ui.payload.measureTitle, numeric: true },
    ],
    rows: rows.map((row) => [
      customerLink(row),
      count(ui, row.days_to_pay),
      share(ui, row.invoices > 0 ? row.late_invoices / row.invoices : null, 0),
      amount(ui, row.cost_of_credit),
      { ...amount(ui, row.cost_of_late), tone: 'loss' },
      amount(ui, row.net_profit),
    ]),
  });
}
