import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { ProductError } from '../../src/language/messages.ts';
import { type Files, inFolder, invoiceHeader, invoices, type Sources, settings } from './kit.ts';

/** All that a reading leaves behind, or the error it ends with. `plainFrom` 0: the short way wherever it may be taken. */
async function reading(file: string | Files, sources: Sources, plainFrom: number): Promise<unknown> {
  return inFolder(typeof file === 'string' ? { 'invoices.csv': file } : file, async (folder) => {
    const database = await Database.open({ path: ':memory:', threads: 1 });
    try {
      const result = await ingest(
        database,
        settings(sources),
        { max_set_aside: 1 },
        { dataFolder: folder, workFolder: join(folder, '.work'), effects: quietEffects(), plainFrom },
      );
      return {
        rows: await database.rows('select * from canonical.invoice_lines order by all'),
        aside: await database.rows('select * from ingest.quarantine order by file, row_number'),
        files: result.files,
        findings: result.findings.map(({ code, params }) => ({ code, params })),
      };
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      return { code: error.finding.code, params: error.finding.params };
    } finally {
      database.close();
    }
  });
}

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
const amount = fc.oneof(
  fc.integer({ min: -5000, max: 5000 }).map((cents) => (cents / 100).toFixed(2)),
  fc.integer({ min: 0, max: 9000 }).map(String),
  fc.constantFrom('1.234', '12.500', '0.125', '1234.567'),
);
const id = fc.integer({ min: 1, max: 60 }).map((n) => `R${n}`);
const line = fc.integer({ min: 1, max: 9 }).map(String);
const customer = fc.integer({ min: 1, max: 9 }).map((n) => `00${n}`);
const quantity = fc.integer({ min: -9, max: 99 }).map(String);
const row = (...cells: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...cells).map((all) => all.join(','));
const plain = row(id, line, customer, day, quantity, amount);

/** One cell of the row is written in a way that is not the plain one, or the row is none. */
const odd = fc.oneof(
  row(
    fc.constantFrom('', ' R7 ', '="008"', 'NULL', '合计', 'Total', '1.5E+15', '17.0'),
    line,
    customer,
    day,
    quantity,
    amount,
  ),
  row(id, line, fc.constantFrom('', '客户', '12.0'), day, quantity, amount),
  row(
    fc.constantFrom(...'\t\u00a0\u202f\u2009\u3000\ufeff\u200b\f').map((blank) => `R8${blank}`),
    line,
    fc.constantFrom(...' \t\u00a0\u202f\u2009\u3000\ufeff\u200b\f').map((blank) => `${blank}001`),
    day,
    quantity,
    amount,
  ),
  row(
    id,
    line,
    customer,
    fc.constantFrom('2026/3/7', '20260307', '31.12.2025', '2026-02-30', '2026年3月1日', ''),
    quantity,
    amount,
  ),
  row(id, line, customer, day, fc.constantFrom('many', '1_000', ' 5', '+5', '1e2', '１２'), amount),
  row(
    id,
    line,
    customer,
    day,
    quantity,
    fc.constantFrom('"1,234.50"', '"1.234,50"', '"1,5"', '(12.00)', '12.00-', '¥7', '无', ''),
  ),
  fc.constantFrom(invoiceHeader, ',,,,,', '合计,,,,,99', 'ACME,,,,,', 'ACME 小计,,,,,7'),
  // Rows of another width, with and without the quotation marks that tell early.
  fc.constantFrom(
    'R7,1,001',
    'R7,1,001,2026-03-01,2,3.00,more',
    '',
    '"R7,1,001,2026-03-01,2,3.00',
    'R7,1,0"01,2026-03-01,2,3.00',
  ),
);
/** So few odd rows that the short way is open. */
const file = fc
  .tuple(
    fc.array(plain, { minLength: 150, maxLength: 180 }),
    fc.array(fc.tuple(odd, fc.nat(150)), { maxLength: 3 }),
  )
  .map(([rows, others]) => {
    const all = [...rows];
    for (const [other, place] of others) all.splice(place, 0, other);
    return [invoiceHeader, ...all].join('\n');
  });

describe('the short way for plain rows', () => {
  it('reads whatever stands in a file as the long way does', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.constantFrom<Record<string, unknown>>(
          {},
          { decimal: 'point' },
          { layout: 'flat' },
          { where: { column: '数量', is_not: '3' } },
        ),
        fc.constantFrom<Record<string, unknown>>(
          {},
          { customer_id: { from: '客户编码', pad: 6 } },
          { salesperson: '客户编码' },
          { customer_id: { from: '客户编码', empty: 'WALK-IN' } },
          { net_amount: { from: '无税金额', negate: true } },
        ),
        async (content, over, columns) => {
          const sources = invoices(over, columns);
          expect(await reading(content, sources, 0)).toEqual(
            await reading(content, sources, Number.POSITIVE_INFINITY),
          );
        },
      ),
      { numRuns: 15 },
    );
  }, 240_000);

  // What the first rows let hope for is looked at again when all are stored.
  it.each([
    ['a blank behind an id', 'R9999 ,1,001,2026-03-01,2,7.00'],
    ['an id in a wrapper', 'R9999,1,="001",2026-03-01,2,7.00'],
    ['a word for nothing', 'R9999,1,NULL,2026-03-01,2,7.00'],
    ['an id in full width', 'R9999,1,００１,2026-03-01,2,7.00'],
    ['an invisible sign', 'R9999,1,001\u200b,2026-03-01,2,7.00'],
    ['a total', '合计,,,,,99'],
  ])('reads %s far down as the long way does', async (_, other) => {
    const rows = Array.from({ length: 10_400 }, (_, n) => `R${n % 9000},${n},001,2026-03-01,2,${n}.25`);
    const content = [invoiceHeader, ...rows.slice(0, 10_200), other, ...rows.slice(10_200)].join('\n');
    const sources = invoices({}, { salesperson: '客户编码' });
    expect(await reading(content, sources, 0)).toEqual(
      await reading(content, sources, Number.POSITIVE_INFINITY),
    );
  });

  it('is taken by a file that had to be written anew for one row', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => `R${n},1,001,2026-03-01,2,${n}.25`);
    const content = [invoiceHeader, ...rows, '"R900,1,001,2026-03-01,2,7.00'].join('\n');
    await inFolder({ 'invoices.csv': content }, async (folder) => {
      const database = await Database.open({ path: ':memory:', threads: 1 });
      const options = {
        dataFolder: folder,
        workFolder: join(folder, '.work'),
        effects: quietEffects(),
        plainFrom: 0,
      };
      await ingest(database, settings(invoices()), { max_set_aside: 1 }, options);
      expect([...(await database.tables())].filter((name) => name.startsWith('stored.'))).toHaveLength(1);
      database.close();
    });
  });

  it('is taken where nearly all rows are plain, and the odd one among them is set aside with its reason', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => `R${n},1,001,2026-03-01,2,${n}.25`);
    const content = [invoiceHeader, ...rows, 'R900,1,001,2026-03-01,many,7.00'].join('\n');
    const read = (await reading(content, invoices(), 0)) as { rows: unknown[]; aside: unknown[] };
    expect(read.rows).toHaveLength(200);
    expect(read.aside).toMatchObject([{ field: 'quantity', value: 'many', reason_code: 'not_a_number' }]);
  });

  it.each([
    ['few', 'R900,1,001'],
    ['many', 'R900,1,001,2026-03-01,2,3.00,more'],
  ])('leaves a file to the long way where a row has too %s cells, and loses none', async (cells, other) => {
    const rows = Array.from({ length: 200 }, (_, n) => `R${n},1,001,2026-03-01,2,${n}.25`);
    const content = [invoiceHeader, ...rows.slice(0, 150), other, ...rows.slice(150)].join('\n');
    const read = (await reading(content, invoices(), 0)) as { rows: unknown[]; aside: unknown[] };
    expect(read.rows).toHaveLength(200);
    expect(read.aside).toMatchObject([{ row_number: 151, reason_code: `too_${cells}_cells` }]);
  });

  it('numbers the rows of several files as they stand, and gives merged customers their documents', async () => {
    const rows = (from: number, to: number, amount: string): string[] =>
      Array.from({ length: to - from }, (_, n) => `R${from + n},1,00${n % 7},2026-03-01,2,${amount}`);
    const files = {
      'a.csv': [invoiceHeader, ...rows(0, 120, '7.25')].join('\n'),
      // Corrects ten rows of the first, and has one that cannot be read.
      'b.csv': [invoiceHeader, ...rows(110, 230, '8.25'), 'R900,1,001,2026-03-01,many,7.00'].join('\r\n'),
      'customers.csv': 'id,name,into\n001,Old,002\n002,New,',
    };
    const sources = {
      ...invoices({ files: '?.csv' }),
      customers: {
        files: 'customers.csv',
        table: 'customers',
        columns: { customer_id: 'id', name: 'name', merged_into: 'into' },
      },
    };
    const short = (await reading(files, sources, 0)) as { rows: Record<string, unknown>[]; aside: unknown[] };
    expect(short).toEqual(await reading(files, sources, Number.POSITIVE_INFINITY));
    expect(short.rows).toHaveLength(230);
    expect(short.rows.some(({ customer_id }) => customer_id === '001')).toBe(false);
    expect(short.aside).toHaveLength(11);
    expect(short.aside[0]).toMatchObject({ file: 'a.csv', row_number: 111, reason_code: 'superseded' });
    expect(short.aside[10]).toMatchObject({ file: 'b.csv', row_number: 121, value: 'many' });
  });
});
