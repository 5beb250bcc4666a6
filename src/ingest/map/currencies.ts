import type { Database } from '../../engine/database.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import { type Cell, cellsOf, type Mapped } from './cells.ts';

/** What stands beside an amount: a sign, or a code of three letters. `¥` is China's and Japan's. */
const token = String.raw`(?i)(cny|cnh|rmb|eur|usd|gbp|hkd|jpy|twd|ntd|sgd|cad|aud|nzd|chf|inr|krw|thb|myr|idr|vnd|sek|nok|dkk|pln|czk|brl|mxn|zar|aed|us\$|hk\$|nt\$|[$＄¥￥€£￡₩₹元圆])`;
const same: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  CNH: 'CNY',
  '¥': 'CNY',
  '￥': 'CNY',
  元: 'CNY',
  圆: 'CNY',
  '€': 'EUR',
  '£': 'GBP',
  '￡': 'GBP',
  '＄': '$',
  US$: 'USD',
  HK$: 'HKD',
  NT$: 'TWD',
  NTD: 'TWD',
  '₩': 'KRW',
  '₹': 'INR',
};

/**
 * Amounts of several currencies in one column, told apart only by the sign in the cell, would be added up as if they
 * were one. Where no column of the mapping tells the currency, the run asks.
 * @throws ProductError ING189
 */
export async function oneCurrency(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
): Promise<void> {
  if (mapping.columns.some(({ name }) => name === 'currency')) return;
  const cells = cellsOf(mapping, (type) => type === 'money' || type === 'price');
  if (cells.length === 0) return;
  // Nearly all amounts begin and end with a digit; only the others are looked at.
  const odd = ({ alias }: Cell): string =>
    `not (${alias}[-1] between '0' and '9' and ltrim(${alias}, '-')[1] between '0' and '9')`;
  const rows = await database.rows<{ cell: string; file: number; word: string; n: number }>(
    `with cells as (from ${table} where _shape is null),
     words as (
       ${cells.map((cell) => `select '${cell.alias}' as cell, _file as file, upper(regexp_extract(${cell.alias}, $token, 1)) as word from cells where ${odd(cell)}`).join(' union all ')}
     )
     select cell, file, word, count(*) as n from words where word <> '' group by all order by cell, file, n desc, word`,
    { token },
  );
  for (const cell of cells) {
    const here = rows.filter((row) => row.cell === cell.alias);
    const found = new Map<string, number>();
    for (const { word, n } of here) found.set(same[word] ?? word, (found.get(same[word] ?? word) ?? 0) + n);
    // A bare dollar may be any of them: beside one other dollar it is that one.
    const dollars = [...found.keys()].filter((name) => /^(USD|HKD|TWD|CAD|AUD|NZD|SGD)$/.test(name));
    if (dollars.length === 1) found.delete('$');
    if (found.size < 2) continue;
    // The last file that names one is where a second one has come in, if it was not there from the first.
    const { name } = files[here.at(-1)!.file]!.located;
    throw messages.currenciesMixed.error(
      {
        source: mapping.source.name,
        file: name,
        header: cell.header,
        currencies: [...found].map(([currency, count]) => ({ currency, rows: count })),
      },
      { file: name, field: cell.header },
    );
  }
}
