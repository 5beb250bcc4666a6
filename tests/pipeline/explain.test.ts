import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementLines } from '../../src/contracts/statement.ts';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { explainAccount } from '../../src/pipeline/explain/account.ts';
import { type DocumentLine, explainDocument } from '../../src/pipeline/explain/document.ts';
import { explainLine } from '../../src/pipeline/explain/line.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { explain } from '../support/explain.ts';
import { root } from '../support/product.ts';

/** The trace both ways, over one run of the sample company. */
let out: string;
let customers: string[];
let months: string[];
let documentLines: { invoice: string; line: string }[];
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
  documentLines = await database.rows(
    'select invoice_id as invoice, line_no as line from features.line_profit order by hash(invoice_id, line_no), 1, 2 limit 400',
  );
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

  it('opens from the period to its years, and from a year to its months', async () => {
    const lines = ['net_sales', 'service', 'bad_debt', 'net_profit', 'cost_of_credit', 'delivery'];
    for (const [index, line] of lines.entries()) {
      const customer = customers[(index * 97) % customers.length]!;
      const whole = await explainLine(customer, line, { run: out });
      const years = [...new Set(months.map((month) => month.slice(0, 4)))];
      let sum = 0;
      for (const year of years) {
        const trace = await explainLine(customer, line, { run: out, month: year });
        expect(trace.month?.slice(0, 4), year).toBe(year);
        expect(ten(trace.sum), `${customer} ${line} ${year}`).toBe(ten(trace.amount));
        expect(trace.months.reduce((total, { amount }) => total + ten(amount), 0)).toBe(ten(trace.amount));
        expect(trace.months.every(({ month }) => month.startsWith(year))).toBe(true);
        sum += ten(trace.amount);
      }
      expect(sum, `${customer} ${line}`).toBe(ten(whole.amount));
      expect(whole.months.reduce((total, { amount }) => total + ten(amount), 0)).toBe(ten(whole.amount));
    }
    const one = await explainLine(customers[0]!, 'net_sales', { run: out, month: months[0]! });
    expect(one.months).toEqual([]);
    const account = await explainAccount('6601', { run: out, month: '2025' });
    expect(account.months).toHaveLength(12);
    expect(ten(account.customers.amount)).toBe(ten(account.totals.charged));
  });

  it('opens the median that a cause is measured against: the peers are those of the cause', async () => {
    const database = await Database.open({ path: join(out, 'latest', 'warehouse.duckdb'), readOnly: true });
    const causes = await database.rows<{
      id: string;
      line: string;
      share: number;
      median: number;
      group: string;
      peers: number;
    }>(
      `select customer_id as id, line, share, peer_median as median, peer_group as "group", peers
       from models.causes order by hash(customer_id || line) limit 12`,
    );
    database.close();
    for (const cause of causes) {
      const { peers } = await explainLine(cause.id, cause.line, { run: out });
      expect(peers?.comparison, `${cause.id} ${cause.line}`).toMatchObject({
        peer_group: cause.group,
        peers: cause.peers,
      });
      expect(Number(peers!.comparison.share)).toBeCloseTo(cause.share, 12);
      expect(Number(peers!.comparison.peer_median)).toBeCloseTo(cause.median, 12);
      expect(peers!.middle.length).toBeGreaterThan(0);
    }
    expect((await explainLine(causes[0]!.id, 'net_profit', { run: out })).peers).toBeNull();
    expect(
      (await explainLine(causes[0]!.id, causes[0]!.line, { run: out, month: months[0]! })).peers,
    ).toBeNull();
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

describe('a line of a document, followed', () => {
  it('is in the export, on the statement and in the accounts with the same amounts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documentLines), async ({ invoice, line }) => {
        const trace = (await explainDocument(`${invoice}/${line}`, { run: out })) as DocumentLine;
        expect(trace.place?.row).toBeGreaterThan(0);
        const cell = trace.cells.find(({ columns }) => columns.includes('invoice_id'));
        expect([cell?.cell, cell?.values]).toEqual([invoice, [invoice]]);
        const of = (name: string): number =>
          ten(trace.statement.find((one) => one.line === name)?.amount ?? 0);
        expect(of('gross_sales') - of('discounts') - of('returns') + of('freight_and_fees_billed')).toBe(
          ten(Number(trace.line.net_amount)),
        );
        expect(
          -of('gross_sales') +
            of('discounts') +
            of('returns') +
            of('cost_of_goods') -
            of('freight_and_fees_billed'),
        ).toBe(trace.accounts.reduce((sum, row) => sum + ten(Number(row.amount)), 0));
        // The figure of the month that it is said to be part of, opened from the other side, names the line.
        const [main] = trace.statement;
        const month = String(trace.line.month).slice(0, 7);
        const opened = await explainLine(trace.customer.customer_id, main!.line, { run: out, month });
        expect(ten(opened.amount)).toBe(ten(main!.ofMonth));
        for (const step of trace.work.steps)
          expect(Number(step.units) * Number(step.factor) * Number(step.rate)).toBeCloseTo(
            Number(step.amount),
            1,
          );
      }),
      { numRuns: 25 },
    );
  });

  it('finds all lines of a document, and says what is wrong with a number', async () => {
    const whole = await explainDocument('SI25030188', { run: out });
    expect(whole).toMatchObject({ line: null, invoice: 'SI25030188', customer: { customer_id: '001015' } });
    const refused = async (given: string) =>
      explainDocument(given, { run: out }).catch((error) => error.finding.params);
    expect(await refused('SI25030l88')).toMatchObject({ suggestion: 'SI25030088' });
    expect(await refused('SI25030188/9')).toMatchObject({ lines: ['1', '2'] });
  });
});

describe('the command', () => {
  it('prints every line of a customer in both languages', async () => {
    for (const { id } of statementLines)
      for (const locale of ['en', 'zh-CN']) {
        const { code, out: text } = await explain(out, '001015', '--line', id, '--locale', locale);
        expect(code, id).toBe(0);
        expect(text, id).not.toMatch(/undefined|NaN|null|\[object/);
        expect(text, id).not.toMatch(/DOES NOT|不一致/);
      }
  }, 120_000);

  it('prints documents in both languages', async () => {
    for (const { invoice, line } of documentLines.slice(0, 5))
      for (const locale of ['en', 'zh-CN'])
        for (const document of [invoice, `${invoice}/${line}`]) {
          const { code, out: text } = await explain(out, '--document', document, '--locale', locale);
          expect(code, document).toBe(0);
          expect(text, document).not.toMatch(/undefined|NaN|null|\[object/);
        }
  }, 120_000);

  it('prints what the tutorial says', async () => {
    const path = join(root, 'docs/follow-one-line.md');
    const tutorial = await readFile(path, 'utf8');
    const blocks = [...tutorial.matchAll(/```console\n\$ npx whalecurve explain (.*)\n([\s\S]*?)```/g)];
    expect(blocks.length).toBeGreaterThan(6);
    let renewed = tutorial;
    for (const [block, args, shown] of blocks) {
      const { code, out: text } = await explain(out, ...args!.split(' '));
      expect(code, args).toBe(0);
      renewed = renewed.replace(block!, `\`\`\`console\n$ npx whalecurve explain ${args}\n${text}\`\`\``);
      if (process.env.RENEW_TUTORIAL !== undefined) continue;
      // A line of `…` stands for any lines.
      const parts = shown!.trimEnd().split(/^…\n?/m);
      let at = 0;
      for (const [index, part] of parts.entries()) {
        const found = text.indexOf(part.trimEnd(), at);
        expect(index === 0 ? found : Math.min(found, 0), `${args}:\n${part}`).toBe(0);
        at = found + part.trimEnd().length;
      }
      if (!shown!.trimEnd().endsWith('…')) expect(text.slice(at).trim(), args).toBe('');
    }
    if (process.env.RENEW_TUTORIAL !== undefined) await writeFile(path, renewed);
  }, 120_000);

  it('prints accounts in both languages, and JSON', async () => {
    const { out: text } = await explain(out, '--account', '6601', '--month', '2025-03');
    expect(text).toContain('38,761.50');
    expect(text).toContain('Customers it went to');
    expect((await explain(out, '--account', '6701', '--locale', 'zh-CN')).out).toContain('留在公司层面');
    expect(JSON.parse((await explain(out, '--account', '6601', '--json')).out)).toMatchObject({
      account: '6601',
    });
  });

  it('shows levers in cash and capacity, what letting go would mean, what is open, and how sure it is', async () => {
    const { out: text } = await explain(out, '001015');
    expect(text).toMatch(/Service .*capacity freed/);
    expect(text).toMatch(/Discounts .*cash .*breaks even at a volume loss of/);
    expect(text).toContain('If the customer left');
    expect(text).toContain('Receivables');
    expect(text).toMatch(/Net profit with the factors of the cost pools moved: .* to /);
  });

  it('says what is wrong with what was asked', async () => {
    const wrong = async (...args: string[]): Promise<string> => {
      const { code, err } = await explain(out, ...args);
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
