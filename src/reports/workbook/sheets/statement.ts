import { statementLines } from '../../../contracts/statement.ts';
import type { SectionRow } from '../../data/profit.ts';
import { companyLevelSections, isCompanyLevel } from '../../sections.ts';
import { type Word, words } from '../../words.ts';
import { Grid } from '../grid.ts';
import { signed } from '../read.ts';
import { printing } from '../table.ts';
import type { SheetMaker } from './kit.ts';

const classOrder = ['ordinary', 'walk_in', 'internal', 'staff', 'test', 'merged'];

/** The company's statement: one column per class of customer, then what no customer caused, then the company. */
export const statement: SheetMaker = ({ view, summary, own, frame }, name) => {
  const { say, data, locale, context } = view;
  const columns = columnsOf(data.company);
  const grid = new Grid(locale, [30, ...columns.map(() => 16), 17, 60]);
  const last = columns.length + 1;
  grid.put(0, 0, say('companyStatement'), { size: 16, bold: true }).tall(0, 1, 16);
  grid.put(1, 0, own('statementNote', { currency: context.currency }), { colour: 'soft' });
  const head = 3;
  const label = (section: string): string => (section in words ? say(section as Word) : section);
  const heads = [say('line'), ...columns.map(({ section }) => label(section)), say('total'), own('means')];
  heads.forEach((text, column) => {
    const align = column === 0 || column > last ? 'left' : 'right';
    grid.put(head, column, text, {
      bold: true,
      wrap: true,
      rule: 'head',
      align,
      ...(column > last ? { indent: 2 } : {}),
    });
  });
  let row = head + 1;
  grid.put(row, 0, own('countOf'), { colour: 'soft', rule: 'under' });
  columns.forEach(({ customers }, index) => {
    grid.put(row, index + 1, customers > 0 ? customers : null, {
      kind: 'count',
      colour: 'soft',
      rule: 'under',
    });
  });
  const all = columns.reduce((sum, { customers }) => sum + customers, 0);
  grid.put(row, last, all, { kind: 'count', colour: 'soft', rule: 'under' });
  for (const line of statementLines) {
    row++;
    const subtotal = line.kind === 'subtotal';
    const look = {
      bold: subtotal,
      rule: subtotal ? 'over' : 'under',
      ...(subtotal ? { fill: 'faint' as const } : {}),
    } as const;
    const values = columns.map((column) => amountOf(column, line.id));
    const present = values.filter((value) => value !== null);
    // Amounts carry four decimals; adding them as binary numbers must not show a fifth.
    const total =
      present.length === 0 ? null : Number(present.reduce((sum, value) => sum + value, 0).toFixed(4));
    grid.put(row, 0, view.line(line.id), look);
    [...values, total].forEach((value, index) => {
      const loss = subtotal && value !== null && value < 0;
      grid.put(row, index + 1, value, { ...look, kind: 'money', ...(loss ? { colour: 'erodes' } : {}) });
    });
    grid.put(row, last + 1, line.meaning[locale], { colour: 'soft', rule: 'under', indent: 2 });
  }
  const books = summary.sentences.find(({ code }) => code === 'books')?.text ?? '';
  grid.put(
    row + 2,
    0,
    books,
    summary.reconciled === true ? { colour: 'makes' } : { colour: 'erodes', bold: true },
  );
  return grid.sheet(name, {
    view: { showGridLines: false },
    freezePane: { rows: head + 1, columns: 1 },
    ...printing(frame, { width: 160 }),
    a11y: { summary: say('companyStatement'), headerRow: head },
  });
};

function columnsOf(rows: readonly SectionRow[]): SectionRow[] {
  const classes = rows
    .filter((row) => !isCompanyLevel(row.section))
    .toSorted((a, b) => classOrder.indexOf(a.section) - classOrder.indexOf(b.section));
  const levels = companyLevelSections
    .map((id) => rows.find((row) => row.section === id))
    .filter((row): row is SectionRow => row !== undefined && Number(row.net_profit ?? 0) !== 0);
  return [...classes, ...levels];
}

/** A company-level section carries its own lines only; a nought elsewhere would say nothing. */
function amountOf(row: SectionRow, line: string): number | null {
  const value = row[line];
  return value === 0 && isCompanyLevel(row.section) ? null : signed(line, value);
}
