import { drivers } from '../../../contracts/drivers.ts';
import type { Text } from '../../../language/locale.ts';
import { keepTogether } from '../../typeset.ts';
import { type Html, html } from '../html.ts';
import { amount, count, customerLink, type FigureCell, type PageInputs, table } from './kit.ts';

/** How sure the answer is: who keeps the sign of its profit when the estimates behind it move, and who does not. */
export function certainty(inputs: PageInputs): Html {
  const { view, ui } = inputs;
  const { say, format } = ui;
  const { certainty: sure, unsure, scenarios } = view.data;
  if (sure === null) return html`<p>${say('certaintyNone')}</p>`;
  const lead = say('certaintyLead', { keep: format.number(sure.keep), n: format.number(sure.customers) });
  const base = view.data.concentration.total_profit;
  return html`<p class="page-lead">${keepTogether(lead)}</p>
${table({
  caption: say('scenariosCaption', { currency: view.context.currency }),
  head: [
    { label: say('scenario') },
    { label: '±', numeric: true },
    { label: say('totalProfit'), numeric: true },
    { label: say('profitChangeShort'), numeric: true },
    { label: say('losing'), numeric: true },
    { label: say('changedSign'), numeric: true },
  ],
  rows: scenarios
    .slice(0, 10)
    .map((row) => [
      moved(view, row.pool, row.driver),
      signed(format.percent(row.change, 0), row.change),
      amount(ui, row.total_profit),
      amount(ui, row.total_profit - base),
      count(ui, row.unprofitable),
      count(ui, row.changed_sign),
    ]),
})}
${
  unsure.length > 0 &&
  html`<h4 class="sub">${say('unsureTitle')}</h4>${table({
    caption: say('unsureCaption', { currency: view.context.currency }),
    head: [
      { label: say('name') },
      { label: ui.payload.measureTitle, numeric: true },
      { label: say('lowest'), numeric: true },
      { label: say('highest'), numeric: true },
    ],
    rows: unsure.map((row) => [
      customerLink(row),
      amount(ui, row.net_profit),
      amount(ui, row.lowest),
      amount(ui, row.highest),
    ]),
  })}`
}`;
}

const signed = (text: string, value: number): FigureCell => ({
  text: value > 0 ? `+${text}` : text,
  numeric: true,
});

function moved(view: PageInputs['view'], pool: string, driver: string | null): string {
  if (driver === null) return view.say('allOf', { pool: view.pool(pool) });
  const names = drivers as Readonly<Record<string, Text>>;
  return `${view.pool(pool)}${view.locale === 'zh-CN' ? '：' : ': '}${names[driver]?.[view.locale] ?? driver}`;
}
