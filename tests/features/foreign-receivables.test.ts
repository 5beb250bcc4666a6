import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt } from './build.ts';
import { exchangeInvariants, holdAll, invariants } from './invariants.ts';

/** Euros in a company that reports in yuan; reckoned by hand after IAS 21.21–28. */
const fx_rates = [
  { on: '2026-01-01', currency: 'EUR', rate: 8 },
  { on: '2026-01-31', currency: 'EUR', rate: 7.8 },
  { on: '2026-02-10', currency: 'EUR', rate: 7.5 },
  { on: '2026-02-28', currency: 'EUR', rate: 7.6 },
  { on: '2026-03-31', currency: 'EUR', rate: 7.9 },
];
const a = { customer_id: 'A', currency: 'EUR' };
const receivables = [
  // 8,000 on its day; 7,500 came in.
  {
    ...a,
    invoice_id: 'paid',
    issued_on: '2026-01-10',
    due_on: '2026-02-09',
    amount: 1000,
    paid_on: '2026-02-20',
  },
  // 15,000 on its day, worth 15,800 at the end.
  {
    ...a,
    invoice_id: 'open',
    currency: ' eur',
    issued_on: '2026-02-15',
    due_on: '2026-03-17',
    amount: 2000,
  },
  // No day: 100 were paid and 50 written off some time. 350 are open, booked with 2,800, worth 2,765.
  {
    ...a,
    invoice_id: 'partly',
    customer_id: 'B',
    issued_on: '2026-01-20',
    amount: 500,
    paid_amount: 100,
    written_off: 50,
  },
  // The books know better than the table of rates, and so does the bank.
  {
    ...a,
    invoice_id: 'booked',
    customer_id: 'B',
    issued_on: '2026-02-12',
    amount: 1000,
    amount_reporting: 8100,
    paid_on: '2026-03-05',
    paid_reporting: 7550,
  },
  // Paid in advance: nothing was ever owed.
  { ...a, invoice_id: 'ahead', issued_on: '2026-03-10', amount: 300, paid_on: '2026-01-05' },
  // Paid after the as-of date: open.
  {
    ...a,
    invoice_id: 'later',
    customer_id: 'B',
    issued_on: '2026-03-31',
    amount: 10,
    paid_on: '2026-04-02',
  },
  {
    invoice_id: 'own',
    customer_id: 'B',
    issued_on: '2026-01-01',
    amount: 900,
    currency: 'CNY',
    due_on: '2026-01-31',
  },
];
const asOf = '2026-03-31';

describe('a receivable in another currency', () => {
  it('is held at the rate of its day, valued at the rate of the as-of date, and paid at that of the payment', async () => {
    await withBuilt(
      { receivables, fx_rates },
      {},
      async ({ database, findings }) => {
        expect(
          await database.rows(
            `select invoice_id as id, amount, balance, open_amount as open, written_off as lost, own_open, revaluation,
                    exchange_difference as gain
             from features.receivable_state order by invoice_id`,
          ),
        ).toEqual([
          {
            id: 'ahead',
            amount: 2280,
            balance: 2280,
            open: 0,
            lost: 0,
            own_open: 0,
            revaluation: 0,
            gain: 0,
          },
          {
            id: 'booked',
            amount: 8100,
            balance: 8100,
            open: 0,
            lost: 0,
            own_open: 0,
            revaluation: 0,
            gain: -550,
          },
          {
            id: 'later',
            amount: 79,
            balance: 79,
            open: 79,
            lost: 0,
            own_open: 10,
            revaluation: 0,
            gain: null,
          },
          {
            id: 'open',
            amount: 15_000,
            balance: 15_000,
            open: 15_800,
            lost: 0,
            own_open: 2000,
            revaluation: 800,
            gain: null,
          },
          {
            id: 'own',
            amount: 900,
            balance: 900,
            open: 900,
            lost: 0,
            own_open: null,
            revaluation: null,
            gain: null,
          },
          {
            id: 'paid',
            amount: 8000,
            balance: 8000,
            open: 0,
            lost: 0,
            own_open: 0,
            revaluation: 0,
            gain: -500,
          },
          {
            id: 'partly',
            amount: 4000,
            balance: 3200,
            open: 2765,
            lost: 400,
            own_open: 350,
            revaluation: -35,
            gain: null,
          },
        ]);
        // The day on which the 100 were paid is not known: said, not guessed.
        expect(findings.filter(({ code }) => code === 'FEA352').map(({ params }) => params)).toEqual([
          { items: 1, invoice: 'partly' },
        ]);
        expect(findings.filter(({ code }) => code === 'FEA350')).toEqual([]);
      },
      asOf,
    );
  });

  it('carries credit, ageing, days sales outstanding and bad debt into the reporting currency', async () => {
    await withBuilt(
      { receivables, fx_rates },
      { credit: { annual_rate: '10%' } },
      async ({ database }) => {
        expect(
          await database.rows(
            `select customer_id as id, open_balance, revaluation, not_due, overdue_1_30, overdue_31_60, invoiced,
                    round(days_sales_outstanding, 4) as dso, written_off
             from features.ageing order by 1`,
          ),
        ).toEqual([
          {
            id: 'A',
            open_balance: 15_800,
            revaluation: 800,
            not_due: 0,
            overdue_1_30: 15_800,
            overdue_31_60: 0,
            invoiced: 25_280,
            // 2,000 of 3,300 euros at their own rates: no exchange rate moves a day.
            dso: Math.round((15_000 / 25_280) * 90 * 10_000) / 10_000,
            written_off: 0,
          },
          {
            id: 'B',
            open_balance: 2765 + 79 + 900,
            revaluation: -35,
            not_due: 2765 + 79,
            overdue_1_30: 0,
            overdue_31_60: 900,
            invoiced: 4000 + 8100 + 79 + 900,
            dso: Math.round((3779 / 13_079) * 90 * 10_000) / 10_000,
            written_off: 400,
          },
        ]);
        // 8,000 over 41 days and 15,000 over 44: what was lent, whatever the rate did since.
        expect(
          await database.row(`select cost_of_credit from features.customer_profit where customer_id = 'A'`),
        ).toEqual({ cost_of_credit: Math.round(((8000 * 41 + 15_000 * 44) * 1000) / 365) / 10_000 });
        expect(
          await database.row(`select bad_debt from features.customer_profit where customer_id = 'B'`),
        ).toEqual({ bad_debt: 400 });
        expect(
          await database.rows(
            `select customer_id as id, currency, invoiced, open_balance as open, overdue, open_balance_reporting as worth,
                    revaluation, exchange_realised as gain
             from features.receivable_currencies order by 1, 2`,
          ),
        ).toEqual([
          {
            id: 'A',
            currency: 'EUR',
            invoiced: 3300,
            open: 2000,
            overdue: 2000,
            worth: 15_800,
            revaluation: 800,
            gain: -500,
          },
          {
            id: 'B',
            currency: 'CNY',
            invoiced: 900,
            open: 900,
            overdue: 900,
            worth: 900,
            revaluation: 0,
            gain: 0,
          },
          {
            id: 'B',
            currency: 'EUR',
            invoiced: 1510,
            open: 360,
            overdue: 0,
            worth: 2844,
            revaluation: -35,
            gain: -550,
          },
        ]);
        expect(
          await database.row(
            `select customers, debtors, open_balance as open, overdue, open_balance_reporting as worth, revaluation,
                    exchange_realised as gain, closing_rate
             from features.currencies where currency = 'EUR'`,
          ),
        ).toEqual({
          customers: 0,
          debtors: 2,
          open: 2360,
          overdue: 2000,
          worth: 18_644,
          revaluation: 765,
          gain: -1050,
          closing_rate: 7.9,
        });
      },
      asOf,
    );
  });
});

describe('exchange differences', () => {
  const byMonth = `select strftime(month, '%m') as month, sum(realised) as realised, sum(unrealised) as unrealised
    from features.exchange_differences group by month order by month`;
  const gains = [
    // Open at the end of January: 1,000 at 7.8 for 8 (−200), 400 likewise (−80).
    { month: '01', realised: 0, unrealised: -280 },
    // Taken back; 2,000 at 7.6 for 7.5 (+200), 400 for 8 (−160), 1,000 booked at 8.1 (−500).
    { month: '02', realised: -500, unrealised: 280 - 460 },
    // Taken back; 800 − 35 at the end.
    { month: '03', realised: -550, unrealised: 460 + 765 },
  ];

  it('are realised when paid, unrealised at each end of a month and taken back in the next', async () => {
    await withBuilt(
      { receivables, fx_rates },
      {},
      async ({ database }) => {
        expect(await database.rows(byMonth)).toEqual(gains);
        // Of the company: no customer's profit has them.
        expect(
          await database.row(
            `select net_profit, contribution, customers from features.company_statement where section = 'exchange'`,
          ),
        ).toEqual({ net_profit: -1050 + 765, contribution: 0, customers: 0 });
        expect(
          await database.row(
            'select sum(net_profit + cost_of_credit + bad_debt) as rest from features.customer_profit',
          ),
        ).toEqual({ rest: 0 });
      },
      asOf,
    );
  });

  it.each([
    ['yearly', { '12': 2000, '01': -2000 }],
    ['none', {}],
  ] as const)('follow the books where they value what is open %s', async (revaluation, unrealised) => {
    const rates = [
      { on: '2025-11-01', currency: 'EUR', rate: 8 },
      { on: '2025-12-31', currency: 'EUR', rate: 10 },
      { on: '2026-03-31', currency: 'EUR', rate: 9 },
    ];
    const item = { ...a, invoice_id: '1', issued_on: '2025-11-10', amount: 1000 };
    await withBuilt(
      { receivables: [item], fx_rates: rates },
      { books: { revaluation } },
      async ({ database }) => {
        const found = await database.rows<{ month: string; unrealised: number }>(byMonth);
        expect(Object.fromEntries(found.map((row) => [row.month, row.unrealised]))).toEqual(unrealised);
        expect(await database.row('select revaluation from features.ageing')).toEqual({ revaluation: 1000 });
      },
      asOf,
    );
  });

  it('take back in the first month what the books had before it', async () => {
    await withBuilt(
      { receivables, fx_rates },
      { period: { from: '2026-02-01' } },
      async ({ database }) => expect(await database.rows(byMonth)).toEqual(gains.slice(1)),
      asOf,
    );
  });

  const posted = (account: string, name: 'realised' | 'unrealised') =>
    gains.map((one) => ({ period: `2026-${one.month}-01`, account, amount: -one[name] }));

  it('tie to the accounts that carry them', async () => {
    const ledger = [...posted('6061', 'realised'), ...posted('6062', 'unrealised')];
    const books = {
      accounts: [
        { accounts: 6061, carries: 'exchange_realised' },
        { accounts: 6062, carries: 'exchange_unrealised' },
      ],
    };
    await withBuilt(
      { receivables, fx_rates, ledger },
      { books },
      async ({ database, findings }) => {
        expect(
          await database.rows(
            `select account, role, sum(ledger) as ledger, sum(abs(timing)) + sum(abs(unexplained)) as off, bool_and(reconciled) as ties
             from features.tie_out group by all order by account`,
          ),
        ).toEqual([
          { account: '6061', role: 'exchange_realised', ledger: 1050, off: 0, ties: true },
          { account: '6062', role: 'exchange_unrealised', ledger: -765, off: 0, ties: true },
        ]);
        expect(findings.filter(({ code }) => code === 'FEA353')).toEqual([]);
      },
      asOf,
    );
  });

  it('stay apart, and say so, where the ledger may have them in another account already', async () => {
    const ledger = [{ period: '2026-01-01', account: '6603', amount: 5000 }];
    await withBuilt(
      { receivables, fx_rates, ledger },
      { books: { company_level: [{ accounts: 6603 }] } },
      async ({ database, findings }) => {
        expect(
          await database.rows(
            `select section, net_profit from features.company_statement where customers = 0 order by 1`,
          ),
        ).toEqual([{ section: 'company_level', net_profit: -5000 }]);
        expect(findings.find(({ code }) => code === 'FEA353')?.params).toEqual({
          realised: -1050,
          unrealised: 765,
          currency: 'CNY',
        });
      },
      asOf,
    );
  });
});

describe('a currency that cannot be told', () => {
  it('is never one to one: without a rate an item counts nothing and the run fails', async () => {
    const items = [
      { invoice_id: '1', customer_id: 'A', issued_on: '2025-12-30', amount: 70, currency: 'EUR' },
      { invoice_id: '2', customer_id: 'A', issued_on: '2026-02-01', amount: 90, currency: 'CHF' },
      { invoice_id: '3', customer_id: 'A', issued_on: '2026-02-01', amount: 11, currency: null },
      // The books know the amount; what it is worth now nobody does.
      {
        invoice_id: '4',
        customer_id: 'A',
        issued_on: '2026-02-01',
        amount: 5,
        amount_reporting: 40,
        currency: 'CHF',
      },
    ];
    await withBuilt(
      { receivables: items, fx_rates },
      {},
      async ({ database, findings }) => {
        expect(await database.row('select open_balance, invoiced, not_due from features.ageing')).toEqual({
          open_balance: 51,
          invoiced: 51,
          not_due: 51,
        });
        const [missing] = findings.filter(({ code }) => code === 'FEA350');
        expect(missing?.severity).toBe('failure');
        expect(missing?.params.currencies).toEqual([
          { currency: 'CHF', count: 2, first: '2026-02-01', last: '2026-03-31' },
          { currency: 'EUR', count: 1, first: '2025-12-30', last: '2026-03-31' },
        ]);
      },
      asOf,
    );
  });

  it('is refused where receivables without a currency have the amounts of invoices in another one', async () => {
    const invoice_lines = ['1', '2', '3'].map((invoice_id) =>
      line({
        invoice_id,
        customer_id: 'A',
        invoiced_on: '2026-01-10',
        currency: 'EUR',
        net_amount: 100,
        tax_amount: 19,
      }),
    );
    const items = (amount: number) =>
      ['1', '2', '3'].map((invoice_id) => ({
        invoice_id,
        customer_id: 'A',
        issued_on: '2026-01-10',
        amount,
      }));
    const codes = async (amount: number): Promise<unknown[]> => {
      let found: unknown[] = [];
      await withBuilt(
        { invoice_lines, fx_rates, receivables: items(amount) },
        {},
        async ({ findings }) => {
          found = findings.filter(({ code }) => code === 'FEA351').map(({ params }) => params);
        },
        asOf,
      );
      return found;
    };
    expect(await codes(119)).toEqual([{ items: 3, likeOwn: 3, currencies: ['EUR'], reporting: 'CNY' }]);
    expect(await codes(119 * 8)).toEqual([]);
  });
});

describe('any mix of currencies, payments and write-offs', () => {
  const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 100);
  const day = fc.constantFrom(
    '2025-12-15',
    '2026-01-01',
    '2026-01-20',
    '2026-01-31',
    '2026-02-14',
    '2026-02-28',
    '2026-03-30',
    '2026-04-10',
  );
  const item = fc.record({
    customer_id: fc.constantFrom('A', 'B', 'C'),
    currency: fc.constantFrom('EUR', 'USD', 'eur ', 'CNY', null),
    issued_on: day,
    due_on: fc.option(day, { nil: null }),
    amount: cents(-90_000_000, 900_000_000),
    amount_reporting: fc.option(cents(1, 900_000_000), { nil: null }),
    paid_on: fc.option(day, { nil: null }),
    paid_amount: fc.option(cents(0, 900_000), { nil: null }),
    paid_reporting: fc.option(cents(0, 900_000), { nil: null }),
    written_off: fc.constantFrom(null, null, 12.34),
    disputed: fc.constantFrom(true, false, null),
  });
  const rates = fc.array(
    fc.integer({ min: 1, max: 99_999_999 }).map((value) => value / 1_000_000),
    {
      minLength: 8,
      maxLength: 8,
    },
  );

  it('loses nothing between items, customers, currencies, months and the revaluation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 20 }),
        rates,
        fc.constantFrom(undefined, '2026-02-01'),
        fc.constantFrom('monthly', 'yearly', 'none'),
        async (items, values, from, revaluation) => {
          const days = ['2025-12-01', '2025-12-31', '2026-01-25', '2026-02-28'];
          const fx = days.flatMap((on, index) => [
            { on, currency: 'EUR', rate: values[index]! },
            { on, currency: 'USD', rate: values[index + 4]! },
          ]);
          await withBuilt(
            {
              receivables: items.map((one, index) => ({ ...one, invoice_id: `R${index}` })),
              invoice_lines: [line({ customer_id: 'A', invoiced_on: '2025-12-20', net_amount: 1 })],
              fx_rates: fx,
            },
            {
              credit: { loss_rates: { ...lossRates } },
              books: { revaluation },
              ...(from === undefined ? {} : { period: { from } }),
            },
            async ({ database, findings }) => {
              expect(findings.filter(({ code }) => code === 'FEA350')).toEqual([]);
              await holdAll(database, invariants);
              await holdAll(database, exchangeInvariants);
              // Without a revaluation in between, the company has gained what came in, and nothing else.
              if (revaluation === 'none')
                expect(
                  Number(
                    await exact(
                      database,
                      'select coalesce(sum(unrealised), 0) from features.exchange_differences',
                    ),
                  ),
                ).toBe(0);
            },
            '2026-03-31',
          );
        },
      ),
      {
        numRuns: 12,
        endOnFailure: true,
        // Settled, of nought in its currency, and nine cents in the books: neither open nor written off.
        examples: [
          [
            [
              {
                customer_id: 'A',
                currency: 'USD',
                issued_on: '2026-01-20',
                due_on: '2026-01-31',
                amount: 0,
                amount_reporting: 0.09,
                paid_on: '2026-01-01',
                paid_amount: 558.11,
                paid_reporting: null,
                written_off: null,
                disputed: false,
              },
            ],
            [99, 0.5, 99, 12.4, 68, 0.5, 95.1, 27.3],
            undefined,
            'yearly',
          ],
        ],
      },
    );
  });
  const lossRates = {
    not_due: '0.5%',
    overdue_1_30: '2%',
    overdue_31_60: '5%',
    overdue_61_90: '20%',
    overdue_over_90: '50%',
  };
});
