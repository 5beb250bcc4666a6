import { writeFile } from 'node:fs/promises';
import {
  type DuckDBDateValue,
  type DuckDBDecimalType,
  type DuckDBDecimalValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';
import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int64,
  makeBuilder,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMicrosecond,
  tableToIPC,
  Utf8,
} from 'apache-arrow';
import type { Database } from './database.ts';
import { identifier, qualified } from './sql-text.ts';

/**
 * Tables of DuckDB as Arrow tables, column by column, for tables of customer grain or coarser.
 *
 * Money (DECIMAL) becomes Float64, with its exact type in the field's metadata: pandas turns Arrow decimals into
 * slow Python objects, and JavaScript readers into raw integers, while a double holds cents exactly up to some
 * 90 million million. The Parquet file beside it keeps the decimals. DATE → Date32, TIMESTAMP → microseconds without
 * a zone, integers → Int64, BOOLEAN → Bool, sums of integers (HUGEINT) → Float64, everything else → Utf8.
 */
export async function arrowTable(
  database: Database,
  sql: string,
  about: TableDescription = { columns: new Map() },
): Promise<Table> {
  const result = await database.connection.stream(sql);
  const columns = result
    .columnNames()
    .map((name, index) => columnReader(name, result.columnType(index), about));
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const [index, column] of columns.entries())
      column.read(chunk.getColumnVector(index), chunk.rowCount);
    rows += chunk.rowCount;
  }
  const metadata = new Map(about.table === undefined ? [] : [['description', about.table]]);
  const fields = columns.map(({ field }) => field);
  const schema = new Schema(fields, metadata);
  const children = columns.map((column) => column.finish());
  const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  return new Table(schema, [new RecordBatch(schema, data)]);
}

/**
 * Writes a table as an Arrow file (the IPC file format, also known as Feather 2), with the comments of the warehouse
 * as `description` in the metadata of table and fields. Same rows, same bytes.
 *
 * @param order columns that order the rows; all of them, from left to right, if left out
 * @param about what the table and its columns mean, where the caller knows; else asked of the warehouse
 */
export async function writeArrowFile(
  database: Database,
  table: string,
  path: string,
  order: readonly string[] = [],
  about?: TableDescription,
): Promise<void> {
  const content = await arrowTable(
    database,
    inOrder(table, order),
    about ?? (await describe(database, table)),
  );
  await writeFile(path, tableToIPC(content, 'file'));
}

/** `select` of a whole table in a total order, so that files made from it are the same each time. */
export function inOrder(table: string, order: readonly string[] = []): string {
  const by = order.length === 0 ? 'all' : order.map(identifier).join(', ');
  return `select * from ${qualified(table)} order by ${by}`;
}

export interface TableDescription {
  readonly table?: string;
  /** Column → what it means. */
  readonly columns: ReadonlyMap<string, string>;
}

/** The comments of a table and of its columns, in one question. */
async function describe(database: Database, table: string): Promise<TableDescription> {
  const [schema, name] = table.split('.') as [string, string];
  const found = await database.rows<{ column_name: string | null; comment: string }>(
    `select null as column_name, comment from duckdb_tables()
      where schema_name = $schema and table_name = $name and comment is not null
     union all
     select column_name, comment from duckdb_columns()
      where schema_name = $schema and table_name = $name and comment is not null`,
    { schema, name },
  );
  const whole = found.find(({ column_name }) => column_name === null);
  return {
    ...(whole === undefined ? {} : { table: whole.comment }),
    columns: new Map(
      found.flatMap(({ column_name, comment }) => (column_name === null ? [] : [[column_name, comment]])),
    ),
  };
}

interface ColumnReader {
  readonly field: Field;
  read(vector: DuckDBVector, rows: number): void;
  finish(): Data;
}

function columnReader(name: string, type: DuckDBType, about: TableDescription): ColumnReader {
  const metadata = new Map<string, string>();
  const description = about.columns.get(name);
  if (description !== undefined) metadata.set('description', description);
  if (type.typeId === DuckDBTypeId.DECIMAL) metadata.set('exact_type', type.toString());
  const field = (arrow: DataType): Field => new Field(name, arrow, true, metadata);
  switch (type.typeId) {
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.HUGEINT:
      return fixedWidth(field(new Float64()), Float64Array, Number);
    case DuckDBTypeId.DECIMAL:
      return fixedWidth(
        field(new Float64()),
        Float64Array,
        (value) => nearestDouble(value as DuckDBDecimalValue),
        doublesOf(type as DuckDBDecimalType),
      );
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
      return fixedWidth(field(new Int64()), BigInt64Array, (value) => BigInt(value as number | bigint));
    case DuckDBTypeId.DATE:
      return fixedWidth(field(new DateDay()), Int32Array, (value) => (value as DuckDBDateValue).days);
    case DuckDBTypeId.TIMESTAMP:
      return fixedWidth(
        field(new TimestampMicrosecond()),
        BigInt64Array,
        (value) => (value as DuckDBTimestampValue).micros,
      );
    case DuckDBTypeId.BOOLEAN:
      return truths(field(new Bool()));
    default:
      return texts(field(new Utf8()));
  }
}

/** One division of two exact doubles rounds right; a decimal too long for a double goes through its text. */
function nearestDouble(decimal: DuckDBDecimalValue): number {
  const units = Number(decimal.value);
  return Number.isSafeInteger(units) ? units / 10 ** decimal.scale : Number(decimal.toString());
}

/**
 * Decimals of up to 18 digits straight from their whole numbers. A value object for each would take ten times as long.
 */
function doublesOf({
  scale,
}: DuckDBDecimalType): (vector: DuckDBVector, row: number) => number | null | undefined {
  const divisor = 10 ** scale;
  return (vector, row) => {
    if (!('getScaledValue' in vector)) return undefined;
    const scaled = (vector as { getScaledValue(row: number): number | bigint | null }).getScaledValue(row);
    if (scaled === null) return null;
    const units = Number(scaled);
    return Number.isSafeInteger(units) ? units / divisor : undefined;
  };
}

type Items = Float64Array | Int32Array | BigInt64Array;

/** A column whose values lie side by side in one typed array, with a bitmap of those that are there. */
function fixedWidth<A extends Items>(
  field: Field,
  items: { new (length: number): A; readonly BYTES_PER_ELEMENT: number },
  convert: (value: DuckDBValue) => A[number],
  direct?: (vector: DuckDBVector, row: number) => A[number] | null | undefined,
): ColumnReader {
  const parts: A[] = [];
  const nulls: number[] = [];
  let length = 0;
  return {
    field,
    read(vector, rows) {
      const part = new items(rows);
      for (let row = 0; row < rows; row++) {
        let value = direct?.(vector, row);
        if (value === undefined) {
          const item = vector.getItem(row);
          value = item === null ? null : convert(item);
        }
        if (value === null) nulls.push(length + row);
        else part[row] = value;
      }
      parts.push(part);
      length += rows;
    },
    finish() {
      const data = new items(length);
      let offset = 0;
      for (const part of parts) {
        (data as Float64Array).set(part as Float64Array, offset);
        offset += part.length;
      }
      return makeData({
        type: field.type as Float64,
        length,
        nullCount: nulls.length,
        data: data as Float64Array,
        ...(nulls.length > 0 ? { nullBitmap: bitmap(length, nulls) } : {}),
      });
    },
  };
}

/** A column of truth values. */
function truths(field: Field): ColumnReader {
  const builder = makeBuilder({ type: field.type, nullValues: [null] });
  return {
    field,
    read(vector, rows) {
      for (let row = 0; row < rows; row++) builder.append(vector.getItem(row) as boolean | null);
    },
    finish: () => builder.finish().flush(),
  };
}

/** A column of texts: their bytes side by side, and where each begins. Arrow's own builder keeps an object for each. */
function texts(field: Field): ColumnReader {
  let bytes = Buffer.allocUnsafe(1 << 16);
  let used = 0;
  const starts: Int32Array[] = [];
  const nulls: number[] = [];
  let length = 0;
  return {
    field,
    read(vector, rows) {
      const part = new Int32Array(rows);
      for (let row = 0; row < rows; row++) {
        part[row] = used;
        const value = vector.getItem(row);
        if (value === null) {
          nulls.push(length + row);
          continue;
        }
        const text = String(value);
        // A UTF-16 unit takes three bytes at most.
        if (used + text.length * 3 > bytes.length) {
          const larger = Buffer.allocUnsafe((bytes.length + text.length * 3) * 2);
          bytes.copy(larger, 0, 0, used);
          bytes = larger;
        }
        used += bytes.write(text, used, 'utf8');
      }
      starts.push(part);
      length += rows;
    },
    finish() {
      const valueOffsets = new Int32Array(length + 1);
      let at = 0;
      for (const part of starts) {
        valueOffsets.set(part, at);
        at += part.length;
      }
      valueOffsets[length] = used;
      return makeData({
        type: field.type as Utf8,
        length,
        nullCount: nulls.length,
        valueOffsets,
        data: new Uint8Array(bytes.buffer, bytes.byteOffset, used),
        ...(nulls.length > 0 ? { nullBitmap: bitmap(length, nulls) } : {}),
      });
    },
  };
}

/** Arrow's validity bitmap: one bit for each value, lowest first, padded to whole 8 bytes. */
function bitmap(length: number, nulls: readonly number[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(length / 64) * 8);
  bits.fill(0xff, 0, length >> 3);
  for (let index = length & ~7; index < length; index++) bits[index >> 3]! |= 1 << (index & 7);
  for (const index of nulls) bits[index >> 3]! &= ~(1 << (index & 7));
  return bits;
}
