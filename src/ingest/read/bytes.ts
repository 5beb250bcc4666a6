import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { messages } from '../messages.ts';
import { unpacksTooFar } from './limits.ts';

const chunkSize = 1 << 20;

/**
 * The bytes of a file, unpacked if it is gzip. A `hash` sees them as they are stored. A damaged gzip stream
 * rejects, and so does a bomb.
 */
export async function* bytesOf(path: string, gzip: boolean, hash?: Hash): AsyncGenerator<Buffer> {
  const stored = createReadStream(path, { highWaterMark: chunkSize });
  if (!gzip) {
    yield* hash === undefined ? stored : watch(stored, hash);
    return;
  }
  const seen = hash === undefined ? stored : Readable.from(watch(stored, hash));
  const unpacked = createGunzip({ chunkSize });
  // A failure destroys `unpacked`, so the loop below throws it; here it must only not go unhandled.
  const done = pipeline(seen, unpacked).catch(() => {});
  let size = 0;
  for await (const chunk of unpacked) {
    size += (chunk as Buffer).length;
    const limit = unpacksTooFar(size, unpacked.bytesWritten);
    if (limit !== undefined) throw messages.tooLarge.error({ file: basename(path), limit });
    yield chunk as Buffer;
  }
  await done;
}

async function* watch(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
