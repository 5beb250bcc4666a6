import { reasonsOf } from '../reasons.ts';
import type { Word } from '../words.ts';
import { behind } from './behind.ts';
import { dealings, people } from './card-people.ts';
import { outlook, standing } from './card-standing.ts';
import { type Html, html } from './html.ts';
import type { PageCustomer } from './payload.ts';
import { spark, stepBar } from './sparks.ts';
import type { Ui } from './ui.ts';

/**
 * The customer card, everything known about one customer: statement as a waterfall, history, behaviour, what was dealt
 * with lately, causes and what to do, outlook, groups, receivables, people.
 */
export function customerCard(ui: Ui, customer: PageCustomer): Html {
  const { say } = ui;
  const profit = customer.number('net_profit') ?? 0;
  const chips = (['tier', 'segment', 'cluster', 'field'] as const)
    .map((kind) => ({ kind, key: customer.text(kind === 'field' ? 'profit_field' : kind) }))
    .filter(({ key }) => key !== '')
    .map(
      ({ kind, key }) =>
        html`<li><span class="chip"><span class="soft">${say(kind)}</span> ${ui.label(kind, key)}</span></li>`,
    );
  return html`<header class="card-head">
<div><h2 id="card-title">${customer.text('name')}</h2>
<p class="soft">${[customer.text('customer_id'), customer.text('industry'), customer.text('region'), customer.text('city'), customer.text('owner')].filter(Boolean).join(' · ')}</p>
<ul class="chips">${chips}</ul></div>
<dl class="card-key">
<div><dt>${say('netSales')}</dt><dd>${ui.money(customer.number('net_sales'))}</dd><dd class="soft">${say('salesRank')} ${ui.number(customer.number('sales_rank'))}</dd></div>
<div><dt>${ui.payload.measureTitle}</dt><dd class="${profit < 0 ? 'loss' : 'gain'}">${ui.money(profit)}</dd><dd class="soft">${say('profitRank')} ${ui.number(customer.number('profit_rank'))}</dd></div>
</dl></header>
<div class="card-grid">
<div class="card-main">
<section class="card-statement"><h3>${say('statement')}</h3><p class="soft">${say('behindHint')}</p>${statement(ui, customer)}${certainty(ui, customer)}</section>
<section><h3>${say('history')}</h3>${history(ui, customer)}</section>
<section><h3>${say('behaviour')}</h3>${behaviour(ui, customer)}</section>
${dealings(ui, customer)}
${people(ui, customer)}
</div>
<div class="card-side">
<section><h3>${say('why')}</h3>${causes(ui, customer)}${lettingGo(ui, customer)}</section>
${outlook(ui, customer)}
${standing(ui, customer)}
${currencies(ui, customer)}${credit(ui, customer)}
${memberships(ui, customer)}
</div></div>`;
}

/** The groups the customer is in, each with one sentence that says why. */
function memberships({ payload, say, format, label }: Ui, customer: PageCustomer): Html | null {
  const { tiers, measures, clusterFeatures } = payload.groupRules;
  const reasons = reasonsOf(
    {
      locale: payload.locale,
      say,
      format,
      label: (kind, key) =>
        (kind === 'tier' ? tiers.find(({ tier }) => tier === key)?.label : undefined) ?? label(kind, key),
      measure: (key) => measures[key] ?? key,
      tierRules: tiers,
      clusterFeatures,
    },
    customer,
  );
  if (reasons.length === 0) return null;
  return html`<section><h3>${say('memberships')}</h3><dl class="reasons">${reasons.map(({ title, group, sentence }) => html`<div><dt><span class="soft">${title}</span> ${group}</dt><dd>${sentence}</dd></div>`)}</dl></section>`;
}

function statement(ui: Ui, customer: PageCustomer): Html {
  const { payload, say } = ui;
  const sales = customer.number('net_sales') ?? 0;
  const totalSales = payload.totals[payload.lines.findIndex((line) => line.id === 'net_sales')] ?? 0;
  let level = 0;
  const steps = payload.lines.map((line, index) => {
    const amount = customer.number(line.id);
    const from = line.kind === 'subtotal' ? 0 : level;
    const to = line.kind === 'subtotal' ? (amount ?? 0) : level + line.sign * (amount ?? 0);
    level = to;
    return { line, index, amount, from, to };
  });
  const bounds = steps.flatMap((step) => [step.from, step.to]);
  const [low, high] = [Math.min(0, ...bounds), Math.max(0, ...bounds)];
  const share = (amount: number | null | undefined, base: number): string =>
    amount === null || amount === undefined || base <= 0 ? '–' : ui.percent(amount / base);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${say('statement')}"><table class="statement">
<caption class="visually-hidden">${say('statement')}</caption>
<thead><tr><th scope="col">${say('line')}</th><th scope="col" class="n">${say('amount')}</th><td class="bar"></td><th scope="col" class="n">${say('shareOfSales')}</th><th scope="col" class="n">${say('medianOfAll')}</th><th scope="col" class="n">${say('companyShare')}</th></tr></thead>
<tbody>${steps.map(({ line, index, amount, from, to }) => {
    const tone = line.kind === 'subtotal' ? 'neutral' : to < from ? 'erodes' : 'makes';
    const shown = amount === null ? null : line.kind === 'subtotal' ? amount : line.sign * amount;
    const trace = behind(ui, customer, index);
    const label =
      trace === null
        ? line.label
        : html`<button type="button" class="link behind-opener" aria-expanded="false" aria-controls="behind-${line.id}">${line.label}</button>`;
    const opened =
      trace !== null &&
      html`<tr class="behind-line" id="behind-${line.id}" hidden><td colspan="6"><div>${trace}</div></td></tr>`;
    return html`<tr class="${line.kind}"><th scope="row">${label}</th><td class="n${shown !== null && shown < 0 && line.kind === 'subtotal' ? ' loss' : ''}">${ui.money(shown === 0 ? 0 : shown)}</td><td class="bar">${amount === null || amount === 0 ? '' : stepBar(from, to, low, high, line.id === 'gross_sales' ? 'neutral' : tone)}</td><td class="n">${share(amount, sales)}</td><td class="n soft">${ui.percent(payload.medians[index] ?? null)}</td><td class="n soft">${share(payload.totals[index], totalSales)}</td></tr>${opened}`;
  })}</tbody></table></div>`;
}

function causes(ui: Ui, customer: PageCustomer): Html {
  const { payload, say } = ui;
  const list = payload.causes[customer.index] ?? [];
  if (list.length === 0) return html`<p>${say('noCauses')}</p>`;
  return html`<ol class="causes">${list.map(
    ([lineIndex, base, share, median, effect, group, peers, cash, breakEven]) => {
      const line = payload.lines[lineIndex]!;
      return html`<li><strong>${line.label} · +${ui.money(effect)}</strong><br>${say('causeText', {
        base: say(base as Word),
        group: say(group === 'all' ? 'allPeers' : (group as Word)),
        n: ui.number(peers),
        share: ui.percent(share),
        median: ui.percent(median),
        money: ui.money(effect),
      })}${payload.levers[line.id] === undefined ? '' : html`<br><span class="soft">${say('lever')}: ${payload.levers[line.id]}</span>`}${gain(ui, effect, cash, breakEven)}</li>`;
    },
  )}</ol>`;
}

/** How much of the gain is cash, and how much volume may be lost for it. */
function gain(ui: Ui, effect: number, cash: number | null, breakEven: number | null): Html | null {
  const { say, format } = ui;
  if (cash === null) return null;
  const capacity = effect - cash;
  const parts = [
    ...(cash >= 1 ? [say('cashPart', { money: format.money(cash) })] : []),
    ...(capacity >= 1 ? [say('capacityPart', { money: format.money(capacity) })] : []),
    ...(breakEven === null ? [] : [say('breakEvenText', { share: format.percent(breakEven, 0) })]),
  ];
  return html`<br><span class="soft">${parts.join(ui.payload.locale === 'zh-CN' ? '；' : '. ')}</span>`;
}

/** Of a customer with a loss: what the company would earn without it. */
function lettingGo(ui: Ui, customer: PageCustomer): Html | null {
  const { say, format } = ui;
  const found = ui.payload.letGo[customer.index] ?? null;
  if (found === null) return null;
  const [stays, levers, change, worth, fallShort] = found;
  const values = { money: format.money(Math.abs(change)), stays: format.money(stays) };
  return html`<p class="note-box ${worth === 1 ? 'bad' : ''}">${say(worth === 1 ? 'cardLetGoWorth' : 'cardLetGoKeep', values)}${levers >= 1 && ` ${say('cardLevers', { money: format.money(levers) })}`}${fallShort === 1 && ` ${say('cardFallShort')}`}</p>`;
}

/** What is open and since when, and the invoices that make it up. */
function credit(ui: Ui, customer: PageCustomer): Html | null {
  const { say, format, payload } = ui;
  const items = payload.openItems[customer.index] ?? [];
  const ages = (['not_due', 'overdue_1_30', 'overdue_31_60', 'overdue_61_90', 'overdue_over_90'] as const)
    .map((bucket) => ({ bucket, amount: customer.number(bucket) }))
    .filter(({ amount }) => amount !== null);
  const others = [
    ['dso', customer.number('days_sales_outstanding')],
    ['costOfLate', customer.number('cost_of_late')],
    ['disputedTile', customer.number('disputed_open')],
  ] as const;
  const known = others.filter(([, value]) => value !== null);
  if (items.length + ages.length + known.length === 0) return null;
  return html`<section><h3>${say('credit_card')}</h3><dl class="facts">${ages.map(({ bucket, amount }) => html`<div><dt>${say(bucket)}</dt><dd class="${bucket === 'not_due' ? '' : 'loss'}">${ui.money(amount)}</dd></div>`)}${known.map(([word, value]) => html`<div><dt>${say(word)}</dt><dd>${ui.number(value)}</dd></div>`)}</dl>
${
  items.length > 0 &&
  html`<div class="scroll" tabindex="0" role="group" aria-label="${say('openItemsCaption')}"><table class="open-items"><caption>${say('openItemsCaption')}</caption><thead><tr><th scope="col">${say('invoice')}</th><th scope="col">${say('dueOn')}</th><th scope="col" class="n">${say('daysLate')}</th><th scope="col" class="n">${say('openAmount')}</th></tr></thead>
<tbody>${items.map(([invoice, due, amount, days, disputed, own]) => html`<tr><th scope="row">${invoice}${disputed === 1 && html` <span class="chip bad">${say('dispute')}</span>`}</th><td>${due === null ? '–' : format.date(due)}</td><td class="n${(days ?? 0) > 0 ? ' loss' : ''}">${days !== null && days > 0 ? ui.number(days) : '–'}</td><td class="n">${ui.money(amount)}${own !== undefined && html`<br><span class="soft">${own}</span>`}</td></tr>`)}</tbody></table></div>`
}</section>`;
}

/** The customer's account as the customer sees it: in the currencies of its own invoices. */
function currencies(ui: Ui, customer: PageCustomer): Html | null {
  const { say } = ui;
  const rows = ui.payload.currencies[customer.index] ?? [];
  if (rows.length === 0) return null;
  const heads = (['netSalesOwn', 'openAmount', 'overdueAmount'] as const).map(
    (word, index) => ({ word, index: index + 1 }) as { word: typeof word; index: 1 | 2 | 3 },
  );
  const used = heads.filter(({ index }) => rows.some((row) => row[index] !== null));
  return html`<section><h3>${say('inOwnCurrency')}</h3><div class="scroll" tabindex="0" role="group" aria-label="${say('inOwnCurrency')}"><table class="open-items"><caption class="visually-hidden">${say('inOwnCurrency')}</caption><thead><tr><th scope="col">${say('currencyColumn')}</th>${used.map(({ word }) => html`<th scope="col" class="n">${say(word)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row[0]}</th>${used.map(({ index }) => html`<td class="n">${row[index] === null ? '–' : ui.number(row[index])}</td>`)}</tr>`)}</tbody></table></div></section>`;
}

/** Lowest and highest profit with the estimates moved. */
function certainty(ui: Ui, customer: PageCustomer): Html | null {
  const { say, format } = ui;
  const [low, high] = [customer.number('lowest'), customer.number('highest')];
  if (low === null || high === null) return null;
  const sure = low >= 0 === high >= 0;
  return html`<p class="certainty"><strong>${say('certainty')}</strong> ${say('rangeText', { low: format.money(low), high: format.money(high) })} · <span class="${sure ? '' : 'loss'}">${say(sure ? 'rangeSure' : 'rangeUnsure')}</span></p>`;
}

function history(ui: Ui, customer: PageCustomer): Html {
  const { payload, format, say } = ui;
  const own = payload.history[customer.index];
  if (own === null || own === undefined || payload.months.length === 0) return html`<p>–</p>`;
  const [sales, profit] = own;
  const ends = html`<div class="ends soft"><span>${format.month(payload.months[0]!)}</span><span>${format.month(payload.months.at(-1)!)}</span></div>`;
  return html`<div class="history"><p class="soft">${say('netSales')}</p><div class="net">${spark(sales, 320, 44)}</div><p class="soft">${payload.measureTitle}</p>${spark(profit, 320, 44)}${ends}</div>
<details><summary>${say('dataBehind')}</summary><div class="scroll" tabindex="0" role="group" aria-label="${say('history')}"><table><caption class="visually-hidden">${say('history')}</caption><thead><tr><th scope="col">${say('month')}</th><th scope="col" class="n">${say('netSales')}</th><th scope="col" class="n">${payload.measureTitle}</th></tr></thead>
<tbody>${payload.months.map((month, index) => html`<tr><th scope="row">${format.month(month)}</th><td class="n">${ui.money(sales[index] ?? 0)}</td><td class="n${(profit[index] ?? 0) < 0 ? ' loss' : ''}">${ui.money(profit[index] ?? 0)}</td></tr>`)}</tbody></table></div></details>`;
}

type Kind = 'number' | 'one' | 'money' | 'percent' | 'date' | 'text';
const facts: readonly (readonly [string, Word, Kind])[] = [
  ['first_purchase', 'firstPurchase', 'date'],
  ['last_purchase', 'lastPurchase', 'date'],
  ['orders', 'orders', 'number'],
  ['average_order_value', 'averageOrder', 'money'],
  ['lines_per_order', 'linesPerOrder', 'one'],
  ['revisions_per_order', 'revisions', 'one'],
  ['discount_rate', 'discountRate', 'percent'],
  ['return_rate', 'returnRate', 'percent'],
  ['service_minutes', 'serviceMinutes', 'number'],
  ['sales_minutes', 'salesMinutes', 'number'],
  ['complaints', 'complaints', 'number'],
  ['open_cases', 'openCases', 'number'],
  ['satisfaction', 'satisfaction', 'one'],
  ['days_to_pay', 'daysToPay', 'number'],
  ['open_balance', 'openBalance', 'money'],
  ['overdue', 'overdue', 'money'],
  ['growth', 'growth', 'percent'],
  ['group_name', 'group', 'text'],
];

export const behaviourColumns: readonly string[] = facts.map(([column]) => column);

function behaviour(ui: Ui, customer: PageCustomer): Html {
  const scores = ['r_score', 'f_score', 'm_score'].map((column) => customer.text(column));
  const shown = facts
    .map(([column, word, kind]) => ({ word, value: fact(ui, customer, column, kind) }))
    .concat({ word: 'rfmScores', value: scores.every(Boolean) ? scores.join(' · ') : '' })
    .filter(({ value }) => value !== '');
  return html`<dl class="facts">${shown.map(({ word, value }) => html`<div><dt>${ui.say(word)}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function fact(ui: Ui, customer: PageCustomer, column: string, kind: Kind): string {
  const text = customer.text(column);
  if (text === '') return '';
  const value = customer.number(column);
  if (kind === 'date') return ui.format.date(text);
  if (kind === 'percent') return ui.percent(value);
  if (kind === 'money') return ui.money(value);
  if (kind === 'number') return ui.number(value);
  if (kind === 'one') return ui.number(value, 1);
  return text;
}
