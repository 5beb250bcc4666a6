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

/** Settings that a scenario may change; each is a piece of the pipeline file. */
interface Scenario {
  readonly asOf: string;
  readonly from: string;
  readonly rate: number;
  readonly badDebt: string;
  readonly returns: string;
  readonly tolerance: number;
  readonly minutes: number;
  readonly weight: number;
  readonly tier: string;
  readonly bins: number;
  readonly window: number;
  readonly monetary: string;
  readonly seed: number;
  readonly horizon: number;
  readonly dormant: number;
  readonly campaign: boolean;
}
const usual: Scenario = {
  asOf: '2026-06-30',
  from: '2025-07-01',
  rate: 6,
  badDebt: 'written_off',
  returns: 'posted',
  tolerance: 0.01,
  minutes: 5,
  weight: 1,
  tier: '60%',
  bins: 5,
  window: 12,
  monetary: 'net_sales',
  seed: 7,
  horizon: 12,
  dormant: 9,
  campaign: false,
};

const yaml = (s: Scenario): string => `
whalecurve: 1
title: Scenarios
currency: EUR
as_of: ${s.asOf}
period: { from: ${s.from} }
data: data
returns: ${s.returns}
tiers:
  - { tier: best, share_of_profit: ${s.tier} }
  - { tier: middle, profit: rest }
  - { tier: last, loss: rest }
rfm: { bins: ${s.bins}, window_months: ${s.window}, monetary: ${s.monetary} }
clusters: { seed: ${s.seed} }
lifetime: { horizon_months: ${s.horizon} }
retention: { dormant_months: ${s.dormant} }
books:
  tolerance: ${s.tolerance}
  accounts: [{ accounts: "4000", carries: sales }]
costs:
  desk:
    line: order_handling
    accounts: "6000"
    method: time_driven
    capacity: { people: 1, hours_per_month: 100, practical: 80% }
    minutes: { invoices: ${s.minutes}, invoice_lines: 2 }
  sales:
    line: sales_and_marketing
    accounts: "6100"
    method: driver_share
    drivers: { visit_minutes: ${s.weight}, invoice_lines: 1 }
credit: { annual_rate: ${s.rate}%, bad_debt: ${s.badDebt}${s.badDebt === 'expected' ? ', loss_rates: { not_due: 1%, overdue_1_30: 5%, overdue_31_60: 10%, overdue_61_90: 20%, overdue_over_90: 50% }' : ''} }
${s.campaign ? 'campaigns:\n  spring: { channel: mail, on: 2026-06-01, cost: 1 }\n' : ''}
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: no, line_no: pos, customer_id: client, invoiced_on: day, quantity: qty, net_amount: net, cost_amount: cost }
  open:
    files: open.csv
    table: receivables
    columns: { invoice_id: no, customer_id: client, issued_on: day, due_on: due, amount: amount, paid_on: paid }
  visits:
    files: visits.csv
    table: interactions
    columns: { interaction_id: id, customer_id: client, at: day, kind: kind, minutes: minutes }
  ledger:
    files: ledger.csv
    table: ledger
    columns: { period: month, account: account, amount: amount }
`;

const months = Array.from({ length: 18 }, (_, n) =>
  new Date(Date.UTC(2025, n, 12)).toISOString().slice(0, 10),
);
const clients = Array.from({ length: 24 }, (_, n) => `C${n + 1}`);
function exports(): Record<string, string> {
  const lines: string[] = ['no,pos,client,day,qty,net,cost'];
  const open: string[] = ['no,client,day,due,amount,paid'];
  const visits: string[] = ['id,client,day,kind,minutes'];
  for (const [m, day] of months.entries())
    for (const [c, client] of clients.entries()) {
      if ((m + c) % (1 + (c % 4)) !== 0) continue;
      const net = 50 + ((c * 37 + m * 11) % 400);
      lines.push(`I${m}-${c},1,${client},${day},${1 + (c % 3)},${net}.00,${(net * 0.6).toFixed(2)}`);
      if (c % 5 === 0) lines.push(`I${m}-${c},2,${client},${day},-1,-10.00,-6.00`);
      const paid = (m + c) % 3 === 0 ? '' : `${day.slice(0, 8)}28`;
      open.push(`I${m}-${c},${client},${day},${day.slice(0, 8)}20,${net}.00,${paid}`);
      if (c % 2 === 0) visits.push(`V${m}-${c},${client},${day},visit,${10 + c}`);
    }
  const ledger = months.flatMap((day) =>
    ['4000,-5000', '6000,900', '6100,700'].map((row) => `${day.slice(0, 7)},${row}`),
  );
  const text = (rows: readonly string[]): string => `${rows.join('\n')}\n`;
  return {
    'lines.csv': text(lines),
    'open.csv': text(open),
    'visits.csv': text(visits),
    'ledger.csv': text(['month,account,amount', ...ledger]),
  };
}

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

const change: fc.Arbitrary<Partial<Scenario>> = fc.oneof(
  fc.record({ asOf: fc.constantFrom('2026-06-30', '2026-05-31', '2026-03-15') }),
  fc.record({ from: fc.constantFrom('2025-01-01', '2025-07-01', '2025-10-01') }),
  fc.record({ rate: fc.constantFrom(0, 5, 6, 12) }),
  fc.record({ badDebt: fc.constantFrom('written_off', 'expected') }),
  fc.record({ returns: fc.constantFrom('posted', 'sale') }),
  fc.record({ tolerance: fc.constantFrom(0.01, 1_000_000) }),
  fc.record({ minutes: fc.constantFrom(1, 5, 40) }),
  fc.record({ weight: fc.constantFrom(0.5, 1, 3) }),
  fc.record({ tier: fc.constantFrom('50%', '60%', '90%') }),
  fc.record({ bins: fc.constantFrom(3, 5) }),
  fc.record({ window: fc.constantFrom(6, 12) }),
  fc.record({ monetary: fc.constantFrom('net_sales', 'net_profit') }),
  fc.record({ seed: fc.constantFrom(7, 8) }),
  fc.record({ horizon: fc.constantFrom(6, 12) }),
  fc.record({ dormant: fc.constantFrom(3, 9) }),
  fc.record({ campaign: fc.boolean() }),
);

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
    expect(steps.get('features.profit_statement')).toMatchObject({
      reused: false,
      because: ['features.credit_cost'],
    });
    expect(plan.reuse.from).toBe(record.run.reuse?.from);
    // The same customers as before: what reads only that stays, and plan cannot know it.
    expect(steps.get('features.customers')).toMatchObject({ reused: false, same: true });
    expect(steps.get('models.lifetime_days')).toMatchObject({ reused: true });
    const planned = new Map(plan.reuse.steps.map(({ step, reused }) => [step, reused]));
    expect(planned.get('models.lifetime_days')).toBe(false);
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
