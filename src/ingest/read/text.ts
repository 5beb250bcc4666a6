import { isAscii, isUtf8 } from 'node:buffer';
import { open, rm } from 'node:fs/promises';
import { ProductError } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { foldHeader } from '../words.ts';
import { datevHead } from './datev.ts';
import type { LocatedFile, Outline, ReadFile } from './file.ts';
import { type Delimiter, findHeader, firstRecords, type Header, headerWish } from './header.ts';
import { LineCounter } from './lines.ts';
import { isList, readList } from './list.ts';
import { type Encoding, lastWhole, proveEncoding } from './prove.ts';
import { EndlessLine, RecordScanner } from './records.ts';
import { RegularFile } from './regular.ts';
import { headOf, utf8Of } from './utf8.ts';

interface Text {
  readonly path: string;
  readonly name: string;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly header: Header;
  readonly unquoted: number | undefined;
}

/**
 * Where the table lies in a text that is likely to be left as it is, by its first lines: UTF-8 as far as they go, no
 * list, one line of headers. Nothing where they do not say so, or say what is wrong; then `readText` is to be asked.
 */
export async function outlineText(
  located: LocatedFile,
  gzip: boolean,
  wanted: readonly string[],
): Promise<Outline | undefined> {
  const { settings, path, name } = located;
  try {
    const head = await headOf({ path, name, gzip }, 'utf-8');
    const whole = head.bytes.subarray(0, head.whole ? head.bytes.length : lastWhole(head.bytes));
    // A declared 8-bit encoding of an ASCII file changes nothing.
    const isPlain = settings.encoding === undefined || settings.encoding === 'utf-8' ? isUtf8 : isAscii;
    if (!isPlain(whole) || whole.includes(0) || isListed(located, head.bytes)) return undefined;
    const { header, delimiter, ...above } = layOf(located, head, wanted);
    if (!isOneLine(header)) return undefined;
    return {
      located,
      header,
      ...above,
      take: { kind: 'direct', path, delimiter, skip: header.index + 1, gzip },
    };
  } catch (cause) {
    if (cause instanceof ProductError || isGzipFault(cause)) return undefined;
    throw cause;
  }
}

/**
 * Reads delimited text: proves the encoding, finds delimiter and header, counts the records. A file that is UTF-8 and
 * regular throughout is left where it is, one of another encoding is copied; any other is written anew as a regular one
 * under `temporary`.
 */
export async function readText(
  located: LocatedFile,
  gzip: boolean,
  wanted: readonly string[],
  temporary: string,
  rewrite = false,
): Promise<ReadFile> {
  const { settings, path, name } = located;
  const place = { path, name, gzip };
  try {
    const outline = rewrite ? undefined : await outlineText(located, gzip, wanted);
    const lines = outline?.take.kind === 'direct' ? new LineCounter(outline.take.delimiter) : undefined;
    const proof = await proveEncoding(place, settings.encoding, (chunk) => lines?.push(chunk));
    const common = {
      located,
      format: 'text' as const,
      sha256: proof.sha256,
      bytes: proof.bytes,
      encoding: proof.encoding,
      encodingReason: proof.reason,
    };
    const isPlain = proof.encoding === 'utf-8' || (proof.ascii && !proof.encoding.startsWith('utf-16'));
    const counted = isPlain ? lines?.end() : undefined;
    if (outline !== undefined && counted !== undefined)
      return { ...common, ...outline, rows: counted - outline.header.index - 1 };
    const head = await headOf(place, proof.encoding);
    if (isListed(located, head.bytes)) {
      const text = { ...place, encoding: proof.encoding };
      const year = yearOf(located, head.bytes);
      const list = await readList(text, head.bytes, wanted, placeOf(located), temporary);
      return { ...common, ...year, ...list, take: { kind: 'regular', path: temporary, delimiter: ',' } };
    }
    const { header, delimiter, ...above } = layOf(located, head, wanted);
    const { unquoted } = settings;
    const at = header.names.findIndex(
      (one) => unquoted !== undefined && foldHeader(one) === foldHeader(unquoted),
    );
    const text: Text = {
      ...place,
      encoding: proof.encoding,
      delimiter,
      header,
      unquoted: at < 0 ? undefined : at,
    };
    // Of another encoding a copy in UTF-8 is read, by the database where that is regular, else by us.
    const utf8 = isPlain ? { ...text, encoding: 'utf-8' as const } : await copied(text, `${temporary}.utf8`);
    if (!rewrite && isOneLine(header)) {
      const rows = 'lines' in utf8 ? utf8.lines - header.index - 1 : await regularRows(utf8);
      if (rows !== undefined)
        return {
          ...common,
          header,
          ...above,
          rows,
          take: { kind: 'direct', path: utf8.path, delimiter, skip: header.index + 1, gzip: utf8.gzip },
        };
    }
    const { rows } = await scan(utf8, temporary);
    if (!isPlain) await rm(utf8.path);
    return { ...common, header, ...above, rows, take: { kind: 'regular', path: temporary, delimiter } };
  } catch (cause) {
    if (isGzipFault(cause) || cause instanceof EndlessLine)
      throw messages.unreadable.error({ file: name, why: (cause as Error).message }, undefined, cause);
    throw cause;
  }
}

/** Two rows of headers may be repeated; and DuckDB loses its way where there is no header line to skip. */
const isOneLine = ({ names, rows, index }: Header): boolean =>
  names.length > 1 && rows === undefined && index >= 0;

/** The text in UTF-8, in a file of its own; `lines`, where each of them is a record. */
async function copied(text: Text, to: string): Promise<Text & { readonly lines?: number }> {
  const counter = new LineCounter(text.delimiter);
  const file = await open(to, 'w');
  try {
    for await (const chunk of utf8Of(text, text.encoding)) {
      counter.push(chunk);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  const lines = counter.end();
  const copy = { ...text, path: to, gzip: false, encoding: 'utf-8' as const };
  return lines === undefined ? copy : { ...copy, lines };
}

/** How many rows a text in UTF-8 has whose records are more than lines, where DuckDB can be trusted with it. */
async function regularRows(text: Text): Promise<number | undefined> {
  const { rows, regular } = await scan(text);
  return regular ? rows : undefined;
}

const placeOf = ({ source, name }: LocatedFile) => ({ source, file: name });

const isListed = ({ settings }: LocatedFile, head: Buffer): boolean =>
  settings.layout === 'sap_list' || (settings.layout === undefined && isList(head));

/**
 * Header and delimiter, and what stands above the table.
 * @throws ProductError where no line is the header
 */
function layOf(
  located: LocatedFile,
  head: { readonly bytes: Buffer; readonly whole: boolean },
  wanted: readonly string[],
): { header: Header; delimiter: Delimiter; titles: string[]; yearStart?: string } {
  const { settings } = located;
  const year = yearOf(located, head.bytes);
  const declared = settings.delimiter === 'tab' ? '\t' : settings.delimiter;
  const wish = headerWish(settings, wanted);
  const { header, delimiter } = findHeader(head.bytes, head.whole, wish, declared, placeOf(located));
  const titles = firstRecords(head.bytes, head.whole, delimiter, Math.max(header.index, 0)).map((cells) =>
    cells.join(' ').trim(),
  );
  return { header, delimiter, titles, ...year };
}

/** @throws ProductError where days without a year have none in the head */
function yearOf({ settings, source, name }: LocatedFile, head: Buffer): { yearStart?: string } {
  const yearStart = datevHead(head)?.yearStart;
  if (settings.dates === 'DDMM' && yearStart === undefined)
    throw messages.yearUnknown.error({ source, file: name }, { file: name });
  return yearStart === undefined ? {} : { yearStart };
}

const isGzipFault = (cause: unknown): boolean =>
  typeof (cause as { code?: unknown }).code === 'string' && (cause as { code: string }).code.startsWith('Z_');

/**
 * Counts the records below the header, and writes them to a regular file if a path is given. `regular`: DuckDB can be
 * trusted with the file as it is. DuckDB takes one kind of line end and loses rows otherwise, and skips lines, not
 * records, so titles over several lines are not for it.
 */
async function scan(text: Text, to?: string): Promise<{ rows: number; regular: boolean }> {
  const { header, delimiter } = text;
  const width = header.names.length;
  const repeats = header.rows ?? [];
  const out =
    to === undefined ? undefined : await RegularFile.create(to, delimiter, width, text.unquoted, repeats);
  let index = -1;
  let regular = isOneLine(header);
  let lineEnd: string | undefined;
  const scanner = new RecordScanner(delimiter, width, (record) => {
    index++;
    const data = index > header.index;
    lineEnd ??= record.lineEnd;
    if (
      record.brokenQuote ||
      record.sloppy ||
      record.lineEnd === 'cr' ||
      (record.lineEnd !== lineEnd && record.lineEnd !== 'none') ||
      (data ? record.cells !== width : record.multiline || record.end === record.start)
    )
      regular = false;
    if (data) out?.record(index - header.index, record);
  });
  try {
    for await (const chunk of utf8Of(text, text.encoding)) {
      scanner.push(chunk);
      await out?.flush();
    }
    scanner.end();
  } finally {
    await out?.close();
  }
  return { rows: index - header.index, regular };
}
