import { type CanonicalTable, canonicalTables } from '../../contracts/canonical.ts';
import type { Database, Row } from '../../engine/database.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { OpenRun } from './run.ts';

/** As the pipeline file, kept in the run's record, names its sources. */
type Sources = Readonly<
  Record<string, { readonly table: string; readonly columns: Readonly<Record<string, unknown>> }>
>;

/**
 * Adds to each document where the export has it: `file`, and `row`, counted below the header. Found by the key of the
 * canonical table in the raw extracts; where a document was exported more than once, the later file and row count, as
 * in ingest. A document whose key is not in the export as it stands (made up of several cells) keeps no place.
 */
export async function withPlaces(
  { database, record }: OpenRun,
  table: CanonicalTable,
  documents: readonly Row[],
): Promise<Row[]> {
  const { key } = canonicalTables[table];
  const nameOf = (cells: readonly unknown[]): string => JSON.stringify(cells.map(String));
  const places = new Map<string, { file: string; row: number }>();
  const { sources } = record.settings as { sources: Sources };
  for (const [source, { table: target, columns }] of Object.entries(sources)) {
    if (target !== table) continue;
    const cells = key.map((column) => headerOf(columns[column]));
    if (cells.some((cell) => cell === undefined) || documents.length === 0) continue;
    for (const found of await placesIn(database, source, cells as Cell[], documents, key))
      places.set(nameOf(key.map((_, index) => found[`key${index}`])), {
        file: String(found.file),
        row: Number(found.row),
      });
  }
  return documents.map((document) => {
    const place = places.get(nameOf(key.map((column) => document[column])));
    return place === undefined ? document : { ...document, ...place };
  });
}

interface Cell {
  readonly header: string;
  readonly pad: number;
}

function headerOf(mapping: unknown): Cell | undefined {
  if (typeof mapping === 'string') return { header: mapping, pad: 0 };
  if (typeof mapping !== 'object' || mapping === null || !('from' in mapping) || 'values' in mapping) return;
  return { header: String(mapping.from), pad: 'pad' in mapping ? Number(mapping.pad) : 0 };
}

async function placesIn(
  database: Database,
  source: string,
  cells: readonly Cell[],
  documents: readonly Row[],
  key: readonly string[],
): Promise<Row[]> {
  const known = await database.rows<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'raw' and table_name = $source`,
    { source },
  );
  if (cells.some(({ header }) => !known.some(({ name }) => name === header))) return [];
  const values = cells.map(({ header, pad }) =>
    pad > 0 ? `lpad(trim(${identifier(header)}), ${pad}, '0')` : `trim(${identifier(header)})`,
  );
  const wanted = documents.map(
    (_, row) => `(${cells.map((_, index) => `cast($d${row}_${index} as varchar)`).join(', ')})`,
  );
  const params = Object.fromEntries(
    documents.flatMap((document, row) =>
      key.map((column, index) => [`d${row}_${index}`, String(document[column])]),
    ),
  );
  return database.rows(
    `with files as (
       select file, row_number() over (order by position) - 1 as number from ingest.files where source = $source
     )
     select ${values.map((value, index) => `${value} as key${index}`).join(', ')},
            files.file, raw._row as row
     from ${qualified(`raw.${source}`)} as raw join files on files.number = raw._file
     where (${values.join(', ')}) in (${wanted.join(', ')})
     order by raw._file, raw._row`,
    { ...params, source },
  );
}
