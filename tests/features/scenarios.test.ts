import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf } from '../../src/contracts/drivers.ts';
import { allocationScenarios } from '../../src/features/scenarios.ts';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt, written } from './build.ts';

const pool = (over: object): object => ({ line: 'order_handling', accounts: '6601', ...over });
const timed = (minutes: object, capacity = 1000): object =>
  pool({ method: 'time_driven', capacity: { minutes_per_month: capacity }, minutes });

const named = (costs: object, share?: number): string[] =>
  allocationScenarios(written({ costs, ...(share === undefined ? {} : { sensitivity: { share } }) })).map(
    ({ scenario, driver, change }) => `${scenario}: ${driver ?? 'all'} ${change}`,
  );

describe('the scenarios of the sensitivity', () => {
  it('move each coefficient of a time equation, and the whole of it, up and down', () => {
    expect(named({ desk: timed({ orders: 4, invoice_lines: 1.5 }) })).toEqual([
      'base: all 0',
      'desk +20%: all 0.2',
      'desk −20%: all -0.2',
      'desk/orders +20%: orders 0.2',
      'desk/orders −20%: orders -0.2',
      'desk/invoice_lines +20%: invoice_lines 0.2',
      'desk/invoice_lines −20%: invoice_lines -0.2',
    ]);
  });

  it('leave out what changes nothing: the one weight of a share, all its weights together, documents', () => {
    const shared = (drivers: object): object => pool({ method: 'driver_share', drivers });
    expect(named({ warehouse: shared({ orders: 1 }) })).toEqual(['base: all 0']);
    expect(named({ sales: shared({ visit_count: 3, call_count: 1 }) }, 0.1)).toEqual([
      'base: all 0',
      'sales/visit_count +10%: visit_count 0.1',
      'sales/visit_count −10%: visit_count -0.1',
      'sales/call_count +10%: call_count 0.1',
      'sales/call_count −10%: call_count -0.1',
    ]);
    expect(named({ freight: pool({ method: 'direct', from: 'freight_cost' }) })).toEqual([]);
  });

  it('are off with a share of nought', () => {
    expect(named({ desk: timed({ orders: 4, invoice_lines: 1.5 }) }, 0)).toEqual(['base: all 0']);
  });

  it('respect capacity: what is used above it only moves cost between customers', async () => {
    const order = (customer_id: string, n: number) =>
      Array.from({ length: n }, (_, index) =>
        line({ customer_id, order_id: `${customer_id}${index}`, invoiced_on: '2026-01-31', unit_price: 1 }),
      );
    await withBuilt(
      {
        invoice_lines: [...order('A', 60), ...order('B', 30)],
        ledger: [{ period: '2026-01-01', account: '6601', amount: 1000 }],
      },
      // 90 orders × 10 = 900 of 1,000 minutes; a fifth more would be 1,080.
      { costs: { desk: timed({ orders: 10 }) } },
      async ({ database }) => {
        expect(
          await database.rows(
            'select scenario, charged, unused, overused_minutes from features.scenario_pools order by scenario',
          ),
        ).toEqual([
          { scenario: 'desk +20%', charged: 1000, unused: 0, overused_minutes: 80 },
          { scenario: 'desk −20%', charged: 720, unused: 280, overused_minutes: 0 },
        ]);
        expect(
          await database.rows('select * from features.scenario_charges order by scenario, customer_id'),
        ).toEqual([
          { scenario: 'desk +20%', customer_id: 'A', change: 66.6667 },
          { scenario: 'desk +20%', customer_id: 'B', change: 33.3333 },
          { scenario: 'desk −20%', customer_id: 'A', change: -120 },
          { scenario: 'desk −20%', customer_id: 'B', change: -60 },
        ]);
      },
    );
  });

  it('tie in each of them, pools to the cent and customers to the rounding of it, whatever is moved', async () => {
    const company = fc.record({
      orders: fc.array(fc.record({ customer: fc.nat(4), lines: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 12,
      }),
      cost: fc.integer({ min: -100_000, max: 1_000_000 }),
      capacity: fc.integer({ min: 1, max: 200 }),
      coefficients: fc.tuple(fc.integer({ min: -3, max: 20 }), fc.integer({ min: 1, max: 9 })),
      share: fc.constantFrom(0.2, 0.37),
    });
    await fc.assert(
      fc.asyncProperty(company, async ({ orders, cost, capacity, coefficients: [a, b], share }) => {
        const invoice_lines = orders.flatMap(({ customer, lines }, order) =>
          Array.from({ length: lines }, () =>
            line({
              customer_id: `C${customer}`,
              order_id: `O${order}`,
              invoiced_on: '2026-01-15',
              unit_price: 7,
            }),
          ),
        );
        const ledger = ['6601', '6602'].map((account) => ({
          period: '2026-01-01',
          account,
          amount: cost / 100,
        }));
        const costs = {
          desk: timed({ orders: a, invoice_lines: b }, capacity),
          shared: {
            ...pool({ method: 'driver_share', drivers: { orders: a, invoice_lines: b } }),
            accounts: '6602',
          },
        };
        await withBuilt(
          { invoice_lines, ledger },
          { costs, sensitivity: { share } },
          async ({ database }) => {
            expect(
              await exact(
                database,
                `select count(*) from features.allocation_periods where cost <> charged + unused + unattributed`,
              ),
            ).toBe('0');
            expect(
              await exact(
                database,
                `select count(*) from features.allocation_periods as periods left join (
                 select splits.scenario, splits.pool, splits.month, sum(charges.cents) * 0.01 as amount
                 from features.allocation_charges as charges join features.allocation_splits as splits using (split_number) group by all
               ) as sums using (scenario, pool, month)
               where periods.scenario = 'base' and periods.charged <> coalesce(sums.amount, 0)`,
              ),
            ).toBe('0');
            expect(
              await exact(
                database,
                `select count(*) from features.scenario_pools as pools left join (
                 select scenario, sum(change) as change from features.scenario_charges group by scenario
               ) as sums using (scenario)
               join (select pool, sum(charged) as charged from features.pool_periods group by pool) as base using (pool)
               where abs(pools.charged - base.charged - coalesce(sums.change, 0)) > 0.011`,
              ),
            ).toBe('0');
          },
        );
      }),
      { numRuns: 8 },
    );
  });
});

describe('levels of cost', () => {
  it('are those of the widest driver', () => {
    expect(levelOf(['invoice_lines'])).toBe('line');
    expect(levelOf(['deliveries', 'weight'])).toBe('batch');
    expect(levelOf(['invoice_lines', 'orders'])).toBe('order');
    expect(levelOf(['orders', 'first_orders'])).toBe('customer');
    expect(levelOf(['freight_cost'])).toBe('batch');
    expect(levelOf(['written_off'])).toBe('customer');
  });

  it('stand with every pool, as written or by default', async () => {
    await withBuilt(
      {
        invoice_lines: [line({ customer_id: 'A', invoiced_on: '2026-01-31', unit_price: 1 })],
        ledger: [{ period: '2026-01-01', account: '6601', amount: 10 }],
      },
      {
        costs: {
          desk: timed({ orders: 4, invoice_lines: 1 }),
          warehouse: { ...timed({ orders: 4 }), accounts: '6632', level: 'batch' },
        },
      },
      async ({ database }) =>
        expect(await database.rows('select pool, level from features.pool_periods order by pool')).toEqual([
          { pool: 'desk', level: 'order' },
          { pool: 'warehouse', level: 'batch' },
        ]),
    );
  });
});
