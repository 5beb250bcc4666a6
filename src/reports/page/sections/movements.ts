import { effects } from '../../../contracts/models/movements.ts';
import { period } from '../../charts/movements.ts';
import type { Bridge, Span, Way } from '../../data/standing.ts';
import type { Word } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { amount, count, figure, type PageInputs, type TableCell, table } from './kit.ts';
import { opens } from './open.ts';

/** Who moved between tiers and segments, and why: within this run's data, and against an earlier run. */
export function movements(inputs: PageInputs): Html | null {
  const { spans } = inputs.view.data.standing;
  if (spans.length === 0) return null;
  return html`${spans.map(
    (
      span,
    ) => html`<h3 class="block">${inputs.ui.say(span.basis === 'run' ? 'movementsSince' : 'movements')}</h3>
${figure(inputs, span.basis === 'run' ? 'movements-since' : 'movements')}${ways(inputs, span)}${movers(inputs, span)}${segments(inputs, span)}`,
  )}`;
}

const order: readonly Way['way'][] = ['up', 'same', 'down', 'new', 'gone', 'all'];

function ways(inputs: PageInputs, { basis }: Span): Html {
  const { view, ui } = inputs;
  const { say } = ui;
  const found = order.flatMap((way) =>
    view.data.standing.ways.filter((one) => one.basis === basis && one.way === way),
  );
  return html`<p class="soft">${say('effectsExplained')}</p>${table({
    caption: say('movesBy'),
    head: [
      { label: say('way') },
      { label: say('customers'), numeric: true },
      ...columns.map((name) => ({ label: say(heading(name)), numeric: true })),
    ],
    rows: found.map((one) => [
      one.way === 'all' ? html`<strong>${say('way_all')}</strong>` : say(`way_${one.way}`),
      count(ui, one.customers),
      ...money(inputs, one),
    ]),
  })}`;
}

function movers(inputs: PageInputs, span: Span): Html {
  const { view, ui } = inputs;
  const { say } = ui;
  const tier = (key: string, side: 'from' | 'to'): string =>
    key === 'none' ? say(side === 'from' ? 'moveNew' : 'moveGone') : view.tier(key);
  return table({
    caption: `${say('moversLargest')} · ${period(view, span.before_from, span.before_to)} → ${period(view, span.now_from, span.now_to)}`,
    head: [
      { label: say('name') },
      { label: say('moveFrom') },
      { label: say('moveTo') },
      ...columns.slice(0, 3).map((name) => ({ label: say(heading(name)), numeric: true })),
      { label: say('moveReason') },
    ],
    rows: view.data.standing.movers
      .filter(({ basis }) => basis === span.basis)
      .map((one) => [
        opens(one.customer_id, one.name),
        tier(one.tier_before, 'from'),
        tier(one.tier_now, 'to'),
        ...money(inputs, one).slice(0, 3),
        one.reason === null ? '–' : say(`effect_${one.reason}` as 'effect_volume'),
      ]),
  });
}

/** Movements between segments named, the eight with the most money. */
const segmentMoves = 8;

function segments(inputs: PageInputs, { basis }: Span): Html | null {
  const { view, ui } = inputs;
  const { say } = ui;
  const moves = view.data.standing.movements
    .filter((move) => move.basis === basis && move.kind === 'segment' && move.from_group !== move.to_group)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, segmentMoves);
  if (moves.length === 0) return null;
  const segment = (key: string, side: 'from' | 'to'): string =>
    key === 'none' ? say(side === 'from' ? 'moveNew' : 'moveGone') : view.segment(key);
  return table({
    caption: say('segmentMoves'),
    head: [
      { label: say('moveFrom') },
      { label: say('moveTo') },
      { label: say('customers'), numeric: true },
      ...columns.slice(0, 3).map((name) => ({ label: say(heading(name)), numeric: true })),
      { label: say('moveReason') },
    ],
    rows: moves.map((move) => [
      segment(move.from_group, 'from'),
      segment(move.to_group, 'to'),
      count(ui, move.customers),
      ...money(inputs, move).slice(0, 3),
      move.reason === null ? '–' : say(`effect_${move.reason}` as 'effect_volume'),
    ]),
  });
}

const columns = ['net_profit_before', 'net_profit_now', 'change', ...effects] as const;

function heading(name: (typeof columns)[number]): Word {
  if (name === 'net_profit_before') return 'profitBefore';
  if (name === 'net_profit_now') return 'profitNow';
  return name === 'change' ? 'moveChange' : `effect_${name}`;
}

function money({ ui }: PageInputs, one: Bridge): TableCell[] {
  return columns.map((name) => amount(ui, one[name]));
}
