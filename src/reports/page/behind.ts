import { type Html, html } from './html.ts';
import type { PageAccount, PageCustomer } from './payload.ts';
import type { Ui } from './ui.ts';

/**
 * What is behind one figure of a customer's statement: documents, or units × rate of each cost pool, and the ledger
 * accounts; then the command that opens it to the single document.
 * @returns nothing where nothing is known beyond the figure itself
 */
export function behind(ui: Ui, customer: PageCustomer, lineIndex: number): Html | null {
  const { payload, say } = ui;
  const line = payload.lines[lineIndex]!;
  if (line.kind === 'subtotal' || (customer.number(line.id) ?? 0) === 0) return null;
  const parts = [...pools(ui, customer, lineIndex), ...documents(ui, customer, line.id)];
  const proof = payload.traces.accounts[line.id] ?? [];
  if (proof.length > 0) parts.push(html`<p>${say('provenBy')}: ${accountList(proof)}</p>`);
  if (parts.length === 0) return null;
  return html`${parts}${command(ui, `explain ${shellWord(customer.text('customer_id'))} --line ${line.id}`)}`;
}

function pools(ui: Ui, customer: PageCustomer, lineIndex: number): Html[] {
  const { payload, format, say } = ui;
  const { traces } = payload;
  return (traces.charges[customer.index] ?? [])
    .filter(([pool]) => traces.pools[pool]!.line === lineIndex)
    .map(([at, quantity, amount]) => {
      const pool = traces.pools[at]!;
      const timed = pool.method === 'time_driven';
      const units = (traces.units[customer.index] ?? []).filter(([term]) => traces.terms[term]![0] === at);
      const rate = quantity === 0 ? null : amount / quantity;
      return html`<div class="pool"><h4>${pool.label} <span class="soft">${say(pool.method as 'direct')} · ${say(pool.avoidable ? 'avoidable' : 'allocated')}</span></h4>
${
  pool.method !== 'direct' &&
  html`<ul>${units.map(([term, n]) => {
    const [, driver, factor] = traces.terms[term]!;
    const values = {
      units: format.number(n),
      driver,
      factor: format.number(factor, Number.isInteger(factor) ? 0 : 2),
      quantity: format.number(n * factor),
    };
    return html`<li>${say(factor === 1 ? 'unitsOnly' : 'unitsTimes', values)}</li>`;
  })}</ul>`
}
<p>${
        pool.method === 'direct' || rate === null
          ? say('fromDocuments', { money: format.money(amount) })
          : say(timed ? 'minutesTimesRate' : 'sharesTimesRate', {
              quantity: format.number(quantity),
              rate: format.money(rate, 2),
              money: format.money(amount),
            })
      }</p>${pool.accounts.length > 0 && html`<p>${say('ofLedger')}: ${accountList(pool.accounts)}</p>`}</div>`;
    });
}

function documents(ui: Ui, customer: PageCustomer, line: string): Html[] {
  const { payload, format, say } = ui;
  const { annualRate, days } = payload.traces;
  const lines = customer.number(`documents_${line}`);
  if (lines !== null) return [html`<p>${say('fromLines', { n: format.number(lines) })}</p>`];
  if (line === 'rebates') return [html`<p>${say('fromRebates')}</p>`];
  const waited = customer.number('balance_days');
  if (line !== 'cost_of_credit' || waited === null || annualRate === null) return [];
  return [
    html`<p>${say('creditFormula', {
      balance: format.money(waited / days),
      days: format.number(days),
      rate: format.percent(annualRate, 1),
    })}</p>`,
  ];
}

function accountList(accounts: readonly PageAccount[]): Html {
  return html`${accounts.map(
    ([account, name], index) =>
      html`${index > 0 && ', '}<a href="#account-${account}" data-account="${account}"><span class="nowrap">${account}</span>${name && ` ${name}`}</a>`,
  )}`;
}

/** A command of the product, ready to be copied. */
export function command(ui: Ui, words: string): Html {
  const text = `whalecurve ${words}`;
  return html`<p class="command"><span class="soft">${ui.say('downToLines')}</span> <code>${text}</code> <button type="button" class="copy" data-copy="${text}">${ui.say('copy')}</button></p>`;
}

/** A customer number as one word of a command line. */
export function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
