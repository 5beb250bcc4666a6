import { firstCause } from '../../summary.ts';
import { closeGaps, keepTogether } from '../../typeset.ts';
import { type Html, html } from '../html.ts';
import { figure, type PageInputs, section, type Tile, tiles } from './kit.ts';

/** The first page: what the figures say, then how they look, then what surprises. */
export function overview(inputs: PageInputs): Html {
  const { view, ui, summary } = inputs;
  const { say } = ui;
  const [headline, ...others] = summary.sentences;
  const rest = others.filter(({ code }) => code !== 'action');
  const surprises = summary.surprises.slice(0, 3);
  return section(
    'overview',
    say('overview'),
    html`<div class="lead"><p class="headline">${keepTogether(headline?.text ?? '')}</p>${firstStep(inputs)}<ul class="points">${rest.map(({ code, text }) => html`<li class="${code === 'books' && summary.reconciled !== true ? 'warn' : ''}">${keepTogether(text)}</li>`)}</ul></div>
${keyFigures(inputs)}
${figure(inputs, 'whale-curve', 'large')}
${
  surprises.length > 0 &&
  html`<h3 class="block">${say('threeSurprises')}</h3><div class="cards">${surprises.map(
    ({ customerId, name, kind, text }) =>
      html`<article class="card ${kind === 'hidden_gem' ? 'gain' : 'loss'}"><p class="kind">${say(kind in surpriseWords ? (kind as keyof typeof surpriseWords) : 'costly_to_carry')}</p><h4>${name}</h4><p>${keepTogether(text)}</p><button type="button" class="link" data-open="${customerId}">${say('openCard')}<span class="visually-hidden"> ${name}</span></button></article>`,
  )}</div>`
}
${view.context.goodCustomer !== undefined && html`<blockquote class="strategy"><h3>${say('goodCustomer')}</h3><p>${closeGaps(view.context.goodCustomer[view.locale], view.locale)}</p><footer class="soft">${say('inOurWords')}</footer></blockquote>`}`,
  );
}

const surpriseWords = { whale_that_loses: true, hidden_gem: true, costly_to_carry: true } as const;

/** What to do on Monday, with the customers it is about one click away. */
function firstStep({ view, ui, summary }: PageInputs): Html | null {
  const said = summary.sentences.find(({ code }) => code === 'action');
  const cause = firstCause(view.data);
  if (said === undefined || cause === undefined) return null;
  const { say, format } = ui;
  const query = new URLSearchParams({ cause: cause.line, side: 'erodes' }).toString();
  return html`<div class="first-step"><p>${keepTogether(said.text)}</p><p class="screen-only"><a href="#customers?${query}">${say(cause.eroding === 1 ? 'showTheOne' : 'showTheseN', { n: format.number(cause.eroding) })}</a> <a href="#profit">${say('showCauses')}</a></p></div>`;
}

function keyFigures({ view, ui, summary }: PageInputs): Html {
  const { say, format } = ui;
  const { concentration: c, ties } = view.data;
  const customersAtPeak = format.percent(
    c.peak_customers_share ?? c.profitable / Math.max(1, c.customers),
    0,
  );
  const off = ties.filter((tie) => !tie.reconciled);
  const offBy = Math.max(0, ...off.map((tie) => Math.abs(tie.unexplained)));
  const books =
    summary.reconciled === null
      ? { value: say('noBooks'), note: say('noLedger'), tone: 'warn' }
      : summary.reconciled
        ? {
            value: say('reconciled'),
            note: say('accountsTie', { n: format.number(ties.length) }),
            tone: 'good',
          }
        : {
            value: say('notReconciled'),
            note: say('accountsOff', {
              n: format.number(off.length),
              all: format.number(ties.length),
              money: format.money(offBy, 2),
            }),
            tone: 'bad',
          };
  const list: Tile[] = [
    {
      label: say('netSales'),
      value: format.moneyShort(c.net_sales),
      note: say('ofRanked', { n: format.number(c.customers) }),
      tone: '',
    },
    {
      label: ui.payload.measureTitle,
      value: format.moneyShort(c.total_profit),
      note: say('marginOf', { share: c.net_sales > 0 ? format.percent(c.total_profit / c.net_sales) : '–' }),
      tone: c.total_profit < 0 ? 'loss' : 'gain',
    },
    summary.peakShare === null
      ? {
          label: say('peak'),
          value: format.moneyShort(c.sum_positive),
          note: say('peakMoney', { share: customersAtPeak }),
          tone: '',
        }
      : {
          label: say('peak'),
          value: format.percent(summary.peakShare, 0),
          note: say('peakTile', { share: customersAtPeak }),
          tone: '',
        },
    {
      label: say('eroding'),
      value: format.number(c.unprofitable),
      note: say('erodingTile', { money: format.moneyShort(summary.erodedProfit) }),
      ...(c.unprofitable > 0 ? { href: '#customers?side=erodes' } : {}),
      tone: c.unprofitable > 0 ? 'loss' : '',
    },
    { label: say('books'), ...books },
  ];
  return tiles(list);
}
