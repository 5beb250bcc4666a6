import { setAsideReasons } from '../../contracts/accounting.ts';
import type { Row } from '../../engine/database.ts';
import { qualified } from '../../engine/sql-text.ts';
import type { Reader } from './reader.ts';

export interface TieRow {
  readonly account: string;
  readonly month: string | null;
  readonly description: string | null;
  readonly role: string | null;
  readonly ledger: number;
  readonly charged: number;
  readonly unused: number;
  readonly company_level: number;
  readonly timing: number;
  readonly unexplained: number;
  readonly reconciled: boolean;
}

export interface SourceFile {
  readonly source: string;
  readonly file: string;
  readonly table_name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly rows_set_aside: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** The file's own total rows, held against the rows kept. */
  readonly own_totals: readonly OwnTotal[];
}

export interface OwnTotal {
  readonly column: string;
  readonly stated: string;
  readonly kept: string;
  readonly agrees: boolean;
}

/** A row that was set aside: where it stands and what was wrong, never the row itself. */
export interface SetAside {
  readonly file: string;
  readonly reason_code: string;
  readonly row_number: number;
  readonly field: string | null;
  readonly value: string | null;
  /** Rows of the file set aside for this reason, in all. */
  readonly found: number;
}

export interface TrustData {
  readonly coverage: readonly { line: string; measured: boolean; missing: string | null }[];
  readonly ties: readonly TieRow[];
  readonly tieMonths: readonly TieRow[];
  readonly files: readonly SourceFile[];
  /** The first few rows of each file and reason, but for what is no fault of the data. */
  readonly setAside: readonly SetAside[];
  readonly tables: readonly { table_name: string; present: boolean; missing_columns: readonly string[] }[];
  readonly settings: readonly { table: string; rows: readonly Row[] }[];
}

const harmless = Object.entries(setAsideReasons)
  .filter(([, reason]) => reason.harmless)
  .map(([code]) => code);

export async function readTrust(reader: Reader): Promise<TrustData> {
  const { database, present, rows } = reader;
  return {
    coverage: await database.rows('select line, measured, missing from features.coverage order by line'),
    ties: await rows(
      'features.tie_out',
      `select account, null as month, min(description) as description, min(role) as role, sum(ledger) as ledger,
              sum(charged) as charged, sum(unused) as unused, sum(company_level) as company_level,
              sum(timing) as timing, sum(unexplained) as unexplained, bool_and(reconciled) as reconciled
       from features.tie_out group by account order by account`,
    ),
    tieMonths: await rows(
      'features.tie_out',
      `select account, month, description, role, ledger, charged, unused, company_level, timing, unexplained, reconciled
       from features.tie_out order by account, month`,
    ),
    files: (
      await rows<SourceFile & { reasons: string; own_totals: string }>(
        'ingest.files',
        `select source, file, table_name, bytes, sha256, encoding, rows_read, rows_kept, rows_set_aside,
                cast(reasons as varchar) as reasons, cast(own_totals as varchar) as own_totals
         from ingest.files order by position`,
      )
    ).map((file) => ({
      ...file,
      reasons: JSON.parse(file.reasons) as SourceFile['reasons'],
      own_totals: JSON.parse(file.own_totals) as OwnTotal[],
    })),
    setAside: present.has('ingest.quarantine')
      ? await database.rows(
          `select file, reason_code, row_number, field, value, found from (
             select *, count(*) over (partition by file, reason_code) as found,
                    row_number() over (partition by file, reason_code order by row_number, field) as place
             from ingest.quarantine where not list_contains(string_split($harmless, ','), reason_code))
           where place <= 3 order by file, reason_code, row_number, field limit 60`,
          { harmless: harmless.join(',') },
        )
      : [],
    tables: (
      await rows<{ table_name: string; present: boolean; missing_columns: string }>(
        'ingest.tables',
        `select table_name, present, cast(missing_columns as varchar) as missing_columns
         from ingest.tables order by table_name`,
      )
    ).map((table) => ({ ...table, missing_columns: JSON.parse(table.missing_columns) as string[] })),
    settings: await readSettings(reader),
  };
}

/** The settings as the run used them: small tables, shown as they are. */
async function readSettings({ database, present }: Reader): Promise<TrustData['settings']> {
  const names = [...present].filter((name) => name.startsWith('settings.')).sort();
  const tables = [];
  for (const name of names) {
    const rows = await database.rows(`select * from ${qualified(name)} order by all limit 200`);
    if (rows.length > 0) tables.push({ table: name.slice('settings.'.length), rows });
  }
  return tables;
}
