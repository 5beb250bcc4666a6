/**
 * The books of the reading, kept by ingest in the schema `ingest`: one row per file, per canonical table, and per
 * row that was set aside. Held here because ingest writes them and reports and the run's record read them.
 */
export interface FileRecord {
  /** Name of the source in the pipeline file. */
  readonly source: string;
  /** Path relative to the data folder, with forward slashes. */
  readonly file: string;
  /** Canonical table the file feeds. */
  readonly table: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  /** Why that encoding: `byte order mark`, `valid UTF-8`, `declared`, ... */
  readonly encodingReason: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsSetAside: number;
  /** Set-aside rows by reason code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The file's own total row held against the rows kept, where it has one. */
  readonly ownTotals: readonly { column: string; stated: string; kept: string; agrees: boolean }[];
}

export interface TableRecord {
  readonly table: string;
  readonly present: boolean;
  readonly rows: number;
  /** Optional columns no source maps. */
  readonly missingColumns: readonly string[];
}
