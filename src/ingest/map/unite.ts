import { type CanonicalTable, canonicalTableNames, canonicalTables } from '../../contracts/canonical.ts';
import { sqlTypes, type TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, literal, qualified } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { followCancellations } from './cancellations.ts';
import { viewStored } from './canonical-view.ts';
import { countedColumn } from './cells.ts';
import { type Converted, keyHash, keyParts, markedIn } from './convert.ts';

/**
 * Makes every canonical table from the rows kept of all its sources, one row for each key. Where rows share a key, the
 * later file wins, and within a file the later row; of the others, equal ones are `duplicate`, different ones
 * `superseded` by another file, or `key_twice` in the same one, where the key of the mapping does not tell the rows of
 * the export apart. Order of files: sources as listed, files as listed; the same bytes under two sources are one file.
 */
export async function unite(database: Database, converted: readonly Converted[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const ranks = fileRanks(converted);
  await database.run(
    `create or replace table ingest.history (table_name varchar, key varchar, version bigint, is_current boolean,
       source varchar, file varchar, row_number bigint, record json)`,
  );
  for (const name of canonicalTableNames) {
    const contract: TableContract = canonicalTables[name as CanonicalTable];
    const target = qualified(`canonical.${name}`);
    const definitions = Object.entries(contract.columns).map(
      ([column, { type }]) => `${identifier(column)} ${sqlTypes[type]}`,
    );
    await database.run(`create or replace table ${target} (${definitions.join(', ')})`);
    const parts = converted
      .map((part, position) => ({ part, position }))
      .filter(({ part }) => part.mapped.source.table === name);
    if (parts.length > 0) {
      if (contract.key.length > 0) await markLosers(database, contract, parts, ranks);
      if (name === 'invoice_lines') findings.push(...(await followCancellations(database, converted)));
      const columns = Object.keys(contract.columns).map(identifier);
      const [only] = parts;
      if (parts.length === 1 && only!.part.stored !== undefined) {
        await viewStored(database, target, contract, only!.part.stored);
        continue;
      }
      const order = [...contract.key.map(identifier), '_rank', '_position', '_row'];
      await database.run(
        `insert into ${target} select ${columns.join(', ')} from (${union(contract, parts, ranks)}) order by ${order.join(', ')}`,
      );
    }
  }
  return findings;
}

interface Part {
  readonly part: Converted;
  readonly position: number;
}
type Ranks = ReadonlyMap<string, number>;

/** A file's place in the order of precedence, by its hash: the last place where it is listed. */
function fileRanks(converted: readonly Converted[]): Ranks {
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const { files } of converted) for (const file of files) ranks.set(file.sha256, rank++);
  return ranks;
}

/** The kept rows of a table, all columns of the contract, with where each comes from. */
function union(contract: TableContract, parts: readonly Part[], ranks: Ranks): string {
  return parts
    .map(({ part, position }) => {
      const has = new Set([
        ...Object.keys(part.mapped.source.columns),
        ...(part.counted ? [countedColumn] : []),
      ]);
      const columns = Object.entries(contract.columns).map(([name, { type }]) =>
        has.has(name) ? identifier(name) : `cast(null as ${sqlTypes[type]}) as ${identifier(name)}`,
      );
      const rank = part.files.map((file, index) => `when ${index} then ${ranks.get(file.sha256)}`).join(' ');
      return `select ${columns.join(', ')}, case _file ${rank} end as _rank, ${position} as _position, _file, _row, ${part.counted} as _counted
        from ${identifier(part.work)} where _reason is null`;
    })
    .join('\nunion all\n');
}

/**
 * Whether rows may share a key, by short hashes that cost little: nearly no export has any that do. The lines of a
 * document have numbers of their own if as many bits are set as there are lines, one bit for each number; so millions of
 * lines are grouped by document, and only where two numbers meet in one bit by their whole key.
 */
async function mayShareKeys(database: Database, parts: readonly Part[]): Promise<boolean> {
  // Without line numbers of its own, a document is replaced as a whole, whatever its keys.
  if (parts.some(({ part }) => part.counted)) return true;
  const marks = parts.map(({ part }) => {
    const key = keyParts(part);
    const last = key.at(-1)!;
    const own = `coalesce(try_cast(cast(${last} as varchar) as ubigint), hash(${last}))`;
    return key.length === 1
      ? `select ${keyHash(part)} as h from ${identifier(part.work)} where _reason is null`
      : `select hash(${key.slice(0, -1).join(', ')}) as document, ${keyHash(part)} as h,
           cast(1 as ubigint) << (${own} % 64) as bit
         from ${identifier(part.work)} where _reason is null`;
  });
  const marked = marks.join(' union all ');
  const crowded = `select document from marked group by document having count(*) > bit_count(bit_or(bit))`;
  const asked = parts[0]!.part.mapped.contract.key.length === 1 ? '' : `where document in (${crowded})`;
  const { shared } = await database.row<{ shared: boolean }>(
    `with marked as not materialized (${marked})
     select exists (select h from marked ${asked} group by h having count(*) > 1) as shared`,
  );
  return shared;
}

async function markLosers(
  database: Database,
  contract: TableContract,
  parts: readonly Part[],
  ranks: Ranks,
): Promise<void> {
  if (!(await mayShareKeys(database, parts))) return;
  const key = contract.key.map(identifier).join(', ');
  const sameAs = (table: string): string => sameKey(contract, table, 'rows');
  const content = Object.keys(contract.columns)
    .map((name) => `${identifier(name)} := ${identifier(name)}`)
    .join(', ');
  const document = identifier(contract.key[0]!);
  const counted = parts.some(({ part }) => part.counted);
  // Without line numbers of its own, a document is exported anew as a whole: its newest file has all of its lines.
  const outdated = counted
    ? `select ${document} as document, max(_rank) as newest from rows where _counted group by all having count(distinct _rank) > 1`
    : 'select null::varchar as document, null::integer as newest where false';
  await database.run(
    `create or replace temp table ingest_ranked as
with rows as (${union(contract, parts, ranks)}),
outdated as (${outdated}),
-- A short hash finds the few that might share a key; only those are compared.
hashed as (select hash(${key}) as h from rows group by h having count(*) > 1),
likely as (select ${key} from rows where hash(${key}) in (select h from hashed)),
doubled as (select ${key} from likely group by ${key} having count(*) > 1),
suspects as (
  select rows.*, coalesce(rows._counted and rows._rank < outdated.newest, false) as is_outdated,
    struct_pack(${content}) as content
  from rows left join outdated on rows.${document} = outdated.document
  where outdated.document is not null or exists (from doubled where ${sameAs('doubled')})
),
ranked as (
  select *,
    row_number() over newest_first as place,
    first_value(content) over newest_first as winner,
    first_value(_position) over newest_first = _position and first_value(_file) over newest_first = _file as in_one_file
  from suspects
  window newest_first as (partition by ${key} order by _rank desc, _position desc, _file desc, _row desc)
)
select *, case
    when place = 1 and not is_outdated then null
    when place > 1 and content is not distinct from winner then 'duplicate'
    when place > 1 and in_one_file and not is_outdated and not ${contract.register === true} then 'key_twice'
    else 'superseded'
  end as reason
from ranked`,
  );
  const suspects = await database.count('ingest_ranked');
  for (const { part, position } of suspects > 0 ? parts : [])
    await database.run(
      `update ${markedIn(part).table} as work set _reason = loser.reason from ingest_ranked as loser
       where work._reason is null and loser.reason is not null and loser._position = ${position} and loser._file = work._file
         and loser._row = ${markedIn(part).row}`,
    );
  if (suspects > 0) await keepHistory(database, contract, parts);
  await database.run('drop table ingest_ranked');
}

/**
 * What corrected rows were before: `ingest.history` has every version of a row that a later export has changed or left
 * out of its document, the oldest first, with the place it comes from.
 */
async function keepHistory(
  database: Database,
  contract: TableContract,
  parts: readonly Part[],
): Promise<void> {
  const key = contract.key.map(identifier).join(', ');
  const places = parts.flatMap(({ part, position }) =>
    part.files.map(
      (file, index) =>
        `(${position}, ${index}, ${literal(part.mapped.source.name)}, ${literal(file.located.name)})`,
    ),
  );
  await database.run(
    `insert into ingest.history
with changed as (select distinct ${key} from ingest_ranked where reason in ('superseded', 'key_twice')),
places as (select * from (values ${places.join(', ')}) as place(_position, _file, source, file)),
versions as (
  select *, row_number() over (partition by ${key} order by _rank, _position, _file, _row) as version
  from ingest_ranked semi join changed on ${sameKey(contract, 'changed', 'ingest_ranked')}
  where reason is distinct from 'duplicate'
)
select ${literal(contract.name)}, concat_ws(' / ', ${key}), version, reason is null, source, file, _row, to_json(content)
from versions join places using (_position, _file)
order by ${key}, version`,
  );
}

/** A part of a key may be empty: a rebate without agreement. */
const sameKey = ({ key }: TableContract, left: string, right: string): string =>
  key
    .map((name) => `${left}.${identifier(name)} is not distinct from ${right}.${identifier(name)}`)
    .join(' and ');

/** The sources that feed a table, for messages. */
export function sourcesOf(converted: readonly Converted[], table: string): string[] {
  return converted
    .filter(({ mapped }) => mapped.source.table === table)
    .map(({ mapped }) => mapped.source.name);
}
