import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import iconv from 'iconv-lite';
import { ProductError } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { Gb18030Witness } from './gb18030.ts';
import { unpacksTooFar } from './limits.ts';

/** One file in a zip archive, from the archive's own directory. */
export interface ZipEntry {
  /** With forward slashes, as the archive says it: shown and matched, never used as a path to write to. */
  readonly name: string;
  /** Size as packed and as it claims to be. */
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly locked: boolean;
  readonly crc: number;
  /** Where its local header stands. */
  readonly offset: number;
}

const endOfDirectory = 0x06054b50;
const endOfDirectory64 = 0x06064b50;
const locator64 = 0x07064b50;
const inDirectory = 0x02014b50;
const localHeader = 0x04034b50;
const full16 = 0xffff;
const full32 = 0xffffffff;
/** A directory larger than this describes a million files: no export. */
const largestDirectory = 64 * 2 ** 20;

const chunkSize = 1 << 18;
const stored = 0;
const deflated = 8;

/**
 * The files of a zip archive, in name order; folders and what operating systems leave behind are no files. Format:
 * PKWARE APPNOTE 6.3.10, with ZIP64. Names without the UTF-8 flag are UTF-8 if they can be, GB18030 as Chinese Windows
 * writes them, else code page 437.
 * @throws ProductError ING108 for an archive without its directory: cut off, or no archive.
 */
export async function entriesOf(path: string, name: string): Promise<ZipEntry[]> {
  return (await allEntriesOf(path, name))
    .filter((entry) => !isLitter(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The same with everything that an archive holds, as it stands. */
export async function allEntriesOf(path: string, name: string): Promise<ZipEntry[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = await directory(file, size);
    if (bytes === undefined) throw damaged(name, 'the directory of the archive is missing');
    const entries = listed(bytes);
    if (entries === undefined) throw damaged(name, 'the directory of the archive is damaged');
    return entries;
  } finally {
    await file.close();
  }
}

const damaged = (file: string, why: string) => messages.unreadable.error({ file, why });

const isLitter = (name: string): boolean =>
  name.endsWith('/') || /(^|\/)(__MACOSX\/|\.(?!\.\/)|Thumbs\.db$|desktop\.ini$|~\$)/i.test(name);

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** The central directory; the record that says where it is stands at the end, before a comment of any text. */
async function directory(file: FileHandle, size: number): Promise<Buffer | undefined> {
  const length = Math.min(size, 22 + full16);
  const tail = await read(file, size - length, length);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endOfDirectory) continue;
    let bytes = tail.readUInt32LE(at + 12);
    let start = tail.readUInt32LE(at + 16);
    if (bytes === full32 || start === full32 || tail.readUInt16LE(at + 10) === full16) {
      if (at < 20 || tail.readUInt32LE(at - 20) !== locator64) return undefined;
      const large = await read(file, Number(tail.readBigUInt64LE(at - 12)), 56);
      if (large.length < 56 || large.readUInt32LE(0) !== endOfDirectory64) return undefined;
      bytes = Number(large.readBigUInt64LE(40));
      start = Number(large.readBigUInt64LE(48));
    }
    if (bytes > largestDirectory || start + bytes > size) return undefined;
    const found = await read(file, start, bytes);
    return found.length === bytes ? found : undefined;
  }
  return undefined;
}

function listed(bytes: Buffer): ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== inDirectory) return undefined;
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) return undefined;
    const flags = bytes.readUInt16LE(at + 8);
    const sizes = wide(bytes.subarray(nameEnd, extraEnd), [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]);
    if (sizes === undefined) return undefined;
    const [size, packed, offset] = sizes;
    entries.push({
      name: nameOf(bytes.subarray(at + 46, nameEnd), (flags & 0x800) !== 0),
      packed,
      size,
      method: bytes.readUInt16LE(at + 10),
      locked: (flags & 1) !== 0,
      crc: bytes.readUInt32LE(at + 16),
      offset,
    });
    at = next;
  }
  return entries;
}

/** ZIP64: numbers that are full stand in the extra field 1, in this order. */
function wide(
  extra: Buffer,
  [size, packed, offset]: readonly [number, number, number],
): [number, number, number] | undefined {
  const numbers: [number, number, number] = [size, packed, offset];
  if (!numbers.includes(full32)) return numbers;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    for (const [index, number] of numbers.entries()) {
      if (number !== full32) continue;
      if (from + 8 > extra.length) return undefined;
      numbers[index] = Number(extra.readBigUInt64LE(from));
      from += 8;
    }
    return numbers;
  }
  return undefined;
}

function nameOf(bytes: Buffer, utf8: boolean): string {
  const gb = new Gb18030Witness();
  gb.update(bytes);
  gb.end();
  const encoding = utf8 || isUtf8(bytes) ? 'utf8' : gb.looksChinese ? 'gb18030' : 'cp437';
  return iconv
    .decode(bytes, encoding)
    .replaceAll('\\', '/')
    .replace(/\p{Cc}/gu, '');
}

/** What a zip archive is that is the document of a program; nothing for one that only holds files. */
export type OfficeKind =
  | 'workbook'
  | 'binary workbook'
  | 'Word document'
  | 'presentation'
  | 'Numbers document'
  | 'document';

/** Office, OpenDocument and Numbers files are archives too. */
export async function officeKind(path: string, name: string): Promise<OfficeKind | undefined> {
  const entries = await entriesOf(path, name);
  const names = new Set(entries.map((entry) => entry.name));
  const under = (folder: string): boolean => entries.some((entry) => entry.name.startsWith(folder));
  if (names.has('[Content_Types].xml')) {
    if (names.has('xl/workbook.bin')) return 'binary workbook';
    if (under('word/')) return 'Word document';
    return under('ppt/') ? 'presentation' : 'workbook';
  }
  if (names.has('Index/Document.iwa')) return 'Numbers document';
  if (!names.has('mimetype') || !names.has('content.xml')) return undefined;
  const first = entries.find((entry) => entry.name === 'mimetype')!;
  if (first.method !== stored) return 'workbook';
  const file = await open(path, 'r');
  try {
    const kind = await read(file, await contentStart(path, first, name), first.packed);
    return kind.includes('opendocument.spreadsheet') ? 'workbook' : 'document';
  } finally {
    await file.close();
  }
}

/**
 * Unpacks one entry to a file, chunk by chunk, and holds it against the size and the checksum of the directory.
 * @throws ProductError ING109 behind a password, ING116 packed in a way that is not read, ING117 for a bomb, ING108
 *   for a damaged one.
 */
export async function unpackEntry(
  path: string,
  entry: ZipEntry,
  name: string,
  to: string,
  limit?: number,
): Promise<void> {
  await pipeline(contentOf(path, entry, name, limit), createWriteStream(to));
}

/** The content of one entry, chunk by chunk, with the same proofs and errors. */
export async function* contentOf(
  path: string,
  entry: ZipEntry,
  name: string,
  limit?: number,
): AsyncGenerator<Buffer> {
  if (entry.locked) throw messages.locked.error({ file: name });
  if (entry.method !== stored && entry.method !== deflated)
    throw messages.packed.error({ file: name, method: entry.method });
  const bomb = unpacksTooFar(entry.size, entry.packed, limit);
  if (bomb !== undefined) throw messages.tooLarge.error({ file: name, limit: bomb });
  const start = await contentStart(path, entry, name);
  let size = 0;
  let sum = 0;
  const packed =
    entry.packed === 0
      ? Readable.from([])
      : createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: chunkSize });
  let content: Readable = packed;
  let done: Promise<void> | undefined;
  if (entry.method === deflated && entry.packed > 0) {
    const unpacked = createInflateRaw({ chunkSize });
    // A failure destroys `unpacked`, so the loop below throws it; here it must only not go unhandled.
    done = pipeline(packed, unpacked).catch(() => {});
    content = unpacked;
  }
  try {
    for await (const chunk of content) {
      size += (chunk as Buffer).length;
      sum = crc32(chunk as Buffer, sum);
      // What the directory claims need not be so.
      if (size > entry.size) throw new Error('it is larger than the archive says');
      yield chunk as Buffer;
    }
    await done;
  } catch (cause) {
    if (cause instanceof ProductError) throw cause;
    throw messages.unreadable.error({ file: name, why: (cause as Error).message }, undefined, cause);
  } finally {
    packed.destroy();
  }
  if (size !== entry.size || sum !== entry.crc)
    throw damaged(name, 'its checksum in the archive does not agree');
}

/** The local header repeats the name and may have other extra fields, so only it says where the content starts. */
async function contentStart(path: string, entry: ZipEntry, name: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const head = await read(file, entry.offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== localHeader)
      throw damaged(name, 'it is not where the directory of the archive says');
    return entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  } finally {
    await file.close();
  }
}
