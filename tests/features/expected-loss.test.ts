import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccounts } from '../../src/features/accounts.ts';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt, written } from './build.ts';

const example = {
  not_due: '0.3%',
  overdue_1_30: '1.6%',
  overdue_31_60: '3.6%',
  overdue_61_90: '6.6%',
  overdue_over_90: '10.6%',
};
const due = {
  not_due: '2026-07-15',
  d30: '2026-06-10',
  d60: '2026-05-10',
  d90: '2026-04-10',
  over: '2026-01-10',
};
const open = (invoice_id: string, due_on: string, amount: number, customer_id = 'M') => ({
  invoice_id,
  customer_id,
  issued_on: '2026-01-01',
  due_on,
  amount,
});

describe('the loss expected on what is open', () => {
  it('is open × loss rate by days past due (IFRS 9, Illustrative Example 12: 580,000 on 30,000,000)', async () => {
    await withBuilt(
      {
        receivables: [
          open('1', due.not_due, 15_000_000),
          open('2', due.d30, 7_500_000),
          open('3', due.d60, 4_000_000),
          open('4', due.d90, 2_500_000),
          open('5', due.over, 1_000_000),
        ],
      },
      { credit: { bad_debt: 'expected', loss_rates: example } },
      async ({ database }) => {
        expect(
          await database.rows(
            `select bucket, open_amount, expected_loss from features.expected_losses
             join features.loss_rates using (bucket) order by position`,
          ),
        ).toEqual([
          { bucket: 'not_due', open_amount: 15_000_000, expected_loss: 45_000 },
          { bucket: 'overdue_1_30', open_amount: 7_500_000, expected_loss: 120_000 },
          { bucket: 'overdue_31_60', open_amount: 4_000_000, expected_loss: 144_000 },
          { bucket: 'overdue_61_90', open_amount: 2_500_000, expected_loss: 165_000 },
          { bucket: 'overdue_over_90', open_amount: 1_000_000, expected_loss: 106_000 },
        ]);
        expect(await database.row('select expected_loss, written_off from features.ageing')).toEqual({
          expected_loss: 580_000,
          written_off: 0,
        });
        expect(
          await database.rows('select month, bad_debt from features.profit_statement where bad_debt <> 0'),
        ).toEqual([{ month: '2026-06-01', bad_debt: 580_000 }]);
      },
      '2026-06-30',
    );
  });

  // Ten invoices of 100. Three came 31 days and more past their due date; one of these was written off by half.
  const history = [
    ...Array.from({ length: 7 }, (_, index) => ({
      ...open(`paid ${index}`, '2026-02-01', 100, 'A'),
      paid_on: '2026-01-30',
      paid_amount: 100,
    })),
    ...['late 1', 'late 2'].map((id) => ({ ...open(id, '2026-02-01', 100, 'A'), paid_on: '2026-03-20' })),
    { ...open('lost', '2026-02-01', 100, 'B'), paid_on: '2026-04-01', paid_amount: 50, written_off: 50 },
    open('open', due.d60, 1_000, 'B'),
  ];

  it('takes its rates from the write-offs of the extract, and leaves the statement with what was written off', async () => {
    await withBuilt(
      { receivables: history },
      {},
      async ({ database }) => {
        expect(
          await database.rows(
            'select bucket, basis, loss_rate, closed_amount, written_off from features.loss_rates order by position',
          ),
        ).toEqual([
          { bucket: 'not_due', basis: 'history', loss_rate: 0.05, closed_amount: 1_000, written_off: 50 },
          {
            bucket: 'overdue_1_30',
            basis: 'history',
            loss_rate: 50 / 300,
            closed_amount: 300,
            written_off: 50,
          },
          {
            bucket: 'overdue_31_60',
            basis: 'history',
            loss_rate: 50 / 300,
            closed_amount: 300,
            written_off: 50,
          },
          // Nothing has come this far yet: the rate of the bucket before.
          {
            bucket: 'overdue_61_90',
            basis: 'history',
            loss_rate: 50 / 300,
            closed_amount: 0,
            written_off: 0,
          },
          {
            bucket: 'overdue_over_90',
            basis: 'history',
            loss_rate: 50 / 300,
            closed_amount: 0,
            written_off: 0,
          },
        ]);
        expect(
          await database.rows(
            'select customer_id, written_off, expected_loss from features.ageing order by 1',
          ),
        ).toEqual([
          { customer_id: 'A', written_off: 0, expected_loss: 0 },
          { customer_id: 'B', written_off: 50, expected_loss: 166.67 },
        ]);
        expect(
          await database.rows(
            'select customer_id, bad_debt from features.customer_profit where bad_debt <> 0',
          ),
        ).toEqual([{ customer_id: 'B', bad_debt: 50 }]);
      },
      '2026-06-30',
    );
  });

  it('is one of the two, never both', async () => {
    const lines = [line({ customer_id: 'B', invoiced_on: '2026-01-05', class: 'write_off', net_amount: -7 })];
    await withBuilt(
      { receivables: history, invoice_lines: lines },
      { credit: { bad_debt: 'expected' } },
      async ({ database }) => {
        expect(
          await database.rows(
            'select customer_id, bad_debt from features.customer_profit where bad_debt <> 0',
          ),
        ).toEqual([{ customer_id: 'B', bad_debt: 166.67 }]);
      },
      '2026-06-30',
    );
    const pool = { line: 'bad_debt', accounts: '6641', method: 'direct', from: 'written_off' };
    const issues = checkAccounts(written({ costs: { lost: pool }, credit: { bad_debt: 'expected' } }));
    expect(issues.map(({ path, finding }) => [path.join('.'), finding.code])).toEqual([
      ['costs.lost', 'FEA307'],
    ]);
  });

  it('expects nothing where neither rates nor write-offs are known, and says what would switch it on', async () => {
    await withBuilt(
      { receivables: [open('1', due.over, 100)] },
      { credit: { bad_debt: 'expected' } },
      async ({ database }) => {
        expect(await database.count('features.loss_rates')).toBe(0);
        expect(await database.row('select expected_loss from features.ageing')).toEqual({
          expected_loss: null,
        });
        expect(
          await database.row("select measured, missing from features.coverage where line = 'bad_debt'"),
        ).toEqual({
          measured: false,
          missing: 'receivables, credit.loss_rates',
        });
      },
      '2026-06-30',
    );
  });

  it('covers all that is open, once, and adds up to the cent', async () => {
    const item = fc.record({
      customer_id: fc.constantFrom('A', 'B', 'C'),
      amount: fc.integer({ min: -300_000, max: 900_000 }).map((value) => value / 100),
      due_on: fc.constantFrom(...Object.values(due), null),
      paid_on: fc.constantFrom(null, '2026-06-01', '2026-07-20'),
      written_off: fc.constantFrom(null, 1.23),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 30 }), async (items) => {
        const receivables = items.map((one, index) => ({
          ...one,
          invoice_id: String(index),
          issued_on: '2026-01-01',
        }));
        await withBuilt(
          { receivables },
          { credit: { bad_debt: 'expected', loss_rates: example } },
          async ({ database }) => {
            for (const off of [
              `select (select sum(open_amount) from features.receivable_state)
                 - (select coalesce(sum(open_amount), 0) from features.expected_losses)`,
              `select (select coalesce(sum(expected_loss), 0) from features.expected_losses)
                 - (select coalesce(sum(bad_debt), 0) from features.customer_profit)`,
              `select (select coalesce(sum(expected_loss), 0) from features.expected_losses)
                 - (select sum(expected_loss) from features.ageing)`,
              'select count(*) from features.expected_losses where expected_loss < 0',
            ])
              expect(Number(await exact(database, off)), off).toBe(0);
          },
          '2026-06-30',
        );
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

describe('write-offs and the books', () => {
  const receivables = [
    { ...open('1', due.d30, 100), paid_on: '2026-06-05', paid_amount: 60, written_off: 40 },
    open('2', due.d30, 900),
  ];
  const ledger = [{ period: '2026-06-01', account: '6641', amount: 40 }];
  const books = { books: { accounts: [{ accounts: '6641', carries: 'bad_debt' }] } };

  it('tie with the account that carries bad debt', async () => {
    await withBuilt(
      { receivables, ledger },
      books,
      async ({ database }) => {
        expect(await database.rows('select role, ledger, charged, reconciled from features.tie_out')).toEqual(
          [{ role: 'bad_debt', ledger: 40, charged: 40, reconciled: true }],
        );
      },
      '2026-06-30',
    );
  });

  it('are held against it when they are expected, too', async () => {
    await withBuilt(
      { receivables, ledger },
      { ...books, credit: { bad_debt: 'expected', loss_rates: example } },
      async ({ database }) => {
        expect(await database.row('select charged, unexplained from features.tie_out')).toEqual({
          charged: 14.4,
          unexplained: 25.6,
        });
      },
      '2026-06-30',
    );
  });

  it('are told apart where they stand in two exports', async () => {
    const invoice_lines = [
      line({
        customer_id: 'M',
        invoiced_on: '2026-06-05',
        class: 'write_off',
        quantity: -1,
        net_amount: -40,
      }),
    ];
    await withBuilt(
      { receivables, invoice_lines },
      {},
      async ({ findings }) => {
        expect(findings.find(({ code }) => code === 'FEA317')?.params).toMatchObject({
          onLines: 40,
          elsewhere: 40,
        });
      },
      '2026-06-30',
    );
  });
});
