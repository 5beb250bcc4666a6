import type { TableContract } from '../contracts/contract.ts';
import type { Database } from './database.ts';
import { modelBreaksContract } from './messages.ts';
import { identifier, qualified } from './sql-text.ts';

/** The columns that are never empty: the key, and what the contract requires. */
export function filledColumns({ key, columns }: TableContract): string[] {
  const required = Object.keys(columns).filter((name) => columns[name]!.required === true);
  return [...new Set([...key, ...required])];
}

/** From here on, hashes of a key are grouped sooner than the key. */
const large = 100_000;

/**
 * Holds a table against its contract: the key identifies each row, and what is required is filled. A model that breaks
 * its contract ends the run: every figure that rests on it would be wrong.
 */
export async function checkRows(
  database: Database,
  name: string,
  contract: TableContract,
  rows: number,
): Promise<void> {
  const filled = filledColumns(contract);
  if (filled.length === 0) return;
  const table = qualified(name);
  const gaps = filled.map((column) => `count(*) - count(${identifier(column)})`).join(', ');
  const { cheap, doubled } = waysToCount(table, contract, rows);
  // One look for most tables, which are small.
  const found = await database.row<{ gaps: string; doubles: number }>(
    `select concat_ws(' ', ${gaps}) as gaps, ${cheap.length > 0 ? '0' : doubled} as doubles from ${table}`,
  );
  let doubles = found.doubles;
  if (cheap.length > 0) {
    let clear = false;
    for (const none of cheap)
      clear ||= (await database.row<{ clear: boolean }>(`select ${none} as clear`)).clear;
    if (!clear) ({ doubles } = await database.row<{ doubles: number }>(`select ${doubled} as doubles`));
  }
  const gapsOf = found.gaps.split(' ').map(Number);
  const empty = filled.filter((_, index) => gapsOf[index] !== 0);
  if (doubles > 0 || empty.length > 0)
    throw modelBreaksContract.error({
      model: name,
      key: contract.key,
      doubles,
      empty,
      rows: gapsOf.reduce((sum, gap) => sum + gap, 0),
    });
}

/**
 * How to learn whether the key identifies each row, as SQL: `doubled` counts its values that stand in several rows; each
 * of `cheap` is true only where there are none, and is tried before in a large table. First the months of the rest of
 * the key, one bit for each, which are distinct if as many bits are set as there are rows (of more than 64 months two
 * fall on one bit); then hashes of the key.
 */
function waysToCount(
  table: string,
  { key, columns }: TableContract,
  rows: number,
): { cheap: string[]; doubled: string } {
  if (key.length === 0) return { cheap: [], doubled: '0' };
  const all = key.map(identifier).join(', ');
  const doubled = `(select count(*) from (select ${all} from ${table} group by all having count(*) > 1))`;
  if (rows < large) return { cheap: [], doubled };
  const cheap = [
    `not exists (select 1 from (select hash(${all}) as h from ${table}) group by h having count(*) > 1)`,
  ];
  const month = key.find((column) => columns[column]?.type === 'month');
  const rest = key.filter((column) => column !== month).map(identifier);
  if (month !== undefined && rest.length > 0)
    cheap.unshift(`not exists (
      select 1 from (
        select hash(${rest.join(', ')}) as rest,
               cast(1 as ubigint) << cast(datediff('month', date '1970-01-01', ${identifier(month)}) & 63 as ubigint) as bit
        from ${table})
      group by rest having count(*) > bit_count(bit_or(bit)))`);
  return { cheap, doubled };
}
