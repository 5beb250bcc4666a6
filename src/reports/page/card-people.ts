import type { Word } from '../words.ts';
import { type Html, html } from './html.ts';
import type { PageCustomer, PageEncounter } from './payload.ts';
import type { Ui } from './ui.ts';

/** Whom to speak to; where the pipeline does not allow names, how many people are known and how to have them shown. */
export function people(ui: Ui, customer: PageCustomer): Html | null {
  const { say, payload, format } = ui;
  const list = payload.people[customer.index] ?? [];
  const reach = payload.reach[customer.index] ?? [];
  const known = customer.number('people_known') ?? 0;
  if (list.length + reach.length === 0) {
    if (known === 0) return null;
    return html`<section><h3>${say('contacts')}</h3><p class="soft">${say('contactsHidden', { n: format.number(known) })} <code>report.personal_data</code></p></section>`;
  }
  const more = known - list.length;
  return html`<section><h3>${say('contacts')}</h3>${reach.length > 0 && html`<p class="soft">${reach.join(' · ')}</p>`}
<ul class="people">${list.map(([name, title, role, phone, email]) => {
    const place = [title, role === null ? null : say(`role_${role}` as Word)].filter(Boolean).join(' · ');
    return html`<li><strong>${name}</strong>${place !== '' && html` <span class="soft">${place}</span>`}${[phone, email].filter(Boolean).map((way) => html`<br>${way}`)}</li>`;
  })}</ul>${list.length > 0 && more > 0 && html`<p class="soft">${say('andMore', { n: format.number(more) })}</p>`}</section>`;
}

/** Open cases by age, and the latest visits, calls, cases and trainings. */
export function dealings(ui: Ui, customer: PageCustomer): Html | null {
  const { say } = ui;
  const all = ui.payload.encounters[customer.index] ?? [];
  const open = all.filter(([, , , isOpen]) => isOpen === 1);
  const last = all.filter(([, , , isOpen]) => isOpen === 0);
  if (all.length === 0) return null;
  const cases = customer.number('open_cases') ?? open.length;
  return html`${
    open.length > 0 &&
    html`<section><h3>${say('openCases')} <span class="chip bad">${ui.number(cases)}</span></h3>${encounterTable(ui, say('openCases'), open)}${
      cases > open.length &&
      html`<p class="soft">${say('andMore', { n: ui.number(cases - open.length) })}</p>`
    }</section>`
  }${last.length > 0 && html`<section><h3>${say('lastDealings')}</h3>${encounterTable(ui, say('lastDealings'), last)}</section>`}`;
}

function encounterTable(ui: Ui, caption: string, list: readonly PageEncounter[]): Html {
  const { say, format, payload } = ui;
  const rated = list.some(([, , , , satisfaction]) => satisfaction !== null);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col">${say('day')}</th><th scope="col">${say('kindOfDealing')}</th><th scope="col" class="n">${say('minutesSpent')}</th>${rated && html`<th scope="col" class="n">${say('satisfaction')}</th>`}<th scope="col">${say('byWhom')}</th></tr></thead>
<tbody>${list.map(([day, kind, minutes, , satisfaction, staff]) => html`<tr><th scope="row">${format.date(day)}</th><td>${say(`kind_${kind}` as Word)}</td><td class="n">${ui.number(minutes)}</td>${rated && html`<td class="n">${ui.number(satisfaction)}</td>`}<td>${staff === null ? '–' : payload.staff[staff]}</td></tr>`)}</tbody></table></div>`;
}
