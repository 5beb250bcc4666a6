/** Re-packs a workbook: same parts, fixed times, and our own compression, so that its bytes never differ. */
import { crc32, inflateRawSync } from 'node:zlib';
import { deflate } from './deflate.ts';

interface Part {
  name: Uint8Array;
  data: Uint8Array;
}

function read(zip: Uint8Array): Part[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    const method = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = zip.subarray(start, start + size);
    parts.push({
      name: zip.slice(at + 46, at + 46 + nameLength),
      data: method === 8 ? inflateRawSync(raw) : raw,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

export function repack(zip: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, data } of read(zip)) {
    const packed = deflate(data);
    const local = new Uint8Array(30 + name.length);
    const central = new Uint8Array(46 + name.length);
    const l = new DataView(local.buffer);
    const c = new DataView(central.buffer);
    l.setUint32(0, 0x04034b50, true);
    c.setUint32(0, 0x02014b50, true);
    c.setUint16(4, 20, true);
    // The fields that both headers share, 2 bytes later in the central one.
    for (const [v, at] of [
      [l, 4],
      [c, 6],
    ] as const) {
      v.setUint16(at, 20, true);
      v.setUint16(at + 2, 0x0800, true);
      v.setUint16(at + 4, 8, true);
      v.setUint16(at + 6, 0, true);
      v.setUint16(at + 8, 0x21, true); // 1980-01-01, the first date a zip can hold
      v.setUint32(at + 10, crc32(data), true);
      v.setUint32(at + 14, packed.length, true);
      v.setUint32(at + 18, data.length, true);
      v.setUint16(at + 22, name.length, true);
    }
    c.setUint32(42, offset, true);
    local.set(name, 30);
    central.set(name, 46);
    chunks.push(local, packed);
    directory.push(central);
    offset += local.length + packed.length;
  }
  const size = directory.reduce((n, d) => n + d.length, 0);
  const end = new Uint8Array(22);
  const e = new DataView(end.buffer);
  e.setUint32(0, 0x06054b50, true);
  e.setUint16(8, directory.length, true);
  e.setUint16(10, directory.length, true);
  e.setUint32(12, size, true);
  e.setUint32(16, offset, true);
  return Buffer.concat([...chunks, ...directory, end]);
}
