import fc from 'fast-check';
import { describe, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';
import { bookInvariants, exchangeInvariants, holdAll, holdCurve, invariants } from './invariants.ts';

/**
 * Companies of any shape: one customer or many, returns and credits in any mix, totals below nought, months in which
 * nothing drove a pool, tables that are missing. What must be true of every company holds for each.
 */
const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 100);
const month = fc.constantFrom('2026-01', '2026-02', '2026-03');
const day = fc.tuple(month, fc.constantFrom('01', '15', '28')).map((parts) => parts.join('-'));

function company(customers: readonly string[]) {
  const customer_id = fc.constantFrom(...customers);
  const some = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { maxLength: most });
  return fc.record({
    lines: fc.array(
      fc.record({
        customer_id,
        invoiced_on: day,
        net_amount: cents(-900_000, 900_000),
        cost_amount: fc.option(cents(-500_000, 900_000), { nil: null }),
        list_price: fc.constantFrom(null, 0, 3.3333, 120),
        discount_rate: fc.constantFrom(null, 0.1, 1),
        quantity: fc.constantFrom(1, 3, -2, 0, 0.125),
        shared_invoice: fc.constantFrom(null, null, 'S1', 'S2'),
        order_id: fc.constantFrom(null, null, 'O1', 'O2', 'O3'),
        product_id: fc.constantFrom(null, 'P', 'Q'),
        currency: fc.constantFrom(null, null, 'EUR', 'USD'),
        kind: fc.constantFrom(null, null, 'sale', 'return', 'credit_note'),
        class: fc.constantFrom(
          null,
          null,
          'goods',
          'service',
          'freight_billed',
          'fee',
          'rounding',
          'deposit',
          'write_off',
          'tax',
        ),
      }),
      { minLength: 1, maxLength: 20 },
    ),
    postings: some(
      fc.record({
        period: month.map((one) => `${one}-01`),
        account: fc.constantFrom(
          '4000',
          '4300',
          '5000',
          '6601',
          '6602',
          '6611',
          '6621',
          '6631',
          '6701',
          '6900',
          '6061',
        ),
        amount: cents(-300_000, 900_000),
      }),
      25,
    ),
    contacts: some(
      fc.record({
        customer_id,
        at: day.map((one) => `${one} 09:00:00`),
        kind: fc.constantFrom('visit', 'ticket', 'complaint'),
        minutes: fc.option(cents(0, 40_000), { nil: null }),
      }),
      8,
    ),
    // Without a log, orders are those of the invoices.
    events: fc.oneof(
      fc.constant([]),
      some(
        fc.record({
          customer_id,
          at: day.map((one) => `${one} 08:00:00`),
          kind: fc.constantFrom('created', 'revised', 'cancelled'),
        }),
        8,
      ),
    ),
    deliveries: some(
      fc.record({
        customer_id,
        shipped_on: day,
        freight_cost: cents(0, 9_000),
        currency: fc.constantFrom(null, 'CNY', ' usd', 'EUR', 'CHF'),
        weight: fc.constantFrom(null, 0, 12.5),
      }),
      6,
    ),
    items: some(
      fc.record({
        customer_id,
        issued_on: day,
        due_on: fc.option(day, { nil: null }),
        amount: cents(-90_000, 900_000),
        paid_on: fc.option(day, { nil: null }),
        paid_amount: fc.constantFrom(null, null, 50),
        written_off: fc.constantFrom(null, null, 12.34),
        currency: fc.constantFrom(null, 'CNY', 'EUR', 'EUR', 'USD'),
      }),
      8,
    ),
    rebates: fc.uniqueArray(
      fc.record({
        customer_id,
        period: month.map((one) => `${one}-01`),
        amount: cents(0, 9_000),
        currency: fc.constantFrom(null, 'CNY', ' usd', 'EUR', 'CHF'),
      }),
      {
        maxLength: 4,
        selector: ({ customer_id: id, period }) => `${id} ${period}`,
      },
    ),
    returns: fc.constantFrom('posted', 'sale'),
    from: fc.constantFrom(undefined, '2026-02-01'),
  });
}

const settings = {
  credit: { annual_rate: '7%' },
  line_classes: { fee: { products: ['Q'] } },
  customer_classes: { walk_in: { ids: ['W'] } },
  books: {
    accounts: [
      { accounts: 4000, carries: ['sales', 'returns', 'rebates'] },
      { accounts: 4300, carries: 'freight_and_fees_billed' },
      { accounts: 5000, carries: 'cost_of_goods' },
      { accounts: 6900, carries: 'bad_debt' },
      { accounts: 6061, carries: ['exchange_realised', 'exchange_unrealised'] },
    ],
    company_level: [{ accounts: 6701 }],
  },
  costs: {
    desk: {
      line: 'order_handling',
      accounts: [6601, 6602],
      method: 'time_driven',
      capacity: { minutes_per_month: 120 },
      minutes: { orders: 4.25, invoice_lines: 1.5, order_revisions: 6, first_orders: 10 },
    },
    service: {
      line: 'service',
      accounts: 6611,
      method: 'time_driven',
      capacity: { people: 1, hours_per_month: 5, practical: '80%' },
      minutes: { ticket_minutes: 1, complaint_minutes: 1 },
      fallback: 'active_months',
    },
    sales: {
      line: 'sales_and_marketing',
      accounts: 6621,
      method: 'driver_share',
      drivers: { visit_minutes: 1, weight: 0.25 },
    },
    freight: { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' },
  },
};

describe.each([
  ['one customer', ['A'], 5],
  ['several customers, one of them a walk-in', ['A', 'B', 'C', 'D', 'E', 'W'], 12],
] as const)('a company with %s', (_, customers, numRuns) => {
  it('loses nothing between documents, customers, pools and books', async () => {
    await fc.assert(
      fc.asyncProperty(company(customers), async (made) => {
        const numbered = <T extends object>(rows: readonly T[], name: string) =>
          rows.map((row, index) => ({ ...row, [name]: `${name}${index}` }));
        await withBuilt(
          {
            invoice_lines: made.lines.map(({ shared_invoice, ...one }, index) =>
              line({ ...one, invoice_id: shared_invoice ?? `I${index}`, line_no: `${index}` }),
            ),
            products: [{ product_id: 'P', standard_cost: 7.77 }],
            fx_rates: [
              { on: '2026-01-01', currency: 'EUR', rate: 7.8123 },
              { on: '2026-02-15', currency: 'EUR', rate: 7.6501 },
            ],
            ledger: made.postings,
            interactions: numbered(made.contacts, 'interaction_id'),
            order_events: numbered(made.events, 'order_id'),
            shipments: numbered(made.deliveries, 'shipment_id'),
            receivables: numbered(made.items, 'invoice_id'),
            rebates: made.rebates,
          },
          {
            ...settings,
            returns: made.returns,
            ...(made.from === undefined ? {} : { period: { from: made.from } }),
          },
          async ({ database }) => {
            await holdAll(database, invariants);
            await holdAll(database, exchangeInvariants);
            if (made.postings.length > 0 && made.from === undefined) await holdAll(database, bookInvariants);
            await holdCurve(database);
          },
          '2026-03-31',
        );
      }),
      { numRuns, endOnFailure: true },
    );
  });
});

describe('a curve whose total is nothing, or less', () => {
  const sale = (customer_id: string, profit: number) =>
    line({ customer_id, invoiced_on: '2026-01-10', net_amount: 1_000, cost_amount: 1_000 - profit });
  it.each([
    ['nought', [50.5, -20.25, -30.25]],
    ['a loss', [10, -500]],
    ['a loss by everybody', [-1, -2, -3]],
    ['nought by everybody', [0, 0]],
    ['one customer at a loss', [-9.99]],
    ['one customer', [9.99]],
  ])('is right: %s', async (_, profits) => {
    await withBuilt(
      { invoice_lines: profits.map((profit, index) => sale(`C${index}`, profit)) },
      {},
      async ({ database }) => {
        await holdAll(database, invariants);
        await holdCurve(database);
      },
    );
  });
});
