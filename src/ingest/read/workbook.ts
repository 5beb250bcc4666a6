import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { readOds, streamOdsRows } from 'hucre/ods';
import { readXls, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { ProductError } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { findHeaderRow, headerWish, headerWithin } from './header.ts';
import { numberText } from './number-text.ts';
import { RegularFile } from './regular.ts';
import { proveSheet } from './sheets.ts';
import { openXlsx, type Xlsx } from './xlsx/package.ts';
import type { WorkbookRow } from './xlsx/sheet.ts';

/** Workbooks, behind a port of one function: nothing else in the product knows the library. */

type Value = string | number | boolean | Date | null | undefined;

/** A workbook on disk, opened. */
export interface Workbook {
  readonly sheets: readonly string[];
  /** Rows of a sheet, of the first one if none is named, a stretch at a time; none for a sheet that is not there. */
  rows(sheet: string | undefined, decimal: 'point' | 'comma', limit?: number): AsyncGenerator<WorkbookRow[]>;
}

/** What must be held in memory whole: old workbooks, which end at 65,536 rows, and those that only the library reads. */
const mostInMemory = 512 * 2 ** 20;

/**
 * Opens a workbook. One of today (.xlsx) is unpacked and read in stretches of rows; for what is written in no usual way,
 * and for the other formats, there is the library.
 */
export async function openWorkbook(path: string, name: string): Promise<Workbook> {
  const start = await firstBytes(path);
  if (!isOld(start) && !isOpenDocument(start)) {
    const xlsx = await openXlsx(path, name);
    if (xlsx !== undefined) return { sheets: xlsx.sheets, rows: limited(xlsx.rows) };
  }
  if ((await stat(path)).size > mostInMemory)
    throw messages.tooLarge.error({ file: name, limit: mostInMemory / 2 ** 20 });
  const bytes = await readFile(path);
  if (isOld(bytes) && isLocked(bytes)) throw messages.locked.error({ file: name });
  return {
    sheets: await sheetNames(bytes),
    async *rows(sheet, decimal, limit) {
      let some: WorkbookRow[] = [];
      for await (const row of rowsOfSheet(bytes, sheet, decimal, limit)) {
        some.push(row);
        if (some.length < rowsAtOnce) continue;
        yield some;
        some = [];
      }
      yield some;
    },
  };
}

const rowsAtOnce = 2000;

function limited(rows: Xlsx['rows']): Workbook['rows'] {
  return async function* (sheet, decimal, limit) {
    let left = limit ?? Number.POSITIVE_INFINITY;
    for await (const some of rows(sheet, decimal)) {
      yield some.length <= left ? some : some.slice(0, left);
      left -= some.length;
      if (left <= 0) return;
    }
  };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(128), 0, 128, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
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

async function sheetNames(bytes: Uint8Array): Promise<string[]> {
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
async function* rowsOfSheet(
  bytes: Uint8Array,
  sheet: string | undefined,
  decimal: 'point' | 'comma',
  limit?: number,
): AsyncGenerator<WorkbookRow> {
  if (isOld(bytes)) {
    // The library reads all of it at once; the format ends at 65,536 rows.
    const { sheets } = await readXls(bytes);
    const rows = sheets.find(({ name }) => sheet === undefined || name === sheet)?.rows ?? [];
    // It leaves a hole where a row has no cell at all.
    for (const [index, cells] of Array.from(rows.slice(0, limit), (row) => row ?? []).entries())
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

/** A cell of the library as text. A date at midnight is a day. Dates of a workbook have no zone; the library says UTC. */
export function cellText(value: Value, decimal: 'point' | 'comma' = 'point'): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) {
    const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  }
  return numberText(value, decimal);
}

/** Reads one sheet and writes it as a regular file. The row numbers are those of the sheet, counted below the header. */
export async function readWorkbook(
  located: LocatedFile,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const { settings, name, path } = located;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const workbook = await guarded(name, () => openWorkbook(path, name));
  const { sheet } = settings;
  // From here on the file is the sheet: two sources may read two sheets of one workbook.
  const place = { source: located.source, file: sheet === undefined ? name : `${name} [${sheet}]` };
  const sheetRows = guard(name, workbook.rows(sheet, settings.decimal ?? 'point'));
  const top: WorkbookRow[] = [];
  for (let next = await sheetRows.next(); !next.done; next = await sheetRows.next()) {
    top.push(...next.value);
    if (top.length >= headerWithin) break;
  }
  if (top.length === 0) explainEmpty(workbook.sheets, located);
  const header = findHeaderRow(
    top.slice(0, headerWithin).map((row) => row.cells),
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
    for await (const some of sheetRows) {
      some.forEach(take);
      await out.flush();
    }
  } finally {
    await out.close();
  }
  return {
    located: { ...located, name: place.file },
    format: 'workbook',
    sha256: hash.digest('hex'),
    bytes: located.bytes,
    encoding: 'utf-8',
    encodingReason: 'workbook',
    header,
    titles: top.slice(0, Math.max(header.index, 0)).map(({ cells }) => cells.join(' ').trim()),
    rows,
    take: { kind: 'regular', path: temporary, delimiter: ',' },
  };
}

/** No rows: a sheet that is not there, or an empty one. */
function explainEmpty(sheets: readonly string[], located: LocatedFile): never {
  proveSheet(located, sheets);
  const { settings, name } = located;
  const { sheet } = settings;
  throw messages.emptyFile.error({ file: sheet === undefined ? name : `${name} [${sheet}]` });
}

const unreadable = (file: string, cause: unknown): ProductError =>
  cause instanceof ProductError
    ? cause
    : messages.unreadable.error({ file, why: (cause as Error).message }, undefined, cause);

async function guarded<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* guard<T>(file: string, rows: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
