import { type Format, formatFor } from '../../language/format.ts';
import { fill } from '../fill.ts';
import type { Say } from '../words.ts';
import { type Html, html } from './html.ts';
import type { Payload } from './payload.ts';

/** The reader's words and numbers, the same for what is written ahead and what the script adds. */
export interface Ui {
  readonly payload: Payload;
  readonly format: Format;
  readonly say: Say;
  label(kind: keyof Payload['labels'], key: string): string;
  line(id: string): string;
  money(value: number | null): string;
  percent(value: number | null, decimals?: number): string;
  number(value: number | null, decimals?: number): string;
}

export function uiOf(payload: Payload): Ui {
  const format = formatFor(payload.locale, payload.currency);
  const lines = new Map(payload.lines.map((line) => [line.id, line.label]));
  const none = '–';
  return {
    payload,
    format,
    say: (word, values) => fill(payload.words[word], values),
    label: (kind, key) => payload.labels[kind][key] ?? key,
    line: (id) => lines.get(id) ?? id,
    // Tables give the currency in their caption; in the cells it would be noise.
    money: (value) => (value === null ? none : format.number(value)),
    percent: (value, decimals) => (value === null ? none : format.percent(value, decimals)),
    number: (value, decimals) => (value === null ? none : format.number(value, decimals)),
  };
}

/** An amount in a table cell, in the colour of loss when it is one. */
export function amountCell(ui: Ui, value: number | null): Html {
  return html`<td class="n${value !== null && value < 0 ? ' loss' : ''}">${ui.money(value)}</td>`;
}
