import type { CellValue, ConditionalRule, WriteSheet } from 'hucre';
import type { Locale } from '../../language/locale.ts';
import { asCellValue, cellOf, cellRef, Grid, type Value, widthOf } from './grid.ts';
import { type Kind, losing, making } from './styles.ts';

/** A list as a person filters it: the same for the sheets of the workbook, the work lists and their CSV twins. */
export interface Table {
  readonly title: string;
  /** What is in it, in what unit, in what order; one line each. */
  readonly notes: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** Totals over all rows, above the heading: a filter or a sort cannot pull them apart. */
  readonly totals?: readonly {
    readonly label: string;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
  /** Columns that stay when one scrolls to the right. */
  readonly frozen?: number;
  /** Said instead of rows. */
  readonly empty?: string;
}

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
  readonly width: number;
  /** Below zero in the colour of what erodes, above zero in that of what makes. */
  readonly tone?: boolean;
  readonly wrap?: boolean;
  readonly bold?: boolean;
}

export interface Frame {
  readonly locale: Locale;
  /** At the foot of every printed page. */
  readonly footer: string;
  readonly page: string;
}

/** A table as a sheet: title, notes, totals, heading (frozen, with filter), rows. */
export function tableSheet(name: string, table: Table, frame: Frame): WriteSheet {
  const { columns, rows } = table;
  const grid = new Grid(
    frame.locale,
    columns.map(({ width }) => width),
  );
  const last = columns.length - 1;
  let row = 0;
  grid.put(row, 0, table.title, { size: 16, bold: true }).tall(row, 1, 16);
  for (let column = 1; column <= last; column++) grid.put(row, column, null);
  for (const note of table.notes) {
    row++;
    grid.put(row, 0, note, { colour: 'soft' });
  }
  row++;
  for (const total of table.totals ?? []) {
    row++;
    columns.forEach(({ key, kind }, column) => {
      const look = { kind, bold: true, fill: 'faint', rule: 'under' } as const;
      grid.put(row, column, total.values[key] ?? null, look);
    });
    grid.put(row, 0, total.label, { bold: true, fill: 'faint', rule: 'under' });
  }
  row++;
  const head = row;
  columns.forEach(({ label, kind, width }, column) => {
    const align = isText(kind) ? 'left' : 'right';
    grid.put(head, column, label, {
      bold: true,
      wrap: true,
      low: true,
      align,
      rule: 'head',
      ...besideNumber(columns, column),
    });
    grid.tall(head, Math.ceil((widthOf(label) * 1.15) / Math.max(4, width - 2)));
  });
  if (rows.length === 0 && table.empty !== undefined)
    grid.put(head + 1, 0, table.empty, { italic: true, colour: 'soft' });

  const first = head + 1;
  const end = head + rows.length;
  const built = grid.sheet(name, {
    view: { showGridLines: false },
    freezePane: { rows: first, ...(table.frozen === undefined ? {} : { columns: table.frozen }) },
    conditionalRules: rows.length === 0 ? [] : toneRules(columns, first, end),
    ...(rows.length === 0 ? {} : { autoFilter: { range: `${cellRef(head, 0)}:${cellRef(end, last)}` } }),
    ...printing(frame, { titles: `$${head + 1}:$${head + 1}`, width: widths(columns) }),
    a11y: { summary: table.title, headerRow: head },
  });
  return withRows(built, grid, columns, rows, first);
}

/** The rows as plain values in styled columns, which is much quicker than a cell each. */
function withRows(
  sheet: WriteSheet,
  grid: Grid,
  columns: readonly TableColumn[],
  rows: Table['rows'],
  first: number,
): WriteSheet {
  const styles = columns.map(({ kind, wrap, bold }, column) =>
    grid.style({
      kind,
      rule: 'under',
      ...besideNumber(columns, column),
      ...(wrap ? { wrap } : {}),
      ...(bold ? { bold } : {}),
    }),
  );
  const above: CellValue[][] = Array.from({ length: first }, () => []);
  const cells = sheet.cells ?? new Map();
  rows.forEach((values, index) => {
    values.forEach((value, column) => {
      if (typeof value === 'string' && value.startsWith('#'))
        cells.set(`${first + index},${column}`, cellOf(value, styles[column]!));
    });
    columns.forEach(({ wrap }, column) => {
      const value = values[column];
      if (wrap && typeof value === 'string' && grid.lines(column, value) > 1)
        grid.tall(first + index, grid.lines(column, value));
    });
  });
  return {
    ...sheet,
    cells,
    columns: columns.map(({ width }, column) => ({ width, style: styles[column]! })),
    rows: [...above, ...rows.map((values) => values.map(asCellValue))],
  };
}

const isText = (kind: Kind | undefined): boolean => kind === 'text' || kind === 'date';

/** Text to the right of a figure keeps away from it. */
function besideNumber(columns: readonly TableColumn[], column: number): { indent?: number } {
  const before = columns[column - 1];
  return before !== undefined && !isText(before.kind) && isText(columns[column]?.kind) ? { indent: 1 } : {};
}

function toneRules(columns: readonly TableColumn[], first: number, last: number): ConditionalRule[] {
  const rules: ConditionalRule[] = [];
  columns.forEach(({ tone }, column) => {
    if (!tone) return;
    const range = `${cellRef(first, column)}:${cellRef(last, column)}`;
    for (const [operator, style] of [
      ['lessThan', losing],
      ['greaterThan', making],
    ] as const)
      rules.push({ type: 'cellIs', operator, formula: '0', style, range, priority: rules.length + 1 });
  });
  return rules;
}

const widths = (columns: readonly TableColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0);

/** Characters that a page holds upright, and the most that one lying down holds in legible type. */
const uprightWidth = 125;
const legibleWidth = 230;

/** A4, one page wide where that can be read, with the heading on every page and the number of the page at its foot. */
export function printing(
  frame: Frame,
  { titles, width }: { titles?: string; width: number },
): Pick<WriteSheet, 'pageSetup' | 'headerFooter'> {
  const literal = frame.footer.replaceAll('&', '&&').slice(0, 180);
  const page = frame.page.replaceAll('&', '&&').replace('{page}', '&P').replace('{pages}', '&N');
  return {
    pageSetup: {
      paperSize: 'a4',
      orientation: width > uprightWidth ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: Math.max(1, Math.ceil(width / legibleWidth)),
      fitToHeight: 0,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.35 },
      ...(titles === undefined ? {} : { printTitlesRow: titles }),
    },
    headerFooter: { oddFooter: `&L&8${literal.replace(/^(?=\d)/, ' ')}&R&8 ${page}` },
  };
}
