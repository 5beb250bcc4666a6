/**
 * Unpacks an LZ4 frame, which Arrow files are packed with by default when Python writes them. After the format
 * descriptions `lz4_Frame_format.md` (1.6.4) and `lz4_Block_format.md` of the lz4 project. Checksums are not held:
 * the lengths of the Arrow message around it are.
 * @throws Error where the bytes are not such a frame.
 */
export function unpackLz4(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 7 || view.getUint32(0, true) !== 0x184d2204) throw new Error('no LZ4 frame');
  const flags = bytes[4]!;
  const hasBlockSum = (flags & 0x10) !== 0;
  const hasSize = (flags & 0x08) !== 0;
  let at = 6 + (hasSize ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0) + 1;
  const out = new Output(hasSize ? Number(view.getBigUint64(6, true)) : bytes.length * 3);
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return out.done();
    const length = word & 0x7fffffff;
    if (at + length > bytes.length) throw new Error('an LZ4 block is cut off');
    if (word >>> 31 === 1) out.literal(bytes, at, at + length);
    else block(bytes, at, at + length, out);
    at += length + (hasBlockSum ? 4 : 0);
  }
}

/** Sequences of literals and of copies of what was written before. */
function block(bytes: Uint8Array, from: number, end: number, out: Output): void {
  let at = from;
  const length = (first: number): number => {
    let sum = first;
    if (first === 15)
      for (;;) {
        if (at >= end) throw new Error('an LZ4 length is cut off');
        const more = bytes[at++]!;
        sum += more;
        if (more !== 255) break;
      }
    return sum;
  };
  while (at < end) {
    const token = bytes[at++]!;
    const literals = length(token >> 4);
    if (at + literals > end) throw new Error('LZ4 literals are cut off');
    out.literal(bytes, at, at + literals);
    at += literals;
    if (at >= end) return;
    const distance = bytes[at]! | (bytes[at + 1]! << 8);
    at += 2;
    out.copy(distance, length(token & 15) + 4);
  }
}

/** Arrow says how long each buffer is; more than this is a bomb. */
const most = 2 ** 31 - 1;

class Output {
  #bytes: Uint8Array;
  #size = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.min(Math.max(expected, 64), 2 ** 28));
  }

  literal(bytes: Uint8Array, from: number, to: number): void {
    this.#room(to - from);
    this.#bytes.set(bytes.subarray(from, to), this.#size);
    this.#size += to - from;
  }

  /** Byte by byte where source and target overlap: that is how a run is written. */
  copy(distance: number, length: number): void {
    if (distance === 0 || distance > this.#size) throw new Error('an LZ4 copy reaches before the beginning');
    this.#room(length);
    const from = this.#size - distance;
    if (distance >= length) this.#bytes.copyWithin(this.#size, from, from + length);
    else
      for (let index = 0; index < length; index++)
        this.#bytes[this.#size + index] = this.#bytes[from + index]!;
    this.#size += length;
  }

  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  #room(more: number): void {
    const needed = this.#size + more;
    if (needed <= this.#bytes.length) return;
    if (needed > most) throw new Error('an LZ4 frame of more than 2 GB');
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}
