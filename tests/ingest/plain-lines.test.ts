import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineCounter } from '../../src/ingest/read/lines.ts';
import { RecordScanner, type ScannedRecord } from '../../src/ingest/read/records.ts';

/** What the jumping reader says of a text that comes in chunks of these sizes. */
function counted(text: Buffer, sizes: readonly number[], delimiter = ','): number | undefined {
  const counter = new LineCounter(delimiter);
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    counter.push(text.subarray(at, at + size));
    at += size;
  }
  return counter.end();
}

/** The records of the careful reader. */
function scanned(text: Buffer, delimiter = ','): ScannedRecord[] {
  const records: ScannedRecord[] = [];
  const scanner = new RecordScanner(delimiter, 0, (record) => records.push({ ...record }));
  scanner.push(text);
  scanner.end();
  return records;
}

const cell = fc.oneof(
  fc.constantFrom('a', '客户', '', '1.5', '"b"', '""', '"c,d"', '"e ""f"""', '""""'),
  // Marks and ends where they do not belong.
  fc.constantFrom('g"', '"h" ', '"i\nj"', '"', '"k', 'l\r', '\0'),
);
const usual = { arbitrary: fc.constantFrom('a', '客户', '', '"b"', '""', '"c,d"', '"e ""f"""'), weight: 9 };
const text = fc
  .tuple(
    fc.array(fc.array(fc.oneof(usual, { arbitrary: cell, weight: 1 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 6,
    }),
    fc.oneof(
      { arbitrary: fc.constantFrom('\n', '\r\n'), weight: 5 },
      { arbitrary: fc.constant('\r'), weight: 1 },
    ),
    fc.boolean(),
  )
  .map(([rows, end, ended]) =>
    Buffer.from(rows.map((cells) => cells.join(',')).join(end) + (ended ? end : '')),
  );

describe('lines that are records', () => {
  it('are as many as the careful reader finds, each whole on its line, however the file comes in chunks', () => {
    let plain = 0;
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (bytes, sizes) => {
        const lines = counted(bytes, sizes);
        const records = scanned(bytes);
        if (lines === undefined) return;
        plain++;
        expect(lines).toBe(records.length);
        for (const record of records) {
          expect(record.brokenQuote || record.sloppy || record.multiline).toBe(false);
          expect(record.end).toBeGreaterThan(record.start);
          expect(record.lineEnd).not.toBe('cr');
        }
        expect(new Set(records.slice(0, -1).map(({ lineEnd }) => lineEnd)).size).toBeLessThan(2);
      }),
      { numRuns: 3000 },
    );
    expect(plain).toBeGreaterThan(300);
  });

  it('are counted where marks open and close their cells, and after a byte order mark', () => {
    const ordinary = Buffer.from('\ufeff"Kunde, Nr.";Betrag\r\n"A ""B""";1\r\n"";2');
    for (const size of [1, 2, 3, 5, 100])
      expect({ size, lines: counted(ordinary, [size, 100], ';') }).toEqual({
        size,
        // A chunk that ends between CR and LF, or within the byte order mark, is left to the careful reader.
        lines: size < 3 ? undefined : 3,
      });
  });

  it.each([
    ['an empty line', 'a\n\nb\n'],
    ['two ways of ending a line', 'a\nb\r\n'],
    ['a line break in a cell', '"a\nb",c\n'],
    ['a mark within a cell', '5 1/2" pipe,c\n'],
    ['a mark that closes early', '"a" b,c\n'],
    ['a mark that never closes', 'a\n"b'],
    ['a NUL', 'a\0\n'],
    ['an empty file', '\n'],
  ])('are not sought in a file with %s', (_, content) => {
    expect(counted(Buffer.from(content), [1000])).toBeUndefined();
  });
});
