import { messages } from '../messages.ts';
import { bytesOf } from './bytes.ts';
import { isWorkbook } from './zip.ts';

export type Format = 'text' | 'workbook' | 'parquet' | 'json' | 'arrow' | 'arrow_stream';

/** What a file is, from its first bytes and never from its name: an `.xls` is often HTML or tab-separated text. */
export async function formatOf(path: string, name: string): Promise<{ format: Format; gzip: boolean }> {
  const stored = await firstBytes(path, false);
  if (stored.length === 0) throw messages.emptyFile.error({ file: name });
  if (!begins(stored, 0x1f, 0x8b)) {
    const format = judge(stored, name);
    // Other archives have been opened where the file was found; one within another is not.
    if (begins(stored, 0x50, 0x4b) && !(await isWorkbook(path, name)))
      throw messages.formatUnknown.error({ file: name, kind: 'an archive within an archive' });
    return { format, gzip: false };
  }
  let unpacked: Buffer;
  try {
    unpacked = await firstBytes(path, true);
  } catch (cause) {
    throw messages.unreadable.error({ file: name, why: (cause as Error).message }, undefined, cause);
  }
  return { format: unpacked.length === 0 ? 'text' : judge(unpacked, name), gzip: true };
}

async function firstBytes(path: string, gzip: boolean): Promise<Buffer> {
  for await (const chunk of bytesOf(path, gzip)) return chunk.subarray(0, 512);
  return Buffer.alloc(0);
}

const begins = (start: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => start[index] === byte);

function judge(start: Buffer, name: string): Format {
  const refused = (kind: string) => messages.formatUnknown.error({ file: name, kind });
  if (begins(start, 0x50, 0x4b, 0x03, 0x04)) return 'workbook';
  if (begins(start, 0x50, 0x41, 0x52, 0x31)) return 'parquet';
  if (start.toString('latin1', 0, 6) === 'ARROW1') return 'arrow';
  if (begins(start, 0xff, 0xff, 0xff, 0xff) && start[7] === 0) return 'arrow_stream';
  if (begins(start, 0xd0, 0xcf, 0x11, 0xe0)) return 'workbook';
  if (begins(start, 0x25, 0x50, 0x44, 0x46)) throw refused('a PDF');
  const text = start
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype|html|table|meta|head|\?xml|style)/.test(text))
    throw refused('HTML or XML under another name');
  if (/^(\[\s*)?\{\s*"/.test(text)) return 'json';
  return 'text';
}
