/** How results look: Danfo's own table with columns as wide as their text, and CSV that a spreadsheet opens. */
import { dfd } from './arrow-to-danfo.mjs';

/** Money is summed in doubles here, so it is shown in whole cents: the digits behind them mean nothing. */
const moneyColumns = new Set(['net_sales', 'net_profit']);

/** Danfo's table of some columns, rows counted from 1; Danfo alone would cut every text at 16 characters. */
export function table(df, columns) {
  const shown = {};
  for (const name of columns) shown[name] = df[name].values.map((value) => cell(name, value, money));
  const isNumber = (name) => df[name].values.some((value) => typeof value === 'number');
  const frame = new dfd.DataFrame(shown, {
    index: df.index.map((label) => label + 1),
    dtypes: columns.map(() => 'string'),
  });
  const settings = columns.map((name) => ({ alignment: isNumber(name) ? 'right' : 'left' }));
  frame.config.setTableDisplayConfig({
    columns: Object.fromEntries([{}, ...settings].entries()),
    drawHorizontalLine: (line, lines) => line < 2 || line === lines, // under the header, not under every row
  });
  frame.config.setMaxRow(df.shape[0]);
  return frame.toString();
}

/** `dfd.toCSV` does not quote, so a comma in a tier's name would shift its row. The mark in front is for Excel. */
export function toCsv(df) {
  const quote = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (values) => `${values.map(quote).join(',')}\r\n`;
  const plain = (amount) => amount.toFixed(2);
  const rows = df.values.map((row) => row.map((value, i) => cell(df.columns[i], value, plain)));
  return `\uFEFF${[df.columns, ...rows].map(line).join('')}`;
}

/** The locale is fixed, so that the same run prints the same on every machine. */
export function money(amount) {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function percent(share) {
  return share === null ? 'an unknown share' : `${(share * 100).toFixed(1)} %`;
}

function cell(column, value, showMoney) {
  if (value === null || value === undefined) return '';
  return moneyColumns.has(column) ? showMoney(value) : String(value);
}
