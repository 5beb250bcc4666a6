import { canonicalTableNames, canonicalTables } from '../../contracts/canonical.ts';
import type { TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { ownRows } from './canonical-view.ts';
import type { Converted } from './convert.ts';

const customerColumns = ['customer_id', 'from_id', 'to_id'] as const;
/** A chain of merges longer than this is a mistake. */
const longestChain = 50;
const shown = 5;

/**
 * Customers that have been merged: documents under the old number count for the customer they were merged into, through
 * any number of merges. Told by `customers.merged_into` or by rows of kind `merged_into` in `relationships` (a mapping
 * table). `ingest.merges` keeps who became whom; the old customer stays in the list, of class `merged`.
 */
export async function followMerges(database: Database, converted: readonly Converted[]): Promise<Finding[]> {
  await database.run(
    'create or replace table ingest.merges (from_id varchar, to_id varchar, row_count bigint)',
  );
  const told = converted.some(({ mapped }) =>
    mapped.source.table === 'customers'
      ? 'merged_into' in mapped.source.columns
      : mapped.source.table === 'relationships',
  );
  if (!told) return [];
  await database.run(
    `create or replace temp table ingest_merge_steps as
     select distinct from_id, to_id from (
       select customer_id as from_id, merged_into as to_id from canonical.customers
       union all select from_id, to_id from canonical.relationships where kind = 'merged_into'
     ) where from_id is not null and to_id is not null and from_id <> to_id`,
  );
  await ownRows(database, 'canonical', 'relationships');
  await database.run("delete from canonical.relationships where kind = 'merged_into'");
  try {
    if ((await database.count('ingest_merge_steps')) === 0) return [];
    return await follow(database);
  } finally {
    await database.run('drop table ingest_merge_steps');
  }
}

async function follow(database: Database): Promise<Finding[]> {
  // Whoever has two survivors, or is merged in a circle, stays as it is, and so does whoever leads there.
  await database.run(
    `create or replace temp table ingest_merge_ends as
with recursive plain as (
  select from_id, any_value(to_id) as to_id from ingest_merge_steps group by from_id having count(*) = 1
),
walk as (
  select from_id, to_id, 1 as steps from plain
  union all
  select walk.from_id, plain.to_id, steps + 1 from walk join plain on plain.from_id = walk.to_id
  where steps < ${longestChain}
)
select from_id, arg_max(to_id, steps) as to_id,
  max(steps) < ${longestChain} and arg_max(to_id, steps) not in (select from_id from ingest_merge_steps) as is_sound
from walk group by from_id`,
  );
  const { unsound, ids } = await database.row<{ unsound: number; ids: string | null }>(
    `with unsound as (
       select from_id from ingest_merge_ends where not is_sound
       union select from_id from ingest_merge_steps where from_id not in (select from_id from ingest_merge_ends)
     )
     select count(*) as unsound, (select string_agg(from_id, chr(31) order by from_id) from (from unsound order by from_id limit ${shown})) as ids
     from unsound`,
  );
  await database.run('delete from ingest_merge_ends where not is_sound');
  const moved = await moveRows(database);
  await database.run(
    `insert into ingest.merges select from_id, to_id, coalesce(rows, 0) from ingest_merge_ends
     left join ingest_merge_rows using (from_id) order by from_id`,
  );
  const customers = await database.count('ingest.merges');
  await database.run('drop table ingest_merge_ends');
  await database.run('drop table ingest_merge_rows');
  const findings: Finding[] = [];
  if (customers > 0) findings.push(messages.customersMerged.finding({ customers, rows: moved }));
  if (unsound > 0)
    findings.push(messages.mergeUnsound.finding({ customers: unsound, ids: ids?.split('\x1f') ?? [] }));
  return findings;
}

/** Gives the rows of all tables to the survivors; returns how many by table. */
async function moveRows(database: Database): Promise<{ table: string; rows: number }[]> {
  await database.run('create or replace temp table ingest_merge_rows (from_id varchar, rows bigint)');
  const moved: { table: string; rows: number }[] = [];
  for (const name of canonicalTableNames) {
    if (name === 'customers') continue;
    const contract: TableContract = canonicalTables[name];
    const target = qualified(`canonical.${name}`);
    let rows = 0;
    for (const column of customerColumns.filter((one) => one in contract.columns)) {
      await database.run(
        `insert into ingest_merge_rows
         select ends.from_id, count(*) from ${target} as rows join ingest_merge_ends as ends on ends.from_id = rows.${identifier(column)} group by ends.from_id`,
      );
      const { n } = await database.row<{ n: number }>(
        `select count(*) as n from ${target} where ${identifier(column)} in (select ends.from_id from ingest_merge_ends as ends)`,
      );
      if (n === 0) continue;
      rows += n;
      await ownRows(database, 'canonical', name);
      await database.run(
        `update ${target} as rows set ${identifier(column)} = ends.to_id from ingest_merge_ends as ends
         where ends.from_id = rows.${identifier(column)}`,
      );
    }
    if (rows === 0) continue;
    moved.push({ table: name, rows });
    if (name === 'rebates') await addUp(database);
    if (name === 'relationships') await withoutSelves(database);
  }
  await database.run(
    `create or replace temp table ingest_merge_rows as select from_id, sum(rows)::bigint as rows from ingest_merge_rows group by from_id`,
  );
  await ownRows(database, 'canonical', 'customers');
  await database.run(
    "update canonical.customers set class = 'merged' where customer_id in (select from_id from ingest_merge_ends)",
  );
  return moved;
}

/** Two rebates of one agreement and month are one of both. */
async function addUp(database: Database): Promise<void> {
  await database.run(
    `create or replace temp table ingest_rebates as
     select * exclude (amount), sum(amount) as amount from canonical.rebates group by all order by all`,
  );
  await database.run('delete from canonical.rebates');
  await database.run('insert into canonical.rebates by name from ingest_rebates');
  await database.run('drop table ingest_rebates');
}

/** A link between a customer and itself is none, and the same link once is enough. */
async function withoutSelves(database: Database): Promise<void> {
  await database.run(
    `create or replace temp table ingest_links as
     select * from canonical.relationships where from_id <> to_id
     qualify row_number() over (partition by from_id, to_id, kind order by valid_from nulls first, valid_to nulls last) = 1
     order by from_id, to_id, kind`,
  );
  await database.run('delete from canonical.relationships');
  await database.run('insert into canonical.relationships from ingest_links');
  await database.run('drop table ingest_links');
}
