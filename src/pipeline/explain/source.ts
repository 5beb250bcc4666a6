import { type CanonicalTable, canonicalTables } from '../../contracts/canonical.ts';
import type { Database, Row } from '../../engine/database.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { OpenRun } from './run.ts';

/** Where a document stands: `row` is counted below the header of the export. */
export interface Place {
  readonly source: string;
  readonly file: string;
  readonly row: number;
}

/**
 * Adds to each document where the export has it: `file`, and `row`, counted below the header. Found by the key of the
 * canonical table in the raw extracts; where a document was exported more than once, the later file and row count, as
 * in ingest. A document whose key is not in the export as it stands (counted, or translated) keeps no place.
 */
export async function withPlaces(
  run: OpenRun,
  table: CanonicalTable,
  documents: readonly Row[],
): Promise<Row[]> {
  const places = await placesOf(run, table, documents);
  return documents.map((document, index) => {
    const place = places[index];
    return place === undefined ? document : { ...document, file: place.file, row: place.row };
  });
}

/** The place of each document; see `withPlaces`. */
export async function placesOf(
  { database, record }: OpenRun,
  table: CanonicalTable,
  documents: readonly Row[],
): Promise<(Place | undefined)[]> {
  const { key } = canonicalTables[table];
  const nameOf = (cells: readonly unknown[]): string => JSON.stringify(cells.map(String));
  const places = new Map<string, Place>();
  for (const [source, { table: target, columns }] of Object.entries(record.sources)) {
    if (target !== table) continue;
    const ids = key.map((column) => idOf(columns[column]));
    if (ids.some((id) => id === undefined) || documents.length === 0) continue;
    for (const found of await placesIn(database, source, ids as Id[], documents, key))
      places.set(nameOf(key.map((_, index) => found[`key${index}`])), {
        source,
        file: String(found.file),
        row: Number(found.row),
      });
  }
  return documents.map((document) => places.get(nameOf(key.map((column) => document[column]))));
}

/** A cell of the export, and the canonical columns that are made of it. */
export interface SourceCell {
  readonly header: string;
  readonly cell: string | null;
  readonly columns: readonly string[];
}

/**
 * The cells of one row of an export that its source maps, in the order of the mapping, as they stand in the file. Of a
 * large export the text of plain rows is not kept; their values say the same in other digits: `12.5` for `12.50`.
 */
export async function cellsAt({ database, record }: OpenRun, place: Place): Promise<SourceCell[]> {
  const headers = new Map<string, string[]>();
  for (const [column, mapping] of Object.entries(record.sources[place.source]?.columns ?? {}))
    for (const header of headersOf(mapping)) headers.set(header, [...(headers.get(header) ?? []), column]);
  const known = await rawColumns(database, place.source);
  const [row] = await database.rows<Record<string, string | null>>(
    `${numberedFiles} select raw.* from ${qualified(`raw.${place.source}`)} as raw
     join files on files.number = raw._file where files.file = $file and raw._row = $row`,
    { source: place.source, file: place.file, row: place.row },
  );
  const kept = [...headers].filter(([header]) => known.has(header));
  if (row === undefined) {
    const values = await valuesAt(database, place);
    return kept.map(([header, columns]) => ({ header, cell: textOf(values[columns[0]!]), columns }));
  }
  return kept.map(([header, columns]) => ({ header, cell: row[header] ?? null, columns }));
}

const textOf = (value: Row[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** The values of a row whose text is not kept. */
async function valuesAt(database: Database, { source, file, row }: Place): Promise<Row> {
  return database.row(`select * from traced.${identifier(source)} where _name = $file and _row = $row`, {
    file,
    row,
  });
}

function headersOf(mapping: unknown): string[] {
  if (typeof mapping === 'string') return [mapping];
  if (typeof mapping !== 'object' || mapping === null || !('from' in mapping)) return [];
  const { from, join, plus, minus, times, negate_when } = mapping as Record<string, unknown>;
  const sign = typeof negate_when === 'object' && negate_when !== null && 'column' in negate_when;
  return [
    from,
    ...(Array.isArray(join) ? join : []),
    plus,
    minus,
    times,
    ...(sign ? [(negate_when as { column: unknown }).column] : []),
  ].filter((header) => typeof header === 'string');
}

/** How the export writes an id: the columns it is joined from, and the length the first one is filled to. */
interface Id {
  readonly headers: readonly string[];
  readonly pad: number;
}

function idOf(mapping: unknown): Id | undefined {
  const headers = headersOf(mapping);
  if (headers.length === 0) return undefined;
  if (typeof mapping === 'string') return { headers, pad: 0 };
  if ('values' in (mapping as object)) return undefined;
  return { headers, pad: Number((mapping as { pad?: number }).pad ?? 0) };
}

const numberedFiles = `with files as (
  select file, row_number() over (order by position) - 1 as number from ingest.files where source = $source
)`;

async function rawColumns(database: Database, source: string): Promise<Set<string>> {
  const known = await database.rows<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'raw' and table_name = $source`,
    { source },
  );
  return new Set(known.map(({ name }) => name));
}

async function placesIn(
  database: Database,
  source: string,
  ids: readonly Id[],
  documents: readonly Row[],
  key: readonly string[],
): Promise<Row[]> {
  if (await isTraced(database, source)) return placesTraced(database, source, documents, key);
  const known = await rawColumns(database, source);
  if (ids.some(({ headers }) => headers.some((header) => !known.has(header)))) return [];
  const values = ids.map(({ headers, pad }) =>
    headers
      .map((header, index) => {
        const cell = `trim(${identifier(header)})`;
        return index === 0 && pad > 0 ? `lpad(${cell}, greatest(${pad}, length(${cell})), '0')` : cell;
      })
      .join(` || '-' || `),
  );
  const wanted = documents.map(
    (_, row) => `(${ids.map((_, index) => `cast($d${row}_${index} as varchar)`).join(', ')})`,
  );
  const params = Object.fromEntries(
    documents.flatMap((document, row) =>
      key.map((column, index) => [`d${row}_${index}`, String(document[column])]),
    ),
  );
  return database.rows(
    `${numberedFiles}
     select ${values.map((value, index) => `${value} as key${index}`).join(', ')},
            files.file, raw._row as row
     from ${qualified(`raw.${source}`)} as raw join files on files.number = raw._file
     where (${values.join(', ')}) in (${wanted.join(', ')})
     order by raw._file, raw._row`,
    { ...params, source },
  );
}

async function isTraced(database: Database, source: string): Promise<boolean> {
  const { traced } = await database.row<{ traced: boolean }>(
    `select exists (from duckdb_views() where schema_name = 'traced' and view_name = $source) as traced`,
    { source },
  );
  return traced;
}

/** As \`placesIn\`, in a large source, whose rows are kept as values: the key is the one of the canonical table. */
async function placesTraced(
  database: Database,
  source: string,
  documents: readonly Row[],
  key: readonly string[],
): Promise<Row[]> {
  const wanted = documents.map(
    (_, row) => `(${key.map((_, index) => `cast($d${row}_${index} as varchar)`).join(', ')})`,
  );
  const params = Object.fromEntries(
    documents.flatMap((document, row) =>
      key.map((column, index) => [`d${row}_${index}`, String(document[column])]),
    ),
  );
  const columns = key.map((column) => `cast(${identifier(column)} as varchar)`);
  return database.rows(
    `select ${columns.map((column, index) => `${column} as key${index}`).join(', ')}, _name as file, _row as row
     from traced.${identifier(source)}
     where (${columns.join(', ')}) in (${wanted.join(', ')}) and _reason is null
     order by _file, _row`,
    params,
  );
}
