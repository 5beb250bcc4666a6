import { statementLines } from '../../../contracts/statement.ts';
import type { SectionRow } from '../../data/profit.ts';
import { companyLevelSections, isCompanyLevel } from '../../sections.ts';
import { type Word, words } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { amount, figure, type PageInputs, section, table } from './kit.ts';

export function profitPage(inputs: PageInputs): Html {
  const { ui } = inputs;
  return section(
    'profit',
    ui.say('profit'),
    html`<div class="pair">${figure(inputs, 'company-waterfall')}${figure(inputs, 'margin-waterfall')}</div>
${companyStatement(inputs)}
<h3 class="block">${ui.say('byMonth')}</h3>
<div class="pair">${figure(inputs, 'monthly-net-sales')}${figure(inputs, 'monthly-profit')}</div>
${figure(inputs, 'profit-map', 'large')}
<h3 class="block">${ui.say('topAndBottom')}</h3>${figure(inputs, 'top-and-bottom')}
<h3 class="block">${ui.say('causesByLine')}</h3>
${figure(inputs, 'causes')}${causeTable(inputs)}`,
  );
}

const classOrder = ['ordinary', 'walk_in', 'internal', 'staff', 'test', 'merged'];

/** One column per class of customer, then what no customer caused, then the company as a whole. */
function companyStatement({ view, ui, summary }: PageInputs): Html {
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
  const body = statementLines.map((line) => {
    const values = columns.map((row) => cell(row, line.id, line.sign, line.kind === 'component'));
    const present = values.filter((value) => value !== null);
    const total = present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0);
    // Costs are meant to be negative; only a subtotal below zero is a loss.
    return [
      line.label[view.locale],
      ...[...values, total].map((value) => ({
        text: value === null ? '–' : ui.format.number(value === 0 ? 0 : value),
        numeric: true,
        tone: line.kind === 'subtotal' && value !== null && value < 0 ? 'loss' : '',
      })),
    ];
  });
  const bottom = statementLines.map((line) => (line.kind === 'subtotal' ? 'subtotal' : 'component'));
  return html`<h3 class="block">${say('companyStatement')}</h3>${table({
    caption: say('companyCaption', { currency: view.context.currency }),
    className: 'statement',
    head: [
      { label: say('line') },
      ...columns.map((row) => ({
        label: withCount(name(row.section), row.customers, ui.format.number(row.customers)),
        numeric: true,
      })),
      { label: say('total'), numeric: true },
    ],
    rows: body,
    rowClass: (row) => bottom[row] ?? '',
  })}<p class="soft ${summary.reconciled === true ? '' : 'warn'}">${summary.sentences.find(({ code }) => code === 'books')?.text} ${say('tieNote', { trust: say('trust') })}</p>`;
}

const withCount = (name: string, customers: number, text: string): string =>
  customers > 0 ? `${name} (${text})` : name;

function causeTable({ view, ui }: PageInputs): Html | null {
  const { say } = ui;
  if (view.data.causesByLine.length === 0) return null;
  return table({
    caption: say('causesByLine'),
    hideCaption: true,
    head: [
      { label: say('line') },
      { label: say('customers'), numeric: true },
      { label: say('effect'), numeric: true },
      { label: say('ofWhichEroding'), numeric: true },
      { label: say('lever') },
    ],
    rows: view.data.causesByLine.map((cause) => [
      view.line(cause.line),
      amount(ui, cause.customers),
      amount(ui, cause.effect),
      amount(ui, cause.eroding_effect),
      ui.payload.levers[cause.line] ?? '–',
    ]),
  });
}
