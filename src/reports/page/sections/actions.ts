import type { LetGo } from '../../data/actions.ts';
import { keepTogether } from '../../typeset.ts';
import { type Html, html } from '../html.ts';
import { amount, count, customerLink, type PageInputs, share, table } from './kit.ts';

/** What can be done, by lever, cash and freed capacity apart; and what letting losing customers go would change. */
export function levers(inputs: PageInputs): Html | null {
  const { view, ui } = inputs;
  const { say } = ui;
  if (view.data.causesByLine.length === 0) return null;
  const byLine = new Map(view.data.leverLines.map((row) => [row.line, row]));
  return html`${table({
    caption: say('leversCaption', { currency: view.context.currency }),
    head: [
      { label: say('line') },
      { label: say('customers'), numeric: true },
      { label: say('effect'), numeric: true },
      { label: say('cash'), numeric: true },
      { label: say('capacityFreed'), numeric: true },
      { label: say('breakEven'), numeric: true, wrap: true },
      { label: say('ofWhichEroding'), numeric: true, wrap: true },
      { label: say('lever') },
    ],
    rows: view.data.causesByLine.map((cause) => {
      const lever = byLine.get(cause.line);
      return [
        view.line(cause.line),
        count(ui, cause.customers),
        amount(ui, cause.effect),
        { ...amount(ui, lever?.cash_gain), tone: 'strong' },
        amount(ui, lever?.capacity_freed),
        share(ui, lever?.break_even_volume_loss, 0),
        amount(ui, cause.eroding_effect),
        ui.payload.levers[cause.line] ?? '–',
      ];
    }),
  })}<p class="soft">${say('breakEvenNote')}</p>`;
}

export function lettingGo(inputs: PageInputs): Html | null {
  const { view, ui } = inputs;
  const { say, format } = ui;
  const totals = view.data.letGoTotals;
  if (totals === null) return null;
  const values = {
    n: format.number(totals.losing),
    worth: format.number(totals.worth),
    keep: format.number(totals.losing - totals.worth),
    gain: format.moneyShort(totals.gain),
    harm: format.moneyShort(totals.harm),
  };
  const lead = [
    say(totals.worth > 0 ? 'letGoLead' : 'letGoLeadNone', values),
    ...(totals.fall_short > 0 ? [say('letGoFallShort', { n: format.number(totals.fall_short) })] : []),
  ];
  const worth = view.data.letGo.filter((row) => row.worth_letting_go);
  const keep = view.data.letGo.filter((row) => !row.worth_letting_go);
  return html`<h3 class="block">${say('letGo')}</h3><p class="page-lead">${keepTogether(lead.join(view.locale === 'zh-CN' ? '' : ' '))}</p>
${worth.length > 0 && listed(inputs, say('worthLettingGo'), worth)}${keep.length > 0 && listed(inputs, say('worthKeeping'), keep)}`;
}

function listed({ ui }: PageInputs, caption: string, rows: readonly LetGo[]): Html {
  const { say } = ui;
  return table({
    caption,
    head: [
      { label: say('name') },
      { label: say('netSales'), numeric: true },
      { label: ui.payload.measureTitle, numeric: true },
      { label: say('costThatStays'), numeric: true },
      { label: say('profitChange'), numeric: true, wrap: true },
      { label: say('leverGain'), numeric: true },
      { label: say('advice') },
    ],
    rows: rows.map((row) => [
      customerLink(row),
      amount(ui, row.net_sales),
      amount(ui, row.net_profit),
      amount(ui, row.cost_that_stays),
      { ...amount(ui, row.profit_change), tone: row.profit_change < 0 ? 'loss strong' : 'gain strong' },
      amount(ui, row.lever_gain),
      html`<span class="nowrap">${say(row.worth_letting_go ? (row.levers_fall_short ? 'letGoAdvice' : 'tryLevers') : 'keepAdvice')}</span>`,
    ]),
  });
}
