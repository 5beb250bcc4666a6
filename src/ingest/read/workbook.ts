import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { suggest } from '../../language/suggest.ts';
import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { findHeaderRow, headerWithin } from './header.ts';
import { RegularFile } from './regular.ts';

/**
 * Workbooks, behind a port of three functions: nothing else in the product knows the library. Cells come as text that
 * reads one way only, so that the same conversions follow as for delimited text.
 */
export interface WorkbookRow {
  /** Row of the sheet, counted from 0. */
  readonly index: number;
  readonly cells: readonly string[];
}

type Value = string | number | boolean | Date | null | undefined;

export async function sheetNames(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = [];
  await readXlsx(bytes, {
    sheets: (info) => {
      names.push(info.name);
      return false;
    },
  });
  return names;
}

/** The rows of a sheet, of the first one if none is named. The library gives no rows for a sheet that is not there. */
export async function* rowsOfSheet(
  bytes: Uint8Array,
  sheet: string | undefined,
  decimal: 'point' | 'comma',
  limit?: number,
): AsyncGenerator<WorkbookRow> {
  const options = {
    ...(sheet === undefined ? {} : { sheet }),
    ...(limit === undefined ? {} : { maxRows: limit }),
  };
  for await (const row of streamXlsxRows(bytes, options))
    yield { index: row.index, cells: row.values.map((value) => cellText(value, decimal)) };
}

/**
 * A number loses the noise of binary fractions beyond 15 digits, as Excel shows it; `1.234` becomes `1.2340`, which
 * cannot be taken for a thousand. A date at midnight is a day. Dates of a workbook have no zone; the library says UTC.
 */
export function cellText(value: Value, decimal: 'point' | 'comma' = 'point'): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) {
    const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  }
  if (!Number.isFinite(value)) return '';
  const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
  const clear = /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
  return decimal === 'comma' ? clear.replace('.', ',') : clear;
}

/** Reads one sheet and writes it as a regular file. The row numbers are those of the sheet, counted below the header. */
export async function readWorkbook(
  located: LocatedFile,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const { settings, name } = located;
  const bytes = await readFile(located.path);
  const { sheet } = settings;
  const place = { source: located.source, file: sheet === undefined ? name : `${name} [${sheet}]` };
  const decimal = settings.decimal ?? 'point';
  const sheetRows = guard(name, rowsOfSheet(bytes, sheet, decimal));
  const top: WorkbookRow[] = [];
  for (let next = await sheetRows.next(); !next.done; next = await sheetRows.next()) {
    top.push(next.value);
    if (top.length === headerWithin) break;
  }
  if (top.length === 0) await explainEmpty(bytes, located);
  const header = findHeaderRow(
    top.map((row) => row.cells),
    wanted,
    place,
  );
  const headerIndex = top[header.index]!.index;
  const out = await RegularFile.create(temporary, ',', header.names.length);
  let rows = 0;
  const take = (row: WorkbookRow): void => {
    rows++;
    out.cells(row.index - headerIndex, row.cells);
  };
  try {
    top.slice(header.index + 1).forEach(take);
    for await (const row of sheetRows) {
      take(row);
      if (rows % 5000 === 0) await out.flush();
    }
  } finally {
    await out.close();
  }
  return {
    located,
    format: 'workbook',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    encoding: 'utf-8',
    encodingReason: 'workbook',
    header,
    rows,
    take: { kind: 'regular', path: temporary, delimiter: ',' },
  };
}

/** No rows: a sheet that is not there, or an empty one. Listing the sheets costs as much as reading one, so only now. */
async function explainEmpty(bytes: Uint8Array, { settings, source, name }: LocatedFile): Promise<never> {
  const sheets = await sheetNames(bytes);
  const { sheet } = settings;
  if (sheet !== undefined && !sheets.includes(sheet))
    throw messages.sheetMissing.error({
      source,
      file: name,
      sheet,
      sheets,
      nearest: suggest(sheet, sheets) ?? '',
    });
  throw messages.emptyFile.error({ file: sheet === undefined ? name : `${name} [${sheet}]` });
}

async function* guard<T>(file: string, rows: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (cause) {
    throw messages.unreadable.error({ file, why: (cause as Error).message }, undefined, cause);
  }
}
