import type { RhythmState, ScorecardDimension } from '../../../contracts/models/retention.ts';
import { cardsOf, farthestBelow, wholeCells } from '../../charts/people.ts';
import type { CampaignRow, Scorecard } from '../../data/people.ts';
import { verdictOf } from '../../lists/campaigns.ts';
import { listWords } from '../../lists/words.ts';
import { keepTogether } from '../../typeset.ts';
import type { Word } from '../../words.ts';
import { sayOf } from '../../workbook/catalogue.ts';
import { type Html, html } from '../html.ts';
import { acquisition } from './acquisition.ts';
import {
  amount,
  count,
  figure,
  filterLink,
  type PageInputs,
  section,
  share,
  type TableCell,
  table,
} from './kit.ts';

/** Values of a dimension that a table shows; the rest is in the table of the warehouse. */
const longest = 40;

const dimensions: readonly (readonly [ScorecardDimension, Word])[] = [
  ['salesperson', 'salesperson'],
  ['region', 'regionDimension'],
  ['industry', 'industryDimension'],
  ['channel', 'channelDimension'],
];

/** What a click on a row narrows the report to. */
const filterOf: Partial<Record<ScorecardDimension, 'owner' | 'region' | 'industry'>> = {
  salesperson: 'owner',
  region: 'region',
  industry: 'industry',
};

/** Who develops, keeps and loses customers, and at what profit: salespeople and markets, rhythm, cohorts. */
export function peoplePage(inputs: PageInputs): Html {
  const { ui, view } = inputs;
  const { say } = ui;
  const shown = dimensions.filter(([dimension]) => cardsOf(view, dimension).named.length > 0);
  const hasYears = view.data.people.scorecards.some(({ kept }) => kept !== null);
  return section(
    'people',
    say('people'),
    html`${lead(inputs)}${figure(inputs, 'salespeople')}
${shown.length === 0 ? html`<p>${say('noScorecards')}</p>` : html`<p class="lead-small soft">${say(hasYears ? 'scorecardNote' : 'oneYearNote')}</p>`}
${shown.map(
  ([dimension, word]) =>
    html`<h3 class="block">${say('scorecardOf', { dimension: say(word) })}</h3>${scorecards(inputs, dimension, say(word))}`,
)}
${shown.length > 0 && !shown.some(([dimension]) => dimension === 'channel') && html`<p class="soft">${code(say('noChannelNote'))}</p>`}
<h3 class="block">${say('rhythm')}</h3>${rhythm(inputs)}
<h3 class="block">${say('cohorts')}</h3>${cohorts(inputs)}
${acquisition(inputs)}${campaigns(inputs)}`,
  );
}

function lead({ view, ui }: PageInputs): Html | null {
  const { say, format } = ui;
  const { company, named } = cardsOf(view, 'salesperson');
  const best = named[0];
  if (company === undefined || best === undefined) return null;
  const worst = farthestBelow(named);
  const sentences = [
    say('peopleLead', {
      best: best.value,
      money: format.moneyShort(best.net_profit),
      rate: format.percent(best.profit_rate ?? 0),
      company: format.percent(company.profit_rate ?? 0),
    }),
    ...(worst === undefined
      ? []
      : [
          say('peopleWorst', {
            worst: worst.value,
            sales: format.moneyShort(worst.net_sales),
            money: format.moneyShort(worst.net_profit),
            expected: format.moneyShort(worst.net_profit - worst.profit_gap!),
          }),
        ]),
  ];
  return html`<div class="lead"><ul class="points">${sentences.map((text, index) => html`<li class="${index === 0 ? 'first' : ''}">${keepTogether(text)}</li>`)}</ul></div>`;
}

function scorecards({ view, ui }: PageInputs, dimension: ScorecardDimension, label: string): Html {
  const { say, format } = ui;
  const { company, named, unnamed } = cardsOf(view, dimension);
  const cards = [
    ...named.slice(0, longest),
    ...(unnamed === undefined ? [] : [unnamed]),
    ...(company === undefined ? [] : [company]),
  ];
  const kind = filterOf[dimension];
  const name = (card: Scorecard): TableCell => {
    if (card.dimension === 'company') return say('company');
    if (card.value === '') return say('nobodyNamed');
    const known = kind !== undefined && Object.hasOwn(ui.payload.labels[kind], card.value);
    return known ? filterLink(kind, card.value, card.value) : card.value;
  };
  return html`${table({
    caption: say('scorecardOf', { dimension: label }),
    hideCaption: true,
    className: 'scorecards',
    head: [
      { label: label.charAt(0).toUpperCase() + label.slice(1) },
      { label: say('netSales'), numeric: true },
      { label: ui.payload.measureTitle, numeric: true },
      { label: say('margin'), numeric: true },
      { label: say('profitGap'), numeric: true },
      { label: say('growthShort'), numeric: true },
      { label: say('customers'), numeric: true },
      { label: say('won'), numeric: true },
      { label: say('kept'), numeric: true },
      { label: say('lostCustomers'), numeric: true },
      { label: say('returned'), numeric: true },
      { label: say('keptShare'), numeric: true },
      { label: say('erodingShare'), numeric: true },
      { label: say('givenBack'), numeric: true },
    ],
    rows: cards.map((card) => [
      name(card),
      amount(ui, card.net_sales),
      amount(ui, card.net_profit),
      share(ui, card.profit_rate),
      card.dimension === 'company' ? { text: '–', numeric: true } : amount(ui, card.profit_gap),
      share(ui, card.growth),
      count(ui, card.customers),
      count(ui, card.won),
      count(ui, card.kept),
      count(ui, card.lost),
      count(ui, card.returned),
      keptShare(ui, card, company),
      share(ui, card.eroding_share, 0),
      amount(ui, card.given_back),
    ]),
    rowClass: (row) => (cards[row]?.dimension === 'company' ? 'subtotal' : ''),
  })}${named.length > longest && html`<p class="soft">${code(say('furtherValues', { n: format.number(named.length - longest) }))}</p>`}`;
}

/** The share kept with its interval; coloured only where the company's own lies outside it. */
function keptShare(
  { format }: PageInputs['ui'],
  { kept_share, kept_low, kept_high, dimension }: Scorecard,
  company: Scorecard | undefined,
): TableCell {
  if (kept_share === null || kept_low === null || kept_high === null) return { text: '–', numeric: true };
  const usual = dimension === 'company' ? null : (company?.kept_share ?? null);
  const tone = usual === null ? '' : kept_low > usual ? 'gain' : kept_high < usual ? 'loss' : '';
  return {
    text: html`${format.percent(kept_share, 0)} <span class="soft">(${format.percent(kept_low, 0).replace('%', '')}–${format.percent(kept_high, 0)})</span>`,
    numeric: true,
    tone,
  };
}

const stateOrder: readonly (readonly [RhythmState, string | null])[] = [
  ['overdue', 'quiet-customers'],
  ['dormant', 'dormant-customers'],
  ['shrinking', 'shrinking-customers'],
  ['growing', 'customers-to-develop'],
  ['first_year', 'customers-to-develop'],
  ['steady', null],
  ['too_few', null],
];

function rhythm({ view, ui }: PageInputs): Html | null {
  const { say } = ui;
  const { states } = view.data.people;
  const found = stateOrder.flatMap(([state, list]) => {
    const row = states.find((one) => one.state === state);
    return row === undefined ? [] : [{ ...row, list }];
  });
  return html`<p class="lead-small soft">${say('rhythmNote')}</p>${table({
    caption: say('rhythm'),
    hideCaption: true,
    head: [
      { label: say('state') },
      { label: say('customers'), numeric: true },
      { label: say('lastYearSales'), numeric: true },
      { label: say('lastYearProfit'), numeric: true },
      { label: say('workList') },
    ],
    rows: found.map((row) => [
      say(`${row.state}State`),
      count(ui, row.customers),
      amount(ui, row.year_sales),
      amount(ui, row.year_profit),
      row.list === null ? '–' : html`<code>lists/${row.list}.csv</code>`,
    ]),
  })}`;
}

function cohorts(inputs: PageInputs): Html {
  const { say } = inputs.ui;
  const chart = figure(inputs, 'cohorts');
  if (chart === null) return html`<p>${code(say('noNewCustomers'))}</p>`;
  const cells = wholeCells(inputs.view);
  const hasBefore = cells.some(({ cohort }) => cohort === 'before');
  const isCut = cells.length < inputs.view.data.people.cohorts.length;
  return html`${chart}${(hasBefore || isCut) && html`<p class="lead-small soft">${hasBefore && say('cohortsNote')} ${isCut && say('cohortsPartial')}</p>`}`;
}

/** Names of tables and columns in a sentence, set as code. */
function code(text: string): Html {
  const parts = text.split('`');
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** Lists made for campaigns and what they can show, and what mailings before have brought. */
function campaigns({ view, ui }: PageInputs): Html | null {
  const { say, format } = ui;
  const { campaigns: lists, lifts } = view.data.people;
  if (lists.length + lifts.length === 0) return null;
  const own = sayOf(listWords, view.locale);
  const label = ({ label_en, label_zh }: CampaignRow): string =>
    view.locale === 'zh-CN' ? label_zh : label_en;
  const known = new Map(lists.map((campaign) => [campaign.campaign, label(campaign)]));
  const money = (value: number | null): string => (value === null ? '–' : format.number(value));
  return html`<h3 class="block">${own('campaigns')}</h3>${
    lists.length > 0 &&
    html`${table({
      caption: own('campaigns'),
      hideCaption: true,
      head: [
        { label: own('campaign') },
        { label: own('toContact'), numeric: true },
        { label: own('heldBack'), numeric: true },
        { label: own('leftOut'), numeric: true },
        { label: say('smallestEffect'), numeric: true },
        { label: say('workList') },
      ],
      rows: lists.map((campaign) => [
        label(campaign),
        count(ui, campaign.treated),
        count(ui, campaign.control),
        count(ui, campaign.left_out),
        share(ui, campaign.detectable_share, 0),
        html`<code>lists/campaign-${campaign.campaign}.csv</code>`,
      ]),
    })}<p class="lead-small soft">${say('smallestEffectNote')}</p>`
  }${
    lifts.length > 0 &&
    html`<h3>${own('measured')}</h3><p class="lead-small soft">${own('measuredNote', { currency: view.context.currency })}</p>${table(
      {
        caption: own('measured'),
        hideCaption: true,
        head: [
          { label: own('campaign') },
          { label: own('outcome') },
          { label: own('toContact'), numeric: true },
          { label: own('heldBack'), numeric: true },
          { label: own('difference'), numeric: true },
          { label: say('interval95'), numeric: true },
          { label: own('verdict') },
        ],
        rows: lifts.map((lift) => [
          known.get(lift.campaign) ?? lift.campaign,
          own(lift.outcome === 'net_sales' ? 'outcomeSales' : 'outcomeMargin'),
          count(ui, lift.treated),
          count(ui, lift.control),
          amount(ui, lift.difference),
          { text: say('rangeOf', { from: money(lift.low), to: money(lift.high) }), numeric: true },
          verdictOf({ own, view }, lift),
        ]),
      },
    )}`
  }`;
}
