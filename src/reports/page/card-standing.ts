import type { Word } from '../words.ts';
import { type Html, html } from './html.ts';
import type { PageCustomer } from './payload.ts';
import type { Ui } from './ui.ts';

type Fact = readonly [label: string, value: string, tone?: string];

/** A list of facts, or nothing where nothing is known. */
function facts(heading: string, list: readonly Fact[], after: Html | null = null): Html | null {
  if (list.length === 0 && after === null) return null;
  return html`<section><h3>${heading}</h3><dl class="facts">${list.map(([label, value, tone]) => html`<div><dt>${label}</dt><dd class="${tone ?? ''}">${value}</dd></div>`)}</dl>${after}</section>`;
}

/** What the customer is expected to bring, whether it still is one, and its own rhythm. */
export function outlook(ui: Ui, customer: PageCustomer): Html | null {
  const { say, format, payload } = ui;
  const number = (column: string): number | null => customer.number(column);
  const list: Fact[] = [];
  const chance = number('p_alive');
  if (chance !== null) list.push([say('chance'), ui.percent(chance, 0), chance < 0.5 ? 'loss' : '']);
  const value = number('lifetime_value');
  const [low, high] = [number('value_low'), number('value_high')];
  if (value !== null && payload.horizon !== null) {
    const until = say('valueUntil', { date: format.date(payload.horizon) });
    const span =
      low === null || high === null
        ? ''
        : ` (${say('rangeOf', { from: ui.money(low), to: ui.money(high) })})`;
    list.push([until, `${ui.money(value)}${span}`, value < 0 ? 'loss' : '']);
  }
  const sales = number('expected_sales');
  if (sales !== null) list.push([say('expectedSales'), ui.money(sales)]);
  const rhythm = customer.text('rhythm');
  const stateWord = `${rhythm}State`;
  if (rhythm !== '' && stateWord in payload.words)
    list.push([
      say('buyingRhythm'),
      say(stateWord as Word),
      ['overdue', 'dormant'].includes(rhythm) ? 'loss' : '',
    ]);
  const quiet = number('quiet_days');
  const usual = number('usual_days');
  if (quiet !== null)
    list.push([
      say('quietFor'),
      usual === null ? ui.number(quiet) : `${ui.number(quiet)} (${ui.number(usual)})`,
    ]);
  return facts(say('outlook'), list);
}

/** Where the customer stands among the others, how it came there, and what its tier gets. */
export function standing(ui: Ui, customer: PageCustomer): Html | null {
  const { say, payload, format } = ui;
  const list: Fact[] = [];
  const name = (tier: string, none: Word): string => (tier === 'none' ? say(none) : ui.label('tier', tier));
  const [before, now] = [customer.text('span_before'), customer.text('span_now')];
  if (before !== '' && now !== '')
    list.push([
      say('tierMoved'),
      before === now
        ? say('tierStayed', { tier: name(now, 'moveGone') })
        : `${name(before, 'moveNew')} → ${name(now, 'moveGone')}`,
    ]);
  const change = customer.number('profit_change');
  const reason = `effect_${customer.text('change_reason')}`;
  if (change !== null)
    list.push([
      say('moveChange'),
      `${change > 0 ? '+' : ''}${ui.money(change)}${reason in payload.words ? ` · ${say(reason as Word)}` : ''}`,
      change < 0 ? 'loss' : '',
    ]);
  const rank = customer.number('index_rank');
  const score = customer.number('index_score');
  if (rank !== null && score !== null)
    list.push([
      say('keyIndex'),
      say('keyIndexRank', { rank: format.number(rank), score: format.number(score, 1) }),
    ]);
  const verdict = `verdict_${customer.text('verdict')}`;
  if (verdict in payload.words)
    list.push([say('verdict'), say(verdict as Word), verdict === 'verdict_eroding' ? 'loss' : '']);
  const tier = customer.text('tier');
  const policy = Object.hasOwn(payload.policies, tier) ? payload.policies[tier]! : [];
  const after =
    policy.length === 0
      ? null
      : html`<h4>${say('tierGets', { tier: ui.label('tier', tier) })}</h4><dl class="policy">${policy.map(([kind, text]) => html`<div><dt>${say(kind)}</dt><dd>${text}</dd></div>`)}</dl>`;
  return facts(say('groups'), list, after);
}
