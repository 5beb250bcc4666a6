import type { FileRecord, TableRecord } from '../../contracts/accounting.ts';
import { type SetAsideReason, setAsideReasons } from '../../contracts/accounting.ts';
import { canonicalTableNames, canonicalTables } from '../../contracts/canonical.ts';
import type { TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import type { Converted } from '../map/convert.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import type { QualitySettings } from '../settings.ts';
import { personalColumns } from '../words.ts';
import type { OwnTotals } from './totals.ts';

/** The last rows of a spreadsheet, old and new; what an export has beyond them, it drops without a word. */
const spreadsheetLimits: readonly number[] = [65_536, 1_048_576];

/** The row of the spreadsheet at which a file ends, if that is the last there can be: titles and header count or not. */
function lastPossibleRow({ rows, header }: ReadFile): number | undefined {
  return spreadsheetLimits.find((limit) => rows === limit || rows + header.index + 1 === limit);
}

/** Draws up the account of one source: rows read = rows kept + rows set aside by reason, for each file. */
export async function account(
  database: Database,
  converted: Converted,
  totals: OwnTotals,
  quality: QualitySettings,
): Promise<{ files: FileRecord[]; findings: Finding[] }> {
  const { mapped, files, work } = converted;
  const source = mapped.source.name;
  const counts = await database.rows<{ file: number; reason: string; n: number }>(
    `select _file as file, coalesce(_reason, '') as reason, count(*) as n from ${identifier(work)} group by all order by file, reason`,
  );
  const records: FileRecord[] = [];
  const findings: Finding[] = [...totals.findings];
  for (const [index, file] of files.entries()) {
    const mine = counts.filter((count) => count.file === index);
    const reasons = Object.fromEntries(mine.filter((c) => c.reason !== '').map((c) => [c.reason, c.n]));
    const kept = mine.find((count) => count.reason === '')?.n ?? 0;
    const setAside = Object.values(reasons).reduce((sum, n) => sum + n, 0);
    const name = file.located.name;
    const place = { file: name };
    records.push({
      source,
      file: name,
      table: mapped.source.table,
      bytes: file.bytes,
      sha256: file.sha256,
      encoding: file.encoding,
      encodingReason: file.encodingReason,
      rowsRead: file.rows,
      rowsKept: kept,
      rowsSetAside: setAside,
      reasons,
      ownTotals: totals.byFile.get(index) ?? [],
    });
    if (file.rows !== kept + setAside)
      findings.push(
        messages.countMismatch.finding({ source, file: name, read: file.rows, kept, setAside }, place),
      );
    const limit = lastPossibleRow(file);
    if (limit !== undefined && mapped.source.complete !== true)
      findings.push(messages.maybeTruncated.finding({ source, file: name, rows: limit }, place));
    // A file that a later one replaces as a whole has done its part.
    const replaced = (reasons.superseded ?? 0) + (reasons.duplicate ?? 0);
    if (kept + replaced === 0)
      findings.push(messages.noRows.finding({ source, file: name, rows: file.rows }, place));
    const bad = setAside - harmless(reasons);
    if (bad > 0) {
      const examples = await firstBad(database, converted, index, name);
      const share = bad / file.rows;
      const common = { source, file: name, bad, rows: file.rows, examples };
      findings.push(
        share > quality.max_set_aside
          ? messages.tooManySetAside.finding({ ...common, share, limit: quality.max_set_aside }, place)
          : messages.someSetAside.finding(common, place),
      );
    }
  }
  return { files: records, findings };
}

const isHarmless = (reason: string): boolean => setAsideReasons[reason as SetAsideReason].harmless;
const harmless = (reasons: Readonly<Record<string, number>>): number =>
  Object.entries(reasons).reduce((sum, [reason, n]) => sum + (isHarmless(reason) ? n : 0), 0);
export const harmlessReasons = Object.keys(setAsideReasons).filter(isHarmless);

async function firstBad(database: Database, { work, mapped }: Converted, index: number, file: string) {
  const rows = await database.rows<{ row: number; field: string; reason: string; value: string }>(
    `select _row as row, coalesce(_field, '') as field, _reason as reason, coalesce(_value, '') as value
     from ${identifier(work)} where _file = ${index} and _reason is not null
       and not list_contains(string_split($harmless, ','), _reason) order by _row limit 5`,
    { harmless: harmlessReasons.join(',') },
  );
  const key = mapped.contract.key.filter((name) => name in mapped.source.columns).join(', ');
  return rows.map((row) => ({
    file,
    ...row,
    field: row.reason === 'key_twice' ? key : row.field,
    value: personalColumns.has(row.field) ? '' : row.value.slice(0, 60),
  }));
}

/** What became of every canonical table. */
export async function tableRecords(
  database: Database,
  converted: readonly Converted[],
): Promise<TableRecord[]> {
  const records: TableRecord[] = [];
  for (const table of canonicalTableNames) {
    const contract: TableContract = canonicalTables[table];
    const feeding = converted.filter(({ mapped }) => mapped.source.table === table);
    const mapped = new Set(feeding.flatMap((part) => Object.keys(part.mapped.source.columns)));
    records.push({
      table,
      present: feeding.length > 0,
      rows: await database.count(`canonical.${table}`),
      missingColumns: Object.entries(contract.columns)
        .filter(([name, column]) => column.required !== true && !mapped.has(name))
        .map(([name]) => name),
    });
  }
  return records;
}

/** Writes the account into the warehouse, where reports and people find it: `ingest.files`, `ingest.tables`. */
export async function keepBooks(
  database: Database,
  files: readonly FileRecord[],
  tables: readonly TableRecord[],
): Promise<void> {
  await database.run(
    `create or replace table ingest.files (position integer, source varchar, file varchar, table_name varchar, bytes bigint,
       sha256 varchar, encoding varchar, encoding_reason varchar, rows_read bigint, rows_kept bigint, rows_set_aside bigint,
       reasons json, own_totals json)`,
  );
  await database.append(
    'ingest.files',
    [
      'position',
      'source',
      'file',
      'table_name',
      'bytes',
      'sha256',
      'encoding',
      'encoding_reason',
      'rows_read',
      'rows_kept',
      'rows_set_aside',
      'reasons',
      'own_totals',
    ],
    files.map((f, position) => [
      position + 1,
      f.source,
      f.file,
      f.table,
      f.bytes,
      f.sha256,
      f.encoding,
      f.encodingReason,
      f.rowsRead,
      f.rowsKept,
      f.rowsSetAside,
      JSON.stringify(f.reasons),
      JSON.stringify(f.ownTotals),
    ]),
  );
  await database.run(
    'create or replace table ingest.tables (table_name varchar, present boolean, row_count bigint, missing_columns json)',
  );
  await database.append(
    'ingest.tables',
    ['table_name', 'present', 'row_count', 'missing_columns'],
    tables.map((t) => [t.table, t.present, t.rows, JSON.stringify(t.missingColumns)]),
  );
}
