import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { messages } from '../messages.ts';
import { bytesOf } from './bytes.ts';
import { datevHead } from './datev.ts';
import { Gb18030Witness } from './gb18030.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'shift_jis' | 'windows-1252';

export interface Proof {
  readonly sha256: string;
  /** Size as stored. */
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly reason: string;
  /** No byte above 7F: every encoding of the list but UTF-16 reads the same. */
  readonly ascii: boolean;
}

interface Source {
  readonly path: string;
  readonly name: string;
  readonly gzip: boolean;
}

/**
 * One pass over a file: SHA-256, size, and the encoding proven from all of its bytes, never from a sample. Order:
 * byte order mark, strict UTF-8, UTF-16 by its pattern of NULs, then what was declared, then GB18030. UTF-8 Chinese is
 * valid GB18030 in half of all cells and the reverse hardly ever, so UTF-8 comes first. What stays open is asked.
 *
 * @param alsoSeen is shown every chunk, so that nobody else need read the file
 */
export async function proveEncoding(
  source: Source,
  declared: Encoding | undefined,
  alsoSeen: (chunk: Buffer) => void = () => {},
): Promise<Proof> {
  const hash = createHash('sha256');
  let bytes = 0;
  let witness = new ByteWitness(true);
  for await (const chunk of bytesOf(source.path, source.gzip, hash)) {
    bytes += chunk.length;
    witness.update(chunk);
    alsoSeen(chunk);
  }
  witness.end();
  const sha256 = hash.digest('hex');
  if (bytes === 0) throw messages.emptyFile.error({ file: source.name });
  if (witness.gbUnseen) {
    // UTF-8 was disproved only after bytes the GB18030 witness had been spared: look once more, with both.
    witness = new ByteWitness(false);
    for await (const chunk of bytesOf(source.path, source.gzip)) witness.update(chunk);
    witness.end();
  }
  const { encoding, reason } = decide(witness, declared, source.name);
  const stored = source.gzip ? (await stat(source.path)).size : bytes;
  return { sha256, bytes: stored, encoding, reason, ascii: witness.ascii };
}

function decide(
  witness: ByteWitness,
  declared: Encoding | undefined,
  file: string,
): { encoding: Encoding; reason: string } {
  const { mark } = witness;
  if (mark !== undefined) {
    if (declared !== undefined && declared !== mark) throw disproved(file, declared, mark, 'byte order mark');
    if (mark === 'utf-8' && !witness.utf8) throw disproved(file, mark, undefined, 'invalid bytes');
    return { encoding: mark, reason: 'byte order mark' };
  }
  const wide = witness.wide;
  if (wide !== undefined) {
    if (declared !== undefined && declared !== wide)
      throw disproved(file, declared, wide, 'pattern of NUL bytes');
    return { encoding: wide, reason: 'pattern of NUL bytes' };
  }
  if (declared === 'utf-16le' || declared === 'utf-16be') {
    if (witness.utf8 && witness.nuls === 0) throw disproved(file, declared, 'utf-8', 'no NUL bytes');
    return { encoding: declared, reason: 'declared' };
  }
  if (witness.ascii) return { encoding: declared ?? 'utf-8', reason: declared ? 'declared' : 'valid UTF-8' };
  if (witness.utf8) {
    if (declared !== undefined && declared !== 'utf-8')
      throw disproved(file, declared, 'utf-8', 'valid UTF-8');
    return { encoding: 'utf-8', reason: 'valid UTF-8' };
  }
  const gb = witness.gb;
  if (declared !== undefined) {
    const wrong =
      declared === 'utf-8' ||
      (declared === 'gb18030' && !gb.valid) ||
      (declared === 'windows-1252' && gb.notWindows1252 > 0);
    const better = gb.looksChinese && declared !== 'gb18030' ? 'gb18030' : undefined;
    if (wrong) throw disproved(file, declared, better, 'invalid bytes');
    return { encoding: declared, reason: 'declared' };
  }
  // The format description of DATEV says ANSI; UTF-8 has been ruled out above.
  if (witness.datev && gb.notWindows1252 === 0) return { encoding: 'windows-1252', reason: 'DATEV format' };
  if (gb.looksChinese) return { encoding: 'gb18030', reason: 'valid GB18030, Chinese throughout' };
  throw messages.encodingUnknown.error({ file, readings: readings(witness.firstHigh, gb.valid) });
}

const disproved = (file: string, declared: string, found: string | undefined, why: string) =>
  messages.encodingDisproved.error({ file, declared, found: found ?? '', why });

/** How the first non-ASCII bytes read in each candidate: single characters, so never a name. */
function readings(bytes: Buffer, gbValid: boolean): { encoding: string; text: string }[] {
  const latin = { encoding: 'windows-1252', text: iconv.decode(bytes.subarray(0, 1), 'windows-1252') };
  return gbValid ? [latin, { encoding: 'gb18030', text: iconv.decode(bytes, 'gb18030') }] : [latin];
}

/** What can be said of a byte stream without reading it as text. */
class ByteWitness {
  ascii = true;
  utf8 = true;
  nuls = 0;
  mark: 'utf-8' | 'utf-16le' | 'utf-16be' | undefined;
  datev = false;
  readonly gb = new Gb18030Witness();
  /** UTF-8 failed after bytes that the GB18030 witness did not see. */
  gbUnseen = false;
  firstHigh = Buffer.alloc(0);
  readonly #spareGb: boolean;
  #spared = false;
  #size = 0;
  #nulsAtOdd = 0;
  #pending = Buffer.alloc(0);

  constructor(spareGb: boolean) {
    this.#spareGb = spareGb;
  }

  update(chunk: Buffer): void {
    if (this.#size === 0) {
      this.mark = byteOrderMark(chunk);
      this.datev = datevHead(chunk) !== undefined;
    }
    if (chunk.includes(0)) this.#countNuls(chunk);
    this.#size += chunk.length;
    const plain = isAscii(chunk);
    if (!plain) this.ascii = false;
    if (this.utf8) this.#checkUtf8(chunk, plain);
    if (this.utf8 && this.#spareGb) this.#spared ||= !plain;
    else if (this.#spared) this.gbUnseen = true;
    else this.gb.update(chunk);
    if (!this.utf8 && this.firstHigh.length === 0) {
      const at = chunk.findIndex((byte) => byte >= 0x80);
      if (at >= 0) this.firstHigh = Buffer.from(chunk.subarray(at, at + 2));
    }
  }

  end(): void {
    if (this.#pending.length > 0) {
      this.utf8 = false;
      this.firstHigh = this.#pending.subarray(0, 2);
      if (this.#spared) this.gbUnseen = true;
    }
    this.gb.end();
  }

  /** UTF-16 without a mark: the NULs of ASCII characters (delimiters, digits, line ends) all sit on one side. */
  get wide(): 'utf-16le' | 'utf-16be' | undefined {
    if (this.nuls < this.#size / 50) return undefined;
    const even = this.nuls - this.#nulsAtOdd;
    if (even * 20 <= this.#nulsAtOdd) return 'utf-16le';
    if (this.#nulsAtOdd * 20 <= even) return 'utf-16be';
    return undefined;
  }

  #countNuls(chunk: Buffer): void {
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1)) {
      this.nuls++;
      if ((this.#size + at) % 2 === 1) this.#nulsAtOdd++;
    }
  }

  #checkUtf8(chunk: Buffer, plain: boolean): void {
    if (plain && this.#pending.length === 0) return;
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = lastWhole(bytes);
    this.utf8 = isUtf8(bytes.subarray(0, end));
    this.#pending = Buffer.from(bytes.subarray(end));
  }
}

function byteOrderMark(start: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Where the last character that is surely whole ends, so that a chunk may be cut there. */
export function lastWhole(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
