/**
 * A minimal .xls file (BIFF8 in an OLE container), for tests: there is no library that writes one. Structures:
 * [MS-XLS] 2.4 (records) and [MS-CFB] 2 (container), with one stream in sectors of 512 bytes.
 */
type Value = string | number | null;

export function oldWorkbook(
  sheets: Readonly<Record<string, readonly (readonly Value[])[]>>,
  locked = false,
): Buffer {
  const bodies = Object.values(sheets).map((rows) =>
    Buffer.concat([
      bof(0x10),
      ...rows.flatMap((cells, row) => cells.map((value, at) => cell(row, at, value))),
      eof,
    ]),
  );
  const head = (offsets: readonly number[]): Buffer =>
    Buffer.concat([
      bof(0x05),
      ...(locked ? [record(0x2f, Buffer.alloc(6))] : []),
      ...Object.keys(sheets).map((name, n) => boundSheet(offsets[n] ?? 0, name)),
      eof,
    ]);
  let next = head([]).length;
  const offsets = bodies.map((body) => {
    const offset = next;
    next += body.length;
    return offset;
  });
  return container('Workbook', Buffer.concat([head(offsets), ...bodies]));
}

function record(id: number, data: Buffer): Buffer {
  const lead = Buffer.alloc(4);
  lead.writeUInt16LE(id, 0);
  lead.writeUInt16LE(data.length, 2);
  return Buffer.concat([lead, data]);
}

const eof = record(0x0a, Buffer.alloc(0));

function bof(kind: number): Buffer {
  const data = Buffer.alloc(16);
  data.writeUInt16LE(0x0600, 0);
  data.writeUInt16LE(kind, 2);
  return record(0x0809, data);
}

function boundSheet(offset: number, name: string): Buffer {
  const lead = Buffer.alloc(8);
  lead.writeUInt32LE(offset, 0);
  lead[6] = name.length;
  lead[7] = 1;
  return record(0x85, Buffer.concat([lead, Buffer.from(name, 'utf16le')]));
}

function cell(row: number, column: number, value: Value): Buffer {
  if (value === null) return Buffer.alloc(0);
  const lead = Buffer.alloc(6);
  lead.writeUInt16LE(row, 0);
  lead.writeUInt16LE(column, 2);
  if (typeof value === 'number') {
    const number = Buffer.alloc(8);
    number.writeDoubleLE(value, 0);
    return record(0x0203, Buffer.concat([lead, number]));
  }
  const text = Buffer.alloc(3);
  text.writeUInt16LE(value.length, 0);
  text[2] = 1;
  return record(0x0204, Buffer.concat([lead, text, Buffer.from(value, 'utf16le')]));
}

const sector = 512;
const endOfChain = 0xfffffffe;

/** An OLE container: header, one sector of allocation table, one of directory, then the stream. */
export function container(name: string, stream: Buffer): Buffer {
  // Streams under 4096 bytes would lie in a stream of their own.
  const size = Math.max(4096, Math.ceil(stream.length / sector) * sector);
  const count = size / sector;
  const head = Buffer.alloc(sector);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  head.writeUInt16LE(0x3e, 24);
  head.writeUInt16LE(3, 26);
  head.writeUInt16LE(0xfffe, 28);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(1, 44);
  head.writeUInt32LE(1, 48);
  head.writeUInt32LE(4096, 56);
  head.writeUInt32LE(endOfChain, 60);
  head.writeUInt32LE(endOfChain, 68);
  head.fill(0xff, 76);
  head.writeUInt32LE(0, 76);
  const table = Buffer.alloc(sector, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(endOfChain, 4);
  for (let n = 0; n < count; n++) table.writeUInt32LE(n === count - 1 ? endOfChain : n + 3, 8 + 4 * n);
  const directory = Buffer.alloc(sector);
  entry(directory, 0, 'Root Entry', 5, endOfChain, 0, 1);
  entry(directory, 128, name, 2, 2, size, 0xffffffff);
  const body = Buffer.alloc(size);
  stream.copy(body);
  return Buffer.concat([head, table, directory, body]);
}

function entry(
  into: Buffer,
  at: number,
  name: string,
  kind: number,
  start: number,
  size: number,
  child: number,
): void {
  into.write(name, at, 'utf16le');
  into.writeUInt16LE(2 * name.length + 2, at + 64);
  into[at + 66] = kind;
  into[at + 67] = 1;
  for (const [place, value] of [
    [68, 0xffffffff],
    [72, 0xffffffff],
    [76, child],
    [116, start],
    [120, size],
  ] as const)
    into.writeUInt32LE(value, at + place);
}
