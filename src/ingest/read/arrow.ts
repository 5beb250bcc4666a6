import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { messages } from '../messages.ts';
import { arrowText } from './arrow-text.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { namedColumns, uniqueNames } from './header.ts';
import { unpackLz4 } from './lz4.ts';
import { RegularFile } from './regular.ts';

/** Zstandard is part of Node from 22.15 on; on older ones such a file is refused with words. */
const unpackZstd = (zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array }).zstdDecompressSync;

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4 });
if (unpackZstd !== undefined) compressionRegistry.set(CompressionType.ZSTD, { decode: unpackZstd });

const rowsAtOnce = 5000;

/**
 * Reads Arrow: the file format (Feather 2) and the stream format, batch by batch, and writes it as a regular file. Its
 * values become text, so that the same conversions follow as for every other export.
 */
export async function readArrow(
  located: LocatedFile,
  isStream: boolean,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const { path, name, settings } = located;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const reader = await opened(path, name, isStream);
  try {
    const { names } = reader;
    const header = namedColumns(names, wanted, { source: located.source, file: name });
    const out = await RegularFile.create(temporary, ',', names.length);
    let rows = 0;
    try {
      for await (const cells of reader.rows(settings.decimal ?? 'point')) {
        out.cells(++rows, cells);
        if (rows % rowsAtOnce === 0) await out.flush();
      }
    } finally {
      await out.close();
    }
    return {
      located,
      format: 'arrow',
      sha256: hash.digest('hex'),
      bytes: located.bytes,
      encoding: 'utf-8',
      encodingReason: 'Arrow',
      header,
      rows,
      take: { kind: 'regular', path: temporary, delimiter: ',' },
    };
  } finally {
    await reader.close();
  }
}

/** The headers and first rows, to look at. */
export async function arrowHead(
  path: string,
  name: string,
  isStream: boolean,
  limit: number,
): Promise<{ headers: string[]; rows: string[][] }> {
  const reader = await opened(path, name, isStream);
  try {
    const rows: string[][] = [];
    for await (const cells of reader.rows('point')) {
      if (rows.length === limit) break;
      rows.push(cells);
    }
    return { headers: uniqueNames(reader.names), rows };
  } finally {
    await reader.close();
  }
}

async function opened(path: string, name: string, isStream: boolean) {
  const unreadable = (cause: unknown) =>
    messages.unreadable.error({ file: name, why: reason(cause as Error) }, undefined, cause);
  // A value takes a bit at least, and LZ4 packs 255 to one at most.
  const mostRows = (await stat(path)).size * 8 * 255;
  const handle = isStream ? undefined : await open(path, 'r');
  const close = async (): Promise<void> => handle?.close();
  try {
    const found = handle
      ? await RecordBatchReader.from(handle)
      : await RecordBatchReader.from(createReadStream(path));
    const reader = await found.open();
    const { fields } = reader.schema;
    return {
      // The format allows a field without a name, whatever the library's types say.
      names: fields.map((field) => (field.name as string | null) ?? ''),
      close,
      async *rows(decimal: 'point' | 'comma'): AsyncGenerator<string[]> {
        const texts = fields.map((field) => arrowText(field.type, decimal));
        for (;;) {
          const next = await guard(async () => reader.next(), unreadable);
          if (next.done === true) return;
          const batch = next.value as RecordBatch;
          if (batch.numRows > mostRows) throw unreadable(new Error('it claims more rows than it can hold'));
          const columns = texts.map((_, index) => batch.getChildAt(index));
          for (let row = 0; row < batch.numRows; row++)
            yield columns.map((column, index) => {
              const value: unknown = column?.get(row) ?? null;
              return value === null ? '' : texts[index]!(value);
            });
        }
      },
    };
  } catch (cause) {
    await close();
    throw unreadable(cause);
  }
}

async function guard<T>(work: () => Promise<T>, unreadable: (cause: unknown) => Error): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unreadable(cause);
  }
}

const reason = ({ message }: Error): string =>
  /codec not found/.test(message) ? 'it is packed with Zstandard, which needs Node 22.15 or later' : message;
