import type { Word } from '../../words.ts';
import { tableSheet } from '../table.ts';
import type { SheetMaker } from './kit.ts';

/** Key customers by the index: the score opened into its parts, one column for each measure. */
export const keyCustomers: SheetMaker = ({ view, own, frame }, name) => {
  const { say, data, locale } = view;
  const { keyCustomers: found, keyParts, keyMeasures } = data.standing;
  const label = new Map(
    keyMeasures.map(({ measure, label_en, label_zh }) => [measure, locale === 'zh-CN' ? label_zh : label_en]),
  );
  const points = new Map(keyParts.map((part) => [`${part.customer_id} ${part.measure}`, part.points]));
  return tableSheet(
    name,
    {
      title: say('keyCustomers'),
      notes: [own('keyCustomersNote')],
      columns: [
        { key: 'rank', label: say('rank'), kind: 'count', width: 7 },
        { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
        { key: 'name', label: say('name'), kind: 'text', width: 36, bold: true },
        { key: 'score', label: say('keyScore'), kind: 'decimal', width: 9, bold: true },
        ...keyMeasures.map(({ measure, weight }) => ({
          key: measure,
          label: `${label.get(measure)} (${view.format.percent(weight, 0)})`,
          kind: 'decimal' as const,
          width: 14,
        })),
        { key: 'strength', label: own('strongest'), kind: 'text', width: 18 },
        { key: 'weakness', label: own('weakest'), kind: 'text', width: 18 },
        { key: 'net_profit', label: view.measureTitle, kind: 'money', width: 14, tone: true },
        { key: 'profit_rank', label: say('profitRank'), kind: 'count', width: 10 },
        { key: 'trials', label: say('keyStays'), kind: 'text', width: 14 },
      ],
      rows: found.map((one) => [
        one.rank,
        one.customer_id,
        one.name,
        one.score,
        ...keyMeasures.map(({ measure }) => points.get(`${one.customer_id} ${measure}`) ?? null),
        label.get(one.strength) ?? one.strength,
        label.get(one.weakness) ?? one.weakness,
        one.net_profit,
        one.profit_rank,
        say('keyStaysOf', { n: view.format.number(one.trials_key), all: view.format.number(one.trials) }),
      ]),
      frozen: 3,
      empty: own('nobodyKey'),
    },
    frame,
  );
};

/** The customers that management believes are key, held against measured profit. */
export const belief: SheetMaker = ({ view, own, frame }, name) => {
  const { say, data, context } = view;
  return tableSheet(
    name,
    {
      title: say('intuition'),
      notes: [own('beliefNote', { currency: context.currency })],
      columns: [
        { key: 'verdict', label: say('verdict'), kind: 'text', width: 34, bold: true },
        { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
        { key: 'name', label: say('name'), kind: 'text', width: 36, bold: true },
        { key: 'place', label: say('believedPlace'), kind: 'count', width: 12 },
        { key: 'profit_rank', label: say('profitRank'), kind: 'count', width: 10 },
        { key: 'sales_rank', label: say('salesRank'), kind: 'count', width: 10 },
        { key: 'net_sales', label: say('netSales'), kind: 'money', width: 14 },
        { key: 'net_profit', label: view.measureTitle, kind: 'money', width: 14, tone: true },
        { key: 'cause', label: say('cause'), kind: 'text', width: 24 },
      ],
      rows: data.standing.intuition.map((one) => [
        say(`verdict_${one.verdict}`),
        one.customer_id,
        one.name,
        one.believed_place,
        one.profit_rank,
        one.sales_rank,
        one.net_sales,
        one.net_profit,
        one.cause === null ? null : view.line(one.cause),
      ]),
      frozen: 3,
      empty: own('noBelief'),
    },
    frame,
  );
};

const effects = ['volume', 'mix', 'price', 'goods_cost', 'cost_to_serve', 'credit'] as const;

/** Movements from tier to tier and from segment to segment, in customers and money, with what they came from. */
export const movements: SheetMaker = ({ view, own, frame }, name) => {
  const { say, data, format, context } = view;
  const spans = new Map(
    data.standing.spans.map((span) => [
      span.basis as string,
      `${format.date(span.before_from)} – ${format.date(span.before_to)} → ${format.date(span.now_from)} – ${format.date(span.now_to)}`,
    ]),
  );
  const group = (kind: 'tier' | 'segment', key: string, side: 'from' | 'to'): string =>
    key === 'none' ? say(side === 'from' ? 'moveNew' : 'moveGone') : view[kind](key);
  return tableSheet(
    name,
    {
      title: say('movements'),
      notes: [own('movementsNote', { currency: context.currency })],
      columns: [
        { key: 'spans', label: own('comparison'), kind: 'text', width: 46 },
        { key: 'kind', label: own('groupKind'), kind: 'text', width: 12 },
        { key: 'from', label: say('moveFrom'), kind: 'text', width: 20, bold: true },
        { key: 'to', label: say('moveTo'), kind: 'text', width: 20, bold: true },
        { key: 'customers', label: say('customers'), kind: 'count', width: 11 },
        { key: 'before', label: say('profitBefore'), kind: 'money', width: 14 },
        { key: 'now', label: say('profitNow'), kind: 'money', width: 14 },
        { key: 'change', label: say('moveChange'), kind: 'money', width: 14, tone: true, bold: true },
        ...effects.map((effect) => ({
          key: effect,
          label: say(`effect_${effect}` as Word),
          kind: 'money' as const,
          width: 13,
          tone: true,
        })),
        { key: 'reason', label: say('moveReason'), kind: 'text', width: 22 },
      ],
      rows: data.standing.movements.map((move) => [
        spans.get(move.basis) ?? move.basis,
        say(move.kind),
        group(move.kind, move.from_group, 'from'),
        group(move.kind, move.to_group, 'to'),
        move.customers,
        move.net_profit_before,
        move.net_profit_now,
        move.change,
        ...effects.map((effect) => move[effect]),
        move.reason === null ? null : say(`effect_${move.reason}` as Word),
      ]),
      frozen: 4,
      empty: own('noMovements'),
    },
    frame,
  );
};
