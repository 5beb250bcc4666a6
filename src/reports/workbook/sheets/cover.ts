import { Grid } from '../grid.ts';
import { printing } from '../table.ts';
import type { WorkbookWord } from '../words.ts';
import { booksWord, type Inputs, isThere, type SheetMaker } from './kit.ts';

/** Title, period, sources, and on its face whether the figures tie to the books. No clock: same figures, same cover. */
export const cover: SheetMaker = (inputs, name) => {
  const { view, own, frame } = inputs;
  const { context, say, format, locale } = view;
  const grid = new Grid(locale, [3, 24, 46, 16, 13, 13, 13]);
  const last = grid.width - 1;
  for (const row of [0, 1, 2]) grid.band(row, { fill: 'ink' });
  grid
    .put(1, 1, context.title[locale], { size: 22, bold: true, colour: 'paper', fill: 'ink' })
    .tall(1, 1, 24);
  grid.put(2, 1, own('subtitle'), { size: 12, colour: 'paper', fill: 'ink' }).tall(2, 1, 14);
  const books = booksWord(inputs);
  const look = books.good
    ? ({ colour: 'makes', fill: 'makesSoft' } as const)
    : ({ colour: 'erodes', fill: 'erodesSoft' } as const);
  grid.band(3, look);
  grid.put(3, 1, books.text, { ...look, size: 14, bold: true }).tall(3, 1.3, 14);

  let row = 5;
  for (const [label, text] of facts(inputs)) {
    grid.put(row, 1, label, { colour: 'soft', wrap: true });
    grid.across(row, 2, last, text, { wrap: true });
    row++;
  }
  row = sources(inputs, grid, row + 1);
  row = contents(inputs, grid, row + 1);
  grid.across(row + 1, 1, last, say('confidential'), { italic: true, colour: 'erodes' });
  return grid.sheet(name, {
    view: { showGridLines: false, tabColor: { rgb: '1B2226' } },
    ...printing(frame, { width: 0 }),
    a11y: { summary: `${context.title[locale]}, ${own('asOf')} ${format.date(context.asOf)}` },
  });
};

function facts({ view, summary, rows, own }: Inputs): [string, string][] {
  const { context, data, format, locale } = view;
  const [from, to] = [context.periodStart, context.asOf].map((date) => format.date(date));
  const ranked = data.concentration.customers;
  const missing = data.coverage.filter((line) => !line.measured).map(({ line }) => view.line(line));
  const short = context.inputsFingerprint.slice(0, 16);
  return [
    [own('period'), own('fromTo', { from: from!, to: to! })],
    [own('asOf'), to!],
    [own('currency'), own('currencyText', { currency: context.currency })],
    [
      own('counted'),
      own('countedText', {
        ranked: format.number(ranked),
        others: format.number(rows.allCustomers - ranked),
      }),
    ],
    [own('profitMeans'), view.measureTitle],
    [own('books'), summary.sentences.find(({ code }) => code === 'books')?.text ?? ''],
    [
      own('missing'),
      missing.length === 0 ? own('nothingMissing') : missing.join(locale === 'zh-CN' ? '、' : ', '),
    ],
    [own('fingerprint'), own('fingerprintText', { fingerprint: short })],
    [own('madeBy'), `Whalecurve ${context.version}`],
  ];
}

function sources({ view, own }: Inputs, grid: Grid, start: number): number {
  const { say } = view;
  let row = start;
  grid.put(row, 1, own('sources'), { size: 14, bold: true }).tall(row, 1, 14);
  grid.put(row, 2, own('sourcesNote'), { colour: 'soft' });
  row++;
  const heads = [say('file'), null, say('feeds'), say('rowsRead'), say('rowsKept'), say('rowsAside')];
  heads.forEach((label, index) => {
    grid.put(row, index + 1, label, { bold: true, rule: 'head', align: index > 2 ? 'right' : 'left' });
  });
  for (const file of view.data.files) {
    row++;
    grid.across(row, 1, 2, file.file, { rule: 'under', wrap: true });
    grid.put(row, 3, file.table_name, { rule: 'under' });
    [file.rows_read, file.rows_kept, file.rows_set_aside].forEach((count, index) => {
      grid.put(row, index + 4, count, {
        kind: 'count',
        rule: 'under',
        ...(index === 2 && count > 0 ? { colour: 'erodes' } : {}),
      });
    });
  }
  return row + 1;
}

const pages: readonly (readonly [WorkbookWord, WorkbookWord])[] = [
  ['executiveSheet', 'coverExecutive'],
  ['customersSheet', 'coverCustomers'],
  ['statementSheet', 'coverStatement'],
  ['currenciesSheet', 'coverCurrencies'],
  ['curveSheet', 'coverCurve'],
  ['groupsSheet', 'coverGroups'],
  ['keyCustomersSheet', 'coverKeyCustomers'],
  ['beliefSheet', 'coverBelief'],
  ['movementsSheet', 'coverMovements'],
  ['causesSheet', 'coverCauses'],
  ['customerCausesSheet', 'coverCustomerCauses'],
  ['tieSheet', 'coverTies'],
  ['tieMonthsSheet', 'coverTieMonths'],
  ['dictionarySheet', 'coverDictionary'],
];

function contents({ own, view }: Inputs, grid: Grid, start: number): number {
  let row = start;
  grid.put(row, 1, own('contents'), { size: 14, bold: true }).tall(row, 1, 14);
  for (const [sheet, what] of pages.filter(([sheet]) => isThere(sheet, view))) {
    row++;
    grid.link(row, 1, own(sheet), own(sheet), { colour: 'makes', rule: 'under' });
    grid.across(row, 2, grid.width - 1, own(what), { rule: 'under' });
  }
  return row + 1;
}
