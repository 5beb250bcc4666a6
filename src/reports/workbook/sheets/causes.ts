import { adviceFor } from '../../../contracts/levers.ts';
import { type Word, words } from '../../words.ts';
import { tableSheet } from '../table.ts';
import type { SheetMaker } from './kit.ts';

/** Where customers fall behind comparable ones, by line of the statement, with the lever for each. */
export const causes: SheetMaker = ({ view, own, frame }, name) => {
  const { say, data, context, locale } = view;
  const sum = (key: 'effect' | 'eroding_effect'): number =>
    Number(data.causesByLine.reduce((total, cause) => total + cause[key], 0).toFixed(4));
  return tableSheet(
    name,
    {
      title: say('causesByLine'),
      notes: [own('causesNote', { currency: context.currency })],
      columns: [
        { key: 'line', label: say('line'), kind: 'text', width: 26, bold: true },
        { key: 'customers', label: say('customers'), kind: 'count', width: 12 },
        { key: 'effect', label: say('effect'), kind: 'money', width: 16, bold: true },
        { key: 'eroding', label: say('eroding'), kind: 'count', width: 16 },
        { key: 'eroding_effect', label: say('ofWhichEroding'), kind: 'money', width: 22 },
        { key: 'lever', label: say('lever'), kind: 'text', width: 58 },
      ],
      rows: data.causesByLine.map((cause) => [
        view.line(cause.line),
        cause.customers,
        cause.effect,
        cause.eroding,
        cause.eroding_effect,
        adviceFor[cause.line]?.[locale] ?? null,
      ]),
      totals: [
        { label: say('total'), values: { effect: sum('effect'), eroding_effect: sum('eroding_effect') } },
      ],
      empty: say('noCauses'),
    },
    frame,
  );
};

/** The same by customer: every line that is worse than at comparable customers, with what it is compared with. */
export const customerCauses: SheetMaker = ({ view, own, frame }, name) => {
  const { say, data, context, locale } = view;
  const word = (key: string): string => (key in words ? say(key as Word) : key);
  const rows = data.customers.flatMap((customer) =>
    (data.causes.get(customer.customer_id) ?? []).map((cause) => [
      customer.customer_id,
      customer.name,
      (customer.owner ?? null) as string | null,
      customer.net_profit,
      cause.rank,
      view.line(cause.line),
      cause.share,
      word(cause.base),
      cause.peer_median,
      cause.peers,
      word(cause.peer_group === 'all' ? 'allPeers' : cause.peer_group),
      cause.effect,
      adviceFor[cause.line]?.[locale] ?? null,
    ]),
  );
  return tableSheet(
    name,
    {
      title: own('customerCausesSheet'),
      notes: [own('customerCausesNote', { currency: context.currency })],
      columns: [
        { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
        { key: 'name', label: say('name'), kind: 'text', width: 36, bold: true },
        { key: 'owner', label: say('owner'), kind: 'text', width: 14 },
        { key: 'net_profit', label: view.measureTitle, kind: 'money', width: 13, tone: true },
        { key: 'rank', label: own('position'), kind: 'count', width: 8 },
        { key: 'line', label: say('cause'), kind: 'text', width: 24 },
        { key: 'share', label: own('itsShare'), kind: 'percent', width: 10 },
        { key: 'base', label: own('shareOf'), kind: 'text', width: 18 },
        { key: 'peer_median', label: own('peerMedian'), kind: 'percent', width: 10 },
        { key: 'peers', label: own('peers'), kind: 'count', width: 9 },
        { key: 'peer_group', label: own('comparedWith'), kind: 'text', width: 26 },
        { key: 'effect', label: say('effect'), kind: 'money', width: 13, bold: true },
        { key: 'lever', label: say('lever'), kind: 'text', width: 52 },
      ],
      rows,
      frozen: 2,
      empty: say('noCauses'),
    },
    frame,
  );
};
