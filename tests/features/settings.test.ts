import { describe, expect, it } from 'vitest';
import { featureTables } from '../../src/contracts/results.ts';
import { isoDate } from '../../src/contracts/settings-kit.ts';
import { checkAccounts } from '../../src/features/accounts.ts';
import { exitCodes, ProductError } from '../../src/language/messages.ts';
import { line } from '../support/warehouse.ts';
import { build, type Tables, withBuilt, written } from './build.ts';

const invoice_lines = [line({ customer_id: 'A', invoiced_on: '2026-01-10', unit_price: 10 })];

async function refusal(tables: Tables, settings: object, asOf?: string): Promise<ProductError> {
  const error = await build(tables, settings, asOf).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ProductError);
  return error as ProductError;
}

describe('settings', () => {
  it('refuse an account that would count twice and a product of two classes, all at once', async () => {
    const pool = (accounts: string[]) => ({
      line: 'service',
      accounts,
      method: 'driver_share',
      drivers: { orders: 1 },
    });
    const settings = {
      costs: { one: pool(['6601', '6602']), two: pool(['6602']) },
      books: { company_level: [{ accounts: ['6601'] }] },
      line_classes: { fee: { products: ['X'] }, freight_billed: { products: ['X'] } },
    };
    expect(checkAccounts(written(settings)).map(({ path }) => path.join('.'))).toEqual([
      'costs.two.accounts',
      'books.company_level.0.accounts',
      'line_classes.freight_billed.products',
    ]);
    const error = await refusal({ invoice_lines }, settings);
    expect(error.exit).toBe(exitCodes.configuration);
    expect([error.finding, ...error.others].map(({ code }) => code)).toEqual(['FEA305', 'FEA305', 'FEA306']);
  });

  it('refuse a run that nothing can date, and a period after its end', async () => {
    expect((await refusal({}, {})).finding.code).toBe('FEA301');
    expect((await refusal({ invoice_lines }, {}, '2025-12-31')).finding.params).toEqual({
      asOf: '2025-12-31',
      last: '2026-01-10',
    });
    expect((await refusal({ invoice_lines }, { period: { from: '2026-02-01' } })).finding.code).toBe(
      'FEA302',
    );
  });

  it('stand in the warehouse, and every table of the contract is built', async () => {
    await withBuilt({ invoice_lines }, {}, async ({ database, steps }) => {
      for (const table of Object.keys(featureTables))
        expect(steps.map(({ step }) => step)).toContain(`features.${table}`);
      for (const table of [
        'pools',
        'pool_accounts',
        'pool_terms',
        'book_accounts',
        'book_components',
        'company_accounts',
      ])
        expect(await database.count(`settings.${table}`)).toBe(0);
      expect(await database.row('select * from settings.run')).toMatchObject({
        as_of: '2026-01-10',
        period_start: '2026-01-01',
        currency: 'CNY',
        annual_rate: 0.06,
        tolerance: 1,
        rfm_bins: 5,
      });
    });
  });

  it('give the same tables for the same rows in another order, whatever the order of large ones', async () => {
    const rows = Array.from({ length: 30 }, (_, index) =>
      line({
        customer_id: `C${index % 6}`,
        invoiced_on: `2026-01-${10 + (index % 15)}`,
        unit_price: (index % 4) + 1,
        unit_cost: 1,
      }),
    );
    const ledger = [{ period: '2026-01-01', account: '6601', amount: 100 }];
    const settings = {
      costs: { desk: { line: 'delivery', accounts: 6601, method: 'driver_share', drivers: { orders: 1 } } },
    };
    const dump = async (lines: typeof rows): Promise<unknown> => {
      const { database } = await build({ invoice_lines: lines, ledger }, settings);
      const tables = await Promise.all(
        Object.keys(featureTables).map((table) =>
          database.rows(`select * from features.${table} order by all`),
        ),
      );
      database.close();
      return tables;
    };
    expect(await dump(rows.toReversed())).toEqual(await dump(rows));
  });
});

it('takes days that exist, and no others', () => {
  const are = (...days: string[]) => days.map((day) => isoDate.safeParse(day).success);
  expect(are('2026-06-30', '2024-02-29', '1999-12-31')).toEqual([true, true, true]);
  expect(are('2026-06-31', '2026-02-29', '2026-13-01', '2026-00-10', '2026-6-3')).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});
