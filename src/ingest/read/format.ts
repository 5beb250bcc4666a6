import { messages } from '../messages.ts';
import { bytesOf } from './bytes.ts';

export type Format = 'text' | 'workbook' | 'parquet';

/** What a file is, from its first bytes and never from its name: an `.xls` is often HTML or tab-separated text. */
export async function formatOf(path: string, name: string): Promise<{ format: Format; gzip: boolean }> {
  const stored = await firstBytes(path, false);
  if (stored.length === 0) throw messages.emptyFile.error({ file: name });
  if (!begins(stored, 0x1f, 0x8b)) return { format: judge(stored, name), gzip: false };
  let unpacked: Buffer;
  try {
    unpacked = await firstBytes(path, true);
  } catch (cause) {
    throw messages.unreadable.error({ file: name, why: (cause as Error).message }, undefined, cause);
  }
  const format = unpacked.length === 0 ? 'text' : judge(unpacked, name);
  if (format === 'parquet') throw messages.formatUnknown.error({ file: name, kind: 'a packed Parquet file' });
  return { format, gzip: true };
}

async function firstBytes(path: string, gzip: boolean): Promise<Buffer> {
  for await (const chunk of bytesOf(path, gzip)) return chunk.subarray(0, 512);
  return Buffer.alloc(0);
}

const begins = (start: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => start[index] === byte);

function judge(start: Buffer, name: string): Format {
  const refused = (kind: string) => messages.formatUnknown.error({ file: name, kind });
  if (begins(start, 0x50, 0x4b, 0x03, 0x04)) {
    if (/\.zip$/i.test(name)) throw messages.packed.error({ file: name });
    return 'workbook';
  }
  if (begins(start, 0x50, 0x41, 0x52, 0x31)) return 'parquet';
  if (begins(start, 0xd0, 0xcf, 0x11, 0xe0)) return 'workbook';
  if (begins(start, 0x25, 0x50, 0x44, 0x46)) throw refused('a PDF');
  const text = start
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype|html|table|meta|head|\?xml|style)/.test(text))
    throw refused('HTML or XML under another name');
  if (/^(\[\s*)?\{\s*"/.test(text)) throw refused('JSON');
  return 'text';
}
