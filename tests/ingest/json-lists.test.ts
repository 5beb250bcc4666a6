import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonHead } from '../../src/ingest/read/json.ts';
import { JsonLists } from '../../src/ingest/read/json-lists.ts';
import { fails, run } from './kit.ts';

const source = (over: Record<string, unknown> = {}, columns: Record<string, unknown> = {}) => ({
  l: {
    files: 'l.json',
    table: 'invoice_lines',
    columns: {
      invoice_id: 'no',
      customer_id: 'customer.id',
      invoiced_on: 'date',
      quantity: 'qty',
      net_amount: 'net',
      ...columns,
    },
    ...over,
  },
});
const flat = [
  { no: 'R1', customer: { id: 'A' }, date: '2026-01-05', qty: 1, net: 10.5 },
  { no: 'R2', customer: { id: 'B' }, date: '2026-01-06', qty: 2, net: -3 },
];
const nested = [
  {
    no: 'R1',
    customer: { id: 'A' },
    date: '2026-01-05',
    total: 30.5,
    lines: [
      { sku: 'x', qty: 1, net: 10.5, tags: [{ a: 1 }] },
      { sku: 'y', qty: 4, net: 20 },
    ],
  },
  { no: 'R2', customer: { id: 'B' }, date: '2026-01-06', total: 7, lines: [{ sku: 'x', qty: 2, net: 7 }] },
  { no: 'R3', customer: { id: 'B' }, date: '2026-01-07', total: 0, lines: [] },
];
const ofLines = source({}, { quantity: 'lines/qty', net_amount: 'lines/net', product_id: 'lines/sku' });
const select =
  'select invoice_id, line_no, customer_id, product_id, quantity, net_amount from canonical.invoice_lines order by all';

describe('what web services answer', () => {
  it.each([
    ['a wrapper', { data: flat, meta: { page: 1, pages: [1, 2], note: 'a "]" in {text' } }],
    ['a wrapper over several levels', { code: 0, msg: 'ok', data: { total: 2, rows: flat } }],
    ['a wrapper whose list comes after another of mere words', { columns: ['no', 'qty'], value: flat }],
  ])('is read: %s', async (_, content) => {
    for (const text of [JSON.stringify(content), `\ufeff${JSON.stringify(content, null, 2)}\n`])
      await run({ 'l.json': text }, source(), async ({ result, rows }) => {
        expect(result.files[0]).toMatchObject({ rowsRead: 2, rowsKept: 2 });
        expect(await rows(select)).toMatchObject([
          { invoice_id: 'R1', customer_id: 'A', quantity: 1, net_amount: 10.5 },
          { invoice_id: 'R2', customer_id: 'B', quantity: 2, net_amount: -3 },
        ]);
      });
  });

  it('asks which list is meant where there are several, and reads the one that is named', async () => {
    const text = JSON.stringify({ invoices: flat, customers: [{ id: 'A' }, { id: 'B' }, { id: 'C' }] });
    expect(await fails({ 'l.json': text }, source())).toMatchObject({
      code: 'ING194',
      params: {
        lists: [
          { list: 'invoices', records: 2 },
          { list: 'customers', records: 3 },
        ],
      },
    });
    await run({ 'l.json': text }, source({ sheet: 'invoices' }), async ({ result }) =>
      expect(result.files[0]).toMatchObject({ rowsRead: 2, rowsKept: 2 }),
    );
    expect(await fails({ 'l.json': text }, source({ sheet: 'invoice' }))).toMatchObject({
      code: 'ING107',
      params: { nearest: 'invoices' },
    });
    expect(jsonHead(Buffer.from(text), true).lists).toEqual(['invoices', 'customers']);
  });

  it('refuses one that is cut off', async () => {
    const text = JSON.stringify({ data: flat, meta: {} });
    for (const cut of [text.length - 1, text.length - 14, text.indexOf('R2')])
      expect((await fails({ 'l.json': text.slice(0, cut) }, source())).code).toMatch(/ING118|ING106/);
  });

  it('makes a row of each element of the list that the mapping names, with the cells of its record', async () => {
    for (const content of [nested, { orders: nested }])
      await run(
        { 'l.json': JSON.stringify(content) },
        ofLines,
        async ({ result, rows }) => {
          // The record without lines is no row of sales; it is set aside and not lost.
          expect(result.files[0]).toMatchObject({ rowsRead: 4, rowsKept: 3, reasons: { missing_value: 1 } });
          expect(await rows(select)).toEqual([
            {
              invoice_id: 'R1',
              line_no: '1',
              customer_id: 'A',
              product_id: 'x',
              quantity: 1,
              net_amount: 10.5,
            },
            {
              invoice_id: 'R1',
              line_no: '2',
              customer_id: 'A',
              product_id: 'y',
              quantity: 4,
              net_amount: 20,
            },
            { invoice_id: 'R2', line_no: '1', customer_id: 'B', product_id: 'x', quantity: 2, net_amount: 7 },
          ]);
        },
        1,
      );
  });

  it('takes a single order with its lines for a record', async () => {
    await run({ 'l.json': JSON.stringify(nested[0], null, 1) }, ofLines, async ({ result }) =>
      expect(result.files[0]).toMatchObject({ rowsRead: 2, rowsKept: 2 }),
    );
  });

  it('keeps one row for a record where the mapping asks for none of its lines', async () => {
    await run(
      { 'l.json': JSON.stringify(nested) },
      source({}, { quantity: { value: 1 }, net_amount: 'total' }),
      async ({ result }) => expect(result.files[0]).toMatchObject({ rowsRead: 3, rowsKept: 3 }),
    );
  });

  it('refuses to make rows of two lists at once', async () => {
    const two = JSON.stringify([{ ...nested[0], parcels: [{ weight: 1 }] }]);
    const mapped = source({}, { quantity: 'lines/qty', net_amount: 'parcels/weight' });
    expect((await fails({ 'l.json': two }, mapped)).code).toBe('ING195');
  });

  it('finds the same records wherever the chunks end', () => {
    const value = fc.record({ id: fc.string(), n: fc.double({ noNaN: true }), list: fc.array(fc.string()) });
    fc.assert(
      fc.property(
        fc.dictionary(
          // Beside the two names that the wrapper has of its own.
          fc.string({ minLength: 1 }).filter((name) => name !== 'n' && name !== 'end'),
          fc.array(value, { minLength: 1 }),
          { minKeys: 1, maxKeys: 3 },
        ),
        fc.array(fc.nat(), { maxLength: 6 }),
        (wrapper, cuts) => {
          const bytes = Buffer.from(JSON.stringify({ n: 1, ...wrapper, end: { a: [1] } }));
          const found = new Map<string, unknown[]>();
          const lists = new JsonLists((path, { text }) => {
            if (text.startsWith('{')) found.set(path, [...(found.get(path) ?? []), JSON.parse(text)]);
          });
          const at = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
          [0, ...at].forEach((from, n) => {
            lists.push(bytes.subarray(from, at[n] ?? bytes.length));
          });
          expect([...found]).toEqual(Object.entries(JSON.parse(JSON.stringify(wrapper))));
          expect(lists.end()).toBe(true);
        },
      ),
    );
  });
});
