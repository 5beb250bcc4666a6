import { type Html, html } from '../html.ts';

/** A customer's name that opens its card; without a script it is plain text. */
export function opens(customerId: string, name: string): Html {
  return html`<button type="button" class="link" data-open="${customerId}">${name}</button>`;
}
