import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src/engine/database.ts';
import { quietEffects } from '../../../src/engine/effects.ts';
import { locales } from '../../../src/language/locale.ts';
import type { Finding } from '../../../src/language/messages.ts';
import { buildAcquisition } from '../../../src/models/acquisition/acquisition.ts';
import type { Rows } from '../../features/build.ts';
import { fill } from '../../support/warehouse.ts';
import { type Given, type Sale, withRetention } from '../retention/support.ts';

/** The models of acquisition over real features of these sales. */
const withLeads = <T>(
  sales: readonly Sale[],
  { leads, costs = [], ...given }: Given & { leads: Rows; costs?: Rows },
  test: (database: Database, findings: readonly Finding[]) => Promise<T>,
): Promise<T> =>
  withRetention(sales, given, async ({ database }) => {
    await fill(database, 'leads', leads);
    await fill(database, 'acquisition_costs', costs);
    const { findings } = await buildAcquisition(database, quietEffects());
    for (const finding of findings)
      for (const locale of locales)
        expect(`${finding.text(locale)} ${finding.repair(locale) ?? ''}`).not.toMatch(
          /undefined|NaN|\[object/,
        );
    return await test(database, findings);
  });

/** An old customer, so that the extract begins well before the leads do. */
const old: Sale[] = [
  { id: 'OLD', day: '2024-07-02' },
  { id: 'OLD', day: '2026-06-30' },
];
const sale = (id: string, day: string, profit: number): Sale => ({
  id,
  day,
  amount: 1000,
  cost: 1000 - profit,
});
const lead = (lead_id: string, created_on: string, source: string, customer_id: string | null = null) => ({
  lead_id,
  created_on,
  source,
  customer_id,
});
const from = '2024-07-01';
const rowsOf = (database: Database) =>
  database.rows<Record<string, number | string | null>>('select * from models.acquisition order by source');

describe('acquisition', () => {
  it('adds profit up by month of life until it covers what the source cost', async () => {
    // Fair: A earns 100 in its months 1, 2, 3; B, won later, 50 in its month 1. Cost 240: covered in month 2, by
    // 150 + 100.
    const sales = [
      ...old,
      sale('A', '2025-03-10', 100),
      sale('A', '2025-04-10', 100),
      sale('A', '2025-05-10', 100),
      sale('B', '2025-09-10', 50),
    ];
    await withLeads(
      sales,
      {
        from,
        leads: [
          lead('L1', '2025-02-28', 'Fair', 'A'),
          lead('L2', '2025-08-01', 'fair ', 'B'),
          lead('L3', '2025-08-02', 'Fair'),
          lead('L4', '2025-08-03', 'Search'),
        ],
        costs: [
          { source: 'FAIR', period: '2025-02-01', amount: 200 },
          { source: 'Fair', period: '2025-08-01', amount: 40 },
          { source: 'Search', period: '2025-08-01', amount: 500 },
        ],
      },
      async (database, findings) => {
        const [fair, search] = await rowsOf(database);
        expect(fair).toMatchObject({
          source: 'Fair',
          leads: 3,
          converted: 2,
          won: 2,
          cost: 240,
          cost_per_lead: 80,
          cost_per_customer: 120,
          net_sales: 4000,
          net_profit: 350,
          balance: 110,
          months: 16,
          payback: 'paid_back',
          payback_month: 2,
        });
        expect(fair!.days_to_win).toBe(25);
        expect(fair!.conversion).toBeCloseTo(2 / 3, 12);
        // Wilson 1927 for 2 of 3 (as R's prop.test without correction has it).
        expect(fair!.conversion_low).toBeCloseTo(0.2077, 4);
        expect(fair!.conversion_high).toBeCloseTo(0.9385, 4);
        expect(search).toMatchObject({ won: 0, payback: 'nobody_won', payback_month: null, balance: -500 });
        const steps = await database.rows(
          "select step, customers, net_profit, cumulative from models.acquisition_months where source = 'Fair' and step <= 4 order by step",
        );
        expect(steps.map((row) => Object.values(row))).toEqual([
          [1, 2, 150, 150],
          [2, 2, 100, 250],
          [3, 2, 100, 350],
          [4, 2, 0, 350],
        ]);
        expect(findings.find(({ code }) => code === 'MOD481')?.params).toMatchObject({
          leads: 4,
          won: 2,
          sources: 2,
          paid: 1,
          known: 2,
        });
      },
    );
  });

  it('calls nothing paid back that has fallen below its cost again, and guesses no cost', async () => {
    const sales = [
      ...old,
      sale('A', '2025-03-10', 300),
      sale('A', '2025-06-10', -200),
      sale('B', '2025-03-11', 10),
    ];
    await withLeads(
      sales,
      {
        from,
        leads: [lead('L1', '2025-03-01', 'Fair', 'A'), lead('L2', '2025-03-01', 'Friends', 'B')],
        costs: [{ source: 'Fair', period: '2025-03-01', amount: 250 }],
      },
      async (database) => {
        const [fair, friends] = await rowsOf(database);
        expect(fair).toMatchObject({ net_profit: 100, payback: 'not_yet', payback_month: null });
        expect(friends).toMatchObject({
          cost: null,
          balance: null,
          payback: 'no_cost',
          cost_per_customer: null,
        });
      },
    );
  });

  it('takes the cost of single leads where no other is known', async () => {
    await withLeads(
      [...old, sale('A', '2025-03-10', 300)],
      {
        from,
        leads: [
          { ...lead('L1', '2025-03-01', 'List', 'A'), cost: 20 },
          { ...lead('L2', '2025-03-01', 'List'), cost: 15 },
          { ...lead('L3', '2025-03-01', 'Fair'), cost: 999 },
        ],
        costs: [{ source: 'Fair', period: '2025-03-01', amount: 250 }],
      },
      async (database) => {
        expect(await rowsOf(database)).toMatchObject([
          { source: 'Fair', cost: 250 },
          { source: 'List', cost: 35, payback_month: 1 },
        ]);
      },
    );
  });

  it('wins only new customers who buy after their lead, and gives each to its first lead', async () => {
    const sales = [
      ...old,
      sale('AFTER', '2025-03-10', 10),
      sale('BEFORE', '2025-03-10', 10),
      sale('TWICE', '2025-05-10', 10),
    ];
    await withLeads(
      sales,
      {
        from,
        leads: [
          lead('L1', '2025-03-10', 'Fair', 'AFTER'),
          lead('L2', '2025-03-11', 'Fair', 'BEFORE'),
          lead('L3', '2025-01-01', 'Fair', 'OLD'),
          lead('L5', '2025-05-01', 'Search', 'TWICE'),
          lead('L4', '2025-04-01', 'Fair', 'TWICE'),
          lead('L6', '2025-05-01', 'Fair', 'NOBODY'),
          // Before the statement begins, so its cost is not known either.
          lead('L0', '2024-06-01', 'Fair', 'AFTER'),
        ],
      },
      async (database) => {
        expect(
          await database.rows(
            'select customer_id, lead_id, source from models.acquired_customers order by 1',
          ),
        ).toEqual([
          { customer_id: 'AFTER', lead_id: 'L1', source: 'Fair' },
          { customer_id: 'TWICE', lead_id: 'L4', source: 'Fair' },
        ]);
        expect(await rowsOf(database)).toMatchObject([
          { source: 'Fair', leads: 5, converted: 5, won: 2 },
          { source: 'Search', leads: 1, won: 0 },
        ]);
      },
    );
  });

  it('says so where leads lead nowhere, and where costs have no leads', async () => {
    const sales = [...old, sale('A', '2025-03-10', 300)];
    const leads = [lead('L1', '2025-03-01', 'Fair'), lead('L2', '2025-03-01', '')];
    const costs = [{ source: 'Fairs', period: '2025-03-01', amount: 250 }];
    await withLeads(sales, { from, leads, costs }, async (database, findings) => {
      expect(findings.map(({ code }) => code)).toEqual(['MOD482', 'MOD483']);
      expect(findings[0]?.params).toEqual({ leads: 2, converted: 0 });
      expect(findings[1]?.params).toEqual({ named: ['Fairs'], amount: 250 });
      expect(await rowsOf(database)).toMatchObject([
        { source: '', leads: 1, payback: 'no_cost' },
        { source: 'Fair', leads: 1, payback: 'no_cost' },
        { source: 'Fairs', leads: 0, conversion: null, payback: 'nobody_won' },
      ]);
    });
    await withLeads(sales, { from, leads: [lead('L1', '2025-03-11', 'Fair', 'A')] }, async (_, findings) => {
      expect(findings.map(({ code, params }) => [code, params])).toEqual([
        ['MOD482', { leads: 1, converted: 1 }],
      ]);
    });
  });

  it('does nothing without leads and costs', async () => {
    await withLeads(old, { from, leads: [] }, async (database, findings) => {
      expect(findings).toEqual([]);
      expect(await database.exists('models.acquisition')).toBe(false);
    });
  });

  it('loses no money: what the sources brought is what their customers brought', async () => {
    const day = fc
      .integer({ min: 250, max: 700 })
      .map((n) => new Date(Date.UTC(2024, 6, 1) + n * 86_400_000).toISOString().slice(0, 10));
    const profit = fc.integer({ min: -50_000, max: 50_000 }).map((cents) => cents / 100);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), day, profit), { minLength: 1, maxLength: 20 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), day, fc.constantFrom('a', 'A', 'b', '')), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 0, max: 300 }),
        async (bought, heard, spent) => {
          const sales = [...old, ...bought.map(([id, on, made]) => sale(`C${id}`, on, made))];
          const leads = heard.map(([id, on, source], index) => lead(`L${index}`, on, source, `C${id}`));
          const costs = [{ source: 'a', period: '2025-03-01', amount: spent }];
          await withLeads(sales, { from, leads, costs }, async (database) => {
            const { off, curve } = await database.row<{ off: number; curve: number }>(
              `select (select coalesce(sum(net_profit), 0) from models.acquisition)
                    - (select coalesce(sum(p.net_profit), 0) from features.profit_statement as p
                       join models.acquired_customers as a using (customer_id)) as off,
                      (select coalesce(sum(net_profit), 0) from models.acquisition)
                    - (select coalesce(sum(net_profit), 0) from models.acquisition_months) as curve`,
            );
            expect([off, curve]).toEqual([0, 0]);
            for (const row of await rowsOf(database)) {
              expect(row.won).toBeLessThanOrEqual(Number(row.leads));
              if (row.payback === 'paid_back')
                expect(row.net_profit).toBeGreaterThanOrEqual(Number(row.cost));
              if (row.payback === 'not_yet') expect(row.net_profit).toBeLessThan(Number(row.cost));
            }
          });
        },
      ),
      { numRuns: 8 },
    );
  });
});
