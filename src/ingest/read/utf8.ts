import iconv from 'iconv-lite';
import { messages } from '../messages.ts';
import { bytesOf } from './bytes.ts';
import type { Encoding } from './prove.ts';

const replacement = '\ufffd';

/**
 * The text of a file as UTF-8 bytes without a byte order mark, chunk by chunk. iconv-lite and not `TextDecoder`, which
 * reads C1 control characters where Windows-1252 has €, „ and –. A byte that the encoding does not know is an error.
 */
export async function* utf8Of(
  source: { readonly path: string; readonly name: string; readonly gzip: boolean },
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    let first = true;
    for await (const chunk of bytesOf(source.path, source.gzip)) {
      yield first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
      first = false;
    }
    return;
  }
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  const toBytes = (text: string): Buffer => {
    if (text.includes(replacement))
      throw messages.encodingDisproved.error({
        file: source.name,
        declared: encoding,
        found: '',
        why: 'invalid bytes',
      });
    return Buffer.from(text, 'utf8');
  };
  for await (const chunk of bytesOf(source.path, source.gzip)) {
    const text = decoder.write(chunk);
    if (text !== '') yield toBytes(text);
  }
  const rest = decoder.end();
  if (rest) yield toBytes(rest);
}

/** The first `limit` bytes of that text; `whole` when it is all of it. */
export async function headOf(
  source: { readonly path: string; readonly name: string; readonly gzip: boolean },
  encoding: Encoding,
  limit = 1 << 18,
): Promise<{ bytes: Buffer; whole: boolean }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of utf8Of(source, encoding)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > limit) return { bytes: Buffer.concat(parts).subarray(0, limit), whole: false };
  }
  return { bytes: Buffer.concat(parts), whole: true };
}
