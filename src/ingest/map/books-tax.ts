import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { messages } from '../messages.ts';
import type { Converted } from './convert.ts';

/** Rates of turnover taxes: China, Europe, Switzerland, Britain, Japan, India, Australia. */
const rates = [
  0.01, 0.03, 0.05, 0.06, 0.07, 0.077, 0.08, 0.081, 0.09, 0.1, 0.11, 0.12, 0.13, 0.15, 0.16, 0.17, 0.18, 0.19,
  0.2, 0.21, 0.22, 0.23, 0.24, 0.25,
];
/** Fewer months may agree by chance. */
const months = 3;
const slack = 0.0005;

/**
 * Amounts that no column of the export tells the tax of, held against the books. Where the sum of every month is an
 * account of the ledger times one rate of tax, and no account agrees as it stands, the amounts hold that tax.
 * @throws ProductError ING188
 */
export async function proveByLedger(database: Database, converted: readonly Converted[]): Promise<void> {
  if (!converted.some(({ mapped }) => mapped.source.table === 'ledger')) return;
  const lines = converted.filter(({ mapped }) => mapped.source.table === 'invoice_lines');
  const [only] = lines;
  if (lines.length !== 1 || only === undefined) return;
  const column = (name: string) => only.mapped.columns.find((one) => one.name === name);
  const net = column('net_amount');
  const how = net?.mapping;
  if (net === undefined || column('tax_amount') !== undefined || column('currency') !== undefined) return;
  if (typeof how === 'object' && ('minus' in how || 'tax_included' in how)) return;
  const near = (ratio: string): string => `abs(${ratio} - 1) <= ${slack}`;
  const found = await database.rows<{ account: string; rate: number; months: number }>(
    `with sales as (
       select date_trunc('month', invoiced_on) as month, sum(cast(net_amount as double)) as amount
       from ${identifier('canonical')}.invoice_lines where net_amount is not null group by month
     ),
     booked as (
       select account, period as month, abs(sum(cast(amount as double))) as amount
       from ${identifier('canonical')}.ledger group by account, month
     ),
     ratios as (
       select account, sales.amount / nullif(booked.amount, 0) as ratio from sales join booked using (month) where sales.amount > 0
     ),
     rates as (select unnest([0, ${rates.join(', ')}]) as rate)
     select account, cast(rate as double) as rate, count(*) as months from ratios cross join rates
     group by account, rate having count(*) >= ${months} and bool_and(${near('ratio / (1 + rate)')})
     order by rate, account`,
  );
  const [first] = found;
  if (first === undefined || first.rate === 0) return;
  const { mapped, files } = only;
  const header = net.from?.header ?? 'net_amount';
  throw messages.booksHoldNoTax.error(
    {
      source: mapped.source.name,
      file: files[0]!.located.name,
      header,
      account: first.account,
      months: first.months,
      rate: `${Math.round(first.rate * 1000) / 10}%`,
    },
    { file: files[0]!.located.name, field: 'net_amount' },
  );
}
