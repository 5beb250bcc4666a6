import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Chart } from '../charts/chart.ts';
import type { Drawing } from '../charts/draw.ts';
import { isReconciled, type Summary } from '../summary.ts';
import type { View } from '../view.ts';
import { type Html, html, trusted } from './html.ts';
import { pages } from './pages.ts';
import type { Payload } from './payload.ts';
import type { PageInputs } from './sections/kit.ts';
import { uiOf } from './ui.ts';

/**
 * The report as one document that needs no network: text, drawings and tables are in it before any script runs; the
 * script only adds search, tooltips and the customer card. The policy allows exactly our own script and style.
 */
export async function page(
  view: View,
  summary: Summary,
  payload: Payload,
  charts: ReadonlyMap<string, Chart>,
  drawings: ReadonlyMap<string, Drawing>,
  assets: { readonly script: string; readonly style: string },
): Promise<string> {
  const { context, locale, say, format } = view;
  const data = await packedData(payload);
  const inputs: PageInputs = { view, ui: uiOf(payload), summary, charts, drawings };
  const script = assets.script.replaceAll('</script', '<\\/script');
  const policy = [
    "default-src 'none'",
    `script-src ${sha256(script)}`,
    `style-src ${sha256(assets.style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = context.title[locale];
  const period = say('period', {
    from: format.date(context.periodStart),
    to: format.date(context.asOf),
    currency: context.currency,
  });
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="whalecurve ${context.version}">
<title>${title}</title>
<style>${trusted(assets.style)}</style>
</head>
<body>
<a class="skip" href="#overview">${say('skip')}</a>
<header class="masthead"><div><h1>${title}</h1><p class="soft">${period}</p></div>${badge(view)}</header>
<nav class="tabs" aria-label="${say('pages')}"><ul>${pages.map(({ id }) => html`<li><a href="#${id}">${say(id)}</a></li>`)}</ul></nav>
<section class="filter-bar" aria-label="${say('filterBar')}" hidden><div></div></section>
<main>${pages.map(({ make }) => make(inputs))}</main>
<footer class="foot soft"><p>${say('confidential')}</p><p>${say('madeBy', { version: context.version, fingerprint: context.inputsFingerprint.slice(0, 16) })}</p></footer>
<dialog id="card" aria-labelledby="card-title"><form method="dialog"><button class="close" aria-label="${say('close')}">✕</button></form><div class="card-body"></div></dialog>
<div id="tip" role="presentation" hidden></div>
<script type="text/plain" id="data">${data}</script>
<script>${trusted(script)}</script>
</body>
</html>
`.text;
}

function badge(view: View): Html {
  const reconciled = isReconciled(view.data);
  if (reconciled === null) return html`<p class="badge warn">${view.say('noBooks')}</p>`;
  return reconciled
    ? html`<p class="badge good">✓ ${view.say('reconciled')}</p>`
    : html`<p class="badge bad">✗ ${view.say('notReconciled')}</p>`;
}

/**
 * The data for the script: deflated, as the figures of 2,000 customers weigh several megabytes, and in Base64. Beside
 * the thread of JavaScript, which makes work lists meanwhile.
 */
async function packedData(payload: Payload): Promise<string> {
  const deflated = await promisify(deflateRaw)(Buffer.from(JSON.stringify(payload)), { level: 9 });
  return deflated.toString('base64');
}

const sha256 = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
