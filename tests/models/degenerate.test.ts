import { describe, expect, it } from 'vitest';
import { modelTables } from '../../src/contracts/results.ts';
import type { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { locales } from '../../src/language/locale.ts';
import type { Finding } from '../../src/language/messages.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { build, type Rows } from '../features/build.ts';
import { line } from '../support/warehouse.ts';

/**
 * Data that supports hardly any claim: every model must come to an end, claim nothing, and say so in words.
 */

interface Sale {
  readonly id: string;
  readonly day: string;
  readonly amount?: number;
  readonly cost?: number;
  readonly kind?: 'sale' | 'return';
}

async function withAll<T>(
  sales: readonly Sale[],
  customers: Rows,
  test: (database: Database, findings: readonly Finding[]) => Promise<T>,
): Promise<T> {
  const { database } = await build(
    {
      customers: customers.map((row) => ({ name: row.customer_id ?? '', ...row })),
      invoice_lines: sales.map(({ id, day, amount = 100, cost = 0.6 * amount, kind = 'sale' }) =>
        line({
          customer_id: id,
          invoiced_on: day,
          quantity: kind === 'sale' ? 1 : -1,
          unit_price: amount,
          net_amount: kind === 'sale' ? amount : -amount,
          cost_amount: kind === 'sale' ? cost : -cost,
          kind,
        }),
      ),
    },
    {},
    '2026-06-30',
  );
  try {
    const { findings } = await buildModels(database, modelSettings.parse({}), quietEffects());
    for (const finding of findings)
      for (const locale of locales)
        expect(`${finding.text(locale)} ${finding.repair(locale) ?? ''}`).not.toMatch(
          /undefined|NaN|Infinity|\[object/,
        );
    await expectFinite(database);
    return await test(database, findings);
  } finally {
    database.close();
  }
}

/** No figure of any result is not a number. */
async function expectFinite(database: Database): Promise<void> {
  for (const [table, { columns }] of Object.entries(modelTables)) {
    if (!(await database.exists(`models.${table}`))) continue;
    const ratios = Object.keys(columns).filter((column) => columns[column]!.type === 'ratio');
    if (ratios.length === 0) continue;
    const broken = ratios.map((column) => `count(*) filter (not isfinite("${column}")) as "${column}"`);
    const found = await database.row(`select ${broken.join(', ')} from models.${table}`);
    for (const column of ratios) expect(`${table}.${column} ${found[column]}`).toBe(`${table}.${column} 0`);
  }
}

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `C${String(index).padStart(3, '0')}`);

describe('data that supports no claim', () => {
  it.each([
    ['one customer with one invoice', 1],
    ['two customers with one invoice each', 2],
    ['twelve customers who are all alike', 12],
  ])('%s: no clusters, no forecast, and it says so', async (_, count) => {
    const sales = ids(count).map((id) => ({ id, day: '2026-05-04' }));
    await withAll(
      sales,
      ids(count).map((customer_id) => ({ customer_id })),
      async (database, findings) => {
        expect(codes(findings)).toEqual(expect.arrayContaining(['MOD403', 'MOD424', 'MOD461']));
        expect(await database.count('models.clusters')).toBe(0);
        const { alive, expected } = await database.row<{ alive: number; expected: number }>(
          'select count(p_alive) as alive, count(expected_purchases) as expected from models.lifetime',
        );
        expect([alive, expected]).toEqual([0, 0]);
        // Equal customers have equal scores, and nobody is overdue, lost or won.
        const { scores } = await database.row<{ scores: number }>(
          'select count(distinct (r_score, f_score, m_score)) as scores from features.rfm',
        );
        expect(scores).toBe(1);
        const states = await database.rows<{ state: string }>('select distinct state from models.rhythm');
        expect(states.every(({ state }) => ['first_year', 'too_few'].includes(state))).toBe(true);
        expect(await database.count('models.movements')).toBeGreaterThanOrEqual(0);
        const { known } = await database.row<{ known: number }>(
          'select count(won) + count(kept) + count(lost) + count(growth) as known from models.scorecards',
        );
        expect(known).toBe(0);
      },
    );
  });

  it('four hundred one-time buyers: none of them is called lost or alive, and they form no clusters', async () => {
    const sales = ids(400).map((id, index) => ({
      id,
      day: new Date(Date.UTC(2025, 0, 1) + index * 86_400_000).toISOString().slice(0, 10),
      amount: 50 + ((index * 37) % 100),
    }));
    await withAll(
      sales,
      ids(400).map((customer_id) => ({ customer_id })),
      async (database, findings) => {
        expect(codes(findings)).toEqual(expect.arrayContaining(['MOD402', 'MOD424']));
        expect(
          await database.rows('select 1 as one from models.lifetime where p_alive is not null limit 1'),
        ).toEqual([]);
        const states = await database.rows<{ state: string }>('select distinct state from models.rhythm');
        expect(states.map(({ state }) => state)).not.toContain('overdue');
      },
    );
  });

  it('only returns: nobody has a purchase, and nothing is ranked by one', async () => {
    const sales = ids(5).map((id) => ({ id, day: '2026-05-04', kind: 'return' as const }));
    await withAll(
      sales,
      ids(5).map((customer_id) => ({ customer_id })),
      async (database, findings) => {
        expect(codes(findings)).toEqual(expect.arrayContaining(['MOD403', 'MOD405', 'MOD424']));
        expect(await database.count('models.lifetime')).toBe(0);
        expect(await database.count('models.rhythm')).toBe(0);
        expect(await database.rows('select 1 as one from features.rfm where segment is not null')).toEqual(
          [],
        );
      },
    );
  });

  it('nobody ordinary: nothing to rank, and it says so', async () => {
    const sales = ids(3).map((id) => ({ id, day: '2026-05-04' }));
    await withAll(
      sales,
      ids(3).map((customer_id) => ({ customer_id, class: 'internal' })),
      async (database, findings) => {
        expect(codes(findings)).toContain('MOD408');
        for (const table of ['tiers', 'clusters', 'key_customers', 'lifetime', 'rhythm', 'causes'])
          expect(await database.count(`models.${table}`), table).toBe(0);
      },
    );
  });

  it('a total of nought: shares have no meaning and are left out', async () => {
    const sales = [
      { id: 'C000', day: '2026-05-04', amount: 100, cost: 60 },
      { id: 'C001', day: '2026-05-04', amount: 20, cost: 60 },
    ];
    await withAll(
      sales,
      ids(2).map((customer_id) => ({ customer_id })),
      async (database, findings) => {
        expect(codes(findings)).toContain('MOD405');
        const [row] = await database.rows('select peak_share, top_20_share from models.concentration');
        expect(row).toEqual({ peak_share: null, top_20_share: null });
      },
    );
  });
});
