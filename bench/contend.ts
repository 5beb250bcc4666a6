import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { sharedWork } from './parts.ts';

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

/** What one run of a contender took: seconds, and bytes at the peak. */
export interface Outcome {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
  /** Of the peak, what JavaScript had for itself at most; of contenders in Node. */
  readonly own?: number;
  /** Seconds by stage; what is left of the wall clock is `start`. */
  readonly stages: ReadonlyMap<string, number>;
  /** Of a run of the product: seconds by stage for what the bare script makes too; ingest is all of it. */
  readonly shared?: ReadonlyMap<string, number>;
  /** Totals in 1/10,000 of the currency unit (`_e4`) or cents (`_c`), to be held against one another. */
  readonly totals: Readonly<Record<string, number>>;
}

interface Told {
  /** None of a command that is no run. */
  readonly stages?: readonly { stage: string; milliseconds: number }[];
  readonly totals?: Readonly<Record<string, string | number>>;
  /** Where the product has put its run. */
  readonly folder?: string;
  /** Told by contenders that Node cannot look into. */
  readonly usage?: { cpu: number; peak: number };
}

/**
 * What the product's own tables add up to: the same totals that the others print, and the work they have in common.
 * Customers without any entry are in no statement and add nothing.
 */
async function lookInto(run: string): Promise<Pick<Outcome, 'totals' | 'shared'>> {
  const instance = await DuckDBInstance.create(`${run}/warehouse.duckdb`, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select cast(sum(net_sales) * 10000 as bigint) as net_sales_e4, cast(sum(cost_of_goods) * 10000 as bigint) as cost_e4,
       cast(sum(delivery + order_handling + service + sales_and_marketing) * 100 as bigint) as serve_c,
       cast(sum(cost_of_credit) * 10000 as bigint) as credit_e4, cast(sum(net_profit) * 10000 as bigint) as profit_e4
     from features.profit_statement`,
  );
  const [row] = reader.getRowObjects();
  const shared = await sharedWork(run, connection);
  connection.closeSync();
  instance.closeSync();
  return { totals: numbersOf(row!), shared };
}

const numbersOf = (totals: object): Record<string, number> =>
  Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, Number(value)]));

/** Runs a contender to its end. It prints one JSON object with its stages; Node contenders leave their usage in a file. */
export async function contend({ command }: Contender, usageFile: string): Promise<Outcome> {
  await rm(usageFile, { force: true });
  const [program, ...args] = command as [string, ...string[]];
  const measured =
    program === process.execPath ? ['--import', new URL('measure.mjs', import.meta.url).href] : [];
  const begun = performance.now();
  const { code, output, errors } = await new Promise<{ code: number | null; output: string; errors: string }>(
    (done, fail) => {
      const child = spawn(program, [...measured, ...args], {
        env: { ...process.env, BENCH_USAGE: usageFile },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      let errors = '';
      child.stdout.on('data', (part) => (output += part));
      child.stderr.on('data', (part) => (errors += part));
      child.on('error', fail);
      child.on('close', (code) => done({ code, output, errors }));
    },
  );
  const wall = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${errors.slice(-2000)}`);
  const told = JSON.parse(output) as Told;
  const usage =
    told.usage ??
    (JSON.parse(await readFile(usageFile, 'utf8')) as {
      cpu: number;
      peak: number;
      own?: number;
    });
  const found =
    told.folder === undefined ? { totals: numbersOf(told.totals ?? {}) } : await lookInto(told.folder);
  const stages = new Map((told.stages ?? []).map(({ stage, milliseconds }) => [stage, milliseconds / 1000]));
  const known = [...stages.values()].reduce((sum, seconds) => sum + seconds, 0);
  return {
    wall,
    ...usage,
    stages: new Map([['start', wall - known], ...stages]),
    ...found,
  };
}
