import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { type Converted, markedIn } from './convert.ts';

/**
 * The same file under two names counts once; that needs a word, and for a table without key more than that: nothing in
 * a posting tells whether it has been read before. So of equal files only the last counts, and where other files of a
 * ledger share months, it is proven that the later ones hold the earlier ones, said in the source, or asked.
 * @throws ProductError ING141 where two files have postings of the same account and month and differ.
 */
export async function settleOverlaps(
  database: Database,
  converted: readonly Converted[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const part of converted) {
    findings.push(...(await settleSameFiles(database, part)));
    if (part.mapped.contract.key.length === 0 && part.files.length > 1)
      findings.push(...(await settleMonths(database, part)));
  }
  return findings;
}

async function settleSameFiles(database: Database, part: Converted): Promise<Finding[]> {
  const { mapped, files } = part;
  const findings: Finding[] = [];
  const last = new Map(files.map(({ sha256 }, index) => [sha256, index]));
  for (const [index, { sha256, located }] of files.entries()) {
    const again = last.get(sha256)!;
    if (again === index) continue;
    findings.push(
      messages.sameFile.finding({
        source: mapped.source.name,
        file: located.name,
        again: files[again]!.located.name,
      }),
    );
    await database.run(
      `update ${markedIn(part).table} set _reason = 'duplicate' where _file = ${index} and _reason is null`,
    );
  }
  return findings;
}

interface Shared {
  readonly month: string;
  readonly account: string;
  readonly earlier: number;
  readonly later: number;
  readonly later_amount: string;
  readonly both_amount: string;
}

async function settleMonths(database: Database, part: Converted): Promise<Finding[]> {
  const { mapped, files } = part;
  const { name: source, overlap } = mapped.source;
  if (overlap === 'add') return [];
  const { table } = markedIn(part);
  // What a month's amount belongs to: an account of the ledger, or a source of customers.
  const place = 'account' in mapped.contract.columns ? 'account' : 'source';
  const [first] = await database.rows<Shared>(
    `with rows as (select _file, period, ${place} as account, amount from ${table} where _reason is null),
     places as (select period, account, min(_file) as earlier, max(_file) as later from rows group by all having earlier < later)
     select strftime(period, '%Y-%m') as month, account, earlier, later,
       cast(sum(amount) filter (_file = later) as varchar) as later_amount, cast(sum(amount) as varchar) as both_amount
     from rows join places using (period, account) group by all order by month, account limit 1`,
  );
  if (first === undefined) return [];
  const reason = overlap === 'replace' ? 'superseded' : 'duplicate';
  if (overlap === undefined && !(await laterHoldsEarlier(database, part)))
    throw messages.overlapUnknown.error({
      source,
      earlier: files[first.earlier]!.located.name,
      later: files[first.later]!.located.name,
      month: first.month,
      account: first.account,
      place,
      replaced: tidy(first.later_amount),
      added: tidy(first.both_amount),
    });
  await database.run(
    `update ${table} as work set _reason = '${reason}' from (${newestOfMonth(table)}) as newest
     where work._reason is null and newest.period = work.period and work._file < newest.file`,
  );
  const { rows } = await database.row<{ rows: number }>(
    `select count(*) as rows from ${table} where _reason = '${reason}'`,
  );
  return [messages.monthsReplaced.finding({ source, rows, proven: overlap === undefined })];
}

const newestOfMonth = (table: string): string =>
  `select period, max(_file) as file from ${table} where _reason is null group by period having count(distinct _file) > 1`;

/** Every posting of an earlier file, in the months that a later one has too, is in the later one as often. */
async function laterHoldsEarlier(database: Database, { mapped, work }: Converted): Promise<boolean> {
  const table = identifier(work);
  const columns = Object.keys(mapped.source.columns).map(identifier);
  const same = columns.map((column) => `later.${column} is not distinct from earlier.${column}`);
  const { missing } = await database.row<{ missing: number }>(
    `with newest as (${newestOfMonth(table)}),
     counted as (
       select newest.file, _file, ${columns.map((column) => `work.${column}`).join(', ')}, count(*) as n
       from ${table} as work join newest on newest.period = work.period
       where _reason is null group by all
     )
     select count(*) as missing from counted as earlier
     left join counted as later on later._file = earlier.file and ${same.join(' and ')}
     where earlier._file < earlier.file and earlier.n > coalesce(later.n, 0)`,
  );
  return missing === 0;
}

/** `1234.5000` → `1234.50`. */
const tidy = (amount: string): string => amount.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
