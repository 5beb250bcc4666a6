import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string | Buffer;
  readonly content: string | Uint8Array;
  /** What the directory says, where it is to lie. */
  readonly claim?: { size?: number; crc?: number; method?: number; flags?: number };
  readonly store?: boolean;
}

/** A zip archive, made by hand so that it can be made wrong. */
export function zip(files: readonly Packed[], wide = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claim = {}, store = false } of files) {
    const bytes = Buffer.from(content as Uint8Array);
    const packed = store ? bytes : deflateRawSync(bytes);
    const raw = typeof name === 'string' ? Buffer.from(name) : name;
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(claim.flags ?? (typeof name === 'string' ? 0x800 : 0), 2);
    fixed.writeUInt16LE(claim.method ?? (store ? 0 : 8), 4);
    fixed.writeUInt32LE(claim.crc ?? crc32(bytes), 10);
    fixed.writeUInt32LE(wide ? 0xffffffff : packed.length, 14);
    fixed.writeUInt32LE(wide ? 0xffffffff : (claim.size ?? bytes.length), 18);
    fixed.writeUInt16LE(raw.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, raw, packed]);
    const extra = Buffer.alloc(wide ? 28 : 0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(claim.size ?? bytes.length), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
      extra.writeBigUInt64LE(BigInt(offset), 20);
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(wide ? 0xffffffff : offset, 10);
    const inDirectory = Buffer.from(fixed);
    inDirectory.writeUInt16LE(extra.length, 24);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), inDirectory, rest, raw, extra]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const tail: Buffer[] = [];
  if (wide) {
    const large = Buffer.alloc(56);
    large.write('PK\x06\x06', 'latin1');
    large.writeBigUInt64LE(44n, 4);
    large.writeBigUInt64LE(BigInt(files.length), 24);
    large.writeBigUInt64LE(BigInt(files.length), 32);
    large.writeBigUInt64LE(BigInt(listed.length), 40);
    large.writeBigUInt64LE(BigInt(offset), 48);
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(BigInt(offset + listed.length), 8);
    tail.push(large, locator);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(wide ? 0xffff : files.length, 8);
  end.writeUInt16LE(wide ? 0xffff : files.length, 10);
  end.writeUInt32LE(wide ? 0xffffffff : listed.length, 12);
  end.writeUInt32LE(wide ? 0xffffffff : offset, 16);
  return Buffer.concat([...parts, listed, ...tail, end]);
}
