import type { Movement, Span } from '../data/standing.ts';
import type { View } from '../view.ts';
import { cellLayers } from './cells.ts';
import { type Chart, outerWidth, shortAmount } from './chart.ts';

/** No business in that span. */
const none = 'none';

/** Tiers before by tiers now: how many customers, and how their profit changed. The diagonal stayed. */
export function movementMatrix(view: View): Chart | undefined {
  const span = view.data.standing.spans.find(({ basis }) => basis === 'spans');
  return span === undefined ? undefined : matrix(view, span, 'movements');
}

/** The same against an earlier run, where there is one to compare with. */
export function movementMatrixAgainstRun(view: View): Chart | undefined {
  const span = view.data.standing.spans.find(({ basis }) => basis === 'run');
  return span === undefined ? undefined : matrix(view, span, 'movements-since');
}

function matrix(view: View, span: Span, name: string): Chart | undefined {
  const { data, format, say } = view;
  const moves = data.standing.movements.filter(({ basis, kind }) => basis === span.basis && kind === 'tier');
  if (moves.length === 0) return undefined;
  const known = data.tiers.map(({ key }) => key);
  // An earlier run can have had tiers of other names; they come after those of now.
  const others = [...new Set(moves.flatMap(({ from_group, to_group }) => [from_group, to_group]))]
    .filter((group) => group !== none && !known.includes(group))
    .sort();
  const present = (side: 'from_group' | 'to_group'): string[] =>
    [...known, ...others, none].filter((group) => moves.some((move) => move[side] === group));
  const label = (group: string, side: 'from' | 'to'): string =>
    group === none ? say(side === 'from' ? 'moveNew' : 'moveGone') : view.tier(group);
  const from = present('from_group').map((group) => label(group, 'from'));
  const to = present('to_group').map((group) => label(group, 'to'));
  const most = Math.max(...moves.map(({ change }) => Math.abs(change))) || 1;
  const values = moves.map((move) => {
    const share = Math.sqrt(Math.abs(move.change) / most);
    return {
      fromKey: move.from_group,
      toKey: move.to_group,
      from: label(move.from_group, 'from'),
      to: label(move.to_group, 'to'),
      strength: 0.08 + 0.72 * share,
      tone: move.change < 0 ? 'erodes' : 'makes',
      count: format.number(move.customers),
      money: signed(view, move.change),
      on: share > 0.72 ? 'strong' : 'weak',
    };
  });
  const axis = (title: string, labels: 'top' | 'left'): object => ({
    title,
    orient: labels,
    labelFontSize: { expr: `${outerWidth} < 480 ? 10 : 13` },
    labelAngle: 0,
    labelColor: '@ink',
    titlePadding: 10,
  });
  const sum = (some: readonly Movement[]): number => some.reduce((total, move) => total + move.customers, 0);
  const place = (group: string): number => known.indexOf(group);
  const stayers = moves.filter((move) => move.from_group === move.to_group);
  const between = moves.filter(
    ({ from_group, to_group }) => from_group !== none && to_group !== none && from_group !== to_group,
  );
  const up = between.filter((move) => place(move.to_group) < place(move.from_group));
  return {
    name,
    title: say('movementsTitle', {
      up: format.number(sum(up)),
      down: format.number(sum(between) - sum(up)),
      same: format.number(sum(stayers)),
    }),
    subtitle: say('movementsSubtitle', {
      before: period(view, span.before_from, span.before_to),
      now: period(view, span.now_from, span.now_to),
      measure: view.measure,
      currency: view.context.currency,
    }),
    alt: say('movementsAlt'),
    height: from.length * 58 + 40,
    pointer: 'mark',
    table: {
      columns: [say('moveFrom'), say('moveTo'), say('customers'), say('moveChange'), say('moveReason')],
      rows: moves.map((move) => [
        label(move.from_group, 'from'),
        label(move.to_group, 'to'),
        format.number(move.customers),
        format.money(move.change),
        move.reason === null ? '–' : say(`effect_${move.reason}` as 'effect_volume'),
      ]),
    },
    spec: {
      height: from.length * 58,
      data: { values },
      encoding: {
        x: {
          field: 'to',
          type: 'ordinal',
          scale: { domain: to, paddingInner: 0.04 },
          axis: axis(say('moveTo'), 'top'),
        },
        y: {
          field: 'from',
          type: 'ordinal',
          scale: { domain: from, paddingInner: 0.04 },
          axis: axis(say('moveFrom'), 'left'),
        },
      },
      layer: cellLayers,
    },
  };
}

/** A change of money in a cell: the sign always there. */
function signed(view: View, value: number): string {
  const text = shortAmount(view.format, value);
  return value > 0 ? `+${text}` : text;
}

export function period(view: View, from: string, to: string): string {
  const { format } = view;
  return `${format.month(from)} – ${format.month(to)}`;
}
