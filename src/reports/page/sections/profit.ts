import { statementLines } from '../../../contracts/statement.ts';
import type { SectionRow } from '../../data/profit.ts';
import { companyLevelSections, isCompanyLevel } from '../../sections.ts';
import { type Word, words } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { lettingGo, levers } from './actions.ts';
import { invoicedByCurrency } from './currencies.ts';
import { customerLink, figure, type PageInputs, section } from './kit.ts';
import { byYear } from './years.ts';

export function profitPage(inputs: PageInputs): Html {
  const { ui } = inputs;
  return section(
    'profit',
    ui.say('profit'),
    html`<div class="pair">${figure(inputs, 'company-waterfall')}${figure(inputs, 'margin-waterfall')}</div>
${companyStatement(inputs)}
${invoicedByCurrency(inputs)}
<h3 class="block">${ui.say('byMonth')}</h3>
<div class="pair">${figure(inputs, 'monthly-net-sales')}${figure(inputs, 'monthly-profit')}</div>
${byYear(inputs)}
${figure(inputs, 'profit-map', 'large')}
<h3 class="block">${ui.say('topAndBottom')}</h3>${figure(inputs, 'top-and-bottom')}
<h3 class="block">${ui.say('causesByLine')}</h3>
${figure(inputs, 'causes')}${levers(inputs)}
${lettingGo(inputs)}`,
  );
}

const classOrder = ['ordinary', 'walk_in', 'internal', 'staff', 'test', 'merged'];

/** One column per class of customer, then what no customer caused, then the company as a whole. */
function companyStatement(inputs: PageInputs): Html {
  const { view, ui, summary } = inputs;
  const { say } = ui;
  const rows = view.data.company;
  const classes = rows
    .filter((row) => !isCompanyLevel(row.section))
    .toSorted((a, b) => classOrder.indexOf(a.section) - classOrder.indexOf(b.section));
  const levels = companyLevelSections
    .map((id) => rows.find((row) => row.section === id))
    .filter((row): row is SectionRow => row !== undefined && Number(row.net_profit ?? 0) !== 0);
  const columns = [...classes, ...levels];
  const name = (section: string): string => (section in words ? say(section as Word) : section);
  const cell = (row: SectionRow, id: string, sign: 1 | -1, component: boolean): number | null => {
    const value = row[id];
    // A company-level section carries its own lines only; a zero elsewhere would say nothing.
    if (value === null || value === undefined || (value === 0 && isCompanyLevel(row.section))) return null;
    return component ? sign * Number(value) : Number(value);
  };
  const heads = [
    ...columns.map((row) => withCount(name(row.section), row.customers, ui.format.number(row.customers))),
    say('total'),
  ];
  const body = statementLines.map((line) => {
    const values = columns.map((row) => cell(row, line.id, line.sign, line.kind === 'component'));
    const present = values.filter((value) => value !== null);
    const total = present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0);
    const behind =
      line.kind === 'component' && total !== null && total !== 0 ? behindLine(inputs, line.id) : null;
    const label = line.label[view.locale];
    const id = `line-${line.id}`;
    return html`<tbody><tr class="${line.kind}"><th scope="row">${
      behind === null
        ? label
        : html`<button type="button" class="link drill" aria-expanded="true" aria-controls="${id}">${label}</button>`
    }</th>${[...values, total].map(
      (value) =>
        // Costs are meant to be negative; only a subtotal below zero is a loss.
        html`<td class="n${line.kind === 'subtotal' && value !== null && value < 0 ? ' loss' : ''}">${value === null ? '–' : ui.format.number(value === 0 ? 0 : value)}</td>`,
    )}</tr></tbody>${behind !== null && html`<tbody class="drilled" id="${id}"><tr><td colspan="${heads.length + 1}">${behind}</td></tr></tbody>`}`;
  });
  const caption = say('companyCaption', { currency: view.context.currency });
  return html`<h3 class="block">${say('companyStatement')}</h3><div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="statement"><caption>${caption}</caption>
<thead><tr><th scope="col">${say('line')}</th>${heads.map((label) => html`<th scope="col" class="n">${label}</th>`)}</tr></thead>
${body}</table></div><p class="soft ${summary.reconciled === true ? '' : 'warn'}">${summary.sentences.find(({ code }) => code === 'books')?.text} ${say('tieNote', { trust: say('trust') })}</p>`;
}

/** Which pools and ledger accounts carry a line, and the ranked customers with the most of it. */
function behindLine({ view, ui }: PageInputs, line: string): Html {
  const { say, format } = ui;
  const pools = view.data.tracedPools.filter((pool) => pool.line === line);
  const accounts = [
    ...pools.flatMap((pool) => pool.accounts),
    ...(ui.payload.traces.accounts[line] ?? []).map(([account, description, ledger]) => ({
      account,
      description,
      ledger,
    })),
  ];
  const largest = view.data.customers
    .map((customer) => ({ customer, value: Number(customer[line] ?? 0) }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.customer.profit_rank - b.customer.profit_rank)
    .slice(0, 5);
  return html`<div class="went">${
    accounts.length > 0 &&
    html`<p>${say('ofLedger')}: ${accounts.map(({ account, description, ledger }, index) => html`${index > 0 && ', '}<a href="#account-${account}" data-account="${account}">${account}</a> ${description} <span class="soft">${format.number(ledger)}</span>`)}</p>`
  }${pools.length > 0 && html`<p>${say('pools')}: ${pools.map(({ pool }) => view.pool(pool)).join(view.locale === 'zh-CN' ? '、' : ', ')}</p>`}<h4>${say('largestCustomers')}</h4><dl class="facts wide">${largest.map(({ customer, value }) => html`<div><dt>${customerLink(customer)}</dt><dd>${format.number(value)}</dd></div>`)}</dl></div>`;
}

const withCount = (name: string, customers: number, text: string): string =>
  customers > 0 ? `${name} (${text})` : name;
