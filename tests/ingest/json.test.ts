import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { jsonCells, plainNumber } from '../../src/ingest/read/json-cells.ts';
import { fails, run } from './kit.ts';

const source = (files: string, over: Record<string, unknown> = {}) => ({
  l: {
    files,
    table: 'invoice_lines',
    columns: {
      invoice_id: 'no',
      line_no: 'line',
      customer_id: 'customer.id',
      invoiced_on: 'date',
      quantity: 'qty',
      net_amount: 'net',
    },
    ...over,
  },
});
const one =
  '{"no": "R1", "line": 1, "customer": {"id": 12345678901234567890, "name": "某"}, "date": "2026-01-05", "qty": 1.234, "net": 1.5e3}';
const two =
  '{"no":"R2","line":1,"date":"2026-01-06","qty":2,"net":-0.10,"tags":["a",{"b":1}],"customer":{"id":"007"}}';
const select =
  'select invoice_id, customer_id, cast(quantity as varchar) as qty, cast(net_amount as varchar) as net from canonical.invoice_lines order by all';
const both = [
  { invoice_id: 'R1', customer_id: '12345678901234567890', qty: '1.2340', net: '1500.0000' },
  { invoice_id: 'R2', customer_id: '007', qty: '2.0000', net: '-0.1000' },
];

describe('JSON', () => {
  it.each([
    ['an object a line', 'l.jsonl', `${one}\r\n\n${two}\n`],
    ['an object a line, packed', 'l.ndjson.gz', gzipSync(`${one}\n${two}`)],
    ['a list', 'l.json', `[${one},\n ${two}]\n`],
    [
      'a list over many lines, UTF-16',
      'l.json',
      iconv.encode(
        `\ufeff${JSON.stringify([1]).replace('1', `${one.replaceAll(', "', ',\n  "')},${two}`)}`,
        'utf-16le',
      ),
    ],
    ['objects over many lines', 'l.json', `{\n${one.slice(1)}\n${two}`],
  ])('reads %s; nested names get a dot, numbers keep their digits', async (_, file, content) => {
    await run({ [file]: content }, source(file), async ({ result, rows }) => {
      expect(await rows(select)).toEqual(both);
      expect(result.files[0]).toMatchObject({ rowsRead: 2, rowsKept: 2 });
    });
  });

  it('sets a broken line aside, whole, and goes on', async () => {
    const content = [one, '{"no": "R9", ', 'null', two, '{"no":"R3","no"}'].join('\n');
    await run(
      { 'l.jsonl': content },
      source('l.jsonl'),
      async ({ result, rows }) => {
        expect(await rows(select)).toEqual(both);
        expect(result.files[0]).toMatchObject({ rowsRead: 5, rowsKept: 2, reasons: { broken_record: 3 } });
        expect(
          await rows("select row_number, record->>'_line' as text from ingest.quarantine order by 1"),
        ).toEqual([
          { row_number: 2, text: '{"no": "R9", ' },
          { row_number: 3, text: 'null' },
          { row_number: 5, text: '{"no":"R3","no"}' },
        ]);
      },
      1,
    );
  });

  it('refuses a list that is cut off, names the missing column, and knows a list of none', async () => {
    expect((await fails({ 'l.json': `[${one},${two.slice(0, 20)}` }, source('l.json'))).code).toBe('ING118');
    expect((await fails({ 'l.json': `[${one},${two}` }, source('l.json'))).code).toBe('ING118');
    expect((await fails({ 'l.json': `[${one}],{}` }, source('l.json'))).code).toBe('ING118');
    const { code, params } = await fails({ 'l.jsonl': one.replace('"date"', '"dated"') }, source('l.jsonl'));
    expect(code).toBe('ING106');
    expect(params).toMatchObject({ missing: [{ header: 'date', nearest: 'dated' }] });
  });

  it('reads what JSON.parse reads, and nothing else', () => {
    const flat = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.jsonValue())),
    );
    fc.assert(
      fc.property(flat, fc.option(fc.nat()), (value, cut) => {
        const text = JSON.stringify(value);
        const given =
          cut === null
            ? text
            : text.slice(0, cut % (text.length + 1)) + text.slice((cut % (text.length + 1)) + 1);
        let parsed: Record<string, unknown> | undefined;
        try {
          parsed = JSON.parse(given) as Record<string, unknown>;
        } catch {}
        const cells = jsonCells(given);
        expect(cells !== undefined).toBe(
          parsed !== undefined && typeof parsed === 'object' && parsed !== null,
        );
        for (const [name, inner] of Object.entries(parsed ?? {}))
          if (typeof inner === 'string') expect(cells!.get(name)).toBe(inner);
      }),
    );
  });

  it('writes exponents out without losing a digit', () => {
    expect(['1.5e3', '1E-3', '-12.50e1', '1.0e0', '0e5'].map((text) => plainNumber(text, 'point'))).toEqual([
      '1500',
      '0.001',
      '-125',
      '1',
      '0',
    ]);
    expect(plainNumber('1.234', 'comma')).toBe('1,2340');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }), (value) => {
        expect(Number(plainNumber(JSON.stringify(value), 'point'))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});
