/**
 * DEFLATE (RFC 1951) in plain TypeScript, and a zip writer around it. The zlib inside Node uses different match
 * finders on different processors, so its output is not the same everywhere; this one's is.
 */
const WINDOW = 32768;
const MAX_MATCH = 258;
const CHAIN = 160;

class Bits {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  private buffer = 0;
  private count = 0;

  put(value: number, bits: number): void {
    this.buffer |= value << this.count;
    this.count += bits;
    while (this.count >= 8) this.flushByte();
  }

  private flushByte(): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = this.buffer & 255;
    this.buffer >>>= 8;
    this.count -= 8;
  }

  done(): Uint8Array {
    if (this.count > 0) {
      this.count = 8;
      this.flushByte();
    }
    return this.bytes.subarray(0, this.length);
  }
}

/** Base value and extra bits of the length codes 257… and of the distance codes. */
const LENGTHS: [number, number][] = [];
for (let code = 0, base = 3; code < 28; code++) {
  const extra = code < 8 ? 0 : (code >> 2) - 1;
  LENGTHS.push([base, extra]);
  base += 1 << extra;
}
LENGTHS.push([258, 0]);
const DISTANCES: [number, number][] = [];
for (let code = 0, base = 1; code < 30; code++) {
  const extra = code < 4 ? 0 : (code >> 1) - 1;
  DISTANCES.push([base, extra]);
  base += 1 << extra;
}
const lengthCode = new Uint8Array(MAX_MATCH + 1);
for (let code = 0, l = 3; l <= MAX_MATCH; l++) {
  while (code < 28 && (LENGTHS[code + 1] as [number, number])[0] <= l) code++;
  lengthCode[l] = code;
}
function distanceCode(distance: number): number {
  if (distance <= 4) return distance - 1;
  const log = 31 - Math.clz32(distance - 1);
  return 2 * log + (((distance - 1) >> (log - 1)) & 1);
}

/** Huffman code lengths of at most `limit` bits: too deep trees are flattened by halving the counts. */
function codeLengths(counts: number[], limit: number): number[] {
  let weights = counts;
  for (;;) {
    const lengths = new Array<number>(counts.length).fill(0);
    let nodes = weights.flatMap((w, symbol) => (w > 0 ? [{ w, symbols: [symbol] }] : []));
    if (nodes.length === 1) lengths[(nodes[0] as { symbols: number[] }).symbols[0] as number] = 1;
    while (nodes.length > 1) {
      nodes.sort((x, y) => x.w - y.w || (x.symbols[0] as number) - (y.symbols[0] as number));
      const [x, y] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
      const symbols = [...x.symbols, ...y.symbols];
      for (const s of symbols) (lengths[s] as number)++;
      nodes = [{ w: x.w + y.w, symbols }, ...nodes.slice(2)];
    }
    if (Math.max(...lengths) <= limit) return lengths;
    weights = weights.map((w) => (w > 0 ? (w >> 1) + 1 : 0));
  }
}

/** Canonical codes, bit-reversed for writing from the low end. */
function codesOf(lengths: number[]): number[] {
  const codes = new Array<number>(lengths.length).fill(0);
  let code = 0;
  for (let bits = 1; bits <= 15; bits++) {
    for (let s = 0; s < lengths.length; s++) {
      if (lengths[s] !== bits) continue;
      let reversed = 0;
      for (let i = 0; i < bits; i++) if (code & (1 << i)) reversed |= 1 << (bits - 1 - i);
      codes[s] = reversed;
      code++;
    }
    code <<= 1;
  }
  return codes;
}

/** Matches as (length << 16 | distance), literals as the byte itself. */
function* tokens(data: Uint8Array): Generator<number> {
  const head = new Int32Array(1 << 15).fill(-1);
  const previous = new Int32Array(data.length).fill(-1);
  const hash = (i: number): number =>
    Math.imul(
      (data[i] as number) | ((data[i + 1] as number) << 8) | ((data[i + 2] as number) << 16),
      0x9e3779b1,
    ) >>> 17;
  const find = (i: number): [number, number] => {
    let best = 2;
    let distance = 0;
    const most = Math.min(MAX_MATCH, data.length - i);
    for (
      let at = head[hash(i)] as number, steps = 0;
      at >= 0 && i - at < WINDOW && steps < CHAIN;
      at = previous[at] as number, steps++
    ) {
      if (data[at + best] !== data[i + best]) continue;
      let l = 0;
      while (l < most && data[at + l] === data[i + l]) l++;
      if (l > best) [best, distance] = [l, i - at];
      if (l === most) break;
    }
    return [best, distance];
  };
  const enter = (i: number): void => {
    if (i + 2 >= data.length) return;
    const h = hash(i);
    previous[i] = head[h] as number;
    head[h] = i;
  };
  for (let i = 0; i < data.length; ) {
    let [length, distance] = i + 2 < data.length ? find(i) : [2, 0];
    enter(i);
    // One byte of patience: a longer match may start at the next byte.
    if (distance > 0 && length < 64 && i + 3 < data.length && find(i + 1)[0] > length) distance = 0;
    if (distance === 0) {
      yield data[i++] as number;
      continue;
    }
    yield (length << 16) | distance;
    for (let k = 1; k < length; k++) enter(i + k);
    i += length;
    length = 0;
  }
}

function writeBlock(out: Bits, block: number[], last: boolean): void {
  const literal = new Array<number>(286).fill(0);
  const distance = new Array<number>(30).fill(0);
  literal[256] = 1;
  for (const t of block) {
    if (t < 65536) (literal[t] as number)++;
    else {
      (literal[257 + (lengthCode[t >>> 16] as number)] as number)++;
      (distance[distanceCode(t & 65535)] as number)++;
    }
  }
  // Two symbols at least in either tree, so that both are complete codes.
  for (const tree of [literal, distance])
    for (let s = 0; tree.filter((c) => c > 0).length < 2; s++) tree[s] ||= 1;
  const literalLengths = codeLengths(literal, 15);
  const distanceLengths = codeLengths(distance, 15);
  // The lengths themselves are sent with a third tree, without its run codes: a few bytes lost per block.
  const all = [...literalLengths, ...distanceLengths];
  const lengthCounts = new Array<number>(19).fill(0);
  for (const l of all) (lengthCounts[l] as number)++;
  const third = codeLengths(lengthCounts, 7);
  const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  out.put(last ? 1 : 0, 1);
  out.put(2, 2);
  out.put(286 - 257, 5);
  out.put(30 - 1, 5);
  out.put(19 - 4, 4);
  for (const s of order) out.put(third[s] as number, 3);
  const thirdCodes = codesOf(third);
  for (const l of all) out.put(thirdCodes[l] as number, third[l] as number);
  const literalCodes = codesOf(literalLengths);
  const distanceCodes = codesOf(distanceLengths);
  const symbol = (s: number): void => out.put(literalCodes[s] as number, literalLengths[s] as number);
  for (const t of block) {
    if (t < 65536) {
      symbol(t);
      continue;
    }
    const l = lengthCode[t >>> 16] as number;
    const [lBase, lExtra] = LENGTHS[l] as [number, number];
    symbol(257 + l);
    out.put((t >>> 16) - lBase, lExtra);
    const d = distanceCode(t & 65535);
    const [dBase, dExtra] = DISTANCES[d] as [number, number];
    out.put(distanceCodes[d] as number, distanceLengths[d] as number);
    out.put((t & 65535) - dBase, dExtra);
  }
  symbol(256);
}

export function deflate(data: Uint8Array): Uint8Array {
  const out = new Bits();
  let block: number[] = [];
  for (const t of tokens(data)) {
    if (block.length === 30_000) {
      writeBlock(out, block, false);
      block = [];
    }
    block.push(t);
  }
  writeBlock(out, block, true);
  return out.done();
}
