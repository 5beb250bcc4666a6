import { createHash } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalTables } from '../../src/contracts/canonical.ts';
import type { TableContract } from '../../src/contracts/contract.ts';
import { campaignTables } from '../../src/contracts/models/campaigns.ts';
import { featureTables, modelTables } from '../../src/contracts/results.ts';
import { type Finished, root, run } from '../support/product.ts';

/**
 * The main job from outside: the command a new user runs, on the sample company, judged by the files it leaves.
 * The planted truths are listed in data/samples/README.md, worked out there by the generator's own arithmetic.
 */

expect.extend({
  toBeNear(found: number, wanted: number, within: number) {
    return {
      pass: Math.abs(found - wanted) <= within,
      message: () => `${found} is not within ${within} of ${wanted}`,
    };
  },
});
declare module 'vitest' {
  interface Matchers {
    toBeNear(wanted: number, within: number): void;
  }
}

let out: string;
let first: Finished;
let record: Record<string, unknown> & {
  headline: Record<string, unknown>;
  tieOuts: { account: string; reconciled: boolean; unexplained: string }[];
  checks: { check: string; passed: boolean }[];
  inputs: {
    file: string;
    source: string;
    rowsRead: number;
    rowsKept: number;
    rowsSetAside: number;
    reasons: Record<string, number>;
  }[];
  findings: { code: string; severity: string }[];
  stages: { stage: string }[];
};
type Row = Record<string, unknown>;
let query: (sql: string) => Promise<Row[]>;
let close: () => void;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'whalecurve-sample-'));
  first = await run(['run', 'pipelines/profitability.yaml', '--out', out]);
  const folder = join(out, 'latest');
  record = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  query = async (sql) => {
    const text = sql.replace(/\{(\w+)\}/g, (_, name) => `'${join(folder, 'tables', name)}.parquet'`);
    const reader = await connection.runAndReadAll(text);
    return reader.getRowObjectsJson() as Row[];
  };
  close = () => {
    connection.closeSync();
    instance.closeSync();
  };
}, 120_000);

afterAll(async () => {
  close?.();
  await rm(out, { recursive: true, force: true });
});

const one = async (sql: string): Promise<Row> => (await query(sql))[0]!;
const customer = (id: string): Promise<Row> => one(`select * from {customers} where customer_id = '${id}'`);

describe('the run', () => {
  it('ends well and says what it found and where the report is', () => {
    expect(first.stderr).not.toContain('failed');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/report\.html/);
    expect(first.stdout).toMatch(/surprises/);
    expect(first.stdout).toContain('苏州翰昇汽车零部件有限公司');
  });

  it('leaves the folder it promises', async () => {
    const folder = join(out, 'latest');
    for (const file of ['run.json', 'log.jsonl', 'report.html', 'warehouse.duckdb'])
      await expect(access(join(folder, file)), file).resolves.toBeUndefined();
    const tables = await readdir(join(folder, 'tables'));
    for (const table of [
      'customers',
      'profit_statement',
      'rfm',
      'tiers',
      'clusters',
      'whale_curve',
      'tie_out',
    ])
      expect(tables).toEqual(expect.arrayContaining([`${table}.parquet`, `${table}.arrow`]));
    const charts = await readdir(join(folder, 'charts'));
    expect(charts).toEqual(expect.arrayContaining(['whale-curve.vl.json', 'whale-curve.svg']));
    expect(await readdir(join(folder, 'quarantine'))).toContain('activities.csv');
    expect(await readdir(folder)).not.toContain('.work');
    expect((await stat(join(folder, 'report.html'))).size).toBeLessThan(3_000_000);
  });

  it('says in the warehouse what every table and column of the contracts means', async () => {
    await query(`attach '${join(out, 'latest', 'warehouse.duckdb')}' as warehouse (read_only)`);
    const found = await query(
      `select schema_name, table_name, column_name, comment from duckdb_columns() where database_name = 'warehouse'
       union all select schema_name, table_name, null, comment from duckdb_tables() where database_name = 'warehouse'
       union all select schema_name, view_name, null, comment from duckdb_views() where database_name = 'warehouse'`,
    );
    const said = new Set(
      found
        .filter(({ comment }) => comment !== null)
        .map((row) => `${row.schema_name}.${row.table_name}.${row.column_name ?? ''}`),
    );
    const schemas: [string, Record<string, TableContract>][] = [
      ['canonical', canonicalTables],
      ['features', featureTables],
      ['models', modelTables],
    ];
    const wanted = schemas.flatMap(([schema, tables]) =>
      Object.entries(tables).flatMap(([table, { columns }]) =>
        schema === 'models' && table in campaignTables
          ? []
          : ['', ...Object.keys(columns)].map((column) => `${schema}.${table}.${column}`),
      ),
    );
    expect(wanted.filter((name) => !said.has(name))).toEqual([]);
  });

  it('ties every account to the ledger, to the cent', () => {
    expect(record.tieOuts.map(({ account }) => account)).toEqual([
      '6001',
      '6002',
      '6003',
      '6051',
      '6401',
      '6601',
      '6602',
      '6611',
      '6612',
      '6621',
      '6622',
      '6631',
      '6632',
      '6641',
      '6701',
      '6711',
      '6721',
    ]);
    for (const tie of record.tieOuts) expect(tie).toMatchObject({ reconciled: true, unexplained: '0.00' });
  });

  it('passes its own checks and has no failure among its findings', () => {
    expect(record.checks.length).toBeGreaterThan(10);
    expect(record.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(record.findings.filter(({ severity }) => severity === 'failure')).toEqual([]);
  });

  it('accounts for every row it read', () => {
    for (const { rowsRead, rowsKept, rowsSetAside } of record.inputs)
      expect(rowsKept + rowsSetAside).toBe(rowsRead);
    const activities = record.inputs.find(({ source }) => source === 'activities')!;
    expect(activities.rowsRead).toBe(7098);
    expect(activities.reasons).toEqual({ not_a_date: 3, not_a_number: 2, duplicate: 2 });
    const corrected = record.inputs.filter(({ source }) => source === 'invoices');
    expect(corrected.map(({ reasons }) => reasons.superseded ?? 0)).toEqual([0, 12, 0]);
    expect(corrected.map(({ reasons }) => reasons.duplicate ?? 0)).toEqual([0, 1219, 0]);
    expect(corrected.map(({ reasons }) => reasons.total_row ?? 0)).toEqual([1, 1, 1]);
    expect(corrected.reduce((sum, { rowsKept }) => sum + rowsKept, 0)).toBe(29_053);
  });
});

describe('the planted truths', () => {
  it('finds the second largest customer to be the largest loss, through service and returns', async () => {
    const giant = await customer('001015');
    expect(giant).toMatchObject({ sales_rank: '2', profit_rank: '596' });
    expect(Number(giant.net_profit)).toBeNear(-686_774, 1);
    const causes = await query(
      `select line from {causes} where customer_id = '001015' order by rank limit 2`,
    );
    expect(causes.map(({ line }) => line)).toContain('service');
    const [best] = await query('select max(net_profit) as most from {customers}');
    const withoutServiceAndReturns = Number(giant.net_profit) + Number(giant.service) + Number(giant.returns);
    expect(withoutServiceAndReturns).toBeGreaterThan(Number(best!.most));
  });

  it('finds the small customer that is third by profit', async () => {
    const star = await customer('001388');
    expect(star.profit_rank).toBe('3');
    expect(Number(star.sales_rank)).toBeGreaterThan(100);
    const surprises = await query('select customer_id, kind from {surprises} order by position limit 3');
    expect(surprises).toContainEqual({ customer_id: '001388', kind: 'hidden_gem' });
    expect(surprises).toContainEqual({ customer_id: '001015', kind: 'whale_that_loses' });
  });

  it('finds the slow payer, whose credit turns a profit into a loss', async () => {
    const payer = await customer('001066');
    const most = await one(
      'select customer_id from {customers} where is_ranked order by cost_of_credit desc, customer_id limit 1',
    );
    expect(most.customer_id).toBe('001066');
    expect(Number(payer.days_to_pay)).toBeGreaterThan(120);
    expect(Number(payer.contribution)).toBeGreaterThan(0);
    expect(Number(payer.net_profit)).toBeLessThan(0);
  });

  it('finds the chain that lives on discounts', async () => {
    const chain = await customer('001102');
    const { median } = await one('select median(discount_rate) as median from {customers} where is_ranked');
    expect(Number(chain.discount_rate)).toBeGreaterThan(0.3);
    expect(Number(median)).toBeLessThan(0.1);
    expect(Number(chain.net_profit)).toBeLessThan(0);
    const [cause] = await query(
      `select line, lever from {causes} where customer_id = '001102' order by rank limit 1`,
    );
    expect(cause).toEqual({ line: 'discounts', lever: 'price_corridor' });
  });

  it('adds a group up under its ultimate parent, two levels down', async () => {
    const group = await one(`select * from {customer_groups} where group_id = '001200'`);
    expect(group.members).toBe('5');
    expect(Number(group.net_sales)).toBeNear(3_768_675, 1);
    expect(Number(group.sales_rank)).toBeLessThanOrEqual(5);
    const alone = await one(`select min(sales_rank) as best from {customers} where group_id = '001200'`);
    expect(Number(alone.best)).toBeGreaterThan(10);
  });

  it('keeps walk-in, intercompany, staff and test accounts out of the ranking and in the books', async () => {
    const rows = await query(
      "select customer_id, class, profit_rank, tier from {customers} where not is_ranked and class <> 'ordinary' order by customer_id",
    );
    expect(rows).toEqual([
      { customer_id: '009999', class: 'test', profit_rank: null, tier: null },
      { customer_id: '980001', class: 'staff', profit_rank: null, tier: null },
      { customer_id: '990001', class: 'internal', profit_rank: null, tier: null },
      { customer_id: '999001', class: 'walk_in', profit_rank: null, tier: null },
    ]);
  });

  it('finds which sources of customers pay for themselves, and which does not', async () => {
    const rows = await query(
      'select source, leads, won, cost, net_profit, payback, payback_month from {acquisition} order by source',
    );
    const found = new Map(rows.map((row) => [row.source, row]));
    // As in data/samples/README.md, by the generator's own arithmetic.
    const planted: [string, number, number, number | null, number, string][] = [
      ['Referral', 48, 26, 15_600, 555_694, 'paid_back'],
      ['Trade fair', 107, 17, 89_000, 114_533, 'paid_back'],
      ['Search ads', 200, 27, 216_196, -138_825, 'not_yet'],
      ['Cold call', 73, 12, null, 87_437, 'no_cost'],
    ];
    for (const [source, leads, won, cost, profit, payback] of planted) {
      const row = found.get(source)!;
      expect([Number(row.leads), Number(row.won), row.payback], source).toEqual([leads, won, payback]);
      if (cost === null) expect(row.cost).toBeNull();
      else expect(Number(row.cost)).toBeNear(cost, 1);
      expect(Number(row.net_profit)).toBeNear(profit, 1);
    }
    expect(found.get('')).toMatchObject({ leads: '9', won: '0', payback: 'no_cost' });
    const month = (source: string): number => Number(found.get(source)!.payback_month);
    expect(month('Referral')).toBe(1);
    expect(month('Trade fair')).toBeGreaterThan(6);
    const [doubled] = await query(
      'select count(*) - count(distinct customer_id) as n from {acquired_customers}',
    );
    expect(doubled!.n).toBe('0');
  });

  it('agrees with the generator on the whole', async () => {
    const whole = await one('select * from {concentration}');
    expect(whole).toMatchObject({ measure: 'net_profit', customers: '596' });
    expect(Number(whole.net_sales)).toBeNear(109_957_303, 1);
    expect(Number(whole.total_profit)).toBeNear(7_161_945, 1);
    expect(Number(whole.peak_share)).toBeNear(1.639, 0.0005);
    expect(whole.unprofitable).toBe('230');
  });
});

describe('a second run', () => {
  it('gives the same bytes, clock times aside', async () => {
    const again = await mkdtemp(join(tmpdir(), 'whalecurve-again-'));
    try {
      expect((await run(['run', 'pipelines/profitability.yaml', '--out', again])).code).toBe(0);
      const digest = async (folder: string): Promise<Record<string, string>> => {
        const files: Record<string, string> = {};
        for (const name of (await readdir(folder, { recursive: true })).sort()) {
          const path = join(folder, name);
          if (!(await stat(path)).isFile() || ['run.json', 'log.jsonl', 'warehouse.duckdb'].includes(name))
            continue;
          files[name] = createHash('sha256')
            .update(await readFile(path))
            .digest('hex');
        }
        return files;
      };
      const before = await digest(join(out, 'latest'));
      expect(Object.keys(before).length).toBeGreaterThan(40);
      expect(await digest(join(again, 'latest'))).toEqual(before);
      const timeless = async (folder: string): Promise<unknown> => {
        const {
          run: _,
          stages: __,
          ...rest
        } = JSON.parse(await readFile(join(folder, 'latest', 'run.json'), 'utf8'));
        return rest;
      };
      expect(await timeless(again)).toEqual(await timeless(out));
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });
});

describe('the generator of the sample company', () => {
  it('writes the very bytes that are committed', async () => {
    const { spawnSync } = await import('node:child_process');
    const fresh = await mkdtemp(join(tmpdir(), 'whalecurve-fresh-'));
    try {
      const made = spawnSync(
        process.execPath,
        ['node_modules/tsx/dist/cli.mjs', 'scripts/samples/make.ts', fresh],
        {
          cwd: root,
          encoding: 'utf8',
        },
      );
      expect(made.stderr).toBe('');
      expect(made.status).toBe(0);
      let total = 0;
      for (const name of await readdir(fresh, { recursive: true })) {
        if (!(await stat(join(fresh, name))).isFile()) continue;
        const bytes = await readFile(join(fresh, name));
        total += bytes.length;
        expect(bytes.equals(await readFile(join(root, 'data/samples', name))), name).toBe(true);
      }
      expect(total).toBeLessThan(6_100_000);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  });
});
