import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { exact, type Rows, withBuilt } from './build.ts';

const ledger = (amount: number, period = '2026-01-01', account = '6601') => ({ period, account, amount });
const pools = 'select * from features.pool_periods order by pool, month';
const codes = (findings: readonly { code: string }[]): string[] => findings.map(({ code }) => code);

/** `count` interactions without minutes at customers C0, C1, …, in one statement. */
function contacts(kind: string, count: number): Rows {
  return Array.from({ length: count }, (_, index) => ({
    interaction_id: `${kind}${index}`,
    customer_id: `C${index % 7}`,
    at: '2026-01-15 10:00:00',
    kind,
  }));
}

describe('time-driven pools', () => {
  // Kaplan & Anderson, working paper of "Time-Driven Activity-Based Costing" (2003) and Harvard Business Review,
  // November 2004: 560,000 over 700,000 practical minutes; 578,600 used; 462,880 charged; 97,120 unused.
  const paper = {
    practical: { minutes_per_month: 700_000 },
    expected: {
      cost: 560_000,
      practical_minutes: 700_000,
      used_minutes: 578_600,
      capacity_cost_rate: 0.8,
      charged: 462_880,
      unused: 97_120,
      unattributed: 0,
      overused_minutes: 0,
      used_fallback: false,
    },
  };

  it('reproduces the working paper: 9,800 orders × 40, 280 complaints × 220, 500 credit checks × 250 minutes', async () => {
    // The drivers that stand for them: weight delivered for orders, complaints, and tickets for credit checks.
    const shipments = [{ shipment_id: 'S', customer_id: 'BIG', shipped_on: '2026-01-15', weight: 9_800 }];
    await withBuilt(
      {
        shipments,
        interactions: [...contacts('complaint', 280), ...contacts('ticket', 500)],
        ledger: [ledger(560_000)],
        invoice_lines: [line({ customer_id: 'BIG', invoiced_on: '2026-01-31', unit_price: 1 })],
      },
      {
        costs: {
          service: {
            line: 'service',
            accounts: 6601,
            method: 'time_driven',
            capacity: paper.practical,
            minutes: { weight: 40, complaint_count: 220, ticket_count: 250 },
          },
        },
      },
      async ({ database }) => {
        expect(await database.row(pools)).toMatchObject(paper.expected);
        expect(
          await database.row("select amount from features.pool_charges where customer_id = 'BIG'"),
        ).toEqual({
          amount: 9_800 * 32,
        });
      },
    );
  });

  it('reproduces the article: 49,000 × 8, 1,400 × 44, 2,500 × 50 minutes', async () => {
    const shipments = [
      { shipment_id: '1', customer_id: 'orders', shipped_on: '2026-01-15', weight: 49_000 },
      { shipment_id: '2', customer_id: 'inquiries', shipped_on: '2026-01-15', freight_cost: 1_400 },
    ];
    const invoice_lines = [
      line({ customer_id: 'credit checks', invoiced_on: '2026-01-31', unit_price: 2_500 }),
    ];
    await withBuilt(
      { shipments, invoice_lines, ledger: [ledger(560_000)] },
      {
        costs: {
          service: {
            line: 'service',
            accounts: 6601,
            method: 'time_driven',
            capacity: paper.practical,
            minutes: { weight: 8, freight_cost: 44, gross_sales: 50 },
          },
        },
      },
      async ({ database }) => {
        expect(await database.row(pools)).toMatchObject(paper.expected);
        expect(
          await database.rows('select customer_id, amount from features.pool_charges order by 1'),
        ).toEqual([
          { customer_id: 'credit checks', amount: 100_000 },
          { customer_id: 'inquiries', amount: 49_280 },
          { customer_id: 'orders', amount: 313_600 },
        ]);
        expect(
          await database.rows(
            'select section, service, net_profit from features.company_statement order by 1',
          ),
        ).toEqual([
          { section: 'ordinary', service: 462_880, net_profit: 2_500 - 462_880 },
          { section: 'unused_capacity', service: 97_120, net_profit: -97_120 },
        ]);
      },
    );
  });

  it.each([
    // costandprofitability.com, capacity cost rate: 240,000 over theoretical, practical and billed hours.
    ['theoretical', { people: 1, hours_per_month: 10_400, practical: '100%' }, 23.076923],
    ['practical', { minutes_per_month: 8_500 * 60 }, 28.235294],
    ['billed', { people: 1, hours_per_month: 7_500, practical: '80%' }, 40],
  ])('has a rate that depends on the denominator: %s hours', async (_, capacity, hourly) => {
    await withBuilt(
      {
        invoice_lines: [line({ customer_id: 'A', invoiced_on: '2026-01-31', unit_price: 1 })],
        ledger: [ledger(240_000)],
      },
      {
        costs: {
          desk: {
            line: 'service',
            accounts: 6601,
            method: 'time_driven',
            capacity,
            minutes: { orders: 6_000 },
          },
        },
      },
      async ({ database }) => {
        const { rate } = await database.row<{ rate: number }>(
          'select capacity_cost_rate as rate from features.pool_periods',
        );
        expect(rate * 60).toBeCloseTo(hourly, 6);
      },
    );
  });

  it('never charges more than the cost, and reports the use above capacity', async () => {
    const invoice_lines = ['A', 'A', 'B'].map((customer_id) =>
      line({ customer_id, invoiced_on: '2026-01-31', unit_price: 1 }),
    );
    await withBuilt(
      { invoice_lines, ledger: [ledger(100)] },
      {
        costs: {
          desk: {
            line: 'order_handling',
            accounts: 6601,
            method: 'time_driven',
            capacity: { minutes_per_month: 20 },
            minutes: { invoice_lines: 10 },
          },
        },
      },
      async ({ database, findings }) => {
        expect(await database.row(pools)).toMatchObject({
          charged: 100,
          unused: 0,
          used_minutes: 30,
          overused_minutes: 10,
        });
        expect(
          await database.rows('select customer_id, amount from features.pool_charges order by 1'),
        ).toEqual([
          { customer_id: 'A', amount: 66.67 },
          { customer_id: 'B', amount: 33.33 },
        ]);
        const over = findings.find(({ code }) => code === 'FEA320');
        expect(over?.params).toMatchObject({ pool: 'desk', months: 1, month: '2026-01-01', use: 1.5 });
      },
    );
  });

  it('does not guess minutes: it shares by the fallback and says so, month by month', async () => {
    const on = (month: string, customer_id: string, quantity = 1) =>
      line({ customer_id, invoiced_on: `2026-0${month}-10`, quantity, unit_price: 1 });
    const ticket = (id: string, month: string, minutes: number | null) => ({
      interaction_id: id,
      customer_id: 'A',
      at: `2026-0${month}-12 09:00:00`,
      kind: 'ticket',
      minutes,
    });
    await withBuilt(
      {
        invoice_lines: [on('1', 'A'), on('1', 'B'), on('2', 'A'), on('2', 'B'), on('3', 'A'), on('3', 'B')],
        // January measured, February without minutes, March without any interaction.
        interactions: [ticket('1', '1', 50), ticket('2', '1', null), ticket('3', '2', null)],
        ledger: [ledger(100), ledger(100, '2026-02-01'), ledger(100, '2026-03-01')],
      },
      {
        costs: {
          service: {
            line: 'service',
            accounts: 6601,
            method: 'time_driven',
            capacity: { minutes_per_month: 100 },
            minutes: { ticket_minutes: 1 },
            fallback: 'invoices',
          },
        },
      },
      async ({ database, findings }) => {
        expect(
          await database.rows(
            'select used_fallback, used_minutes, charged, unused from features.pool_periods order by month',
          ),
        ).toEqual([
          { used_fallback: false, used_minutes: 50, charged: 50, unused: 50 },
          { used_fallback: true, used_minutes: null, charged: 100, unused: 0 },
          { used_fallback: true, used_minutes: null, charged: 100, unused: 0 },
        ]);
        expect(
          await database.rows('select month, customer_id, amount from features.pool_charges order by 1, 2'),
        ).toEqual([
          { month: '2026-01-01', customer_id: 'A', amount: 50 },
          { month: '2026-02-01', customer_id: 'A', amount: 50 },
          { month: '2026-02-01', customer_id: 'B', amount: 50 },
          { month: '2026-03-01', customer_id: 'A', amount: 50 },
          { month: '2026-03-01', customer_id: 'B', amount: 50 },
        ]);
        const params = Object.fromEntries(findings.map((finding) => [finding.code, finding.params]));
        expect(params.FEA321).toMatchObject({
          pool: 'service',
          months: 2,
          first: '2026-02-01',
          last: '2026-03-01',
        });
        expect(params.FEA322).toMatchObject({ pool: 'service', contacts: 1, months: 1 });
      },
    );
  });
});

describe('driver shares', () => {
  const lines = (customers: readonly string[]) =>
    customers.map((customer_id) => line({ customer_id, invoiced_on: '2026-01-31', unit_price: 1 }));
  const share = { line: 'delivery', accounts: 6601, method: 'driver_share', drivers: { invoice_lines: 1 } };

  it('splits the whole pool in cents, ties by customer number, negative pools alike', async () => {
    for (const sign of [1, -1])
      await withBuilt(
        { invoice_lines: lines(['C', 'A', 'B']), ledger: [ledger(sign * 100)] },
        { costs: { warehouse: share } },
        async ({ database }) => {
          expect(
            await database.rows('select customer_id, amount from features.pool_charges order by 1'),
          ).toEqual([
            { customer_id: 'A', amount: sign * 33.34 },
            { customer_id: 'B', amount: sign * 33.33 },
            { customer_id: 'C', amount: sign * 33.33 },
          ]);
        },
      );
  });

  it('keeps at company level what nothing drove', async () => {
    await withBuilt(
      { invoice_lines: lines(['A']), ledger: [ledger(100), ledger(30.5, '2026-02-01')] },
      { costs: { warehouse: share } },
      async ({ database, findings }) => {
        expect(
          await database.rows('select charged, unattributed from features.pool_periods order by month'),
        ).toEqual([
          { charged: 100, unattributed: 0 },
          { charged: 0, unattributed: 30.5 },
        ]);
        expect(
          await exact(
            database,
            "select net_profit from features.company_statement where section = 'unattributed'",
          ),
        ).toBe('-30.5000');
        expect(codes(findings)).toContain('FEA323');
      },
      '2026-02-28',
    );
  });

  it('charges customers of every class, and marks what stays when a customer leaves', async () => {
    await withBuilt(
      {
        customers: [
          { customer_id: 'A', name: 'A' },
          { customer_id: 'S', name: 'Staff shop' },
        ],
        invoice_lines: lines(['A', 'S']),
        shipments: [{ shipment_id: '1', customer_id: 'A', shipped_on: '2026-01-05', freight_cost: 7 }],
        ledger: [ledger(10), ledger(7, '2026-01-01', '6631')],
      },
      {
        customer_classes: { staff: { ids: ['S'] } },
        costs: {
          warehouse: share,
          freight: { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' },
        },
      },
      async ({ database }) => {
        const rows = await database.rows(
          `select customer_id, class, is_ranked, delivery, allocated_cost
           from features.customers join features.customer_profit using (customer_id) order by 1`,
        );
        expect(rows).toEqual([
          { customer_id: 'A', class: 'ordinary', is_ranked: true, delivery: 12, allocated_cost: 5 },
          { customer_id: 'S', class: 'staff', is_ranked: false, delivery: 5, allocated_cost: 5 },
        ]);
      },
    );
  });
});

describe('drivers', () => {
  it('counts an order once, in the month of its first invoice, and invoices where the order is unknown', async () => {
    const of = (invoice_id: string, order_id: string | null, invoiced_on: string, line_no = '1', over = {}) =>
      line({ customer_id: 'A', invoice_id, order_id, invoiced_on, line_no, unit_price: 2, ...over });
    await withBuilt(
      {
        invoice_lines: [
          of('I1', 'O1', '2026-01-31'),
          of('I2', 'O1', '2026-02-01'),
          of('I2', 'O2', '2026-02-01', '2'),
          of('I3', null, '2026-02-05'),
          of('I3', null, '2026-02-05', '2', { class: 'freight_billed' }),
          of('I5', null, '2026-02-06'),
          of('I5', null, '2026-02-06', '2', { class: 'service' }),
          of('I4', 'O9', '2026-02-07', '1', { quantity: -1 }),
          of('I4', 'O9', '2026-02-07', '2', { class: 'rounding', quantity: 1 }),
        ],
        order_events: [
          { order_id: 'O1', customer_id: 'A', at: '2026-02-02 08:00:00', kind: 'revised' },
          { order_id: 'O1', customer_id: 'A', at: '2026-02-03 08:00:00', kind: 'approved' },
        ],
      },
      {},
      async ({ database }) => {
        const rows = await database.rows<{ month: string; driver: string; quantity: number }>(
          'select month, driver, quantity from features.activity_drivers order by month, driver',
        );
        const of = (month: string) =>
          Object.fromEntries(
            rows.filter((row) => row.month === month).map((row) => [row.driver, row.quantity]),
          );
        expect(of('2026-01-01')).toEqual({
          active_months: 1,
          first_orders: 1,
          gross_sales: 2,
          invoice_lines: 1,
          invoices: 1,
          orders: 1,
        });
        expect(of('2026-02-01')).toEqual({
          active_months: 1,
          gross_sales: 10,
          invoice_lines: 7,
          invoices: 3,
          order_revisions: 1,
          orders: 3,
          return_lines: 1,
        });
      },
    );
  });
});
