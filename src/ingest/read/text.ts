import { messages } from '../messages.ts';
import { foldHeader } from '../words.ts';
import { datevHead } from './datev.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { type Delimiter, findHeader, firstRecords, type Header, headerWish } from './header.ts';
import { plainLines } from './lines.ts';
import { isList, readList } from './list.ts';
import { type Encoding, proveEncoding } from './prove.ts';
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
 * Reads delimited text: proves the encoding, finds delimiter and header, counts the records. A file that is UTF-8 and
 * regular throughout is left where it is; any other is written anew as a regular one under `temporary`.
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
    const proof = await proveEncoding(place, settings.encoding);
    const head = await headOf(place, proof.encoding);
    const yearStart = datevHead(head.bytes)?.yearStart;
    if (settings.dates === 'DDMM' && yearStart === undefined)
      throw messages.yearUnknown.error({ source: located.source, file: name }, { file: name });
    const common = {
      located,
      format: 'text' as const,
      sha256: proof.sha256,
      bytes: proof.bytes,
      encoding: proof.encoding,
      encodingReason: proof.reason,
      ...(yearStart === undefined ? {} : { yearStart }),
    };
    const where = { source: located.source, file: name };
    if (settings.layout === 'sap_list' || (settings.layout === undefined && isList(head.bytes))) {
      const text = { ...place, encoding: proof.encoding };
      const list = await readList(text, head.bytes, wanted, where, temporary);
      return { ...common, ...list, take: { kind: 'regular', path: temporary, delimiter: ',' } };
    }
    const declared = settings.delimiter === 'tab' ? '\t' : settings.delimiter;
    const { header, delimiter } = findHeader(
      head.bytes,
      head.whole,
      headerWish(settings, wanted),
      declared,
      where,
    );
    const titles = firstRecords(head.bytes, head.whole, delimiter, Math.max(header.index, 0)).map((cells) =>
      cells.join(' ').trim(),
    );
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
    // A declared 8-bit encoding of an ASCII file changes nothing.
    const plain = proof.encoding === 'utf-8' || (proof.ascii && !proof.encoding.startsWith('utf-16'));
    const scanned = plain && !rewrite ? await scan({ ...text, encoding: 'utf-8' }) : undefined;
    if (scanned?.regular)
      return {
        ...common,
        header,
        titles,
        rows: scanned.rows,
        take: { kind: 'direct', path, delimiter, skip: header.index + 1, gzip },
      };
    const { rows } = await scan(text, temporary);
    return { ...common, header, titles, rows, take: { kind: 'regular', path: temporary, delimiter } };
  } catch (cause) {
    if (isGzipFault(cause) || cause instanceof EndlessLine)
      throw messages.unreadable.error({ file: name, why: (cause as Error).message }, undefined, cause);
    throw cause;
  }
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
  // Two rows of headers may be repeated; and DuckDB loses its way where there is no header line to skip.
  let regular = width > 1 && header.rows === undefined && header.index >= 0;
  if (regular && out === undefined) {
    const lines = await plainLines(text.path, text.gzip, delimiter);
    if (lines !== undefined) return { rows: lines - header.index - 1, regular };
  }
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
