import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { planRun } from '../../src/pipeline/plan.ts';
import { type RunOutcome, runPipeline } from '../../src/pipeline/run.ts';
import { change, exports, type Scenario, usual, yaml } from '../support/scenarios.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-reuse-'));
  await mkdir(join(folder, 'data'));
  for (const [name, content] of Object.entries(exports()))
    await writeFile(join(folder, 'data', name), content);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function runIt(
  scenario: Scenario,
  out: string,
  fresh = false,
  name = 'pipeline.yaml',
): Promise<RunOutcome> {
  const file = join(folder, name);
  await writeFile(file, yaml(scenario));
  return runPipeline(await loadPipeline(file), { out: join(folder, out), fresh }, quietEffects());
}

/** All that a run hands out, by content: its files, what it found, what became of every row. */
const handedOut = ({ record }: RunOutcome): unknown => ({
  outputs: record.outputs,
  findings: record.findings,
  headline: record.headline,
  tieOuts: record.tieOuts,
  checks: record.checks,
  tables: record.tables,
  fingerprint: record.fingerprint,
});

describe('a run that begins with the warehouse of the run before', () => {
  it('hands out what a run from nothing does, whatever settings change from run to run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 3 }), async (changes) => {
        await rm(join(folder, 'kept'), { recursive: true, force: true });
        await rm(join(folder, 'fresh'), { recursive: true, force: true });
        let scenario = usual;
        await runIt(scenario, 'kept');
        for (const one of changes) {
          scenario = { ...scenario, ...one };
          const kept = await runIt(scenario, 'kept');
          expect(kept.record.run.reuse?.from).not.toBeNull();
          const fresh = await runIt(scenario, 'fresh', true);
          expect(handedOut(kept)).toEqual(handedOut(fresh));
        }
      }),
      { numRuns: Number(process.env.SCENARIOS ?? 3), seed: 20261123 },
    );
  }, 600_000);

  it('computes again what a changed rate reaches, says why, and nothing that plan has not said before', async () => {
    await runIt(usual, 'kept');
    await writeFile(join(folder, 'pipeline.yaml'), yaml({ ...usual, rate: 9 }));
    const pipeline = await loadPipeline(join(folder, 'pipeline.yaml'));
    const plan = await planRun(pipeline, { out: join(folder, 'kept') });
    const { record } = await runIt({ ...usual, rate: 9 }, 'kept');
    const steps = new Map(record.stages.flatMap((stage) => stage.steps).map((one) => [one.step, one]));
    expect(steps.get('features.line_profit')).toMatchObject({ reused: true });
    expect(steps.get('features.allocation_charges')).toMatchObject({ reused: true });
    expect(steps.get('features.credit_balances')).toMatchObject({ reused: true });
    expect(steps.get('features.credit_rate')).toMatchObject({
      reused: false,
      because: ['settings.run.annual_rate'],
    });
    expect(steps.get('features.customer_months')).toMatchObject({
      reused: false,
      because: ['features.credit_cost'],
    });
    expect(plan.reuse.from).toBe(record.run.reuse?.from);
    // The same customers as before: what reads only that stays, and plan cannot know it.
    expect(steps.get('features.customers')).toMatchObject({ reused: false, same: true });
    expect(steps.get('features.purchase_days')).toMatchObject({ reused: true });
    const planned = new Map(plan.reuse.steps.map(({ step, reused }) => [step, reused]));
    expect(planned.get('features.purchase_days')).toBe(false);
    for (const [step, reused] of planned)
      if (reused) expect([step, steps.get(step)?.reused]).toEqual([step, true]);
  }, 60_000);

  it('may be of another pipeline file over the same exports, with which no figure is compared', async () => {
    const main = await runIt(usual, 'kept');
    await runIt(usual, 'kept');
    const scenario = { ...usual, rate: 9, minutes: 40 };
    const kept = await runIt(scenario, 'kept', false, 'scenario.yaml');
    expect(kept.record.run.reuse?.from).not.toBeNull();
    expect(kept.record.comparedWith).toBeNull();
    expect(handedOut(kept)).toEqual(handedOut(await runIt(scenario, 'fresh', true, 'scenario.yaml')));
    // And back again: the main one is compared with no scenario either.
    const back = await runIt(usual, 'kept');
    expect(back.record.run.reuse?.from).toBe(kept.id);
    expect(back.record.comparedWith).toBeNull();
    expect(handedOut(back)).toEqual(handedOut(main));
  }, 120_000);

  it('is none where an export, its mapping or the warehouse is not what it was', async () => {
    await runIt(usual, 'kept');
    const path = join(folder, 'data', 'visits.csv');
    await appendFile(path, 'V99,C2,2026-06-20,visit,30\n');
    const more = await runIt(usual, 'kept');
    expect(more.record.run.reuse).toMatchObject({ from: null, why: 'exports_changed' });
    expect(more.record.changes?.sources.find(({ source }) => source === 'visits')).toMatchObject({
      added: 1,
    });

    // The same bytes with another time are the same.
    await utimes(path, new Date(), new Date());
    const same = await runIt(usual, 'kept');
    expect(same.record.run.reuse).toMatchObject({ from: more.id, why: null });
    expect(same.record.changes?.sources.find(({ source }) => source === 'visits')).toMatchObject({
      added: 0,
      unchanged: same.record.inputs.find(({ source }) => source === 'visits')?.rowsKept,
    });

    const warehouse = await Database.open({ path: join(folder, 'kept', 'latest', 'warehouse.duckdb') });
    await warehouse.run("update models.tiers set tier = 'mine'");
    warehouse.close();
    expect((await runIt(usual, 'kept')).record.run.reuse).toMatchObject({
      from: null,
      why: 'warehouse_changed',
    });
    expect((await runIt(usual, 'kept', true)).record.run.reuse).toMatchObject({ from: null, why: 'asked' });
  }, 60_000);

  it('leaves nothing behind of what is not asked for any more', async () => {
    await runIt({ ...usual, campaign: true }, 'kept');
    const without = await runIt(usual, 'kept');
    const warehouse = await Database.open({ path: join(without.folder, 'warehouse.duckdb'), readOnly: true });
    const tables = await warehouse.tables();
    warehouse.close();
    expect([...tables].filter((name) => name.includes('campaign'))).toEqual(['canonical.campaign_contacts']);
  }, 60_000);
});
