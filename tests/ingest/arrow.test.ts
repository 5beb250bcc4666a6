import { gzipSync } from 'node:zlib';
import {
  DateDay,
  Decimal,
  Dictionary,
  Float64,
  Int32,
  Int64,
  Table,
  TimestampMillisecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackLz4 } from '../../src/ingest/read/lz4.ts';
import { fails, run } from './kit.ts';

function table(rows = 3): Table {
  const many = <T>(some: readonly T[]): T[] =>
    Array.from({ length: rows }, (_, index) => some[index % some.length]!);
  return new Table({
    no: vectorFromArray(
      Array.from({ length: rows }, (_, index) => BigInt(index) + 9007199254740993n),
      new Int64(),
    ),
    line: vectorFromArray(many([1]), new Int32()),
    customer: vectorFromArray(many(['001', '某', '001']), new Dictionary(new Utf8(), new Int32())),
    date: vectorFromArray(many([new Date('2026-01-05'), new Date('2026-02-06')]), new DateDay()),
    local: vectorFromArray(
      many([Date.parse('2026-01-04T16:30:00Z')]),
      new TimestampMillisecond('Asia/Shanghai'),
    ),
    qty: vectorFromArray(many([1.234, -2, null]), new Float64()),
    net: vectorFromArray(
      many([
        Uint32Array.of(123450, 0, 0, 0),
        Uint32Array.of(0xffffffff - 99, 0xffffffff, 0xffffffff, 0xffffffff),
        Uint32Array.of(5, 0, 0, 0),
      ]),
      new Decimal(2, 18, 128),
    ),
  });
}
const source = (files: string, over: Record<string, unknown> = {}) => ({
  l: {
    files,
    table: 'invoice_lines',
    columns: {
      invoice_id: 'no',
      line_no: 'line',
      customer_id: 'customer',
      invoiced_on: 'local',
      quantity: { from: 'qty', empty: 0 },
      net_amount: 'net',
      order_id: 'date',
      ...over,
    },
  },
});
const select =
  'select invoice_id, customer_id, invoiced_on, order_id, cast(quantity as varchar) as qty, cast(net_amount as varchar) as net from canonical.invoice_lines order by all';

describe('Arrow', () => {
  it.each([
    ['a file', 'l.arrow', tableToIPC(table(), 'file')],
    ['a stream', 'l.feather', tableToIPC(table(), 'stream')],
    ['a packed one', 'l.arrow.gz', gzipSync(tableToIPC(table(), 'file'))],
  ])('%s: big ids, dictionaries, exact decimals, days in their zone', async (_, file, bytes) => {
    await run({ [file]: bytes }, source(file), async ({ result, rows }) => {
      expect(await rows(select)).toEqual([
        {
          invoice_id: '9007199254740993',
          customer_id: '001',
          invoiced_on: '2026-01-05',
          order_id: '2026-01-05',
          qty: '1.2340',
          net: '1234.5000',
        },
        {
          invoice_id: '9007199254740994',
          customer_id: '某',
          invoiced_on: '2026-01-05',
          order_id: '2026-02-06',
          qty: '-2.0000',
          net: '-1.0000',
        },
        {
          invoice_id: '9007199254740995',
          customer_id: '001',
          invoiced_on: '2026-01-05',
          order_id: '2026-01-05',
          qty: '0.0000',
          net: '0.0500',
        },
      ]);
      expect(result.files[0]).toMatchObject({ file, rowsRead: 3, rowsKept: 3, encodingReason: 'Arrow' });
    });
  });

  it('refuses what is cut off or lacks a column', async () => {
    const bytes = tableToIPC(table(), 'file');
    expect((await fails({ 'l.arrow': bytes.subarray(0, bytes.length / 2) }, source('l.arrow'))).code).toBe(
      'ING108',
    );
    expect(
      (await fails({ 'l.arrow': tableToIPC(table(), 'stream').subarray(0, 700) }, source('l.arrow'))).code,
    ).toBe('ING108');
    expect((await fails({ 'l.arrow': bytes }, source('l.arrow', { salesperson: 'Who' }))).code).toBe(
      'ING106',
    );
  });
});

describe('LZ4', () => {
  // One block after the format description: six literals, a copy that overlaps itself, five literals.
  it('unpacks literals, overlapping copies and stored blocks; damage is an error', () => {
    const block = [0x6f, ...Buffer.from('hello '), 6, 0, 6, 0x50, ...Buffer.from('ello!')];
    const frame = (flags: number, ...body: number[]) =>
      Uint8Array.from([0x04, 0x22, 0x4d, 0x18, flags, 0x40, 0, ...body, 0, 0, 0, 0]);
    const size = (length: number, raw = false) => [length & 255, length >> 8, 0, raw ? 0x80 : 0];
    expect(Buffer.from(unpackLz4(frame(0x60, ...size(block.length), ...block))).toString()).toBe(
      'hello hello hello hello hello hello!',
    );
    expect(Buffer.from(unpackLz4(frame(0x60, ...size(3, true), 97, 98, 99))).toString()).toBe('abc');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          unpackLz4(Uint8Array.from([...frame(0x60).subarray(0, 7), ...bytes]));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
