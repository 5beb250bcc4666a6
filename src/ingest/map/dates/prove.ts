import type { Database } from '../../../engine/database.ts';
import type { Finding } from '../../../language/messages.ts';
import type { ReadFile } from '../../read/file.ts';
import { type Cell, cellsOf, dateTypes, type Mapped } from '../cells.ts';
import { type Column, formsOf } from './forms.ts';
import { fromOthers } from './others.ts';
import { asksSerial, told, unknown, written } from './words.ts';

export interface DateOrders {
  /** The order of a column in a file as the settings write it, `DD/MM/YY`; empty where year-month-day needs no word. */
  order(cell: Cell, file: number): string;
  /** The column has days that only `ingest_rare_date_form` takes. */
  rare(cell: Cell): boolean;
  readonly findings: readonly Finding[];
}

/**
 * The order of day, month and year. `05/03/24` can be three days; which one is decided by contradiction, from all rows
 * of a file: a month above 12; a delivery before its order; a number that holds the year or the month of its document;
 * another column, or file, of the same form whose order is proven. A reading falls only where another one holds on all
 * rows. What none of this decides is asked for, with every reading that is left.
 */
export async function proveDates(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
  facts?: { readonly iso: ReadonlyMap<string, number> },
): Promise<DateOrders> {
  const { dates } = mapping.source;
  const cells = cellsOf(mapping, (type) => dateTypes.has(type));
  if (cells.length === 0) return { order: () => '', rare: () => false, findings: [] };
  const { columns, serials, rares } = await formsOf(database, cells, table, facts?.iso);
  const rare = ({ alias }: Cell): boolean => rares.has(alias);
  if (dates !== undefined && dates !== 'YYYY-MM-DD' && dates !== 'YYYYMMDD' && dates !== 'YYYY/MM/DD')
    return { order: () => '', rare, findings: [] };
  const workbooks = files.flatMap(({ format }, index) => (format === 'workbook' ? [index] : []));
  const serial = serials.find(({ file }) => !workbooks.includes(file));
  if (serial !== undefined && dates === undefined) throw asksSerial(mapping, files, serial);
  for (const column of columns) fromItself(column);
  for (const file of new Set(columns.map((column) => column.file))) {
    const here = columns.filter((column) => column.file === file);
    if (here.some(({ left }) => left.length > 1)) await fromOthers(database, mapping, here, table);
  }
  fromFiles(columns);
  const open = columns.find(({ left }) => left.length !== 1);
  if (open !== undefined) throw unknown(mapping, files, open);
  const orders = new Map(
    columns.map((column) => [`${column.cell.alias} ${column.file}`, written(column, column.left[0]!)]),
  );
  return {
    order: (cell, file) => orders.get(`${cell.alias} ${file}`) ?? '',
    rare,
    findings: told(mapping, files, columns),
  };
}

/** A reading under which a month is 13 falls; a slip of the pen in one row of a hundred does not save it. */
function fromItself(column: Column): void {
  const { impossible, days } = column;
  const holds = column.left.filter((order) => impossible[order] <= 0.01 * days);
  const left =
    holds.length === 0
      ? column.left
      : holds.filter((order) => impossible[order] === Math.min(...holds.map((one) => impossible[one])));
  if (left.length === 1) column.proof = { how: 'impossible', by: '' };
  column.left = left;
}

/** The same column of other files, where none of them says otherwise. */
function fromFiles(columns: readonly Column[]): void {
  for (const column of columns) {
    if (column.left.length === 1) continue;
    const same = columns.filter(
      (other) =>
        other.cell.alias === column.cell.alias && other.left.length === 1 && other.years === column.years,
    );
    const orders = new Set(same.map(({ left }) => left[0]!));
    const [order] = orders;
    if (orders.size !== 1 || order === undefined || !column.left.includes(order)) continue;
    column.left = [order];
    column.proof = { how: 'files', by: '' };
  }
}
