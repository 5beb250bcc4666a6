import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { contractsBySchema } from '../contracts/results.ts';
import { statementLines } from '../contracts/statement.ts';
import { Database } from '../engine/database.ts';
import type { Effects } from '../engine/effects.ts';
import { exhausted } from '../engine/exhausted.ts';
import { moveWhole } from '../engine/move-whole.ts';
import { buildForAnswer, neededFor } from '../engine/needed-models.ts';
import { identifier } from '../engine/sql-text.ts';
import { watchStatements } from '../engine/watch.ts';
import { locate } from '../ingest/ingest.ts';
import type { Pipeline } from './load.ts';
import { cannotWrite, nothingToCompare } from './messages.ts';
import { type Base, findBase } from './reuse/base.ts';
import { lookInto, plannedModels } from './reuse/plan.ts';
import type { ReusableStep } from './reuse/roots.ts';
import { dataFolderOf, outFolderOf } from './run.ts';

/** A setting that differs from the run's; undefined where one of the two does not have it. */
export interface SettingChange {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A figure in the run and with other settings. */
export interface Shift {
  readonly before: number;
  readonly after: number;
}

export interface CustomerShift {
  readonly customer_id: string;
  readonly name: string;
  readonly profit_before: number;
  readonly profit_after: number;
  readonly tier_before: string | null;
  readonly tier_after: string | null;
}

/** What other settings would change about the latest run. Amounts in the reporting currency, of ranked customers. */
export interface WhatIf {
  readonly run: string;
  readonly changes: readonly SettingChange[];
  /** Every model of the run: whether it stays as it is; of the others those that the answer needs were computed. */
  readonly steps: readonly ReusableStep[];
  readonly computed: readonly string[];
  /** Lines of the statement in its order. */
  readonly lines: readonly (Shift & { readonly line: string })[];
  /** What the company pays for and no customer uses. */
  readonly unusedCapacity: Shift;
  readonly customers: Shift;
  readonly unprofitable: Shift;
  /** Customers whose profit becomes a loss, and the other way round. */
  readonly signs: { readonly toLoss: number; readonly toProfit: number };
  readonly tiers: readonly (Shift & { readonly tier: string })[];
  /** Customers that change their tier. */
  readonly moved: number;
  /** Those whose profit changes most. */
  readonly largest: readonly CustomerShift[];
}

const targets = ['features.customers', 'features.pool_periods', 'models.ranked', 'models.tiers'];

/**
 * What the settings of a pipeline would change about the latest run on the same exports, reckoned in memory from that
 * run's tables: of the models those alone that the answer needs, and of these those alone that other settings reach.
 * Nothing is written but the file of `parquet`.
 *
 * @throws ProductError CFG036 where there is no run on the same exports, read in the same way by the same build
 */
export async function whatIf(
  pipeline: Pipeline,
  options: {
    readonly out?: string | undefined;
    readonly data?: string | undefined;
    readonly largest?: number;
    /** Where to write every customer with its profit and tier in the run and with these settings, as Parquet. */
    readonly parquet?: string | undefined;
  },
  effects: Effects,
): Promise<WhatIf> {
  const located = await locate(pipeline.sources, await dataFolderOf(pipeline, options));
  const out = outFolderOf(pipeline, options);
  const base = await findBase(pipeline, out, located);
  if (typeof base === 'string') throw nothingToCompare.error({ why: base, file: pipeline.file });
  const { engine } = pipeline.settings;
  const temporary =
    engine.temporary_folder === undefined ? tmpdir() : join(pipeline.folder, engine.temporary_folder);
  await mkdir(temporary, { recursive: true });
  const spill = await mkdtemp(join(temporary, 'what-if-'));
  const database = await Database.open({
    path: ':memory:',
    temporaryFolder: spill,
    ...(engine.memory_limit === undefined ? {} : { memoryLimit: engine.memory_limit }),
    ...(engine.threads === undefined ? {} : { threads: engine.threads }),
  });
  const interrupt = (): void => database.interrupt();
  effects.signal.addEventListener('abort', interrupt);
  const unwatch = await watchStatements(database, effects.progress);
  try {
    const told = await answer(database, pipeline, base, options.largest ?? 10, effects);
    if (options.parquet !== undefined) await writeCustomers(database, options.parquet);
    return told;
  } catch (error) {
    throw exhausted(error, engine.memory_limit);
  } finally {
    unwatch();
    effects.signal.removeEventListener('abort', interrupt);
    database.close();
    await rm(spill, { recursive: true, force: true });
  }
}

async function answer(
  database: Database,
  pipeline: Pipeline,
  base: Base,
  largest: number,
  effects: Effects,
): Promise<WhatIf> {
  effects.progress.stage('what-if');
  const started = effects.elapsed();
  await lookInto(database, base);
  const changes = changedSettings(base.record.settings, pipeline.settings);
  // The day that the run was seen from, unless that is what is asked about.
  const asOf = changes.some(({ key }) => key === 'as_of') ? pipeline.settings.as_of : base.record.asOf;
  const planned = await plannedModels(database, pipeline, asOf);
  const changed = planned.filter(({ step }) => step.reused !== true).map(({ model }) => model);
  const models = neededFor(changed, targets);
  await buildForAnswer(database, models, contractsBySchema, targets, effects);
  effects.signal.throwIfAborted();
  const figures = await comparison(database, largest);
  effects.progress.finished('what-if', { milliseconds: effects.elapsed() - started });
  return {
    run: base.id,
    changes,
    steps: planned.map(({ step }) => step),
    computed: models.map(({ name }) => name),
    ...figures,
  };
}

/** Every figure of the answer, from `warehouse.*` (the run) and from what stands in front of it (the other settings). */
async function comparison(
  database: Database,
  largest: number,
): Promise<Omit<WhatIf, 'run' | 'changes' | 'steps' | 'computed'>> {
  await database.run(`create temp table customer_shifts as
    select coalesce(a.customer_id, b.customer_id) as customer_id, c.name, b.net_profit as profit_before,
           a.net_profit as profit_after, t.tier as tier_before, u.tier as tier_after
    from models.ranked as a
    full join warehouse.models.ranked as b on b.customer_id = a.customer_id
    left join features.customers as c on c.customer_id = coalesce(a.customer_id, b.customer_id)
    left join warehouse.models.tiers as t on t.customer_id = b.customer_id
    left join models.tiers as u on u.customer_id = a.customer_id`);
  const sums = statementLines.map(({ id }) => `coalesce(sum(${identifier(id)}), 0) as ${identifier(id)}`);
  const [before, after] = (await database.rows<Record<string, number>>(
    `select 0 as side, ${sums.join(', ')} from warehouse.models.ranked union all
     select 1 as side, ${sums.join(', ')} from models.ranked order by side`,
  )) as [Record<string, number>, Record<string, number>];
  const counts = await database.row<Record<string, number>>(
    `select count(profit_before) as all_before, count(profit_after) as all_after,
            count(*) filter (where profit_before < 0) as loss_before, count(*) filter (where profit_after < 0) as loss_after,
            count(*) filter (where profit_before >= 0 and profit_after < 0) as to_loss,
            count(*) filter (where profit_before < 0 and profit_after >= 0) as to_profit,
            count(*) filter (where tier_before is distinct from tier_after) as moved
     from customer_shifts`,
  );
  return {
    unusedCapacity: await database.row<{ before: number; after: number }>(
      `select coalesce((select sum(unused) from warehouse.features.pool_periods), 0) as before,
              coalesce((select sum(unused) from features.pool_periods), 0) as after`,
    ),
    lines: statementLines.map(({ id }) => ({ line: id, before: before[id]!, after: after[id]! })),
    customers: { before: counts.all_before!, after: counts.all_after! },
    unprofitable: { before: counts.loss_before!, after: counts.loss_after! },
    signs: { toLoss: counts.to_loss!, toProfit: counts.to_profit! },
    moved: counts.moved!,
    tiers: await database.rows(
      `with names as (
         select tier, position from settings.tiers
         union all
         select tier, position + 1000 from warehouse.settings.tiers where tier not in (select tier from settings.tiers))
       select tier, (select count(*) from customer_shifts where tier_before = names.tier) as before,
              (select count(*) from customer_shifts where tier_after = names.tier) as after
       from names order by position`,
    ),
    largest: await database.rows<CustomerShift>(
      `select * replace (coalesce(profit_before, 0) as profit_before, coalesce(profit_after, 0) as profit_after)
       from customer_shifts where coalesce(profit_before, 0) <> coalesce(profit_after, 0)
       order by abs(coalesce(profit_after, 0) - coalesce(profit_before, 0)) desc, customer_id limit ${largest}`,
    ),
  };
}

/** Every customer before and after, whole or not at all. */
async function writeCustomers(database: Database, file: string): Promise<void> {
  const { exportParquet } = await import('../engine/export.ts');
  const part = `${file}.part`;
  try {
    await mkdir(dirname(resolve(file)), { recursive: true });
    await exportParquet(database, 'temp.customer_shifts', part, ['customer_id']);
    await moveWhole(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    const problem = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message.split('\n')[0]!;
    throw cannotWrite.error({ path: file, problem, option: '--parquet <file>' });
  }
}

/** What a reader changes about how a run looks and where it goes, not about its figures. */
const besideTheFigures = new Set(['locale', 'title', 'out', 'data', 'engine', 'tables', 'report', 'sources']);

/** The settings that differ, by their place in the pipeline file. */
function changedSettings(before: unknown, after: unknown): SettingChange[] {
  const changes: SettingChange[] = [];
  const isCollection = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  // Lists are looked into where they are as long as before: then place by place says most.
  const alike = (a: unknown, b: unknown): boolean =>
    Array.isArray(a) === Array.isArray(b) && (!Array.isArray(a) || a.length === (b as unknown[]).length);
  const compare = (a: unknown, b: unknown, path: readonly string[]): void => {
    if (isCollection(a) && isCollection(b) && alike(a, b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        if (path.length > 0 || !besideTheFigures.has(key)) compare(a[key], b[key], [...path, key]);
    } else if (JSON.stringify(a) !== JSON.stringify(b))
      changes.push({ key: path.join('.'), before: a, after: b });
  };
  compare(before, JSON.parse(JSON.stringify(after)), []);
  return changes;
}
