import { type Html, html } from './html.ts';

/** Small drawings beside words: too many and too simple for Vega. Colours come from the style sheet. */

/** Values over time as bars around zero; decoration beside figures that say the same. */
export function spark(values: readonly number[], width = 96, height = 20): Html {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  const zero = round((high / span) * height);
  const step = width / Math.max(1, values.length);
  let above = '';
  let below = '';
  values.forEach((value, index) => {
    if (value === 0) return;
    const size = round((Math.abs(value) / span) * height);
    const bar = `M${round(index * step)},${value > 0 ? round(zero - size) : zero}h${round(step * 0.7)}v${size}h${round(-step * 0.7)}z`;
    if (value > 0) above += bar;
    else below += bar;
  });
  return html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false"><path class="zero" d="M0,${zero}h${width}"/>${above && html`<path class="makes" d="${above}"/>`}${below && html`<path class="erodes" d="${below}"/>`}</svg>`;
}

/** A bar from one amount to another on a common scale: one step of a waterfall. */
export function stepBar(
  from: number,
  to: number,
  low: number,
  high: number,
  tone: string,
  width = 118,
): Html {
  const span = high - low || 1;
  const x = (value: number): number => round(((value - low) / span) * width);
  const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
  return html`<svg class="stepbar" viewBox="0 0 ${width} 12" width="${width}" height="12" aria-hidden="true" focusable="false"><path class="zero" d="M${x(0)},0v12"/><rect class="${tone}" x="${left}" y="1" width="${Math.max(1, round(right - left))}" height="10"/></svg>`;
}

/** A share as a bar, 0 to 1. */
export function shareBar(share: number, tone = 'neutral', width = 90): Html {
  const size = round(Math.max(0, Math.min(1, share)) * width);
  return html`<svg class="sharebar" viewBox="0 0 ${width} 8" width="${width}" height="8" aria-hidden="true" focusable="false"><rect class="faint" width="${width}" height="8"/><rect class="${tone}" width="${size}" height="8"/></svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
