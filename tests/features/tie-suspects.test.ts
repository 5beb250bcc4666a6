import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';

/** A company whose books are right but for one document: the tie-out must name it. */
const amounts = [1234.56, 780, 99.9, 4321.07];
const invoice_lines = amounts.map((net_amount, index) =>
  line({ invoice_id: `S${index}`, customer_id: 'A', invoiced_on: '2026-01-10', net_amount, cost_amount: 1 }),
);
const books = { books: { accounts: [{ accounts: 4000, carries: ['sales', 'returns'] }] } };
const suspects = 'select document, reason, customer_id, amount from features.tie_suspects order by 1, 2';
const sold = (factor: (index: number) => number): number =>
  -amounts.reduce((sum, amount, index) => sum + Math.round(amount * factor(index) * 100), 0) / 100;
const posted = (amount: number) => [{ period: '2026-01-01', account: '4000', amount, description: 'Sales' }];

describe('the documents behind a difference', () => {
  it.each([
    ['not_in_books', 0],
    ['twice_in_books', 2],
    ['other_sign', -1],
  ] as const)('are named: %s', async (reason, times) => {
    const ledger = posted(sold((index) => (index === 1 ? times : 1)));
    await withBuilt({ invoice_lines, ledger }, books, async ({ database, findings }) => {
      expect(await database.rows(suspects)).toEqual([
        { document: 'S1', reason, customer_id: 'A', amount: -780 },
      ]);
      const [found] = findings.filter(({ code }) => code === 'FEA336');
      expect(found?.params).toMatchObject({
        found: 1,
        suspects: [{ document: 'S1', reason, account: '4000', month: '2026-01-01', amount: -780 }],
      });
    });
  });

  it('are a posting where nothing was invoiced', async () => {
    const ledger = [
      ...posted(sold(() => 1)),
      { period: '2026-01-01', account: '4000', amount: 55.55, description: 'Year-end bonus' },
    ];
    await withBuilt({ invoice_lines, ledger }, books, async ({ database }) => {
      expect(await database.rows(suspects)).toEqual([
        { document: 'Year-end bonus', reason: 'no_document', customer_id: null, amount: 55.55 },
      ]);
    });
  });

  it('may be a delivery, a rebate, a write-off or a payment', async () => {
    const tables = {
      invoice_lines,
      shipments: [
        { shipment_id: 'D1', customer_id: 'A', shipped_on: '2026-01-11', freight_cost: 30 },
        { shipment_id: 'D2', customer_id: 'B', shipped_on: '2026-01-12', freight_cost: 44 },
      ],
      rebates: [
        { customer_id: 'A', period: '2026-01-01', amount: 17 },
        { customer_id: 'B', period: '2026-01-01', amount: 23 },
      ],
      receivables: [
        {
          invoice_id: 'W1',
          customer_id: 'A',
          issued_on: '2026-01-02',
          amount: 61,
          paid_on: '2026-01-20',
          written_off: 61,
        },
        {
          invoice_id: 'W2',
          customer_id: 'B',
          issued_on: '2026-01-02',
          amount: 83,
          paid_on: '2026-01-20',
          written_off: 83,
        },
        {
          invoice_id: 'E1',
          customer_id: 'A',
          issued_on: '2026-01-02',
          amount: 10,
          currency: 'EUR',
          paid_on: '2026-01-20',
        },
        {
          invoice_id: 'E2',
          customer_id: 'B',
          issued_on: '2026-01-02',
          amount: 40,
          currency: 'EUR',
          paid_on: '2026-01-20',
        },
      ],
      fx_rates: [
        { on: '2026-01-01', currency: 'EUR', rate: 8 },
        { on: '2026-01-15', currency: 'EUR', rate: 7 },
      ],
      ledger: [
        { period: '2026-01-01', account: '6631', amount: 30 },
        { period: '2026-01-01', account: '4003', amount: 23 },
        { period: '2026-01-01', account: '6641', amount: 61 },
        { period: '2026-01-01', account: '6061', amount: 40 },
      ],
    };
    const settings = {
      costs: { freight: { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' } },
      books: {
        accounts: [
          { accounts: 4003, carries: 'rebates' },
          { accounts: 6641, carries: 'bad_debt' },
          { accounts: 6061, carries: 'exchange_realised' },
        ],
      },
    };
    await withBuilt(
      tables,
      settings,
      async ({ database }) => {
        expect(await database.rows(suspects)).toEqual([
          { document: 'A', reason: 'not_in_books', customer_id: 'A', amount: 17 },
          { document: 'D2', reason: 'not_in_books', customer_id: 'B', amount: 44 },
          { document: 'E1', reason: 'not_in_books', customer_id: 'A', amount: 10 },
          { document: 'W2', reason: 'not_in_books', customer_id: 'B', amount: 83 },
        ]);
      },
      '2026-01-31',
    );
  });

  it('are none where the books tie, and none is made up where no single one explains it', async () => {
    await withBuilt({ invoice_lines, ledger: posted(sold(() => 1)) }, books, async ({ database }) => {
      expect(await database.rows(suspects)).toEqual([]);
    });
    const ledger = posted(sold(() => 1) + 333.33);
    await withBuilt({ invoice_lines, ledger }, books, async ({ database, findings }) => {
      expect(await database.rows(suspects)).toEqual([]);
      expect(findings.map(({ code }) => code)).toContain('FEA330');
      expect(findings.map(({ code }) => code)).not.toContain('FEA336');
    });
  });

  it('find any one invoice that is left out of the books', async () => {
    const cents = fc.integer({ min: 200, max: 90_000_00 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(cents, { minLength: 2, maxLength: 12 }),
        fc.nat(),
        async (nets, choice) => {
          const left = choice % nets.length;
          const rows = nets.map((net, index) =>
            line({
              invoice_id: `P${index}`,
              customer_id: 'A',
              invoiced_on: '2026-01-10',
              net_amount: net / 100,
              cost_amount: 1,
            }),
          );
          const inBooks = nets.reduce((sum, net, index) => sum + (index === left ? 0 : net), 0);
          await withBuilt(
            { invoice_lines: rows, ledger: posted(-inBooks / 100) },
            books,
            async ({ database }) => {
              const found = await database.rows<{ document: string }>(suspects);
              expect(found.map(({ document }) => document)).toContain(`P${left}`);
            },
          );
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
