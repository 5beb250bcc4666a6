import { expect, it } from 'vitest';
import { beginAnew, createMemory, forgetOthers } from '../../src/engine/built.ts';
import type { Bindable, Database } from '../../src/engine/database.ts';
import { quietEffects, type StepRecord } from '../../src/engine/effects.ts';
import { literal, qualified } from '../../src/engine/sql-text.ts';
import { buildFeatures } from '../../src/features/features.ts';
import { featureSettings } from '../../src/features/settings.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { fill, openWarehouse } from '../support/warehouse.ts';

/**
 * `settings.run` is known by its columns (`engine/built.ts`): a model is built anew where one that its text names has
 * changed. So each of them is changed here, one after the other, and what is taken over held against a run from nothing.
 */

/** What a person can say in the pipeline file that ends in `settings.run`. */
interface Said {
  readonly asOf: string;
  readonly currency: string;
  readonly from: string;
  readonly window: number | undefined;
  readonly bins: number;
  readonly monetary: string;
  readonly rate: string;
  readonly badDebt: string;
  readonly returns: string;
  readonly tolerance: number;
  readonly revaluation: string;
}
const usual: Said = {
  asOf: '2026-06-30',
  currency: 'CNY',
  from: '2025-07-01',
  window: 12,
  bins: 5,
  monetary: 'net_sales',
  rate: '6%',
  badDebt: 'written_off',
  returns: 'posted',
  tolerance: 1,
  revaluation: 'monthly',
};

/** What is said otherwise, and which columns it moves. Each step keeps what was said before it. */
const steps: readonly (readonly [Partial<Said>, readonly string[]])[] = [
  [{ rate: '9%' }, ['annual_rate']],
  [{ tolerance: 1_000_000 }, ['tolerance']],
  [{ bins: 3 }, ['rfm_bins']],
  [{ monetary: 'net_profit' }, ['rfm_monetary']],
  [{ returns: 'sale' }, ['returns']],
  [{ badDebt: 'expected' }, ['bad_debt']],
  [{ revaluation: 'none' }, ['revaluation']],
  // The whole period has twelve months too.
  [{ window: undefined }, ['rfm_window_months']],
  [{ window: 6 }, ['rfm_window_months', 'window_start']],
  [{ from: '2025-04-01' }, ['period_start']],
  [{ asOf: '2026-05-31' }, ['as_of', 'window_start']],
  [{ currency: 'EUR' }, ['currency']],
];

/** Columns that no model reads: they tell whoever opens the warehouse. */
const onlyTold: ReadonlySet<string> = new Set(['rfm_window_months']);

const costs = {
  desk: {
    line: 'order_handling',
    accounts: '6000',
    method: 'time_driven',
    capacity: { people: 1, hours_per_month: 100 },
    minutes: { invoices: 5, invoice_lines: 2 },
  },
  sales: {
    line: 'sales_and_marketing',
    accounts: '6100',
    method: 'driver_share',
    drivers: { visit_minutes: 1, invoice_lines: 1 },
  },
};
const loss_rates = {
  not_due: '1%',
  overdue_1_30: '5%',
  overdue_31_60: '10%',
  overdue_61_90: '20%',
  overdue_over_90: '50%',
};

async function buildStages(database: Database, said: Said): Promise<readonly StepRecord[]> {
  const { window, bins, monetary } = said;
  const settings = featureSettings.parse({
    period: { from: said.from },
    rfm: { bins, monetary, ...(window === undefined ? {} : { window_months: window }) },
    credit: { annual_rate: said.rate, bad_debt: said.badDebt, loss_rates },
    books: {
      tolerance: said.tolerance,
      revaluation: said.revaluation,
      accounts: [{ accounts: '4000', carries: 'sales' }],
    },
    returns: said.returns,
    costs,
  });
  const effects = quietEffects();
  const { asOf, currency } = said;
  const facts = await buildFeatures(database, settings, { asOf, currency, effects });
  const groups = await buildModels(database, modelSettings.parse({}), effects);
  return [...facts.steps, ...groups.steps];
}

/** Customers who buy at their own pace, in three currencies, send back, pay late or not at all, and are visited. */
async function company(): Promise<Database> {
  type Rows = Record<string, Bindable>[];
  const months = Array.from({ length: 18 }, (_, n) => new Date(Date.UTC(2025, n, 12)).toISOString());
  const tables = { invoice_lines: [] as Rows, receivables: [] as Rows, interactions: [] as Rows };
  for (const [m, month] of months.entries())
    for (let c = 0; c < 24; c++) {
      if ((m + c) % (1 + (c % 4)) !== 0) continue;
      const [customer_id, invoiced_on] = [`C${c}`, month.slice(0, 10)];
      const currency = ['', 'USD', 'EUR'][c % 3] || null;
      const net = 50 + ((c * 37 + m * 11) % 400);
      const invoice_id = `I${m}-${c}`;
      const one = { invoice_id, customer_id, invoiced_on, currency, product_id: 'P' };
      tables.invoice_lines.push({
        ...one,
        line_no: '1',
        quantity: 1,
        net_amount: net,
        cost_amount: net * 0.5,
      });
      if ((m + c) % 5 === 0)
        tables.invoice_lines.push({
          ...one,
          ...{ invoice_id: `R${m}-${c}`, line_no: '1', quantity: -1, net_amount: -9, cost_amount: -5 },
          invoiced_on: `${month.slice(0, 8)}01`,
        });
      const settled = { paid_on: `${month.slice(0, 8)}28`, written_off: c % 8 === 0 ? 10 : null };
      tables.receivables.push({
        ...{ invoice_id, customer_id, currency, amount: net },
        ...{ issued_on: invoiced_on, due_on: `${month.slice(0, 8)}20` },
        ...((m + c) % 3 === 0 ? {} : settled),
      });
      if (c % 2 === 0)
        tables.interactions.push({
          ...{ interaction_id: invoice_id, customer_id, kind: 'visit', minutes: 10 + c },
          at: `${invoiced_on} 10:00:00`,
        });
    }
  const database = await openWarehouse();
  for (const [table, rows] of Object.entries(tables)) await fill(database, table, rows);
  const of = (account: string, amount: number) =>
    months.map((month) => ({ period: `${month.slice(0, 7)}-01`, account, amount }));
  await fill(database, 'ledger', [...of('4000', -5000), ...of('6000', 900), ...of('6100', 700)]);
  await fill(
    database,
    'fx_rates',
    months.flatMap((month, m) => [
      { on: `${month.slice(0, 7)}-01`, currency: 'USD', rate: 7 + (m % 5) / 10 },
      { on: `${month.slice(0, 7)}-01`, currency: 'EUR', rate: 8 - (m % 3) / 10 },
    ]),
  );
  return database;
}

/** All that the stages have written, each table by its content. */
async function contents(database: Database): Promise<Record<string, string>> {
  const tables = [...(await database.tables())].filter((name) => /^(settings|features|models)\./.test(name));
  const rows = await database.rows<{ name: string; content: string }>(
    tables
      .map(
        (name) =>
          `select ${literal(name)} as name, concat(count(*), ' ', sum(hash(t))) as content from ${qualified(name)} as t`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
}

const differing = <T>(one: Record<string, T>, other: Record<string, T>): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => one[key] !== other[key]).sort();

const rowOf = (database: Database) => database.row<Record<string, unknown>>('select * from settings.run');

it('changes every column of settings.run: one that is new needs a step here', async () => {
  const database = await company();
  try {
    await buildStages(database, usual);
    const moved = new Set(steps.flatMap(([, columns]) => columns));
    expect([...moved].sort()).toEqual(Object.keys(await rowOf(database)).sort());
  } finally {
    database.close();
  }
}, 60_000);

it('builds anew what each column of settings.run reaches, and nothing comes out otherwise than from nothing', async () => {
  const kept = await company();
  try {
    await createMemory(kept, 'the same exports');
    let said = usual;
    await buildStages(kept, said);
    for (const [change, columns] of steps) {
      const before = { row: await rowOf(kept), contents: await contents(kept) };
      said = { ...said, ...change };
      await beginAnew(kept, ['settings', 'features', 'models']);
      const records = await buildStages(kept, said);
      await forgetOthers(kept);

      expect(differing(before.row, await rowOf(kept))).toEqual([...columns].sort());
      const read = columns.filter((column) => !onlyTold.has(column));
      const because = new Set(records.flatMap((record) => record.because ?? []));
      expect([...because].filter((name) => name.startsWith('settings.run')).sort()).toEqual(
        read.map((column) => `settings.run.${column}`).sort(),
      );
      const now = await contents(kept);
      const other = differing(before.contents, now).filter((name) => !name.startsWith('settings.'));
      expect(other.length > 0, `${columns.join()} changes ${other.join(', ')}`).toBe(read.length > 0);
      if (read.length === 0) expect(records.filter(({ reused }) => reused === false)).toEqual([]);

      const fresh = await company();
      try {
        await buildStages(fresh, said);
        expect(differing(now, await contents(fresh)), columns.join()).toEqual([]);
      } finally {
        fresh.close();
      }
    }
  } finally {
    kept.close();
  }
}, 300_000);
