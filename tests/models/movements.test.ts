import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effects as effectNames } from '../../src/contracts/models/movements.ts';
import type { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { literal } from '../../src/engine/sql-text.ts';
import { buildModels } from '../../src/models/models.ts';
import type { EarlierRun } from '../../src/models/movements/earlier.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { build, exact, type Rows, type Tables } from '../features/build.ts';
import { line } from '../support/warehouse.ts';

type Change = Readonly<Record<string, number | string | null>>;

interface Options {
  readonly asOf?: string;
  readonly features?: object;
  readonly models?: object;
  readonly earlier?: EarlierRun;
}

/** Features and models over these canonical rows. */
async function withChanges<T>(
  tables: Tables,
  test: (database: Database) => Promise<T>,
  { asOf = '2026-06-30', features = {}, models = {}, earlier }: Options = {},
): Promise<T> {
  const { database } = await build(tables, features, asOf);
  try {
    await buildModels(database, modelSettings.parse(models), quietEffects(), earlier);
    return await test(database);
  } finally {
    database.close();
  }
}

const changesOf = (database: Database): Promise<Change[]> =>
  database.rows<Change>('select * from models.customer_changes order by basis, customer_id');

const before = '2024-07-15';
const now = '2026-01-15';
/** A sale (or return, with a minus) of so many pieces at a price, with what one piece costs. */
const sale = (
  customer_id: string,
  invoiced_on: string,
  product_id: string | null,
  quantity: number,
  price: number,
  cost: number,
) =>
  line({
    customer_id,
    invoiced_on,
    product_id,
    quantity,
    net_amount: quantity * price,
    cost_amount: quantity * cost,
    kind: quantity < 0 ? 'return' : 'sale',
  });

describe('why profit changed', () => {
  it('tells volume, mix, price and cost apart', async () => {
    const lines: Rows = [
      sale('volume', before, 'X', 10, 100, 60),
      sale('volume', now, 'X', 15, 100, 60),
      sale('price', before, 'X', 10, 100, 60),
      sale('price', now, 'X', 10, 110, 60),
      sale('cost', before, 'X', 10, 100, 60),
      sale('cost', now, 'X', 10, 100, 70),
      // As much at prices of before, but more of the one that earns less.
      sale('mix', before, 'X', 10, 100, 60),
      sale('mix', before, 'Y', 10, 100, 90),
      sale('mix', now, 'X', 5, 100, 60),
      sale('mix', now, 'Y', 15, 100, 90),
      // 2,000 at a margin of 600 becomes 2,700 at one of 780, prices of before; 60 more by prices of now.
      sale('both', before, 'X', 10, 100, 60),
      sale('both', before, 'Y', 20, 50, 40),
      sale('both', now, 'X', 12, 110, 60),
      sale('both', now, 'Y', 30, 48, 40),
      sale('new', now, 'X', 10, 100, 60),
      sale('gone', before, 'X', 10, 100, 60),
      sale('returns', before, 'X', 10, 100, 60),
      sale('returns', now, 'X', 10, 100, 60),
      sale('returns', now, 'X', -2, 100, 60),
      sale('allowance', before, 'X', 10, 100, 60),
      sale('allowance', now, 'X', 10, 100, 60),
      line({
        customer_id: 'allowance',
        invoiced_on: now,
        product_id: 'X',
        quantity: 0,
        net_amount: -50,
        cost_amount: 0,
        kind: 'credit_note',
      }),
      sale('nameless', before, null, 1, 1000, 600),
      sale('nameless', now, null, 3, 500, 300),
      sale('rebate', before, 'X', 10, 100, 60),
      sale('rebate', now, 'X', 10, 100, 60),
    ];
    const rebates: Rows = [{ customer_id: 'rebate', period: '2026-02-01', amount: 30 }];
    const found = await withChanges({ invoice_lines: lines, rebates }, changesOf);
    const told = Object.fromEntries(
      found.map(({ customer_id, change, reason, volume, mix, price, goods_cost }) => [
        customer_id,
        [change, reason, volume, mix, price, goods_cost],
      ]),
    );
    expect(told).toEqual({
      volume: [200, 'volume', 200, 0, 0, 0],
      price: [100, 'price', 0, 0, 100, 0],
      cost: [-100, 'goods_cost', 0, 0, 0, -100],
      mix: [-150, 'mix', 0, -150, 0, 0],
      both: [240, 'volume', 210, -30, 60, 0],
      new: [400, 'new', 400, 0, 0, 0],
      gone: [-400, 'gone', -400, 0, 0, 0],
      returns: [-80, 'volume', -80, 0, 0, 0],
      allowance: [-50, 'price', 0, 0, -50, 0],
      nameless: [200, 'volume', 200, 0, 0, 0],
      rebate: [-30, 'price', 0, 0, -30, 0],
    });
  });

  it('adds up to the last digit, whatever was bought, sent back and written off', async () => {
    const anyLine = fc.record({
      customer_id: fc.constantFrom('A', 'B', 'C'),
      invoiced_on: fc.constantFrom('2024-07-03', '2025-03-31', '2025-07-01', '2026-06-30'),
      product_id: fc.constantFrom('X', 'Y', null),
      quantity: fc.integer({ min: -7, max: 20 }),
      price: fc.integer({ min: 0, max: 999 }),
      cost: fc.option(fc.integer({ min: 0, max: 999 })),
      kind: fc.constantFrom('sale', 'return', 'credit_note', null),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 25 }), async (lines) => {
        await withChanges(
          {
            invoice_lines: [
              sale('D', '2024-07-01', 'X', 1, 7, 3),
              ...lines.map(({ price, cost, quantity, kind, ...one }) =>
                line({
                  ...one,
                  kind,
                  quantity: kind === 'sale' ? Math.abs(quantity) : quantity,
                  net_amount: (quantity * price) / 7,
                  cost_amount: cost === null ? null : (quantity * cost) / 3,
                }),
              ),
            ],
            receivables: [
              {
                invoice_id: 'R',
                customer_id: 'A',
                issued_on: '2025-01-31',
                amount: 500,
                written_off: 120,
                paid_on: '2026-01-31',
              },
            ],
          },
          async (database) => {
            expect(
              await exact(
                database,
                `select count(*) from models.customer_changes
                 where change <> ${effectNames.join(' + ')} or change <> net_profit_now - net_profit_before`,
              ),
            ).toBe('0');
            // Two spans of twelve months are the whole period here.
            for (const kind of ['tier', 'segment'])
              expect(
                await exact(
                  database,
                  `select sum(net_profit_before + net_profit_now) - (select sum(net_profit) from features.customer_profit)
                   from models.movements where kind = '${kind}'`,
                ),
              ).toMatch(/^0(\.0+)?$/);
          },
        );
      }),
      { numRuns: 6 },
    );
  });
});

describe('movements between groups', () => {
  const day = (month: number): string => new Date(Date.UTC(2024, 6 + month, 10)).toISOString().slice(0, 10);
  /** Forty customers over two years, each with a rhythm and a trend of its own. */
  const invoice_lines: Rows = Array.from({ length: 40 }, (_, index) => index).flatMap((index) =>
    Array.from({ length: 24 }, (_, month) => month)
      .filter((month) => month === 0 || (month * 7 + index * 5) % (2 + (index % 9)) === 0)
      .flatMap((month) => {
        const bought = sale(
          `C${index}`,
          day(month),
          'X',
          1 + ((index * 13) % 17) + (index % 3 === 0 ? month : 24 - month),
          100,
          60 + ((index * 11) % 55),
        );
        // Some invoices are several documents of one number: a service beside the goods, or goods of the month after.
        if ((index + month) % 3 === 0) return [bought];
        const fitted = { ...bought, line_no: '2', class: 'service', kind: 'sale', product_id: null };
        const followed = { ...bought, line_no: '3', invoiced_on: day(month + 1) };
        return (index + month) % 3 === 1 ? [bought, fitted] : [bought, followed];
      }),
  );
  const groups = (database: Database, sql: string): Promise<unknown> =>
    database.rows(`${sql} order by customer_id`);
  const tiers = [
    { tier: 'core', share_of_profit: '50%' },
    { tier: 'steady', profit: 'rest' },
    { tier: 'repair', loss: 'rest' },
  ];

  it('gives the groups that each span alone would give', async () => {
    const moved = (group: string): Promise<unknown> =>
      withChanges(
        { invoice_lines },
        (database) =>
          groups(
            database,
            `select customer_id, ${group} as name from models.customer_changes where ${group} <> 'none'`,
          ),
        { models: { tiers } },
      );
    const alone = (group: string, options: Options): Promise<unknown> =>
      withChanges(
        { invoice_lines },
        (database) =>
          groups(
            database,
            `select customer_id, ${group} as name from models.customers where is_ranked and ${group} is not null`,
          ),
        { models: { tiers }, ...options },
      );
    const first = { asOf: '2025-06-30' };
    const second = { features: { period: { from: '2025-07-01' } } };
    expect(await moved('tier_before')).toEqual(await alone('tier', first));
    expect(await moved('tier_now')).toEqual(await alone('tier', second));
    expect(await moved('segment_before')).toEqual(await alone('segment', first));
    // Who has bought before and not in the last twelve months is lost, not unknown.
    expect(await moved('segment_now')).toEqual(
      await alone('segment', { features: { rfm: { window_months: 12 } } }),
    );
  });

  it('adds up over rows and columns, with everybody in it once', async () => {
    await withChanges({ invoice_lines }, async (database) => {
      for (const kind of ['tier', 'segment']) {
        const found = await database.row<{ customers: number; change: number; pairs: number }>(
          `select sum(customers) as customers, sum(change) as change, count(*) as pairs from models.movements where kind = $kind`,
          { kind },
        );
        const all = await database.row<{ customers: number; change: number }>(
          'select count(*) as customers, sum(change) as change from models.customer_changes',
        );
        expect(found).toMatchObject(all);
        expect(found.pairs).toBeGreaterThan(5);
      }
    });
  });

  it('takes a limit of loss pro rata for a part of the period', async () => {
    const losing = (customer_id: string, on: string, loss: number) =>
      sale(customer_id, on, 'X', 1, 1000, 1000 + loss);
    const found = await withChanges(
      {
        invoice_lines: [
          losing('A', before, 50),
          losing('A', now, 50.01),
          losing('B', before, 10),
          losing('B', now, 90),
        ],
      },
      changesOf,
      {
        models: {
          tiers: [
            { tier: 'gain', profit: 'rest' },
            { tier: 'watch', loss_up_to: 100 },
            { tier: 'repair', loss: 'rest' },
          ],
        },
      },
    );
    expect(found.map(({ tier_before, tier_now }) => [tier_before, tier_now])).toEqual([
      ['watch', 'repair'],
      ['watch', 'repair'],
    ]);
  });

  it('compares whole months only, and nothing where the extracts do not reach back', async () => {
    const spans = (database: Database) =>
      database.rows('select * exclude (earlier_run) from models.compared_spans');
    expect(await withChanges({ invoice_lines }, spans, { asOf: '2026-06-29' })).toEqual([]);
    expect(
      await withChanges({ invoice_lines }, spans, {
        asOf: '2026-06-29',
        models: { movements: { months: 6 } },
      }),
    ).toEqual([
      {
        basis: 'spans',
        before_from: '2025-06-01',
        before_to: '2025-11-30',
        now_from: '2025-12-01',
        now_to: '2026-05-31',
        months: 6,
        months_before: 6,
        period_months: 24,
      },
    ]);
    expect(
      await withChanges({ invoice_lines }, changesOf, { features: { period: { from: '2024-08-01' } } }),
    ).toEqual([]);
  });

  it('compares with an earlier run: its period against this one’s', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'whalecurve-earlier-'));
    const warehouse = join(folder, 'warehouse.duckdb');
    try {
      const earlierGroups = await withChanges(
        { invoice_lines },
        async (database) => {
          await database.run(`attach ${literal(warehouse)} as kept`);
          await database.run('copy from database memory to kept');
          await database.run('detach kept');
          return groups(
            database,
            'select customer_id, tier, segment, net_profit from models.customers where is_ranked',
          );
        },
        { asOf: '2025-12-31', models: { tiers } },
      );
      await withChanges(
        { invoice_lines: [...invoice_lines, sale('Z', '2026-06-01', 'X', 5, 100, 50)] },
        async (database) => {
          const rows = (side: string): Promise<unknown> =>
            groups(
              database,
              `select customer_id, tier_${side} as tier, segment_${side} as segment, net_profit_${side} as net_profit
               from models.customer_changes where basis = 'run' and tier_${side} <> 'none'`,
            );
          expect(await rows('before')).toEqual(earlierGroups);
          expect(await rows('now')).toEqual(
            await groups(
              database,
              'select customer_id, tier, segment, net_profit from models.customers where is_ranked',
            ),
          );
          expect(
            await exact(
              database,
              `select count(*) from models.customer_changes where change <> ${effectNames.join(' + ')}`,
            ),
          ).toBe('0');
          expect(
            await database.rows(
              "select months, months_before, earlier_run from models.compared_spans where basis = 'run'",
            ),
          ).toEqual([{ months: 24, months_before: 18, earlier_run: 'f00d' }]);
          expect(
            await database.rows(
              "select reason from models.customer_changes where basis = 'run' and customer_id = 'Z'",
            ),
          ).toEqual([{ reason: 'new' }]);
        },
        { models: { tiers }, earlier: { id: 'earlier', fingerprint: 'f00d', warehouse } },
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
