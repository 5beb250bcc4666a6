import { writeCsv } from 'hucre/csv';
import type { Value } from '../workbook/grid.ts';
import type { Kind } from '../workbook/styles.ts';
import type { Table } from '../workbook/table.ts';

/**
 * A work list as CSV: UTF-8 with a byte order mark (Excel reads Chinese wrongly without), headings in the reader's
 * language, days as ISO dates, money with cents. A text that a spreadsheet would run as a formula gets an apostrophe
 * before it (OWASP, CSV injection), the full-width signs of East Asian keyboards included.
 */
export function csvOf({ columns, rows }: Table): string {
  const head = columns.map(({ label }) => label);
  const body = rows.map((row) => row.map((value, index) => plain(value, columns[index]!.kind)));
  return `${writeCsv([head, ...body], { bom: true, escapeFormulae: true })}\r\n`;
}

function plain(value: Value, kind: Kind): string | number | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'string') {
    // One line a row, whatever a name holds: mail merge and half of all CSV readers want it so.
    const line = value.replace(/[\r\n\u2028\u2029]+/g, ' ');
    return /^\s*[＝＋－＠]|^\s+[=+\-@|]/.test(line) ? `'${line}` : line;
  }
  if (kind === 'cents' || kind === 'money') return Number(value.toFixed(2));
  return Number(value.toPrecision(12));
}
