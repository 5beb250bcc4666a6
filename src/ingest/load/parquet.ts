import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Database } from '../../engine/database.ts';
import type { ProductError } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from '../read/file.ts';
import { namedColumns } from '../read/header.ts';
import { parquetShape } from './raw.ts';

/** What DuckDB says of pages that it cannot unpack or take apart; the footer, which is read first, may be whole. */
export const isDamage = (cause: unknown): boolean =>
  cause instanceof Error &&
  /failed to read file|snappy|zstd|gzip|thrift|parquet|corrupt|invalid input/i.test(cause.message);

/** Without the path, which is no business of whoever reads the message. */
export function damagedParquet(file: string, cause: unknown): ProductError {
  const why = (cause as Error).message.split('\n')[0]!.replace(/"[^"]*[\\/][^"]*"/g, `"${file}"`);
  return messages.unreadable.error({ file, why }, undefined, cause);
}

/** Parquet needs no reader of ours; what is proven is its hash, its headers and the row count of its footer. */
export async function readParquetFile(
  database: Database,
  located: LocatedFile,
  wanted: readonly string[],
): Promise<ReadFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(located.path)) hash.update(chunk as Buffer);
  let shape: { headers: string[]; rows: number };
  try {
    shape = await parquetShape(database, located.path);
  } catch (cause) {
    const why = (cause as Error).message.split('\n')[0]!.replaceAll(located.path, located.name);
    throw messages.unreadable.error({ file: located.name, why }, undefined, cause);
  }
  const header = namedColumns(shape.headers, wanted, { source: located.source, file: located.name });
  return {
    located,
    format: 'parquet',
    sha256: hash.digest('hex'),
    bytes: located.bytes,
    encoding: 'utf-8',
    encodingReason: 'Parquet',
    header,
    rows: shape.rows,
    take: { kind: 'parquet', path: located.path },
  };
}
