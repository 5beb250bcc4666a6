import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { Converted } from './convert.ts';

/**
 * Rows of a ledger that are no postings: balances carried forward and sums of a month or a year that a detailed ledger
 * prints between them, with an account and a day of their own; and accounts that are only the sum of those below.
 * Counted, they would double the cost.
 */
const carried = [
  '期初余额',
  '年初余额',
  '月初余额',
  '期末余额',
  '期末结存',
  '上年结转',
  '上期结转',
  '上月结转',
  '上页结转',
  '结转下年',
  '结转下页',
  '承前页',
  '过次页',
  '转下页',
  '本日合计',
  '本日小计',
  '本月合计',
  '本月小计',
  '本期合计',
  '本季合计',
  '本季累计',
  '本年合计',
  '本年累计',
  '当前累计',
  '累计',
  '合计',
  '小计',
  '总计',
  'opening balance',
  'closing balance',
  'beginning balance',
  'ending balance',
  'balance brought forward',
  'balance carried forward',
  'brought forward',
  'carried forward',
  'balance b/f',
  'balance c/f',
  'period total',
  'total for period',
  'saldovortrag',
  'eb-wert',
  'anfangsbestand',
  'endbestand',
  'monatssumme',
  'jahressumme',
  'report à nouveau',
  'saldo inicial',
  'saldo final',
  'saldo anterior',
];
const pattern = `(?i)(^|\\x1f)\\s*(${carried.join('|')})\\s*(\\x1f|$)`;
/** More accounts than this are no chart of accounts. */
const mostAccounts = 5000;
const shown = 12;

export async function leaveOutSums(database: Database, part: Converted): Promise<Finding[]> {
  const { mapped, work, stored } = part;
  if (mapped.source.table !== 'ledger' || stored !== undefined) return [];
  const table = identifier(work);
  const whole = `concat_ws(chr(31), ${mapped.raw.columns.map(identifier).join(', ')})`;
  await database.run(
    `update ${table} set _reason = 'total_row' where _reason is null and (_file, _row) in (
       select (_file, _row) from raw.${identifier(mapped.source.name)} where regexp_matches(${whole}, ${literal(pattern)})
     )`,
  );
  const parents = await database.rows<{ account: string }>(
    `with sums as (
       select account, period, sum(amount) as amount from ${table} where _reason is null group by account, period
     ),
     accounts as (select distinct account from sums where (select count(distinct account) from sums) <= ${mostAccounts}),
     below as (
       select above.account as parent, leaf.account as leaf
       from accounts as above join accounts as leaf
         on starts_with(leaf.account, above.account) and length(leaf.account) > length(above.account)
       where not exists (
         from accounts as middle
         where starts_with(middle.account, above.account) and length(middle.account) > length(above.account)
           and starts_with(leaf.account, middle.account) and length(leaf.account) > length(middle.account)
       )
     ),
     periods as (
       select parent, period, sum(amount) as amount, count(distinct leaf) as leaves
       from below join sums on sums.account = below.leaf group by parent, period
     ),
     held as (
       select coalesce(periods.parent, own.account) as account, coalesce(own.amount, 0) as stated,
         coalesce(periods.amount, 0) as summed, coalesce(leaves, 0) as leaves
       from (from sums where account in (select parent from below)) as own
       full join periods on periods.parent = own.account and periods.period = own.period
     )
     select account from held group by account
     having bool_and(abs(stated - summed) < 0.005) and bool_or(stated <> 0) and (max(leaves) >= 2 or count(*) >= 3)
     order by account`,
  );
  if (parents.length === 0) return [];
  const list = parents.map(({ account }) => account);
  await database.run(
    `update ${table} set _reason = 'total_row' where _reason is null and account in (${list.map(literal).join(', ')})`,
  );
  return [
    messages.accountsAreSums.finding({
      source: mapped.source.name,
      accounts: list.length > shown ? [...list.slice(0, shown), '…'] : list,
      count: list.length,
    }),
  ];
}
