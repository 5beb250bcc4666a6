import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { before, every, type Sale, withRetention } from './support.ts';

interface Cell {
  readonly cohort: string;
  readonly step: number;
  readonly unit: string;
  readonly starts_on: string;
  readonly is_partial: boolean;
  readonly customers: number;
  readonly active: number;
  readonly active_share: number;
  readonly net_sales: number | null;
  readonly net_profit: number | null;
}

const cells = 'select * from models.cohorts order by cohort, step';

describe('cohorts', () => {
  const sales: Sale[] = [
    ...every('OLD', 10, 73, '2026-06-25'),
    { id: 'A', day: '2025-04-10' },
    { id: 'A', day: '2025-11-10' },
    { id: 'B', day: '2025-05-20' },
    { id: 'B', day: '2025-06-20' },
  ];

  it('follow each quarter of newcomers, also through quarters without a purchase', async () => {
    await withRetention(sales, {}, async ({ database }) => {
      const rows = (await database.rows<Cell>(cells)).filter(({ cohort }) => cohort === '2025-Q2');
      expect(
        rows.map(({ step, active, net_sales, net_profit }) => [step, active, net_sales, net_profit]),
      ).toEqual([
        [0, 2, 300, 120],
        [1, 0, 0, 0],
        [2, 1, 100, 40],
        [3, 0, 0, 0],
        [4, 0, 0, 0],
      ]);
      expect(rows.every((row) => row.customers === 2 && row.active_share === row.active / 2)).toBe(true);
      expect(rows.every((row) => !row.is_partial)).toBe(true);
    });
  });

  it('keep apart who bought before the extract begins', async () => {
    await withRetention(sales, {}, async ({ database }) => {
      const old = (await database.rows<Cell>(cells)).filter(({ cohort }) => cohort === 'before');
      expect(old[0]).toMatchObject({ step: 0, customers: 1, active: 1, starts_on: '2024-07-01' });
    });
  });

  it('mark a quarter that the as-of date cuts short, and leave money outside the statement empty', async () => {
    await withRetention(sales, { asOf: '2026-05-31', from: '2025-10-01' }, async ({ database }) => {
      const rows = (await database.rows<Cell>(cells)).filter(({ cohort }) => cohort === '2025-Q2');
      expect(rows.map(({ is_partial }) => is_partial)).toEqual([false, false, false, false, true]);
      expect(rows.map(({ net_sales }) => net_sales)).toEqual([null, null, 100, 0, 0]);
    });
  });

  it('go by years where the pipeline file says so, or the history is long', async () => {
    await withRetention(sales, { settings: { cohorts: 'year' } }, async ({ database }) => {
      const rows = (await database.rows<Cell>(cells)).filter(({ cohort }) => cohort === '2025');
      expect(rows.map(({ step, active }) => [step, active])).toEqual([
        [0, 2],
        [1, 0],
      ]);
    });
    await withRetention(every('LONG', 90, 30, '2026-06-20'), {}, async ({ database }) => {
      const rows = await database.rows<Cell>(cells);
      expect(new Set(rows.map(({ unit }) => unit))).toEqual(new Set(['year']));
    });
  });

  it('hold every customer once and every purchase in its quarter', async () => {
    const pattern = fc.array(fc.integer({ min: 0, max: 725 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(pattern, { minLength: 1, maxLength: 12 }), async (patterns) => {
        const some = patterns.flatMap((days, index) =>
          days.map((day) => ({ id: `C${index}`, day: before('2026-06-30', day) })),
        );
        await withRetention(some, {}, async ({ database }) => {
          const rows = await database.rows<Cell>(cells);
          const sizes = rows
            .filter(({ step }) => step === 0)
            .reduce((sum, { customers }) => sum + customers, 0);
          expect(sizes).toBe(patterns.length);
          const quarter = (day: string): string =>
            `${day.slice(0, 4)}-${Math.floor((Number(day.slice(5, 7)) - 1) / 3)}`;
          const bought = new Set(some.map(({ id, day }) => `${id} ${quarter(day)}`)).size;
          expect(rows.reduce((sum, { active }) => sum + active, 0)).toBe(bought);
          expect(rows.reduce((sum, { net_sales }) => sum + (net_sales ?? 0), 0)).toBeCloseTo(
            100 * some.length,
            6,
          );
        });
      }),
      { numRuns: 6 },
    );
  });
});
