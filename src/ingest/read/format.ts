import { messages } from '../messages.ts';
import { bytesOf } from './bytes.ts';
import { isMhtml } from './mhtml.ts';
import { officeKind } from './zip.ts';

export type Format = 'text' | 'workbook' | 'parquet' | 'json' | 'arrow' | 'arrow_stream' | 'pages';

/** What a file is, from its first bytes and never from its name: an `.xls` is often HTML or tab-separated text. */
export async function formatOf(path: string, name: string): Promise<{ format: Format; gzip: boolean }> {
  const stored = await firstBytes(path, false);
  if (stored.length === 0) throw messages.emptyFile.error({ file: name });
  if (!begins(stored, 0x1f, 0x8b)) {
    const format = judge(stored, name);
    if (begins(stored, 0x50, 0x4b)) {
      const kind = await officeKind(path, name);
      // Other archives have been opened where the file was found; one within another is not.
      if (kind === undefined)
        throw messages.formatUnknown.error({ file: name, kind: 'an archive within an archive' });
      if (kind !== 'workbook') throw messages.formatUnknown.error({ file: name, kind: `a ${kind}` });
    }
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
  for await (const chunk of bytesOf(path, gzip)) return chunk.subarray(0, 4096);
  return Buffer.alloc(0);
}

const begins = (start: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, index) => start[index] === byte);

/** What is no export, by its first bytes: `?` is any byte. */
const others: readonly (readonly [start: string, kind: string])[] = [
  ['%PDF', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['RIFF????WEBP', 'a picture'],
  ['II*\0', 'a picture'],
  ['MM\0*', 'a picture'],
  ['MZ', 'a program'],
  ['\x7fELF', 'a program'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['BZh', 'a bzip2 archive'],
  ['\xfd7zXZ', 'an xz archive'],
  ['(\xb5/\xfd', 'a Zstandard archive'],
  ['SQLite format 3', 'an SQLite database'],
  ['\0\x01\0\0Standard Jet DB', 'an Access database'],
  ['\0\x01\0\0Standard ACE DB', 'an Access database'],
  ['{\\rtf', 'a text document (RTF)'],
  ['!BDN', 'an Outlook mailbox'],
];
const startsAs = (head: string, start: string): boolean =>
  [...start].every((character, at) => character === '?' || head[at] === character);

function judge(start: Buffer, name: string): Format {
  const refused = (kind: string) => messages.formatUnknown.error({ file: name, kind });
  if (begins(start, 0x50, 0x4b, 0x03, 0x04)) return 'workbook';
  if (begins(start, 0x50, 0x41, 0x52, 0x31)) return 'parquet';
  if (start.toString('latin1', 0, 6) === 'ARROW1') return 'arrow';
  if (begins(start, 0xff, 0xff, 0xff, 0xff) && start[7] === 0) return 'arrow_stream';
  if (begins(start, 0xd0, 0xcf, 0x11, 0xe0)) return 'workbook';
  const head = start.toString('latin1');
  const other = others.find(([one]) => startsAs(head, one));
  // `MZ` and `BZh` may begin a header too; a program or an archive has no line of text.
  if (other !== undefined && (other[0].length > 3 || isBinary(start))) throw refused(other[1]);
  const text = head
    .replaceAll('\0', '')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype|!--|html|table|meta|head|\?xml|\?mso|style|body|div|workbook|tr|center|font)/.test(text))
    return 'pages';
  if (isMhtml(text)) return 'pages';
  if (/^(\[\s*)?\{\s*"/.test(text)) return 'json';
  if (isBinary(start)) throw refused('no text');
  return 'text';
}

/**
 * Bytes that no text has: control characters, but for those of lines, pages and old systems' ends. In UTF-16 half of a
 * character may look like one, so there the NULs of digits and delimiters speak first, all on one side.
 */
function isBinary(start: Buffer): boolean {
  if (begins(start, 0xff, 0xfe) || begins(start, 0xfe, 0xff)) return false;
  let controls = 0;
  const nuls = [0, 0] as [number, number];
  for (const [at, byte] of start.entries()) {
    if (byte === 0) nuls[at % 2 === 0 ? 0 : 1]++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) controls++;
  }
  const [even, odd] = nuls;
  const wide = even + odd >= start.length / 50 && Math.min(even, odd) * 20 <= Math.max(even, odd);
  return !wide && (controls > 0.02 * start.length || even + odd > 0.3 * start.length);
}
