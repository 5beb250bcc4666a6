/**
 * Runs pipelines over public data sets and compares with answers that were published or computed elsewhere.
 * The data is not part of the project: where it is not at hand, this says so and ends well.
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Database } from '../src/engine/database.ts';
import { quietEffects } from '../src/engine/effects.ts';
import { loadPipeline } from '../src/pipeline/load.ts';
import { runPipeline } from '../src/pipeline/run.ts';
import { validateReading } from './validate-reading.ts';

interface Whale {
  n_customers: number;
  total: number;
  n_negative: number;
  peak_rank: number;
  peak_pct_of_total: number;
  top_20pct_share: number;
  gini_rsv: number;
  best: [string, number][];
  worst: [string, number][];
}

const data = process.argv[2] ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const answers = async (file: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(data, 'expected', file), 'utf8')) as Record<string, unknown>;

if (
  !(await stat(join(data, 'expected')).then(
    (found) => found.isDirectory(),
    () => false,
  ))
) {
  console.log(`validate: no reference data in ${data}; nothing compared.`);
  process.exit(0);
}

const superstore = await answers('superstore_classic.json');
const adventureWorks = (await answers('adventureworks_dw.json')).reseller as Record<string, unknown>;
const cases: {
  pipeline: string;
  sales: number;
  whale: Whale;
  perCustomer?: { file: string; id: string; profit: string };
}[] = [
  {
    pipeline: 'pipelines/validate/superstore.yaml',
    sales: superstore.total_sales as number,
    whale: superstore.profit_whale as Whale,
    perCustomer: { file: 'superstore_classic_customers.csv', id: 'Customer ID', profit: 'profit' },
  },
  {
    pipeline: 'pipelines/validate/adventureworks-resellers.yaml',
    sales: adventureWorks.sales as number,
    whale: adventureWorks.gm_whale as Whale,
    perCustomer: { file: 'adventureworks_reseller_customers.csv', id: 'ResellerKey', profit: 'gm' },
  },
];

let passed = 0;
let failed = 0;
const same = (what: string, expected: number, found: number, tolerance: number): void => {
  const agrees = Math.abs(expected - found) <= tolerance;
  if (agrees) passed += 1;
  else failed += 1;
  console.log(`  ${agrees ? '✓' : '✗'} ${what}: ${found}${agrees ? '' : ` (expected ${expected})`}`);
};

for (const one of cases) {
  const out = await mkdtemp(join(tmpdir(), 'whalecurve-validate-'));
  try {
    const pipeline = await loadPipeline(fileURLToPath(new URL(`../${one.pipeline}`, import.meta.url)));
    const effects = quietEffects({ elapsed: () => performance.now() });
    const { folder, record } = await runPipeline(pipeline, { out, data: join(data, 'commerce') }, effects);
    console.log(`${one.pipeline} (${record.run.seconds} s)`);
    for (const check of record.checks) same(check.check, 1, Number(check.passed), 0);
    const database = await Database.open({ path: join(folder, 'warehouse.duckdb'), readOnly: true });
    try {
      const found = await database.row<Record<string, number>>('select * from models.concentration');
      const { whale } = one;
      // Tolerances as the answers state them: a cent on money, 1e-4 on percentages and Gini.
      same('net sales', one.sales, found.net_sales!, 0.01);
      same('customers', whale.n_customers, found.customers!, 0);
      same('total profit', whale.total, found.total_profit!, 0.01);
      same('unprofitable customers', whale.n_negative, found.unprofitable!, 0);
      same('peak, % of total', whale.peak_pct_of_total, found.peak_share! * 100, 1e-4);
      same('top 20 %, % of total', whale.top_20pct_share, found.top_20_share! * 100, 1e-4);
      same('Gini, normalised', whale.gini_rsv, found.gini!, 1e-4);
      const curve = await database.rows<{ customer_id: string; net_profit: number }>(
        'select customer_id, net_profit from models.whale_curve order by rank',
      );
      const ends = [
        ...whale.best.map((row, index) => [row, curve[index]] as const),
        ...whale.worst.map((row, index) => [row, curve.at(-1 - index)] as const),
      ];
      for (const [[id, profit], row] of ends)
        same(`${id} is ${row?.customer_id}`, profit, row?.net_profit ?? Number.NaN, 0.01);
      if (one.perCustomer !== undefined) {
        const { file, id, profit } = one.perCustomer;
        const { off, missing } = await database.row<{ off: number; missing: number }>(
          `select count(*) filter (where abs(p.net_profit - e.profit) > 0.0001) as off,
                  count(*) filter (where p.customer_id is null) as missing
             from (select columns(c -> c = $id) as id, columns(c -> c = $profit) as profit
                     from read_csv($path, all_varchar = true)) as raw
             cross join lateral (select raw.id as customer_id, cast(raw.profit as decimal(18, 4)) as profit) as e
             left join features.customer_profit as p using (customer_id)`,
          { id, profit, path: join(data, 'expected', file) },
        );
        same('customers whose profit differs', 0, off, 0);
        same('customers not found', 0, missing, 0);
      }
    } finally {
      database.close();
    }
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
/** Runs whose answers are single figures: what, SQL that gives it, the answer, and how near it must come. */
const receivables = await answers('ibm_accounts_receivable.json');
const credit = receivables.cost_of_receivables as {
  total: number;
  late_part: number;
  top5: [string, ...number[]][];
};
const afterFreight = adventureWorks.contribution_after_freight_whale as { total: number; n_negative: number };
const books = await answers('adventureworks_gl_reconciliation.json');
const years = books.by_year as Record<string, Record<string, number>>;
const gaps = books.months_with_sales_but_no_gl_posting as string[];
type Figure = readonly [what: string, sql: string, expected: number, tolerance: number];

const runs: { pipeline: string; exit: number; figures: Figure[] }[] = [
  {
    pipeline: 'pipelines/validate/ibm-receivables.yaml',
    exit: 0,
    figures: [
      [
        'cost of credit at 10 %',
        'select sum(cost_of_credit) from features.customer_profit',
        credit.total,
        0.005,
      ],
      ['its late part', 'select sum(cost_of_late) from features.ageing', credit.late_part, 0.005],
      ...credit.top5.map(
        ([id, , , cost]): Figure => [
          `cost of credit of ${id}`,
          `select cost_of_credit from features.customer_profit where customer_id = '${id}'`,
          cost!,
          0.0001,
        ],
      ),
      ['invoices', 'select sum(invoices) from features.ageing', receivables.rows as number, 0],
      [
        'late invoices',
        'select sum(late_invoices) from features.ageing',
        receivables.late_invoices as number,
        0,
      ],
      ['disputed', 'select sum(disputed_invoices) from features.ageing', receivables.disputed as number, 0],
      [
        'late if disputed, %',
        'select 100 * sum(disputed_late_invoices) / sum(disputed_invoices) from features.ageing',
        receivables.late_pct_disputed as number,
        1e-4,
      ],
      [
        'late if not disputed, %',
        `select 100 * sum(late_invoices - disputed_late_invoices) / sum(invoices - disputed_invoices)
           from features.ageing`,
        receivables.late_pct_undisputed as number,
        1e-4,
      ],
      [
        'days to pay, weighted by amount',
        'select sum(balance * days) / (select sum(amount) from canonical.receivables) from features.credit_items',
        receivables.amount_weighted_days_to_settle as number,
        1e-4,
      ],
    ],
  },
  {
    pipeline: 'pipelines/validate/adventureworks-resellers-freight.yaml',
    exit: 0,
    figures: [
      ['total after freight', 'select total_profit from models.concentration', afterFreight.total, 0.01],
      ['unprofitable', 'select unprofitable from models.concentration', afterFreight.n_negative, 0],
      [
        'shares of a total that is no profit',
        `select count(peak_share) + count(top_20_share) + (select count(profit_share) from models.whale_curve)
           from models.concentration`,
        0,
        0,
      ],
    ],
  },
  {
    pipeline: 'pipelines/validate/adventureworks-ledger.yaml',
    exit: 1,
    figures: [
      ...Object.entries(years).flatMap(([year, one]): Figure[] => {
        const sum = (column: string, account: string): string =>
          `select sum(${column}) from features.tie_out where account = '${account}' and year(month) = ${year}`;
        return [
          [`${year} trade sales of the ledger`, sum('-ledger', '101'), one.gl_trade_sales!, 0.01],
          [`${year} sales of the lines`, sum('-charged', '101'), one.subledger_sales!, 0.01],
          [`${year} lines less ledger`, sum('timing + unexplained', '101'), one.variance!, 0.01],
          [`${year} cost of sales of the ledger`, sum('ledger', '56'), one.gl_standard_cost!, 0.01],
          [`${year} cost of the lines`, sum('charged', '56'), one.subledger_cost!, 0.01],
        ];
      }),
      [
        'months with sales but no posting',
        `select count(*) from features.tie_out where account = '101' and ledger = 0
           and strftime(month, '%Y-%m') in (${gaps.map((gap) => `'${gap}'`).join(', ')})`,
        gaps.length,
        0,
      ],
      [
        'months with none of the two',
        "select count(*) from features.tie_out where account = '101' and ledger = 0",
        gaps.length,
        0,
      ],
      ['timing moves, and adds nothing', 'select sum(timing) from features.tie_out', 0, 0],
      [
        'timing of early 2011 is seen',
        "select count(*) from features.tie_out where account = '101' and month = date '2011-03-01' and timing < 0",
        1,
        0,
      ],
      [
        'what is left open anywhere',
        'select sum(ledger - charged - unused - company_level - timing - unexplained) from features.tie_out',
        0,
        0,
      ],
    ],
  },
];

for (const one of runs) {
  const out = await mkdtemp(join(tmpdir(), 'whalecurve-validate-'));
  try {
    const pipeline = await loadPipeline(fileURLToPath(new URL(`../${one.pipeline}`, import.meta.url)));
    const effects = quietEffects({ elapsed: () => performance.now() });
    const { folder, record } = await runPipeline(pipeline, { out, data: join(data, 'commerce') }, effects);
    console.log(`${one.pipeline} (${record.run.seconds} s)`);
    for (const check of record.checks) same(check.check, 1, Number(check.passed), 0);
    same('exit code', one.exit, record.run.exitCode, 0);
    const database = await Database.open({ path: join(folder, 'warehouse.duckdb'), readOnly: true });
    try {
      for (const [what, sql, expected, tolerance] of one.figures) {
        const { found } = await database.row<{ found: number | null }>(`select (${sql}) as found`);
        same(what, expected, found ?? Number.NaN, tolerance);
      }
    } finally {
      database.close();
    }
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
await validateReading(data, same);
console.log(`validate: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
