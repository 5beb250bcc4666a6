import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bornOnInvoice } from '../../src/contracts/features/currency.ts';
import { line } from '../support/warehouse.ts';
import { exact, withBuilt } from './build.ts';

const rates = [
  { on: '2026-01-01', currency: 'EUR', rate: 8 },
  { on: '2026-02-01', currency: 'EUR', rate: 7.5 },
  { on: '2026-01-01', currency: 'USD', rate: 7.1 },
];

describe('the statement by currency of the invoice', () => {
  it('has the amounts as invoiced, the rates used, and what the exchange did', async () => {
    const a = { customer_id: 'A' };
    await withBuilt(
      {
        fx_rates: rates,
        products: [{ product_id: 'P', standard_cost: 300 }],
        rebates: [{ customer_id: 'A', period: '2026-02-01', amount: 10 }],
        invoice_lines: [
          line({
            ...a,
            currency: 'EUR',
            invoiced_on: '2026-01-10',
            quantity: 10,
            list_price: 11,
            unit_price: 10,
            unit_cost: 6,
          }),
          line({
            ...a,
            currency: ' eur',
            invoiced_on: '2026-02-10',
            quantity: -1,
            unit_price: 10,
            unit_cost: 6,
          }),
          // Standard cost is kept in the reporting currency: 300 at 7.5 is 40.
          line({
            ...a,
            currency: 'EUR',
            invoiced_on: '2026-02-10',
            quantity: 1,
            unit_price: 100,
            product_id: 'P',
          }),
          line({ ...a, currency: 'USD', invoiced_on: '2026-01-10', class: 'freight_billed', net_amount: 5 }),
          line({ ...a, currency: 'CNY', invoiced_on: '2026-01-10', unit_price: 50, unit_cost: 20 }),
          line({ ...a, currency: 'EUR', invoiced_on: '2026-01-10', class: 'tax', net_amount: 19 }),
        ],
      },
      {},
      async ({ database }) => {
        expect(
          await database.rows(
            `select currency, sum(lines) as lines, sum(gross_sales) as gross, sum(discounts) as discounts,
                    sum(returns) as returns, sum(net_invoiced) as net, sum(cost_of_goods) as cost,
                    sum(margin_invoiced) as margin, sum(freight_and_fees_billed) as fees,
                    sum(net_invoiced_reporting) as reporting
             from features.currency_statement group by currency order by currency`,
          ),
        ).toEqual([
          {
            currency: 'CNY',
            lines: 1,
            gross: 50,
            discounts: 0,
            returns: 0,
            net: 50,
            cost: 20,
            margin: 30,
            fees: 0,
            reporting: 50,
          },
          // 110 − 10 + 100 − 10; 800 in January at 8, 675 in February at 7.5.
          {
            currency: 'EUR',
            lines: 3,
            gross: 210,
            discounts: 10,
            returns: 10,
            net: 190,
            cost: 94,
            margin: 96,
            fees: 0,
            reporting: 800 + 675,
          },
          {
            currency: 'USD',
            lines: 1,
            gross: 0,
            discounts: 0,
            returns: 0,
            net: 0,
            cost: 0,
            margin: 0,
            fees: 5,
            reporting: 0,
          },
        ]);
        expect(
          await database.rows('select * from features.currencies where not is_reporting order by currency'),
        ).toMatchObject([
          {
            currency: 'EUR',
            customers: 1,
            lowest_rate: 7.5,
            highest_rate: 8,
            closing_rate: 7.5,
            net_invoiced: 190,
            net_invoiced_reporting: 1475,
            // 190 at 7.5 are 1,425.
            closing_difference: -50,
          },
          { currency: 'USD', closing_rate: 7.1, closing_difference: 0 },
        ]);
        expect(await database.row('select net_sales from features.customer_profit')).toEqual({
          net_sales: 50 + 1475 - 10,
        });
      },
      '2026-02-28',
    );
  });

  it('is empty where every invoice is in the reporting currency, and keeps lines without a rate apart', async () => {
    const of = (currency: string | null) =>
      line({ customer_id: 'A', invoiced_on: '2026-01-10', unit_price: 9, currency });
    await withBuilt({ invoice_lines: [of(null), of('cny')] }, {}, async ({ database }) => {
      expect(await database.count('features.currency_statement')).toBe(0);
      expect(await database.count('features.currencies')).toBe(0);
    });
    await withBuilt({ invoice_lines: [of(null), of('CHF')] }, {}, async ({ database }) => {
      expect(
        await database.rows(
          'select currency, lines_without_rate, net_invoiced, net_invoiced_reporting, closing_difference from features.currencies order by 1',
        ),
      ).toEqual([
        {
          currency: 'CHF',
          lines_without_rate: 1,
          net_invoiced: 9,
          net_invoiced_reporting: 0,
          closing_difference: null,
        },
        {
          currency: 'CNY',
          lines_without_rate: 0,
          net_invoiced: 9,
          net_invoiced_reporting: 9,
          closing_difference: 0,
        },
      ]);
    });
  });

  it('adds up to the statement in the reporting currency, and to the invoices in each of its own', async () => {
    const cents = fc.integer({ min: -500_000, max: 900_000 }).map((value) => value / 100);
    const entry = fc.record({
      customer_id: fc.constantFrom('A', 'B'),
      invoiced_on: fc.constantFrom('2026-01-05', '2026-01-31', '2026-02-01', '2026-03-09'),
      currency: fc.constantFrom('EUR', 'USD', 'CNY', null, 'CHF'),
      net_amount: cents,
      cost_amount: fc.option(cents, { nil: null }),
      list_price: fc.constantFrom(null, 12.34),
      quantity: fc.constantFrom(1, 3, -2, 0),
      class: fc.constantFrom(
        'goods',
        'service',
        'freight_billed',
        'fee',
        'rounding',
        'write_off',
        'tax',
        'deposit',
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 25 }), async (entries) => {
        const invoice_lines = [
          ...entries.map((one) => line(one)),
          line({
            customer_id: 'A',
            invoiced_on: '2026-01-05',
            currency: 'EUR',
            net_amount: 1,
            cost_amount: 1,
          }),
        ];
        await withBuilt(
          { invoice_lines, fx_rates: rates },
          {},
          async ({ database }) => {
            for (const name of [
              'gross_sales',
              'discounts',
              'returns',
              'cost_of_goods',
              'freight_and_fees_billed',
              'bad_debt',
            ])
              expect(
                Number(
                  await exact(
                    database,
                    `select count(*) from
                       (select customer_id, month, sum(${name}_reporting) as amount from features.currency_statement group by all) as own
                     full join features.profit_statement as statement using (customer_id, month)
                     where coalesce(own.amount, 0) <> coalesce(statement.${name}, 0)`,
                  ),
                ),
                name,
              ).toBe(0);
            // Born amounts: nothing of an invoice is lost or made in its own currency.
            const off = `select count(*) from
                (select currency, sum(net_invoiced + freight_and_fees_billed - bad_debt) as amount
                 from features.currency_statement group by currency) as own
              full join
                (select coalesce(currency, 'CNY') as currency, sum(net_amount) as amount from canonical.invoice_lines
                 where class not in ('tax', 'deposit') or class is null group by all) as invoices using (currency)
              where coalesce(own.amount, 0) <> coalesce(invoices.amount, 0)`;
            expect(Number(await exact(database, off))).toBe(0);
            const same = bornOnInvoice.map((name) => `${name} <> ${name}_reporting`).join(' or ');
            expect(
              Number(
                await exact(
                  database,
                  `select count(*) from features.currency_statement where currency = 'CNY' and (${same})`,
                ),
              ),
            ).toBe(0);
          },
          '2026-03-31',
        );
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
