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
}

export interface TrustData {
  readonly coverage: readonly { line: string; measured: boolean; missing: string | null }[];
  readonly ties: readonly TieRow[];
  readonly tieMonths: readonly TieRow[];
  readonly files: readonly SourceFile[];
  readonly tables: readonly { table_name: string; present: boolean; missing_columns: readonly string[] }[];
  readonly settings: readonly { table: string; rows: readonly Row[] }[];
}

export async function readTrust(reader: Reader): Promise<TrustData> {
  const { database, rows } = reader;
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
      await rows<SourceFile & { reasons: string }>(
        'ingest.files',
        `select source, file, table_name, bytes, sha256, encoding, rows_read, rows_kept, rows_set_aside,
                cast(reasons as varchar) as reasons
         from ingest.files order by position`,
      )
    ).map((file) => ({ ...file, reasons: JSON.parse(file.reasons) as SourceFile['reasons'] })),
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
