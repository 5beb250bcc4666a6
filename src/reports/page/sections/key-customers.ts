import type { Intuition, KeyCustomer } from '../../data/standing.ts';
import { keepTogether } from '../../typeset.ts';
import { inSentence } from '../../view.ts';
import { type Html, html } from '../html.ts';
import { amount, count, type PageInputs, table } from './kit.ts';
import { opens } from './open.ts';

/** The key-customer index, each score opened into its parts. */
export function keyCustomers({ view, ui }: PageInputs): Html | null {
  const { say, format } = ui;
  const { keyCustomers: found, keyParts, keyMeasures, keyStaying } = view.data.standing;
  if (found.length === 0) return null;
  const zh = view.locale === 'zh-CN';
  const label = (measure: string): string => {
    const known = keyMeasures.find((one) => one.measure === measure);
    return known === undefined ? measure : zh ? known.label_zh : known.label_en;
  };
  const title = (measure: string): string => label(measure).charAt(0).toUpperCase() + label(measure).slice(1);
  const parts = new Map(keyParts.map((part) => [`${part.customer_id} ${part.measure}`, part]));
  const standing = ({ customer_id }: KeyCustomer, measure: string): string => {
    const part = parts.get(`${customer_id} ${measure}`);
    if (part === undefined) return '–';
    return part.is_known
      ? say('keyStanding', { measure: title(measure), share: format.percent(roundedDown(part.standing), 0) })
      : `${title(measure)}: ${say('keyUnknown')}`;
  };
  const points = (one: KeyCustomer, measure: string): string => {
    const part = parts.get(`${one.customer_id} ${measure}`);
    return part === undefined ? '–' : `${part.is_known ? '' : '≈ '}${format.number(part.points, 1)}`;
  };
  const weights = keyMeasures
    .map(({ measure, weight }) => `${label(measure)} ${format.percent(weight, 0)}`)
    .join(zh ? '、' : ', ');
  return html`<h3 class="block">${say('keyCustomers')}</h3><p>${keepTogether(say('keyIntro', { weights }))}${
    keyStaying.staying !== null &&
    html` ${say('keyStaying', {
      change: format.percent(keyStaying.change ?? 0, 0),
      staying: format.number(keyStaying.staying),
      top: format.number(found.length),
    })}`
  }</p>
${table({
  caption: say('keyCustomers'),
  hideCaption: true,
  head: [
    { label: say('rank'), numeric: true },
    { label: say('name') },
    { label: say('keyScore'), numeric: true },
    ...keyMeasures.map(({ measure }) => ({ label: title(measure), numeric: true })),
    { label: say('keyWhy') },
    { label: ui.payload.measureTitle, numeric: true },
    { label: say('profitRank'), numeric: true },
    { label: say('keyStays') },
  ],
  rows: found.map((one) => [
    format.number(one.rank),
    opens(one.customer_id, one.name),
    { text: html`<strong>${format.number(one.score, 1)}</strong>`, numeric: true },
    ...keyMeasures.map(({ measure }) => ({ text: points(one, measure), numeric: true })),
    html`<span class="nowrap">${standing(one, one.strength)}</span><br><span class="nowrap soft">${standing(one, one.weakness)}</span>`,
    amount(ui, one.net_profit),
    count(ui, one.profit_rank),
    html`<span class="nowrap">${say('keyStaysOf', { n: format.number(one.trials_key), all: format.number(one.trials) })}</span>`,
  ]),
})}`;
}

/** Right on the left, wrong on the right; on the list above, and what the list should have had or not had below. */
const verdicts = ['confirmed', 'eroding', 'unnoticed', 'overrated'] as const;
/** What a manager would not have thought comes first in the table. */
const byNews = ['eroding', 'unnoticed', 'overrated', 'confirmed'] as const;
/** Names in a card; all customers stand in the table below it. */
const namesInCard = 4;

/** The largest sums first, whatever their sign. */
const byMoney = (some: readonly Intuition[]): Intuition[] =>
  some.toSorted((a, b) => Math.abs(b.net_profit) - Math.abs(a.net_profit));

/** Better than 99.8 % is not better than all: only the best of all is shown as that. */
const roundedDown = (standing: number): number => Math.floor(standing * 100 + 1e-9) / 100;

/** Management's own list held against the figures: four fields, then every customer. */
export function intuition({ view, ui }: PageInputs): Html | null {
  const { say, format } = ui;
  const { intuition: found, intuitionSummary: summary, unrecognised } = view.data.standing;
  if (summary === undefined) return null;
  const zh = view.locale === 'zh-CN';
  const of = (verdict: Intuition['verdict']): Intuition[] => found.filter((one) => one.verdict === verdict);
  const names = (some: readonly Intuition[]): string => {
    const first = byMoney(some);
    const list = first.slice(0, namesInCard).map(({ name }) => name);
    const text = list.join(zh ? '、' : '; ');
    if (some.length <= namesInCard) return text;
    return zh
      ? `${text}${say('andMore', { n: format.number(some.length) })}`
      : `${text}; ${say('andMore', { n: format.number(some.length - namesInCard) })}`;
  };
  const open = unrecognised.map(({ name, candidates, nearest }) =>
    nearest === null
      ? name
      : candidates > 1
        ? say('believedSeveral', { name, n: format.number(candidates), nearest })
        : say('believedNearest', { name, nearest }),
  );
  return html`<h3 class="block">${say('intuition')}</h3>
${
  summary.believed > 0 &&
  html`<p>${keepTogether(say('intuitionLead', { believed: format.number(summary.believed), confirmed: format.number(summary.confirmed), chance: format.number(summary.confirmed_by_chance ?? 0, 1) }))}${summary.spearman !== null && summary.kendall !== null && html` ${say('intuitionRanks', { spearman: format.number(summary.spearman, 2), kendall: format.number(summary.kendall, 2) })}`}</p>
<div class="cards four">${verdicts.map(
    (verdict) =>
      html`<article class="card ${verdict === 'eroding' ? 'loss' : verdict === 'overrated' ? 'plain' : 'gain'}"><p class="kind">${say(`verdict_${verdict}`)}</p><h4>${say('verdictMoney', { n: format.number(summary[verdict]), money: format.moneyShort(summary[`${verdict}_profit`]) })}</h4><p>${names(of(verdict))}</p></article>`,
  )}</div>
${table({
  caption: say('intuition'),
  hideCaption: true,
  head: [
    { label: say('name') },
    { label: say('verdict') },
    { label: say('believedPlace'), numeric: true },
    { label: say('profitRank'), numeric: true },
    { label: say('salesRank'), numeric: true },
    { label: say('netSales'), numeric: true },
    { label: ui.payload.measureTitle, numeric: true },
    { label: say('cause') },
  ],
  rows: byNews
    .flatMap(of)
    .map((one) => [
      opens(one.customer_id, one.name),
      say(`short_${one.verdict}`),
      count(ui, one.believed_place),
      count(ui, one.profit_rank),
      count(ui, one.sales_rank),
      amount(ui, one.net_sales),
      amount(ui, one.net_profit),
      one.cause === null || one.verdict !== 'eroding' ? '–' : inSentence(view.locale, view.line(one.cause)),
    ]),
})}`
}
${open.length > 0 && html`<p class="note-box"><strong>${say('believedOpen')}</strong><br>${open.map((text, index) => html`${index > 0 && html`<br>`}${text}`)}</p>`}`;
}
