import { buckets, type CreditTotals } from '../data/credit.ts';
import type { View } from '../view.ts';
import { bars } from './bars.ts';
import { type Chart, shortAmount } from './chart.ts';
import { monthsAcross } from './months.ts';

/** What customers owe: by age, month by month, and whose paying late costs most. */
export function ageingBars(view: View): Chart | undefined {
  const { format, say } = view;
  const { credit } = view.data;
  if (credit === null) return undefined;
  const share = (amount: number): string =>
    credit.open_balance > 0 ? format.percent(amount / credit.open_balance, 0) : '–';
  return bars(
    view,
    {
      name: 'ageing',
      title:
        credit.overdue > 0
          ? say('ageingTitle', {
              overdue: format.moneyShort(credit.overdue),
              open: format.moneyShort(credit.open_balance),
              old: format.moneyShort(credit.overdue_over_90),
            })
          : say('ageingTitleNone', { open: format.moneyShort(credit.open_balance) }),
      subtitle: say('ageingSubtitle', {
        date: format.date(view.context.asOf),
        currency: view.context.currency,
      }),
      alt: say('ageingAlt', {
        open: format.money(credit.open_balance),
        overdue: format.money(credit.overdue),
      }),
      columns: [say('bucket'), say('openAmount'), say('shareOfOpen')],
    },
    buckets.map((bucket) => ({
      key: bucket,
      label: say(bucket),
      value: credit[bucket],
      text: `${shortAmount(format, credit[bucket])} · ${share(credit[bucket])}`,
      cells: [format.money(credit[bucket]), share(credit[bucket])],
      tone: bucket === 'not_due' ? 'total' : 'erodes',
    })),
  );
}

/** Mean open balance by month, the overdue part at the foot, so that its growth can be read from the zero line. */
export function openByMonth(view: View): Chart | undefined {
  const { data, format, say } = view;
  const months = data.openByMonth;
  const last = months.at(-1);
  if (last === undefined || months.length < 3) return undefined;
  // The first months of an extract know no older invoices, so only a year before is fit to compare with.
  const yearBefore = months.length >= 18 ? months.at(-13) : undefined;
  const lateShare = (row: typeof last): number => (row.open > 0 ? row.late / row.open : 0);
  const values = months.flatMap((row) => [
    { month: row.month.slice(0, 7), kind: 'late', order: 0, value: Math.round(row.late) },
    { month: row.month.slice(0, 7), kind: 'current', order: 1, value: Math.round(row.open - row.late) },
  ]);
  return {
    name: 'open-receivables',
    title: say(yearBefore === undefined ? 'openTitleAlone' : 'openTitle', {
      share: format.percent(lateShare(last), 0),
      month: format.month(last.month),
      before: yearBefore === undefined ? '' : format.percent(lateShare(yearBefore), 0),
    }),
    subtitle: say('openSubtitle', { currency: view.context.currency }),
    alt: say('openAlt', {
      open: format.money(last.open),
      late: format.money(last.late),
      month: format.month(last.month),
    }),
    height: 220,
    half: true,
    pointer: 'mark',
    table: {
      columns: [say('month'), say('openAmount'), say('overdueAmount')],
      rows: months.map((row) => [format.month(row.month), format.money(row.open), format.money(row.late)]),
    },
    spec: {
      height: 220,
      data: { values },
      mark: { type: 'bar' },
      encoding: {
        ...monthsAcross(
          view,
          months.map(({ month }) => month.slice(0, 7)),
        ),
        order: { field: 'order', type: 'quantitative' },
        color: {
          field: 'kind',
          type: 'nominal',
          scale: { domain: ['late', 'current'], range: ['@erodes', '@neutral'] },
          legend: {
            title: null,
            orient: 'top',
            labelExpr: `datum.value == 'late' ? ${JSON.stringify(say('overdueAmount'))} : ${JSON.stringify(say('not_due'))}`,
            labelColor: '@ink',
            labelFontSize: 12,
          },
        },
      },
    },
  };
}

/** The customers whose paying late costs most. */
export function latePayers(view: View): Chart | undefined {
  const { data, format, say } = view;
  const payers = data.slowestPayers.slice(0, 10);
  const [first] = payers;
  if (first === undefined || data.credit === null) return undefined;
  const sum = payers.reduce((total, payer) => total + payer.cost_of_late, 0);
  return bars(
    view,
    {
      name: 'late-payers',
      title: say('lateTitle', {
        n: format.number(payers.length),
        money: format.moneyShort(sum),
        all: format.moneyShort(data.credit.cost_of_late),
      }),
      subtitle: say('lateSubtitle', {
        rate: rateOf(data.credit, view),
        currency: view.context.currency,
      }),
      alt: say('barsAlt', { label: first.name, money: format.money(first.cost_of_late) }),
      half: true,
      columns: [say('name'), say('costOfLate')],
    },
    payers.map((payer) => ({
      key: payer.customer_id,
      label: payer.name,
      value: payer.cost_of_late,
      text: shortAmount(format, payer.cost_of_late),
      cells: [format.money(payer.cost_of_late)],
      customer: true,
      tone: 'erodes',
    })),
  );
}

export const rateOf = ({ annual_rate: rate }: CreditTotals, view: View): string =>
  rate === null ? '–' : view.format.percent(rate, Number.isInteger(Math.round(rate * 1e6) / 1e4) ? 0 : 1);
