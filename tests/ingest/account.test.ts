import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { cellsOf, RecordScanner } from '../../src/ingest/read/records.ts';
import { inFolder, invoiceHeader, invoices, run, settings } from './kit.ts';

/** Cells as exports have them and as accidents make them: quotes, breaks, delimiters, totals, blanks, wrong values. */
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('R1', 'R2', '1', '2', '001', '2026-01-05', '10.50', '-3.25') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', ' ', '\u3000', '合计', 'Total', 'abc', '2026-02-30', '1,234.50', 'NULL'),
  },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', '客', ' ', '\0'),
      maxLength: 6,
    }),
  },
);
const proper = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const record = fc
  .tuple(fc.array(cell, { minLength: 0, maxLength: 8 }), fc.boolean(), fc.boolean())
  .map(([cells, whole, quoted]) => {
    const shaped = whole ? Array.from({ length: 6 }, (_, n) => cells[n] ?? '') : cells;
    return shaped.map((text) => (quoted ? proper(text) : text)).join(',');
  });
const good = fc.nat({ max: 40 }).map((n) => `R${n},${n % 3},001,2026-01-05,1,${n}.50`);
/** A good row after an accident: something is put in or cut out at some place. */
const hurt = fc
  .tuple(
    good,
    fc.nat({ max: 30 }),
    fc.constantFrom('"', '""', '","', ',', ',,,', '\n', '\r', '\0', ' '),
    fc.nat({ max: 8 }),
  )
  .map(([row, at, what, cut]) => row.slice(0, at) + what + row.slice(at + cut));
const furniture = fc.constantFrom(
  invoiceHeader,
  '',
  ',,,,,',
  '合计,,,,9,99.50',
  '小计,,,,1',
  'R1,1,001,2026-01-05,1,7.50,,',
  '"R1",1,001,"2026-01-05",1,7.50',
);
const file = fc
  .tuple(
    fc.array(fc.oneof(good, good, record, hurt, furniture), { minLength: 1, maxLength: 40, size: 'max' }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([rows, end, ended]) => [invoiceHeader, ...rows].join(end) + (ended ? end : ''));

describe('rows read = rows kept + rows set aside, by reason', () => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ path: ':memory:', threads: 1 });
  });
  afterAll(() => database.close());

  const ingestText = (text: string) =>
    inFolder({ 'invoices.csv': text }, (folder) =>
      ingest(
        database,
        settings(invoices({ decimal: 'point' })),
        { max_set_aside: 1 },
        {
          dataFolder: folder,
          workFolder: `${folder}/.work`,
          effects: quietEffects(),
        },
      ),
    );

  it('whatever is cut, shifted or quoted', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        const { files, findings } = await ingestText(text);
        const [account] = files;
        const byReason = Object.values(account!.reasons).reduce((sum, n) => sum + n, 0);
        for (const reason of Object.keys(account!.reasons)) met.add(reason);
        expect(account!.rowsSetAside).toBe(byReason);
        expect(account!.rowsRead).toBe(account!.rowsKept + byReason);
        expect(await database.count('canonical.invoice_lines')).toBe(account!.rowsKept);
        expect(await database.count('raw.invoices')).toBe(account!.rowsRead);
        expect(findings.map(({ code }) => code)).not.toContain('ING120');
      }),
      { numRuns: 40, seed: 20260701 },
    );
    // The accidents must have happened, or nothing was proven.
    for (const reason of [
      'too_few_cells',
      'too_many_cells',
      'broken_quote',
      'total_row',
      'repeated_header',
      'empty_row',
      'key_twice',
    ])
      expect(met).toContain(reason);
  });

  it('and what is kept is what an independent reader finds', async () => {
    // Well-formed records, so that splitting them is beyond doubt; only the values differ.
    const wellFormed = fc.array(
      fc.record({
        id: fc.nat({ max: 9 }),
        note: fc.string({ unit: 'grapheme', maxLength: 12 }),
        cents: fc.integer({ min: -99_999, max: 99_999 }),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(wellFormed, async (rows) => {
        const text = [
          `${invoiceHeader},备注`,
          ...rows.map(
            ({ id, note, cents }, n) =>
              `R${id},${n},001,2026-01-05,1,${(cents / 100).toFixed(2)},${proper(note)}`,
          ),
        ].join('\n');
        const { files } = await ingestText(text);
        expect(files[0]).toMatchObject({ rowsRead: rows.length, rowsKept: rows.length });
        const { sum } = await database.row<{ sum: string }>(
          'select cast(sum(net_amount) * 100 as bigint) as sum from canonical.invoice_lines',
        );
        expect(Number(sum)).toBe(rows.reduce((total, { cents }) => total + cents, 0));
      }),
      { numRuns: 25, seed: 20260702 },
    );
  });
});

describe('the record scanner', () => {
  const scan = (text: string, sizes: readonly number[]): string[][] => {
    const bytes = Buffer.from(text);
    const rows: string[][] = [];
    const scanner = new RecordScanner(',', 0, (found) => rows.push(cellsOf(found, ',')));
    let at = 0;
    for (const size of sizes) {
      scanner.push(bytes.subarray(at, at + size));
      at += size;
    }
    scanner.push(bytes.subarray(at));
    scanner.end();
    return rows;
  };

  it('finds the same records however the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(file, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }), (text, sizes) => {
        expect(scan(text, sizes)).toEqual(scan(text, []));
      }),
      { numRuns: 200, seed: 20260703 },
    );
  });

  it('takes back what RFC 4180 has written', () => {
    const table = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '客'), maxLength: 5 }), {
        minLength: 2,
        maxLength: 5,
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(scan(text, [])).toEqual(rows);
      }),
      { numRuns: 200, seed: 20260704 },
    );
  });
});

it('gives the same bytes twice', async () => {
  const text = [
    '某公司,,,,,',
    invoiceHeader,
    ...Array.from(
      { length: 500 },
      (_, n) =>
        `R${n % 170},${n % 4},00${n % 9},2026-01-0${(n % 9) + 1},${n},"${n % 5 === 0 ? 'x' : '1,'}${String(n).padStart(3, '0')}.50"`,
    ),
  ].join('\r\n');
  const once = () =>
    run({ 'invoices.csv': iconv.encode(text, 'gb18030') }, invoices(), async ({ result, rows }) =>
      JSON.stringify([
        result.files,
        result.tables,
        result.findings,
        await rows('select * from canonical.invoice_lines'),
        await rows('select * from ingest.quarantine'),
        await rows('select * from ingest.files'),
      ]),
    );
  const first = await once();
  expect(first).toContain('not_a_number');
  expect(first).toContain('key_twice');
  expect(await once()).toBe(first);
});
