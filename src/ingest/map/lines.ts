import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { foldHeader } from '../words.ts';
import type { Mapped, MappedColumn } from './cells.ts';
import type { Converted } from './convert.ts';

/**
 * Invoice lines as the mapping reads them, held against themselves. Two mistakes cost the most and look right: returns
 * that a system stores as positive amounts add to sales, and an amount with tax in it passes for net. Where the rows
 * prove such a mistake, the run asks instead of counting on.
 */
export async function proveLines(database: Database, converted: Converted): Promise<Finding[]> {
  const { mapped, work } = converted;
  if (mapped.source.table !== 'invoice_lines') return [];
  const has = (name: string): boolean => mapped.columns.some((column) => column.name === name);
  return [
    ...(has('kind') ? await returnsOf(database, converted, work, has('net_amount')) : []),
    ...(has('net_amount') ? await taxOf(database, converted, work, has('unit_price')) : []),
  ];
}

/** This share of the returns must be positive to be the way of the system, and not a slip. */
const system = 0.9;

async function returnsOf(
  database: Database,
  { mapped, files }: Converted,
  work: string,
  hasAmount: boolean,
): Promise<Finding[]> {
  const amount = hasAmount ? 'net_amount' : 'quantity';
  const row = await database.row<{
    returns: number;
    positive: number;
    file: number | null;
    row: number;
    kind: string;
    amount: string;
  }>(
    `with returns as (
       select _file, _row, kind, ${amount} as amount from ${identifier(work)}
       where _reason is null and kind in ('return', 'credit_note') and ${amount} <> 0
     ),
     first as (select * from returns where amount > 0 order by _file, _row limit 1),
     counts as (select count(*) as returns, count(*) filter (amount > 0) as positive from returns)
     select counts.*, _file as file, _row as "row", kind, cast(amount as varchar) as amount
     from counts left join first on true`,
  );
  if (row.positive === 0 || row.file === null) return [];
  const { file, row: at, kind, amount: written } = row;
  const params = {
    source: mapped.source.name,
    file: files[file]!.located.name,
    row: at,
    kind,
    column: amount,
    amount: trimmed(written),
    positive: row.positive,
    returns: row.returns,
    header: headerOf(mapped.columns, 'kind'),
  };
  const place = { file: params.file, row: at, field: amount };
  if (row.positive >= system * row.returns) throw messages.returnsPositive.error(params, place);
  return [messages.someReturnsPositive.finding(params, place)];
}

const headerOf = (columns: readonly MappedColumn[], name: string): string =>
  columns.find((column) => column.name === name)?.from?.header ?? name;

const trimmed = (amount: string): string => amount.replace(/(\.\d\d)\d*$/, '$1');

/** Rows with less tax than this say nothing of its rate, for tax is rounded to cents. */
const telling = 20;
const enough = 20;

/** What columns of tax are called, where no mapping names them: that the export has one is enough to prove by. */
const taxHeaders = new Set(
  'tax,tax amount,taxamount,tax total,vat,vat amount,sales tax,gst,mwst,mwst-betrag,ust,umsatzsteuer,steuerbetrag,税额,增值税额,税金,原币税额,本币税额,mwsbp,itax,inattax,ftaxamount'.split(
    ',',
  ),
);

/** The tax of each row, as SQL over `work` and, where the mapping leaves it out, over the raw table joined to it. */
function taxColumn(mapped: Mapped): { header: string; sql: string; join: string } | undefined {
  const own = mapped.columns.find(({ name }) => name === 'tax_amount');
  if (own !== undefined)
    return { header: own.from?.header ?? 'tax_amount', sql: 'cast(tax_amount as double)', join: '' };
  const net = mapped.columns.find(({ name }) => name === 'net_amount')?.mapping;
  // Whoever takes something off, or names a rate, has thought of the tax.
  if (typeof net === 'object' && ('minus' in net || 'tax_included' in net || 'times' in net))
    return undefined;
  const found = mapped.raw.columns.filter((column) => taxHeaders.has(foldHeader(column)));
  const [header] = found;
  if (found.length !== 1 || header === undefined) return undefined;
  const cell = `trim(raw.${identifier(header)})`;
  const plain = `try_cast(replace(${cell}, ',', '') as double)`;
  const comma = `try_cast(replace(replace(${cell}, '.', ''), ',', '.') as double)`;
  return {
    header,
    sql: `case when regexp_full_match(${cell}, '-?[0-9.]*,[0-9]{1,2}') then ${comma} else ${plain} end`,
    join: `join raw.${identifier(mapped.source.name)} as raw using (_file, _row)`,
  };
}

/** Whether the tax of the lines stands in a column that the mapping leaves out. */
export const provesByText = (mapped: Mapped): boolean =>
  mapped.source.table === 'invoice_lines' &&
  mapped.columns.some(({ name }) => name === 'net_amount') &&
  taxColumn(mapped)?.join.startsWith('join') === true;

/** Under the true reading the tax is a whole or half percent of the net; under the other it is 11.504 % or 14.943 %. */
async function taxOf(
  database: Database,
  converted: Converted,
  work: string,
  hasPrice: boolean,
): Promise<Finding[]> {
  const { mapped, files } = converted;
  const taxed = taxColumn(mapped);
  if (taxed === undefined) return [];
  const rate = (net: string, slack: number): string =>
    `abs(tax / (${net}) * 200 - round(tax / (${net}) * 200)) <= 200 * ${slack} / abs(${net}) + 1e-9 and tax / (${net}) between 0.001 and 0.35`;
  const price = hasPrice ? 'cast(quantity as double) * cast(unit_price as double)' : 'null';
  const row = await database.row<{
    n: number;
    net: number;
    gross: number;
    priced: number;
    as_net: number;
    as_gross: number;
    file: number | null;
    row: number;
    amount: string;
    tax: string;
    less: string;
  }>(
    `with lines as (
       select _file, _row, net_amount, cast(net_amount as double) as amount, ${taxed.sql} as tax, ${price} as product
       from ${identifier(work)} ${taxed.join}
       where _reason is null and abs(tax) >= ${telling} and abs(net_amount) > 2 * abs(tax)
     ),
     first as (select * from lines order by _file, _row limit 1),
     counts as (
       select count(*) as n,
         count(*) filter (${rate('amount', 0.006)}) as net,
         count(*) filter (${rate('(amount - tax)', 0.012)}) as gross,
         count(product) as priced,
         count(*) filter (abs(product - amount) <= abs(amount) * 0.005) as as_net,
         count(*) filter (abs(product - amount - tax) <= abs(amount) * 0.005) as as_gross
       from lines
     )
     select counts.*, _file as file, _row as "row", cast(net_amount as varchar) as amount,
       cast(cast(tax as decimal(18, 2)) as varchar) as tax, cast(net_amount - cast(tax as decimal(18, 2)) as varchar) as less
     from counts left join first on true`,
  );
  if (row.n < enough || row.file === null) return [];
  const { file, row: at, amount, tax, less } = row;
  const name = files[file]!.located.name;
  const params = {
    source: mapped.source.name,
    file: name,
    row: at,
    header: headerOf(mapped.columns, 'net_amount'),
    tax: taxed.header,
    amount: trimmed(amount),
    taxAmount: trimmed(tax),
    net: trimmed(less),
    rows: row.n,
  };
  const place = { file: name, row: at, field: 'net_amount' };
  if (row.gross >= 0.98 * row.n && row.net <= 0.5 * row.n) throw messages.netHoldsTax.error(params, place);
  if (row.priced >= enough && row.as_gross >= 0.9 * row.priced && row.as_net <= 0.1 * row.priced)
    return [
      messages.priceHoldsTax.finding(
        {
          source: mapped.source.name,
          file: name,
          header: headerOf(mapped.columns, 'unit_price'),
          rows: row.priced,
        },
        { file: name, field: 'unit_price' },
      ),
    ];
  return [];
}
