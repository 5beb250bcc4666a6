import { type CanonicalTable, canonicalTableNames, canonicalTables } from '../../contracts/canonical.ts';
import type { TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import type { Converted } from '../map/convert.ts';
import { sourcesOf } from '../map/unite.ts';
import { messages } from '../messages.ts';

const customerColumns = ['customer_id', 'from_id', 'to_id'] as const;
/** This share of the strangers must be known without their zeros before the hint is given. */
const convincing = 0.8;

/**
 * Customers that documents name and the customer list does not have. No row is dropped for it. Where leading zeros
 * explain it, the finding says which source to pad.
 */
export async function unknownCustomers(
  database: Database,
  converted: readonly Converted[],
): Promise<Finding[]> {
  const listed = sourcesOf(converted, 'customers');
  if (listed.length === 0) return [];
  const findings: Finding[] = [];
  for (const table of canonicalTableNames) {
    const sources = sourcesOf(converted, table);
    if (table === 'customers' || sources.length === 0) continue;
    const contract: TableContract = canonicalTables[table as CanonicalTable];
    for (const column of customerColumns) {
      if (!(column in contract.columns)) continue;
      const finding = await strangers(database, table, column, sources, listed);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}

async function strangers(
  database: Database,
  table: string,
  column: string,
  sources: readonly string[],
  listed: readonly string[],
): Promise<Finding | undefined> {
  const found = await database.row<{
    rows: number | null;
    customers: number;
    ids: string | null;
    known: number;
    zeroed: number;
    own_length: number | null;
    list_length: number | null;
  }>(
    `with strangers as (
       select ${identifier(column)} as id, count(*) as n from ${qualified(`canonical.${table}`)}
       where ${identifier(column)} not in (select customer_id from canonical.customers)
       group by id
     ),
     stripped as (select distinct ltrim(customer_id, '0') as id from canonical.customers)
     select sum(n) as rows, count(*) as customers,
       (select string_agg(id, chr(31) order by id) from (select id from strangers order by id limit 5)) as ids,
       count(*) filter (ltrim(id, '0') in (from stripped)) as known,
       count(*) filter (starts_with(id, '0')) as zeroed,
       max(length(id)) as own_length,
       (select max(length(customer_id)) from canonical.customers) as list_length
     from strangers`,
  );
  if (found.customers === 0) return undefined;
  const own = found.own_length ?? 0;
  const list = found.list_length ?? 0;
  // The side that still has its zeros is the right one: the other is filled up to its length.
  const zeros = found.known >= convincing * found.customers;
  const keeps = found.zeroed >= convincing * found.known;
  const pad =
    !zeros || (own === list && !keeps)
      ? null
      : keeps
        ? { length: own, column: 'customer_id', sources: listed }
        : { length: list, column, sources };
  return messages.unknownCustomers.finding({
    table,
    column,
    sources,
    rows: found.rows ?? 0,
    customers: found.customers,
    ids: found.ids?.split('\x1f') ?? [],
    pad,
  });
}
