import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { statementLines } from '../../src/contracts/statement.ts';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { explainAccount } from '../../src/pipeline/explain/account.ts';
import { explainLine } from '../../src/pipeline/explain/line.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { root } from '../support/product.ts';

/** The trace both ways, over one run of the sample company. */
let out: string;
let customers: string[];
let months: string[];
let accounts: { account: string; ledger: number; charged: number; rest: number }[];
const ten = (amount: number): number => Math.round(amount * 10_000);

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'whalecurve-explain-'));
  const pipeline = await loadPipeline(join(root, 'pipelines/profitability.yaml'));
  const { record } = await runPipeline(pipeline, { out }, quietEffects());
  expect(record.checks.filter(({ passed }) => !passed)).toEqual([]);
  const database = await Database.open({ path: join(out, 'latest', 'warehouse.duckdb'), readOnly: true });
  const column = async (sql: string): Promise<string[]> =>
    (await database.rows<{ value: string }>(sql)).map(({ value }) => value);
  customers = await column('select customer_id as value from features.customer_profit order by 1');
  months = await column("select strftime(month, '%Y-%m') as value from features.months order by 1");
  accounts = await database.rows(
    `select account, sum(ledger) as ledger, sum(charged) as charged,
            sum(unused + company_level + timing + unexplained) as rest
     from features.tie_out group by account order by account`,
  );
  database.close();
}, 120_000);

afterAll(() => rm(out, { recursive: true, force: true }));

describe('a figure of the statement, opened', () => {
  it('adds up to the statement, to the cent, for any customer, line and month', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(customers.length - 1),
        fc.constantFrom(...statementLines.map(({ id }) => id)),
        fc.option(fc.nat(months.length - 1), { nil: undefined }),
        async (customer, line, month) => {
          const trace = await explainLine(customers[customer]!, line, {
            run: out,
            month: month === undefined ? undefined : months[month],
          });
          expect(ten(trace.sum)).toBe(ten(trace.amount));
          for (const documents of [
            ...trace.documents,
            ...trace.pools.flatMap((pool) => pool.documents ?? []),
          ]) {
            const shown = documents.shown.reduce((sum, row) => sum + ten(Number(row.amount)), 0);
            expect(shown + ten(documents.rest.amount)).toBe(ten(documents.amount));
          }
          for (const pool of trace.pools) {
            expect(pool.months.reduce((sum, row) => sum + ten(Number(row.amount)), 0)).toBe(ten(pool.amount));
            if (pool.documents !== null) expect(ten(pool.documents.amount)).toBe(ten(pool.amount));
            else
              expect(pool.drivers.reduce((sum, row) => sum + ten(Number(row.quantity)), 0)).toBe(
                pool.months.reduce((sum, row) => sum + ten(Number(row.quantity)), 0),
              );
            const ledger = pool.accounts.reduce((sum, row) => sum + ten(Number(row.ledger)), 0);
            expect(ledger).toBe(pool.months.reduce((sum, row) => sum + ten(Number(row.cost)), 0));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names file and row of the export for each document', async () => {
    const { documents } = await explainLine('1015', 'gross sales', { run: out, month: '2025-03' });
    expect(documents[0]!.shown.length).toBeGreaterThan(5);
    for (const row of documents[0]!.shown) {
      expect(row.file).toBe('erp/销售发票明细_2024-07至2025-06.csv');
      expect(row.row).toBeGreaterThan(0);
    }
    // March 2026 was exported twice; the later file counts.
    const again = await explainLine('1015', 'gross_sales', { run: out, month: '2026-03' });
    expect(new Set(again.documents[0]!.shown.map(({ file }) => file))).toEqual(
      new Set(['erp/销售发票明细_2026-03_重新导出.csv']),
    );
  });

  it('shows minutes × rate: the drivers of the time equation times the capacity cost rate', async () => {
    const { pools } = await explainLine('1015', 'order_handling', { run: out, month: '2025-03' });
    const [desk] = pools;
    const [month] = desk!.months;
    expect(desk).toMatchObject({
      pool: 'order_desk',
      method: 'time_driven',
      level: 'order',
      avoidable: false,
    });
    expect(Number(month!.quantity) * Number(month!.rate)).toBeCloseTo(Number(month!.amount), 1);
    expect(Number(month!.cost) / Number(month!.practical_minutes)).toBeCloseTo(Number(month!.rate), 5);
  });
});

describe('a ledger account, opened', () => {
  it('went to customers, capacity, the company, timing or nowhere, to the cent', async () => {
    expect(accounts.length).toBe(17);
    for (const { account, ledger, charged, rest } of accounts) {
      const trace = await explainAccount(account, { run: out });
      expect(ten(trace.totals.ledger), account).toBe(ten(ledger));
      expect(ten(trace.customers.amount), account).toBe(ten(charged));
      expect(ten(trace.totals.ledger), account).toBe(ten(charged) + ten(rest));
      const shown = trace.customers.shown.reduce((sum, { amount }) => sum + ten(amount), 0);
      expect(shown + ten(trace.customers.rest.amount), account).toBe(ten(trace.customers.amount));
    }
  });

  it('does so in every single month', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...accounts.map(({ account }) => account)),
        fc.constantFrom(...months),
        async (account, month) => {
          const { totals, customers: charged } = await explainAccount(account, { run: out, month });
          expect(ten(charged.amount)).toBe(ten(totals.charged));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the command', () => {
  const explain = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const written = { out: '', err: '' };
    const capture = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
      written[stream] += String(text);
      return true;
    };
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation(capture('out')),
      vi.spyOn(process.stderr, 'write').mockImplementation(capture('err')),
    ];
    try {
      return { code: await main(['explain', ...args, '--run', out]), ...written };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  };

  it('prints every line of a customer in both languages', async () => {
    for (const { id } of statementLines)
      for (const locale of ['en', 'zh-CN']) {
        const { code, out: text } = await explain('001015', '--line', id, '--locale', locale);
        expect(code, id).toBe(0);
        expect(text, id).not.toMatch(/undefined|NaN|null|\[object/);
        expect(text, id).not.toMatch(/DOES NOT|不一致/);
      }
  }, 120_000);

  it('prints accounts in both languages, and JSON', async () => {
    const { out: text } = await explain('--account', '6601', '--month', '2025-03');
    expect(text).toContain('38,761.50');
    expect(text).toContain('Customers it went to');
    expect((await explain('--account', '6701', '--locale', 'zh-CN')).out).toContain('留在公司层面');
    expect(JSON.parse((await explain('--account', '6601', '--json')).out)).toMatchObject({ account: '6601' });
  });

  it('shows levers in cash and capacity, what letting go would mean, what is open, and how sure it is', async () => {
    const { out: text } = await explain('001015');
    expect(text).toMatch(/Service .*capacity freed/);
    expect(text).toMatch(/Discounts .*cash .*breaks even at a volume loss of/);
    expect(text).toContain('If the customer left');
    expect(text).toContain('Receivables');
    expect(text).toMatch(/Net profit with the factors of the cost pools moved: .* to /);
  });

  it('says what is wrong with what was asked', async () => {
    const wrong = async (...args: string[]): Promise<string> => {
      const { code, err } = await explain(...args);
      expect(code).toBe(2);
      return err;
    };
    expect(await wrong('001015', '--line', 'servce')).toContain('did you mean `service`?');
    expect(await wrong('--account', '66o1')).toContain('did you mean `6601`?');
    expect(await wrong('--account', '6601', '--month', '1999-01')).toContain('2024-07 to 2026-06');
    expect(await wrong()).toContain('CFG019');
    expect(await wrong('001015', '--account', '6601')).toContain('CFG019');
    expect(await wrong('001015', '--month', '2025-03')).toContain('CFG019');
  });
});
