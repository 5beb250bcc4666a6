import type { Chart } from '../../charts/chart.ts';
import type { Drawing } from '../../charts/draw.ts';
import type { Summary } from '../../summary.ts';
import { keepTogether } from '../../typeset.ts';
import type { View } from '../../view.ts';
import { type Html, html, type Part, trusted } from '../html.ts';
import type { Ui } from '../ui.ts';

/** What every page of the report is made from. */
export interface PageInputs {
  readonly view: View;
  readonly ui: Ui;
  readonly summary: Summary;
  readonly charts: ReadonlyMap<string, Chart>;
  /** Drawings by chart name, made ahead so that the page is whole before any script runs. */
  readonly drawings: ReadonlyMap<string, Drawing>;
}

export function section(id: string, title: string, body: Part): Html {
  return html`<section class="page" id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}" tabindex="-1">${title}</h2>${body}</section>`;
}

/** A chart with the finding as its heading, its alternative text and the figures behind it. */
export function figure({ charts, drawings, ui }: PageInputs, name: string, extra = ''): Html | null {
  const chart = charts.get(name);
  if (chart === undefined) return null;
  return html`<figure class="chart ${extra}"><figcaption><h3>${keepTogether(chart.title)}</h3><p class="soft">${chart.subtitle}</p><p class="narrowed-note">${ui.say('narrowedNote')}</p><p class="whole-note">${ui.say('wholeNote')}</p></figcaption>
<div class="plot" role="img" aria-label="${chart.alt}" data-chart="${name}">${trusted(drawings.get(name)?.inline ?? '')}</div>
<details class="behind"><summary>${ui.say('dataBehind')}</summary>${table({
    caption: chart.title,
    hideCaption: true,
    head: chart.table.columns.map((label, index) => ({
      label,
      numeric: index > 0 && isNumeric(chart, index),
    })),
    rows: chart.table.rows.map((row, at) =>
      row.map((cell, index) =>
        index === 0 ? rowHead(chart, at, cell) : { text: cell, numeric: isNumeric(chart, index) },
      ),
    ),
  })}</details></figure>`;
}

/** What a click in the chart does, the head of the row does for the keyboard. */
function rowHead({ filters, table: { keys } }: Chart, row: number, label: string): TableCell {
  const key = keys?.[row];
  if (key === undefined) return label;
  return filters === undefined
    ? customerLink({ customer_id: key, name: label })
    : filterLink(filters, key, label);
}

/** Narrows the report to the customers of a group; without a script it is plain text. */
export function filterLink(kind: string, key: string, label: string): Html {
  return html`<button type="button" class="link" data-filter="${kind}" data-key="${key}">${label}</button>`;
}

const isNumeric = (chart: Chart, index: number): boolean =>
  chart.table.rows.every((row) =>
    /^[-–]?[^\p{L}]*(?:[A-Z]{3} )?[\d.,%\-–万亿]+[KMB]?$/u.test(row[index] ?? '–'),
  );

export interface Head {
  readonly label: string;
  readonly numeric?: boolean;
  /** May break into lines, where it is long and its figures are short. */
  readonly wrap?: boolean;
}

export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone?: string;
  /** Where the value leads. */
  readonly href?: string;
}

/** The few figures a page is about, large. */
export function tiles(list: readonly Tile[]): Html {
  return html`<dl class="tiles">${list.map(({ label, value, note, tone, href }) => html`<div class="tile ${tone ?? ''}"><dt>${label}</dt><dd class="value">${href === undefined ? keepTogether(value) : html`<a href="${href}">${keepTogether(value)}</a>`}</dd><dd class="note">${keepTogether(note)}</dd></div>`)}</dl>`;
}

/** A customer's name that opens its card; without a script it is plain text. */
export function customerLink(customer: { readonly customer_id: string; readonly name: string }): Html {
  return html`<button type="button" class="name" data-open="${customer.customer_id}">${customer.name}</button>`;
}
export interface FigureCell {
  readonly text: Part;
  readonly numeric?: boolean;
  readonly tone?: string;
}
export type TableCell = string | Html | FigureCell;

/** A table in a box of its own that scrolls sideways; the first cell of each row heads it. */
export function table(options: {
  readonly caption: string;
  readonly hideCaption?: boolean;
  readonly head: readonly Head[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly className?: string;
  readonly rowClass?: (row: number) => string;
}): Html {
  const { caption, head, rows } = options;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="${options.className ?? ''}">
<caption${options.hideCaption === true ? trusted(' class="visually-hidden"') : ''}>${caption}</caption>
<thead><tr>${head.map((column) => html`<th scope="col"${headClass(column)}>${column.label}</th>`)}</tr></thead>
<tbody>${rows.map((row, index) => html`<tr class="${options.rowClass?.(index) ?? ''}">${row.map((cell, at) => tableCell(cell, at === 0))}</tr>`)}</tbody></table></div>`;
}

const headClass = ({ numeric, wrap }: Head): Html | null => {
  const names = [numeric === true ? 'n' : '', wrap === true ? 'wrap' : ''].join(' ').trim();
  return names === '' ? null : trusted(` class="${names}"`);
};

function tableCell(cell: TableCell, heads: boolean): Html {
  const { text, numeric, tone } =
    typeof cell === 'string' || !('text' in cell) || cell.constructor !== Object
      ? { text: cell as Part, numeric: false, tone: '' }
      : (cell as { text: Part; numeric?: boolean; tone?: string });
  if (heads) return html`<th scope="row">${text}</th>`;
  return html`<td class="${[numeric === true ? 'n' : '', tone ?? ''].join(' ').trim()}">${text}</td>`;
}

/** An amount for a table: plain digits (the caption names the currency), losses in their colour. */
export function amount(ui: Ui, value: number | null | undefined, decimals = 0): FigureCell {
  if (value === null || value === undefined) return { text: '–', numeric: true };
  return { text: ui.format.number(value, decimals), numeric: true, tone: value < 0 ? 'loss' : '' };
}

export const count = (ui: Ui, value: number | null | undefined): FigureCell => ({
  text: value === null || value === undefined ? '–' : ui.format.number(value),
  numeric: true,
});

export const share = (ui: Ui, value: number | null | undefined, decimals = 1): FigureCell => ({
  text:
    value === null || value === undefined || !Number.isFinite(value)
      ? '–'
      : ui.format.percent(value, decimals),
  numeric: true,
  tone: (value ?? 0) < 0 ? 'loss' : '',
});
