import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBDoubleVector,
  DuckDBInstance,
  DuckDBIntegerVector,
  DuckDBTimestampValue,
  type DuckDBValue,
  INTEGER,
} from '@duckdb/node-api';
import { identifier, literal, qualified } from './sql-text.ts';

export interface DatabaseOptions {
  /** File of the warehouse, or `:memory:`. */
  readonly path: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Where DuckDB spills to. */
  readonly temporaryFolder?: string;
  /** To look into a finished run without changing a byte of it. */
  readonly readOnly?: boolean;
}

/** A value that can be bound to `$name`, or appended. */
export type Bindable = string | number | bigint | boolean | null;

/** A row as plain data: decimals and integers as numbers, dates as ISO text. Only for tables of customer grain or coarser. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Enough to make the planning of a statement small beside its work, and few enough to keep its text short. */
const rowsPerStatement = 50;

/** As many as DuckDB keeps in one vector. */
const rowsPerChunk = 2048;

/** The name that DuckDB gives to `warehouse.duckdb`, whichever way it is opened. */
const warehouse = 'warehouse';

/** Whether a statement ended because it was told to, not because of what it found. */
export const isInterruption = (cause: unknown): boolean =>
  cause instanceof Error && /^INTERRUPT/i.test(cause.message);

/** One open DuckDB database. Knows SQL and files, not business. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #shared: boolean;
  /** What a file that is written is called inside DuckDB; nothing for others. */
  readonly #attached: string | undefined;
  /** The connections beside this one, which are interrupted with it. */
  readonly #others = new Set<Database>();
  #closed = false;
  readonly connection: DuckDBConnection;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    attached: string | undefined,
    shared = false,
  ) {
    this.#instance = instance;
    this.connection = connection;
    this.#attached = attached;
    this.#shared = shared;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const settings: Record<string, string> = {
      // Rows of large tables are written as they come, by all threads; whatever needs an order says `order by`.
      preserve_insertion_order: 'false',
      // Nothing may be fetched from a network, whatever an extract, a setting or the first bytes of a file say.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    };
    if (options.memoryLimit !== undefined) settings.memory_limit = options.memoryLimit;
    if (options.threads !== undefined) settings.threads = String(options.threads);
    if (options.temporaryFolder !== undefined) settings.temp_directory = options.temporaryFolder;
    const isWritten = options.readOnly !== true && options.path !== ':memory:';
    if (options.readOnly === true) settings.access_mode = 'READ_ONLY';
    // A checkpoint would unite row groups that threads have left half full, by packing them a second time: a tenth of a run
    // of ten million lines, for a file that is no smaller.
    settings.max_vacuum_tasks = '0';
    if (isWritten) settings.temp_directory ??= `${options.path}.tmp`;
    const instance = await DuckDBInstance.create(isWritten ? ':memory:' : options.path, settings);
    const connection = await instance.connect();
    const database = new Database(instance, connection, isWritten ? warehouse : undefined);
    await database.run("set timezone = 'UTC'");
    // Trying FSST on every column of text takes two fifths of the time of writing the file, and saves 7 % of it.
    if (options.readOnly !== true) await database.run("set disabled_compression_methods = 'fsst'");
    if (isWritten) {
      // Without a log beside the file: what breaks off is thrown away whole, so nobody would ever read it again, and it
      // would be written, waited for and folded into the file at every turn. DuckDB has this only for what it attaches.
      // Storage of 1.4 and later packs texts at half the cost.
      await database.run(
        `attach ${literal(options.path)} as ${warehouse} (storage_version 'v1.4.0', recovery_mode no_wal_writes)`,
      );
      await database.run(`use ${warehouse}`);
    }
    return database;
  }

  /**
   * A second connection to the same database, for work that may go on while the first one waits for JavaScript. It
   * sees what has been committed; closing it leaves the database open.
   */
  async beside(): Promise<Database> {
    const connection = await this.#instance.connect();
    const beside = new Database(this.#instance, connection, this.#attached, true);
    if (this.#attached !== undefined) await beside.run(`use ${this.#attached}`);
    this.#others.add(beside);
    return beside;
  }

  /** How much of the running statement is done, from 0 to 1; nothing while DuckDB cannot say. */
  get done(): number | undefined {
    if (this.#closed) return undefined;
    const { percentage } = this.connection.progress;
    return percentage < 0 || percentage > 100 ? undefined : percentage / 100;
  }

  /** Lets DuckDB keep count of what is done, for `done`; it prints nothing. */
  async countProgress(): Promise<void> {
    await this.run('set enable_progress_bar = true');
    await this.run('set enable_progress_bar_print = false');
  }

  /** For the one thing that takes its order from a file: numbering the rows of it. */
  async inFileOrder<T>(work: () => Promise<T>): Promise<T> {
    await this.run('set preserve_insertion_order = true');
    try {
      return await work();
    } finally {
      await this.run('set preserve_insertion_order = false');
    }
  }

  async run(sql: string, params?: Record<string, Bindable>): Promise<void> {
    await this.connection.run(sql, params);
  }

  /** Makes a table or a file from a query, or inserts one's rows; returns how many rows that were, which DuckDB counts anyway. */
  async make(sql: string, params?: Record<string, Bindable>): Promise<number> {
    const reader = await this.connection.runAndReadAll(sql, params);
    return Number(reader.getRows()[0]?.[0] ?? 0);
  }

  /** All rows as plain objects, in the order the SQL gives. Never for tables of invoice-line grain. */
  async rows<T extends object = Row>(sql: string, params?: Record<string, Bindable>): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, params);
    const names = reader.deduplicatedColumnNames();
    return reader.getRows().map((row) => {
      const record: Record<string, unknown> = {};
      names.forEach((name, index) => {
        record[name] = plain(row[index] ?? null);
      });
      return record as T;
    });
  }

  async row<T extends object = Row>(sql: string, params?: Record<string, Bindable>): Promise<T> {
    const [first] = await this.rows<T>(sql, params);
    if (first === undefined) throw new Error(`no row from: ${sql}`);
    return first;
  }

  /**
   * Columns as numbers, for the code that fits and clusters. Missing values become NaN. Read chunk by chunk; a million
   * values of type DOUBLE or INTEGER take some ten milliseconds, of other types some hundred.
   */
  async numbers(sql: string, params?: Record<string, Bindable>): Promise<Float64Array[]> {
    const result = await this.connection.stream(sql, params);
    const width = result.columnCount;
    const parts: Float64Array[][] = Array.from({ length: width }, () => []);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      for (let index = 0; index < width; index++) {
        const vector = chunk.getColumnVector(index);
        const values = new Float64Array(chunk.rowCount);
        if (vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector)
          for (let row = 0; row < values.length; row++) values[row] = vector.getItem(row) ?? Number.NaN;
        else
          for (let row = 0; row < values.length; row++) {
            const value = plain(vector.getItem(row) as DuckDBValue);
            values[row] = value === null ? Number.NaN : Number(value);
          }
        parts[index]!.push(values);
      }
    }
    // Each column's parts are let go before those of the next are put together.
    return parts.map((_, index) => concatenate(parts[index]!.splice(0)));
  }

  /** Appends rows to a table by position, bound value by value, many rows to a statement. For settings and small results. */
  async append(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Bindable[])[],
  ): Promise<void> {
    const names = columns.map(identifier).join(', ');
    for (let from = 0; from < rows.length; from += rowsPerStatement) {
      const some = rows.slice(from, from + rowsPerStatement);
      const tuple = (_: unknown, row: number): string =>
        `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`;
      const statement = await this.connection.prepare(
        `insert into ${qualified(table)} (${names}) values ${some.map(tuple).join(', ')}`,
      );
      statement.bind(some.flat());
      await statement.run();
    }
  }

  /**
   * Appends columns of numbers side by side, chunk by chunk: an Int32Array to an INTEGER column, a Float64Array to a
   * DOUBLE one, where what is not finite becomes NULL. The table has just these columns, in this order.
   */
  async appendColumns(table: string, columns: readonly (Int32Array | Float64Array)[]): Promise<void> {
    const [schema, name] = table.split('.') as [string, string];
    const appender = await this.connection.createAppender(name, schema);
    const types = columns.map((column) => (column instanceof Int32Array ? INTEGER : DOUBLE));
    const rows = columns[0]?.length ?? 0;
    for (let from = 0; from < rows; from += rowsPerChunk) {
      const size = Math.min(rowsPerChunk, rows - from);
      const chunk = DuckDBDataChunk.create(types, size);
      for (const [index, column] of columns.entries()) {
        const vector = chunk.getColumnVector(index) as DuckDBIntegerVector | DuckDBDoubleVector;
        for (let row = 0; row < size; row++) {
          const value = column[from + row]!;
          vector.setItem(row, Number.isFinite(value) ? value : null);
        }
        vector.flush();
      }
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  /** The tables and views there are, `schema.name`. */
  async tables(): Promise<ReadonlySet<string>> {
    const found = await this.rows<{ name: string }>(
      "select table_schema || '.' || table_name as name from information_schema.tables order by name",
    );
    return new Set(found.map(({ name }) => name));
  }

  async exists(table: string): Promise<boolean> {
    const [schema, name] = table.split('.') as [string, string];
    const found = await this.rows(
      'select 1 as one from information_schema.tables where table_schema = $schema and table_name = $name',
      { schema, name },
    );
    return found.length > 0;
  }

  async count(table: string): Promise<number> {
    const { n } = await this.row<{ n: number }>(`select count(*) as n from ${qualified(table)}`);
    return n;
  }

  /** Stops what is running, here and on the connections beside; the running call rejects. */
  interrupt(): void {
    if (this.#closed) return;
    this.connection.interrupt();
    for (const other of this.#others) other.interrupt();
  }

  /** Closes without writing what is still in memory: for a file that is thrown away. Closing a large one takes seconds. */
  async abandon(): Promise<void> {
    if (this.#closed) return;
    await this.run('pragma disable_checkpoint_on_shutdown').catch(() => {});
    this.close();
  }

  /** Closing twice does no harm. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.connection.closeSync();
    if (!this.#shared) this.#instance.closeSync();
  }
}

function plain(value: DuckDBValue): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDecimalValue) return Number(value.toString());
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue) return value.toString().replace(' ', 'T');
  return String(value);
}

function concatenate(parts: Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
