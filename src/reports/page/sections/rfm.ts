import { type Html, html } from '../html.ts';
import { amount, count, type PageInputs, table } from './kit.ts';
import { opens } from './open.ts';

/** Customers who look large before returns and are not after them. */
export function phantoms({ view, ui }: PageInputs): Html | null {
  const { say } = ui;
  const found = view.data.standing.phantoms;
  if (found.length === 0)
    return view.data.segments.length === 0 ? null : html`<p class="soft">${say('noPhantoms')}</p>`;
  return html`<h3 class="block">${say('phantoms')}</h3><p class="soft">${say('phantomsExplained')}</p>${table(
    {
      caption: say('phantoms'),
      hideCaption: true,
      head: [
        { label: say('name') },
        { label: say('grossAmount'), numeric: true },
        { label: say('netAmount'), numeric: true },
        { label: say('scoreGross'), numeric: true },
        { label: say('scoreNet'), numeric: true },
      ],
      rows: found.map((one) => [
        opens(one.customer_id, one.name),
        amount(ui, one.monetary_gross),
        amount(ui, one.monetary),
        count(ui, one.m_score_gross),
        count(ui, one.m_score),
      ]),
    },
  )}`;
}

/** The cut points that the scores rest on. */
export function cutPoints({ view, ui }: PageInputs): Html | null {
  const { say, format } = ui;
  const { cuts } = view.data.standing;
  if (cuts.length === 0) return null;
  return html`<details class="behind"><summary>${say('cutPoints')}</summary>${table({
    caption: say('cutPoints'),
    hideCaption: true,
    head: [
      { label: say('measure') },
      { label: say('cutScore'), numeric: true },
      { label: say('cutRange'), numeric: true },
      { label: say('customers'), numeric: true },
    ],
    rows: cuts.map(({ measure, score, lowest, highest, customers }) => [
      say(`cut_${measure}` as 'cut_recency'),
      count(ui, score),
      {
        text:
          lowest === null || highest === null ? '–' : `${format.number(lowest)} – ${format.number(highest)}`,
        numeric: true,
      },
      count(ui, customers),
    ]),
  })}</details>`;
}
