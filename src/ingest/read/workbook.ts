import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readOds, streamOdsRows } from 'hucre/ods';
import { readXls, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { suggest } from '../../language/suggest.ts';
import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { findHeaderRow, headerWish, headerWithin } from './header.ts';
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

/** More than this no workbook of a million rows comes to; a bomb does. */
const mostUnpacked = 512;

/** The bytes of a workbook, unpacked if it is gzip, and their hash as stored. */
export async function workbookBytes(
  path: string,
  name: string,
  gzip: boolean,
  limit = mostUnpacked,
): Promise<{ bytes: Buffer; sha256: string; size: number }> {
  const stored = await readFile(path);
  const sha256 = createHash('sha256').update(stored).digest('hex');
  let bytes = stored;
  try {
    if (gzip) bytes = await promisify(gunzip)(stored, { maxOutputLength: limit * 2 ** 20 });
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw messages.tooLarge.error({ file: name, limit }, undefined, cause);
    throw messages.unreadable.error({ file: name, why: (cause as Error).message }, undefined, cause);
  }
  if (isOld(bytes) && isLocked(bytes)) throw messages.locked.error({ file: name });
  return { bytes, sha256, size: stored.length };
}

/** An .ods workbook: the archive begins with its kind, unpacked, as the standard asks (OpenDocument 1.3, part 2, 3.3). */
const isOpenDocument = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 100))
    .toString('latin1')
    .includes('mimetypeapplication/vnd.oasis.opendocument.spreadsheet');

/** An .xls workbook (BIFF in an OLE container) and not an .xlsx one. */
const isOld = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** The beginning of the workbook stream of an .xls file: BOF of BIFF8, for the globals. */
const globals = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]);
const filePass = 0x2f;

/**
 * A locked .xlsx lies in an OLE container as `EncryptedPackage`. A locked .xls has the record FILEPASS among the first
 * of its stream ([MS-XLS] 2.4.117); the library would take its bytes for cells.
 */
function isLocked(bytes: Buffer): boolean {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return true;
  let at = bytes.indexOf(globals);
  for (let n = 0; at >= 0 && n < 10 && at + 4 <= bytes.length; n++) {
    if (bytes.readUInt16LE(at) === filePass) return true;
    at += 4 + bytes.readUInt16LE(at + 2);
  }
  return false;
}

export async function sheetNames(bytes: Uint8Array): Promise<string[]> {
  if (isOld(bytes)) return (await readXls(bytes)).sheets.map(({ name }) => name);
  const names = new Set<string>();
  const sheets = ({ name }: { readonly name: string }): boolean => {
    names.add(name);
    return false;
  };
  await (isOpenDocument(bytes) ? readOds(bytes, { sheets }) : readXlsx(bytes, { sheets }));
  return [...names];
}

/** The rows of a sheet, of the first one if none is named. The library gives no rows for a sheet that is not there. */
export async function* rowsOfSheet(
  bytes: Uint8Array,
  sheet: string | undefined,
  decimal: 'point' | 'comma',
  limit?: number,
): AsyncGenerator<WorkbookRow> {
  if (isOld(bytes)) {
    // The library reads all of it at once; the format ends at 65,536 rows.
    const { sheets } = await readXls(bytes);
    const rows = sheets.find(({ name }) => sheet === undefined || name === sheet)?.rows ?? [];
    for (const [index, cells] of rows.slice(0, limit).entries())
      yield { index, cells: cells.map((value) => cellText(value, decimal)) };
    return;
  }
  if (isOpenDocument(bytes)) {
    // The library takes numbers only; a name it passes over, and gives the rows of all sheets.
    const number = sheet === undefined ? 0 : (await sheetNames(bytes)).indexOf(sheet);
    if (number < 0) return;
    const options = { sheets: [number], ...(limit === undefined ? {} : { maxRows: limit }) };
    for await (const { index, values } of streamOdsRows(bytes, options))
      yield { index, cells: values.map((value) => cellText(value, decimal)) };
    return;
  }
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
  gzip: boolean,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const { settings, name } = located;
  const { bytes, sha256, size } = await workbookBytes(located.path, name, gzip);
  const { sheet } = settings;
  // From here on the file is the sheet: two sources may read two sheets of one workbook.
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
    headerWish(settings, wanted),
    place,
  );
  const headerIndex = top[header.index]?.index ?? -1;
  const out = await RegularFile.create(temporary, ',', header.names.length, undefined, header.rows);
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
    located: { ...located, name: place.file },
    format: 'workbook',
    sha256,
    bytes: size,
    encoding: 'utf-8',
    encodingReason: 'workbook',
    header,
    titles: top.slice(0, Math.max(header.index, 0)).map(({ cells }) => cells.join(' ').trim()),
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
