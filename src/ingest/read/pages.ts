import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { messages } from '../messages.ts';
import { bytesOf } from './bytes.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { Gb18030Witness } from './gb18030.ts';
import { findHeaderRow, headerWish, headerWithin } from './header.ts';
import { isSpreadsheetXml, type MarkupTable, tablesOf } from './markup.ts';
import { isMhtml, pagesOf } from './mhtml.ts';
import type { Encoding } from './prove.ts';
import { RegularFile } from './regular.ts';
import { proveSheet } from './sheets.ts';

/** What a list in HTML comes to at most; it is held in memory, as a browser would. */
const mostMegabytes = 128;
const rowsAtOnce = 5000;

/** A page with tables, or XML Spreadsheet 2003, whatever it is called: `.xls` more often than not. */
export interface Pages {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly encodingReason: string;
  readonly tables: readonly MarkupTable[];
  /** Names of the worksheets of XML Spreadsheet 2003; nothing for HTML. */
  readonly sheets?: readonly string[];
}

export async function openPages(
  place: { readonly path: string; readonly name: string; readonly gzip: boolean },
  declared: Encoding | undefined,
): Promise<Pages> {
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(place.path, place.gzip, hash)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > mostMegabytes * 2 ** 20)
      throw messages.formatUnknown.error({
        file: place.name,
        kind: `a page of more than ${mostMegabytes} MB`,
      });
  }
  const whole = Buffer.concat(parts, size);
  const sources = isMhtml(whole.toString('latin1', 0, 4096))
    ? pagesOf(whole)
    : [{ bytes: whole, charset: '' }];
  if (sources === undefined) throw messages.cutOff.error({ file: place.name });
  const tables: MarkupTable[] = [];
  const sheets: string[] = [];
  let told: { encoding: Encoding; reason: string } = { encoding: 'utf-8', reason: 'valid UTF-8' };
  for (const { bytes, charset } of sources) {
    const read = textOf(bytes, charset, declared, place.name);
    if (read.encoding !== 'utf-8') told = read;
    const found = tablesOf(read.text);
    if (!found.whole) throw messages.cutOff.error({ file: place.name });
    tables.push(...found.tables);
    if (isSpreadsheetXml(read.text)) for (const { name } of found.tables) if (name !== '') sheets.push(name);
  }
  if (tables.length === 0)
    throw messages.formatUnknown.error({ file: place.name, kind: 'HTML or XML without a table' });
  return {
    sha256: hash.digest('hex'),
    bytes: place.gzip ? (await stat(place.path)).size : size,
    encoding: told.encoding,
    encodingReason: told.reason,
    tables,
    ...(sheets.length === 0 ? {} : { sheets: [...new Set(sheets)] }),
  };
}

/** The rows of all tables, or those of one worksheet: small tables above the one that counts are its titles. */
export const rowsOfPages = (
  { tables, sheets }: Pages,
  sheet: string | undefined,
): readonly (readonly string[])[] => {
  const wanted = sheets === undefined ? undefined : (sheet ?? sheets[0]);
  return tables.filter(({ name }) => wanted === undefined || name === wanted).flatMap(({ rows }) => rows);
};

/** Reads the tables of a page and writes them as a regular file. */
export async function readPages(
  located: LocatedFile,
  gzip: boolean,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const { settings, name, path, source } = located;
  const pages = await openPages({ path, name, gzip }, settings.encoding);
  const { sheets } = pages;
  const { sheet } = settings;
  if (sheets !== undefined) proveSheet(located, sheets);
  const file = sheet === undefined || sheets === undefined ? name : `${name} [${sheet}]`;
  const all = rowsOfPages(pages, sheet);
  const header = findHeaderRow(all.slice(0, headerWithin), headerWish(settings, wanted), { source, file });
  const rows = all.slice(header.index + 1);
  const out = await RegularFile.create(temporary, ',', header.names.length, undefined, header.rows);
  try {
    for (const [index, cells] of rows.entries()) {
      out.cells(index + 1, cells);
      if (index % rowsAtOnce === 0) await out.flush();
    }
  } finally {
    await out.close();
  }
  return {
    located: { ...located, name: file },
    format: 'pages',
    sha256: pages.sha256,
    bytes: pages.bytes,
    encoding: pages.encoding,
    encodingReason: pages.encodingReason,
    header,
    titles: all.slice(0, Math.max(header.index, 0)).map((cells) => cells.join(' ').trim()),
    rows: rows.length,
    take: { kind: 'regular', path: temporary, delimiter: ',' },
  };
}

const charsets: Readonly<Record<string, Encoding>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  x_gbk: 'gb18030',
  big5: 'big5',
  shift_jis: 'shift_jis',
  'x-sjis': 'shift_jis',
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'us-ascii': 'windows-1252',
};

/** UTF-8 if it can be, whatever the page claims; else what the page or the source says; else Chinese if it looks so. */
function textOf(
  bytes: Buffer,
  charset: string,
  declared: Encoding | undefined,
  file: string,
): { text: string; encoding: Encoding; reason: string } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  const as = (encoding: Encoding, reason: string) => ({
    text: iconv.decode(bytes, encoding),
    encoding,
    reason,
  });
  if (marked !== undefined) return as(marked, 'byte order mark');
  if (isUtf8(bytes)) return as('utf-8', 'valid UTF-8');
  if (declared !== undefined) return as(declared, 'declared');
  const head = bytes.toString('latin1', 0, 4096);
  const claimed = (charset || /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]) ?? '';
  const known = charsets[claimed.toLowerCase()];
  if (known !== undefined) return as(known, 'declared');
  const gb = new Gb18030Witness();
  gb.update(bytes);
  gb.end();
  if (gb.looksChinese) return as('gb18030', 'valid GB18030, Chinese throughout');
  const at = bytes.findIndex((byte) => byte >= 0x80);
  throw messages.encodingUnknown.error({
    file,
    readings: [{ encoding: 'windows-1252', text: iconv.decode(bytes.subarray(at, at + 1), 'windows-1252') }],
  });
}
