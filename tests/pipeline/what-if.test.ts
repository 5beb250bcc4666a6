import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementLines } from '../../src/contracts/statement.ts';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { type WhatIf, whatIf } from '../../src/pipeline/what-if.ts';
import { change, exports, type Scenario, usual, yaml } from '../support/scenarios.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-what-if-'));
  await mkdir(join(folder, 'data'));
  for (const [name, content] of Object.entries(exports()))
    await writeFile(join(folder, 'data', name), content);
  await runIt(usual, 'out');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pipelineOf(scenario: Scenario, sets: readonly string[] = []) {
  const file = join(folder, 'pipeline.yaml');
  await writeFile(file, yaml(scenario));
  return loadPipeline(file, sets);
}

const runIt = async (scenario: Scenario, out: string) =>
  runPipeline(await pipelineOf(scenario), { out: join(folder, out), fresh: true }, quietEffects());

const ask = async (scenario: Scenario, sets: readonly string[] = []): Promise<WhatIf> =>
  whatIf(await pipelineOf(scenario, sets), { out: join(folder, 'out'), largest: 100 }, quietEffects());

/** The same figures from the warehouse of a finished run. */
async function figuresOf(run: string): Promise<Record<string, unknown>> {
  const database = await Database.open({ path: join(run, 'warehouse.duckdb'), readOnly: true });
  try {
    const sums = statementLines.map(({ id }) => `coalesce(sum(${id}), 0) as ${id}`).join(', ');
    const lines = await database.row<Record<string, number>>(`select ${sums} from models.ranked`);
    const tiers = await database.rows<{ tier: string; n: number }>(
      'select tier, (select count(*) from models.tiers as t where t.tier = s.tier) as n from settings.tiers as s order by position',
    );
    const { n: customers } = await database.row<{ n: number }>('select count(*) as n from models.ranked');
    const { n: unprofitable } = await database.row<{ n: number }>(
      'select count(*) as n from models.ranked where net_profit < 0',
    );
    const { n: unusedCapacity } = await database.row<{ n: number }>(
      'select coalesce(sum(unused), 0) as n from features.pool_periods',
    );
    const profits = await database.rows<{ customer_id: string; net_profit: number; tier: string | null }>(
      'select customer_id, net_profit, tier from models.ranked left join models.tiers using (customer_id) order by 1',
    );
    return {
      lines,
      tiers: Object.fromEntries(tiers.map(({ tier, n }) => [tier, n])),
      customers,
      unprofitable,
      unusedCapacity,
      profits,
    };
  } finally {
    database.close();
  }
}

/** One side of an answer in the same form, but for the customers. */
const side = (answer: WhatIf, which: 'before' | 'after'): Record<string, unknown> => ({
  lines: Object.fromEntries(answer.lines.map((shift) => [shift.line, shift[which]])),
  tiers: Object.fromEntries(answer.tiers.map((shift) => [shift.tier, shift[which]])),
  customers: answer.customers[which],
  unprofitable: answer.unprofitable[which],
  unusedCapacity: answer.unusedCapacity[which],
});

describe('what other settings would change', () => {
  it('is what a run from nothing with them comes to, whatever they are', async () => {
    const { profits: before, ...base } = await figuresOf(join(folder, 'out', 'latest'));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const scenario: Scenario = Object.assign({}, usual, ...changes);
        const answer = await ask(scenario);
        expect(side(answer, 'before')).toEqual(base);
        await rm(join(folder, 'fresh'), { recursive: true, force: true });
        await runIt(scenario, 'fresh');
        const { profits, ...fresh } = await figuresOf(join(folder, 'fresh', 'latest'));
        expect(side(answer, 'after')).toEqual(fresh);
        type Profit = { customer_id: string; net_profit: number; tier: string | null };
        const was = new Map((before as Profit[]).map((one) => [one.customer_id, one]));
        const shifts = (profits as Profit[]).flatMap(({ customer_id, net_profit, tier }) => {
          const old = was.get(customer_id);
          return old?.net_profit === net_profit
            ? []
            : [[customer_id, old?.net_profit ?? 0, net_profit, old?.tier ?? null, tier]];
        });
        expect(
          answer.largest
            .filter(({ tier_after }) => tier_after !== null)
            .map((one) => [
              one.customer_id,
              one.profit_before,
              one.profit_after,
              one.tier_before,
              one.tier_after,
            ])
            .sort(),
        ).toEqual(shifts.sort());
      }),
      { numRuns: Number(process.env.SCENARIOS ?? 4), seed: 20261123 },
    );
  }, 600_000);

  it('is told with what was set and what was computed, and leaves the folder of runs as it was', async () => {
    const files = async () => {
      const names = (await readdir(join(folder, 'out'), { recursive: true })).sort();
      const { mtimeMs } = await stat(join(folder, 'out', 'latest', 'warehouse.duckdb'));
      return { names, mtimeMs };
    };
    const was = await files();
    const answer = await ask(usual, ['credit.annual_rate=9%', 'costs.desk.minutes.invoices=7']);
    expect(answer.changes).toEqual([
      { key: 'costs.desk.minutes.invoices', before: 5, after: 7 },
      { key: 'credit.annual_rate', before: 0.06, after: 0.09 },
    ]);
    expect(answer.computed).toContain('features.credit_cost');
    expect(answer.computed).not.toContain('features.documents');
    expect(answer.computed).not.toContain('features.customer_months');
    const credit = answer.lines.find(({ line }) => line === 'cost_of_credit')!;
    expect(credit.after / credit.before).toBeCloseTo(1.5, 3);
    expect(await files()).toEqual(was);
  });

  it('is handed out as Parquet with every customer, whole or not at all', async () => {
    const file = join(folder, 'shifts', 'nine.parquet');
    const pipeline = await pipelineOf(usual, ['credit.annual_rate=9%']);
    const answer = await whatIf(pipeline, { out: join(folder, 'out'), parquet: file }, quietEffects());
    const database = await Database.open({ path: ':memory:' });
    const told = await database.row(
      `select count(*) as customers, count(name) as names, sum(profit_before) as before, sum(profit_after) as after,
              count(tier_before) as tiers from '${file}'`,
    );
    database.close();
    const profit = answer.lines.find(({ line }) => line === 'net_profit')!;
    const { before, after } = profit;
    expect(told).toEqual({ customers: 24, names: 24, before, after, tiers: 24 });
    expect(await readdir(join(folder, 'shifts'))).toEqual(['nine.parquet']);
    await writeFile(join(folder, 'taken'), '');
    await expect(
      whatIf(
        pipeline,
        { out: join(folder, 'out'), parquet: join(folder, 'taken', 'x.parquet') },
        quietEffects(),
      ),
    ).rejects.toThrow('Cannot write to');
  });

  it('is nothing where nothing is set', async () => {
    const answer = await ask(usual);
    expect(answer.changes).toEqual([]);
    expect(answer.computed).toEqual([]);
    expect(answer.lines.every(({ before, after }) => before === after)).toBe(true);
    expect(answer.largest).toEqual([]);
  });

  it.each([
    ['costs.dsk.minutes.invoices=7', 'CFG037', 'did you mean `desk`?'],
    ['credit.annual_rate', 'CFG037', 'level by level'],
    ['credit.annual_rate.of=1', 'CFG037', 'level by level'],
    ['costs.desk.minutes.invoice=7', 'CFG003', 'did you mean `invoices`?'],
    ['sources.lines.columns.cost_amount=net', 'CFG036', 'whalecurve run'],
  ])('refuses `--set %s` with a reason and a way out', async (set, code, repair) => {
    const error = (await ask(usual, [set]).catch((cause: unknown) => cause)) as {
      finding: { code: string; repair(locale: string): string | undefined };
    };
    expect(error.finding.code).toContain(code);
    expect(`${error.finding.repair('en')}`).toContain(repair);
    expect(`${error.finding.repair('zh-CN')}`.length).toBeGreaterThan(3);
  });

  it('says of a value that does not fit what would', async () => {
    await expect(ask(usual, ['credit.annual_rate=much'])).rejects.toThrow('20% or 0.2');
  });

  it('asks for a run where there is none, or where the exports are others', async () => {
    const pipeline = await pipelineOf(usual);
    await expect(whatIf(pipeline, { out: join(folder, 'none') }, quietEffects())).rejects.toThrow(/no run/);
    const data = join(folder, 'later');
    await mkdir(data);
    for (const [name, content] of Object.entries(exports()))
      await writeFile(
        join(data, name),
        name === 'open.csv' ? `${content}X1,C1,2026-06-01,2026-06-20,5.00,\n` : content,
      );
    await expect(whatIf(pipeline, { out: join(folder, 'out'), data }, quietEffects())).rejects.toThrow(
      /exports are new/,
    );
  });
});
