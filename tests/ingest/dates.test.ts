import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProductError } from '../../src/language/messages.ts';
import { fails, run } from './kit.ts';

const source = (files: string | string[] = 's.csv', more: Record<string, unknown> = {}) => ({
  s: {
    files,
    table: 'shipments',
    columns: { shipment_id: 'Nr', customer_id: 'Customer', shipped_on: 'Shipped' },
    ...more,
  },
});
const csv = (header: string, rows: readonly string[]): string => [header, ...rows].join('\n');

/** The days as read, and how their order was proven. */
const read = (text: string, more: Record<string, unknown> = {}) =>
  run({ 's.csv': text }, source('s.csv', more), async ({ result, rows }) => ({
    days: (await rows('select shipped_on d from canonical.shipments order by shipment_id')).map(
      (row) => row.d,
    ),
    proof: result.findings
      .filter(({ code }) => code === 'ING162')
      .map(({ params, text: say }) => {
        expect(say('en')).toContain(String(params.order));
        expect(say('zh-CN')).toContain(String(params.order));
        return [params.order, params.how, params.by];
      }),
  }));
/** Ten rows; `row` gets the day of March 2024, 1 to 10, and its two digits. */
const ten = (row: (n: number, two: string) => string): string[] =>
  Array.from({ length: 10 }, (_, n) => row(n + 1, String(n + 1).padStart(2, '0')));

describe('the order of dates is proven', () => {
  it('by days that another order makes impossible', async () => {
    const text = csv('Nr;Customer;Shipped', ['1;A;05.03.2024', '2;A;31.12.2024']);
    expect(await read(text)).toEqual({
      days: ['2024-03-05', '2024-12-31'],
      proof: [['DD.MM.YYYY', 'impossible', '']],
    });
    expect((await read(csv('Nr;Customer;Shipped', ['1;A;02/23/26 08:55 PM']))).days).toEqual(['2026-02-23']);
  });

  it('by a sequence of two columns that holds on every row, also of a column that is not mapped', async () => {
    // Ordered 3, 4 … March, shipped a day later over the turn of months: day-first keeps the sequence on all rows.
    const rows = [
      ['01/02/24', '05/02/24'],
      ['02/03/24', '04/03/24'],
      ['09/04/24', '01/05/24'],
      ['11/05/24', '02/06/24'],
      ['03/06/24', '12/06/24'],
      ['12/07/24', '01/08/24'],
      ['10/08/24', '11/08/24'],
      ['08/09/24', '01/10/24'],
      ['07/10/24', '09/10/24'],
      ['12/11/24', '01/12/24'],
    ].map(([ordered, shipped], n) => `${n};A;${ordered};${shipped}`);
    const { days, proof } = await read(csv('Nr;Customer;Ordered;Shipped', rows));
    expect(days[0]).toBe('2024-02-05');
    expect(proof).toEqual([['DD/MM/YY', 'sequence', 'Ordered']]);
  });

  it('by a number that holds the month, and not by one that holds only the year, which is the same in both', async () => {
    const month = ten((n, two) => `${n};A;SO-202403-${two};${two}/03/2024`);
    expect(await read(csv('Nr;Customer;Order;Shipped', month))).toMatchObject({
      days: expect.arrayContaining(['2024-03-01', '2024-03-10']),
      proof: [['DD/MM/YYYY', 'number', 'Order']],
    });
    const year = ten((n, two) => `${n};A;SO-2024-${two};${two}/03/2024`);
    expect(
      (await fails({ 's.csv': csv('Nr;Customer;Order;Shipped', year) }, source())).params.readings,
    ).toEqual([
      { order: 'DD/MM/YYYY', date: '2024-03-01' },
      { order: 'MM/DD/YYYY', date: '2024-01-03' },
    ]);
  });

  it('by a column of the same form, and not by one of another form', async () => {
    const like = ten((n, two) => `${n};A;${two}/03/2024;${n + 13}/05/2024`);
    const both = source('s.csv').s;
    const sources = {
      s: {
        ...both,
        table: 'receivables',
        columns: {
          invoice_id: 'Nr',
          customer_id: 'Customer',
          issued_on: 'Shipped',
          due_on: 'Due',
          amount: { value: 1 },
        },
      },
    };
    await run({ 's.csv': csv('Nr;Customer;Shipped;Due', like) }, sources, async ({ result, rows }) => {
      expect((await rows('select min(issued_on) d from canonical.receivables'))[0]?.d).toBe('2024-03-01');
      expect(
        result.findings
          .filter(({ code }) => code === 'ING162')
          .map(({ params }) => [params.header, params.how]),
      ).toEqual([
        ['Shipped', 'neighbour'],
        ['Due', 'impossible'],
      ]);
    });
    const other = like.map((row) => row.replace(/(\d+)\/05\/2024$/, '$1.05.2024'));
    expect((await fails({ 's.csv': csv('Nr;Customer;Shipped;Due', other) }, sources)).code).toBe('ING111');
  });

  it('by the other files of the source', async () => {
    const files = {
      'a.csv': csv('Nr;Customer;Shipped', ['1;A;05/03/24', '2;A;25/03/24']),
      'b.csv': csv('Nr;Customer;Shipped', ['3;A;06/03/24']),
    };
    // 25/03/24 may still be the 24th of March 2025 by its form: only month-first is impossible.
    expect((await fails(files, source(['a.csv', 'b.csv']))).params.readings).toEqual([
      { order: 'DD/MM/YY', date: '2024-03-05' },
      { order: 'YY/MM/DD', date: '2005-03-24' },
    ]);
    const long = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replaceAll('/24', '/2024')]),
    );
    await run(long, source(['a.csv', 'b.csv']), async ({ rows }) =>
      expect(await rows("select shipped_on d from canonical.shipments where shipment_id = '3'")).toEqual([
        { d: '2024-03-06' },
      ]),
    );
  });

  it('reads year first with two digits when told', async () => {
    expect((await read(csv('Nr;Customer;Shipped', ['1;A;24/03/05']), { dates: 'YY/MM/DD' })).days).toEqual([
      '2024-03-05',
    ]);
  });
});

it('never reads a date in an order that is not the true one: it proves it or asks', async () => {
  const day = fc.record({
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.integer({ min: 1, max: 28 }),
    wait: fc.integer({ min: 0, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 1, maxLength: 25 }), fc.boolean(), async (days, dayFirst) => {
      const two = (n: number): string => String(n).padStart(2, '0');
      const write = (date: Date): string => {
        const [d, m] = [two(date.getUTCDate()), two(date.getUTCMonth() + 1)];
        return `${dayFirst ? `${d}/${m}` : `${m}/${d}`}/${date.getUTCFullYear()}`;
      };
      const dates = days.map(({ m, d }) => new Date(Date.UTC(2024, m - 1, d)));
      const rows = dates.map(
        (date, n) => `${n + 100};A;${write(new Date(date.getTime() - days[n]!.wait * 864e5))};${write(date)}`,
      );
      try {
        const found = await read(csv('Nr;Customer;Ordered;Shipped', rows));
        expect(found.days).toEqual(dates.map((date) => date.toISOString().slice(0, 10)));
      } catch (error) {
        if (!(error instanceof ProductError)) throw error;
        expect(error.finding.code).toBe('ING111');
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);
