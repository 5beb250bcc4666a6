import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { before, every, type Given, type Sale, withRetention } from './support.ts';

interface Rhythm {
  readonly customer_id: string;
  readonly state: string;
  readonly quiet_days: number;
  readonly usual_days: number | null;
  readonly long_days: number | null;
  readonly overdue_after: number | null;
  readonly is_new: boolean;
  readonly movement: string | null;
  readonly change: number | null;
  readonly change_z: number | null;
  readonly year_sales: number | null;
  readonly year_profit: number | null;
}

async function rhythms(sales: readonly Sale[], given: Given = {}): Promise<Map<string, Rhythm>> {
  return withRetention(sales, given, async ({ database }) => {
    const rows = await database.rows<Rhythm>('select * from models.rhythm order by customer_id');
    return new Map(rows.map((row) => [row.customer_id, row]));
  });
}

/** Somebody who buys from the first day of the extract, so that the history of all others is known. */
const anchor = every('ANCHOR', 10, 73, '2026-06-25');

describe('the rhythm of a customer', () => {
  it('is its own median interval; silence is judged by it and not by one limit for all', async () => {
    const found = await rhythms([
      ...anchor,
      ...every('MONTHLY', 30, 8, '2026-03-31'),
      ...every('SELDOM', 60, 8, '2026-03-31'),
    ]);
    expect(found.get('MONTHLY')).toMatchObject({
      quiet_days: 91,
      usual_days: 30,
      overdue_after: 60,
      state: 'overdue',
    });
    expect(found.get('SELDOM')).toMatchObject({ quiet_days: 91, usual_days: 60, overdue_after: 120 });
    expect(found.get('SELDOM')!.state).not.toBe('overdue');
    expect(found.get('ANCHOR')!.state).toBe('steady');
  });

  it('is not moved by one long pause, and forgives pauses the customer has made before', async () => {
    // Intervals of 10 days and one of 90 among six: nearest rank 0.9 of 6 is the sixth, 90.
    const days = [
      '2026-05-01',
      '2026-04-21',
      '2026-04-11',
      '2026-04-01',
      '2026-01-01',
      '2025-12-22',
      '2025-12-12',
    ];
    const found = await rhythms([...anchor, ...days.map((day) => ({ id: 'P', day }))]);
    expect(found.get('P')).toMatchObject({
      usual_days: 10,
      long_days: 90,
      overdue_after: 90,
      quiet_days: 60,
    });
    expect(found.get('P')!.state).not.toBe('overdue');
    const strict = await rhythms([...anchor, ...days.map((day) => ({ id: 'P', day }))], {
      settings: { quantile: 0.5 },
    });
    expect(strict.get('P')).toMatchObject({ overdue_after: 30, state: 'overdue' });
  });

  it('needs enough days with a purchase; several invoices of a day are one, returns are none', async () => {
    const twice = every('TWICE', 10, 3, '2026-03-01').flatMap((sale) => [sale, sale]);
    const found = await rhythms([
      ...anchor,
      ...twice,
      { id: 'TWICE', day: '2026-05-30', kind: 'return', amount: 5 },
      { id: 'ONCE', day: '2026-01-15' },
    ]);
    expect(found.get('TWICE')).toMatchObject({ usual_days: null, overdue_after: null, quiet_days: 121 });
    expect(found.get('ONCE')).toMatchObject({ state: 'first_year', usual_days: null });
  });

  it('makes dormant whom nobody sold to for the limit, unless its own rhythm is slower still', async () => {
    const found = await rhythms([
      ...anchor,
      ...every('GONE', 30, 6, '2025-12-01'),
      ...every('SLOW', 150, 5, '2025-12-01'),
      { id: 'ONE', day: '2025-03-01' },
    ]);
    expect(found.get('GONE')!.state).toBe('dormant');
    expect(found.get('ONE')!.state).toBe('dormant');
    expect(found.get('SLOW')).toMatchObject({ quiet_days: 211, overdue_after: 300 });
    expect(found.get('SLOW')!.state).not.toMatch(/dormant|overdue/);
    const patient = await rhythms([...anchor, ...every('GONE', 30, 6, '2025-12-01')], {
      settings: { dormant_months: 12 },
    });
    expect(patient.get('GONE')!.state).toBe('overdue');
  });

  it('calls growth and decline only what single purchases do not explain', async () => {
    const found = await rhythms([
      ...anchor,
      // 24 purchases of 100 in the year, 12 in the year before: 1200 against a noise of √(36 · 100²) = 600, z = 2.
      ...every('UP', 15, 24, '2026-06-25'),
      ...every('UP', 30, 12, '2025-06-25'),
      ...every('DOWN', 30, 12, '2026-06-25'),
      ...every('DOWN', 15, 24, '2025-06-25'),
      // Twice the sales, but by one large order.
      ...every('LUCKY', 60, 12, '2026-06-25', { amount: 100 }),
      { id: 'LUCKY', day: '2026-02-02', amount: 700 },
    ]);
    expect(found.get('UP')).toMatchObject({ state: 'growing', change: 1 });
    expect(found.get('UP')!.change_z).toBeCloseTo(2, 10);
    expect(found.get('DOWN')).toMatchObject({ state: 'shrinking', change: -0.5 });
    expect(found.get('LUCKY')!.change).toBeGreaterThan(1);
    expect(found.get('LUCKY')!.state).toBe('steady');
  });

  it('tells new customers from those the extract only begins to show', async () => {
    const found = await rhythms(
      [
        ...anchor,
        ...every('UNDATED_EARLY', 30, 3, '2024-10-15'),
        ...every('UNDATED_LATE', 30, 3, '2026-05-15'),
        ...every('OLD', 30, 3, '2026-05-15'),
        ...every('YOUNG', 30, 3, '2024-10-15'),
        ...every('MISDATED', 30, 3, '2024-10-15'),
      ],
      {
        customers: [
          { customer_id: 'OLD', created_on: '2016-01-01' },
          { customer_id: 'YOUNG', created_on: '2024-08-01' },
          { customer_id: 'MISDATED', created_on: '2026-01-01' },
        ],
      },
    );
    const isNew = [...found.values()].filter((row) => row.is_new).map((row) => row.customer_id);
    expect(isNew.sort()).toEqual(['UNDATED_LATE', 'YOUNG']);
    expect(found.get('OLD')!.movement).toBe('returned');
    expect(found.get('UNDATED_LATE')!.movement).toBe('won');
    const whole = await rhythms([...anchor, ...every('UNDATED_EARLY', 30, 3, '2024-10-15')], {
      settings: { lookback_months: 0 },
    });
    expect([...whole.values()].every((row) => row.is_new)).toBe(true);
  });

  it('puts at stake what the last year of buying was worth, and nothing where the statement does not reach', async () => {
    const sales = [...anchor, ...every('GONE', 30, 20, '2025-03-10', { amount: 200, cost: 50 })];
    const all = (await rhythms(sales)).get('GONE')!;
    // Purchases from 2024-07 on only lie in the extract up to the anchor's first day; twelve months end in 2025-03.
    const counted = sales.filter(({ id, day }) => id === 'GONE' && day >= '2024-04-01').length;
    expect(all.year_sales).toBe(200 * counted);
    expect(all.year_profit).toBe(150 * counted);
    const short = (await rhythms(sales, { from: '2025-07-01' })).get('GONE')!;
    expect(short).toMatchObject({ state: 'dormant', year_sales: null, year_profit: null });
  });

  it('says nothing about movement and change on one year of data', async () => {
    await withRetention(every('A', 20, 15, '2026-06-20'), {}, async ({ database, findings }) => {
      const rows = await database.rows<Rhythm>('select * from models.rhythm');
      expect(rows[0]).toMatchObject({ movement: null, change: null, change_z: null });
      expect(findings.map(({ code }) => code)).toContain('MOD461');
    });
  });

  it('treats customers alike that buy alike, whatever their numbers', async () => {
    const pattern = fc.array(fc.integer({ min: 0, max: 720 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(pattern, { minLength: 2, maxLength: 4 }), async (patterns) => {
        const sales = (prefix: string): Sale[] =>
          patterns.flatMap((days, index) =>
            [...new Set(days)].map((day) => ({ id: `${prefix}${index}`, day: before('2026-06-30', day) })),
          );
        const found = await rhythms([...anchor, ...sales('A'), ...sales('Z')]);
        for (const index of patterns.keys()) {
          const { customer_id: a, ...one } = found.get(`A${index}`)!;
          const { customer_id: z, ...other } = found.get(`Z${index}`)!;
          expect(one).toEqual(other);
        }
      }),
      { numRuns: 5 },
    );
  });
});
