import { decoded } from './entities.ts';

/**
 * Tables in HTML (what many systems save as `.xls`) and in XML Spreadsheet 2003, as rows of cells. Only what the tables
 * hold is looked at: no script runs, no link is followed, no entity but those of a character is known.
 */
export interface MarkupTable {
  /** Of a worksheet; of an HTML table, nothing. */
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

interface Open {
  name: string;
  rows: string[][];
  /** Cells that reach down into rows below, by column: their text, and how many rows are left. */
  below: Map<number, { text: string; rows: number }>;
  row: string[] | undefined;
  cell: { column: number; span: number; down: number; text: string; number: string } | undefined;
}

/** A comment, CDATA, a condition of Excel (`<![if …]>`), or a tag. Quoted values are held short: a stray mark costs little. */
const tag =
  /<!--|<!\[CDATA\[|<!\[[^\]<>]{0,200}\]>|<([!?/]?)([a-zA-Z][\w:.-]*)((?:[^<>"']|"[^"<]{0,4000}"|'[^'<]{0,4000}')*)>/g;
const mostColumns = 16_384;

/** The tables of a text, each where it ends, so that one within another stands before it; `whole`: the last one has an end. */
export function tablesOf(text: string): { tables: MarkupTable[]; whole: boolean } {
  const spreadsheet = isSpreadsheetXml(text);
  const done: Open[] = [];
  const open: Open[] = [];
  let sheet = '';
  let silent = '';
  let from = 0;
  const say = (part: string): void => {
    const cell = open.at(-1)?.cell;
    if (cell !== undefined && silent === '') cell.text += part;
  };
  tag.lastIndex = 0;
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    const [whole, kind = '', written = '', attributes = ''] = found;
    say(decoded(text.slice(from, found.index), spreadsheet));
    from = found.index + whole.length;
    if (whole === '<!--' || whole === '<![CDATA[') {
      const close = whole === '<!--' ? '-->' : ']]>';
      const end = text.indexOf(close, from);
      if (whole === '<![CDATA[') say(text.slice(from, end < 0 ? text.length : end));
      if (end < 0) return { tables: [], whole: false };
      from = end + close.length;
      tag.lastIndex = from;
      continue;
    }
    const name = written.toLowerCase().replace(/^(?:ss|html|x):/, '');
    const closes = kind === '/';
    if (['script', 'style'].includes(name)) {
      silent = closes ? '' : name;
      if (!closes) {
        const end = text.slice(from).search(new RegExp(`</${name}`, 'i'));
        from = end < 0 ? text.length : from + end;
        tag.lastIndex = from;
      }
      continue;
    }
    const attribute = (wanted: string): string | undefined => attributeOf(attributes, wanted);
    const top = open.at(-1);
    switch (name) {
      case 'worksheet':
        if (!closes) sheet = decoded(attribute('name') ?? '', true);
        break;
      case 'table':
        if (closes) {
          if (top !== undefined) {
            endRow(top);
            done.push(open.pop()!);
          }
        } else open.push({ name: sheet, rows: [], below: new Map(), row: undefined, cell: undefined });
        break;
      case 'tr':
      case 'row':
        if (top === undefined) break;
        endRow(top);
        if (!closes && !attributes.endsWith('/')) {
          const index = Number(attribute('index'));
          while (spreadsheet && Number.isInteger(index) && top.rows.length < Math.min(index - 1, 1_048_576))
            top.rows.push([]);
          top.row = [];
        } else if (!closes) top.rows.push([]);
        break;
      case 'td':
      case 'th':
      case 'cell': {
        if (top === undefined) break;
        endCell(top);
        if (closes) break;
        top.row ??= [];
        const index = Number(attribute('index'));
        if (Number.isInteger(index) && index > 0 && index <= mostColumns)
          while (top.row.length < index - 1) top.row.push('');
        carry(top);
        const extra = spreadsheet ? 1 : 0;
        top.cell = {
          column: top.row.length,
          span: count(attribute('colspan') ?? attribute('mergeacross')) + extra,
          down: count(attribute('rowspan') ?? attribute('mergedown')) + extra,
          text: '',
          number: attribute('num') ?? '',
        };
        if (attributes.endsWith('/')) endCell(top);
        break;
      }
      case 'data':
        if (top?.cell !== undefined && !closes) {
          const type = attribute('type')?.toLowerCase();
          if (type === 'number') top.cell.number = 'number';
          else if (type === 'datetime') top.cell.number = 'date';
        }
        break;
      case 'br':
      case 'p':
      case 'div':
      case 'li':
        if (top?.cell !== undefined && top.cell.text.trim() !== '' && !closes) say(' ');
        break;
      // A comment on a cell is none of its content.
      case 'comment':
        silent = closes ? '' : name;
        break;
    }
  }
  const closed = open.length === 0;
  for (const left of open.reverse()) {
    endRow(left);
    done.push(left);
  }
  const tables = done.filter(({ rows }) => rows.length > 0).map(({ name, rows }) => ({ name, rows }));
  // Some writers leave the last `</table>` out; who closes the page has come to its end.
  return { tables, whole: closed || /<\/(?:html|body)>\s*$/i.test(text) };
}

/** XML Spreadsheet 2003, by the namespace that its root declares. */
export const isSpreadsheetXml = (text: string): boolean =>
  /<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(text.slice(0, 4096));

const count = (written: string | undefined): number => {
  const n = Number(written);
  return Number.isInteger(n) && n > 0 ? Math.min(n, mostColumns) : 0;
};

/** Cells that reach down from above stand before the next cell of the row: they are a part of it too. */
function carry(table: Open): void {
  const { row, below } = table;
  if (row === undefined) return;
  for (let held = below.get(row.length); held !== undefined; held = below.get(row.length)) {
    if (held.rows <= 1) below.delete(row.length);
    else held.rows--;
    row.push(held.text);
  }
}

function endCell(table: Open): void {
  const { cell, row } = table;
  table.cell = undefined;
  if (cell === undefined || row === undefined) return;
  const text = cellValue(cell.text, cell.number);
  const columns = Math.max(1, cell.span);
  for (let n = 0; n < columns && row.length < mostColumns; n++) {
    if (cell.down > 1) table.below.set(row.length, { text: n === 0 ? text : '', rows: cell.down - 1 });
    row.push(n === 0 ? text : '');
  }
}

function endRow(table: Open): void {
  endCell(table);
  if (table.row === undefined) return;
  carry(table);
  table.rows.push(table.row);
  table.row = undefined;
}

/** What a day or a text is shown as says more than the number behind it. */
const shownAsNumber = /^[^\p{L}:/年月]*\d[^\p{L}:/年月]*$/u;
const shownAsDay = /\d-\d|^\d{1,4}\.\d{1,2}\.\d{2,4}$/;

/** A number that the file gives beside what it shows is the exact one; `1.234` becomes `1.2340`, which is no thousand. */
function cellValue(shown: string, number: string): string {
  const text = shown.replace(/[ \t\r\n]+/g, ' ').trim();
  if (number === 'date')
    return text
      .replace(/\.\d+$/, '')
      .replace(/T00:00:00$/, '')
      .replace('T', ' ');
  if (number !== 'number' && (!shownAsNumber.test(text) || shownAsDay.test(text))) return text;
  const exact = number === 'number' ? text : number;
  if (!/^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(exact)) return text;
  const value = Number(exact);
  const plain = String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(plain) ? `${plain}0` : plain;
}

/** An attribute, under whatever prefix: `ss:Index`, `x:num`. One without a value is empty. */
function attributeOf(attributes: string, wanted: string): string | undefined {
  const found = new RegExp(
    `(?:^|[\\s"'])(?:[\\w]+:)?${wanted}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+)))?(?=[\\s/]|$)`,
    'i',
  ).exec(attributes);
  return found === null ? undefined : (found[1] ?? found[2] ?? found[3] ?? '').trim();
}
