import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { version as duckdbVersion } from '@duckdb/node-api';
import { forgetOthers } from '../engine/built.ts';
import type { Effects, StepRecord } from '../engine/effects.ts';
import { exhausted } from '../engine/exhausted.ts';
import { watchStatements } from '../engine/watch.ts';
import { buildFeatures } from '../features/features.ts';
import { ingest, locate, writeQuarantine } from '../ingest/ingest.ts';
import type { Locale } from '../language/locale.ts';
import { type ExitCode, exitCodes, type Finding } from '../language/messages.ts';
import { openDrawer } from '../reports/charts/drawer.ts';
import type { Summary } from '../reports/reports.ts';
import { changesSince, nothingChanged, recordedName } from './changes.ts';
import { comparedRecord, runToCompare } from './compare.ts';
import { exportTables } from './exports.ts';
import type { Pipeline } from './load.ts';
import { RunLog, withLog } from './log.ts';
import { noSuchFolder } from './messages.ts';
import {
  type Changes,
  findingRecord,
  fingerprint,
  outputsOf,
  type RunRecord,
  tieOuts,
  writeRecord,
} from './record.ts';
import { reportContext } from './report-context.ts';
import { copyWarehouse, findBase, keepReading, readingKey, stampOf, takeOver } from './reuse/base.ts';
import { buildId } from './reuse/build-id.ts';
import { identitiesBefore, provenIdentities } from './reuse/identity.ts';
import { abandonRun, beginRun, finishRun, type RunFolder } from './run-folder.ts';
import { selfCheck } from './self-check.ts';
import { version } from './version.ts';
import { closeWarehouse, openWarehouse } from './warehouse.ts';

/** What the command line may change about a run. */
export interface RunOptions {
  readonly out?: string | undefined;
  readonly data?: string | undefined;
  readonly asOf?: string | undefined;
  readonly locale?: Locale | undefined;
  /** An earlier run to compare with, or `latest`. */
  readonly compare?: string | undefined;
  /** Compute everything, whatever the run before has left. */
  readonly fresh?: boolean | undefined;
}

export interface RunOutcome {
  readonly folder: string;
  readonly id: string;
  readonly exit: ExitCode;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly record: RunRecord;
}

/**
 * Runs a pipeline: extracts → canonical tables → customer facts → groups → report, in a folder of its own that
 * appears only when it is whole. The data failing its checks is an outcome (exit 1), not an exception.
 */
export async function runPipeline(
  pipeline: Pipeline,
  options: RunOptions,
  effects: Effects,
): Promise<RunOutcome> {
  const dataFolder = await dataFolderOf(pipeline, options);
  const started = effects.now();
  const out = outFolderOf(pipeline, options);
  const { movements, currency } = pipeline.settings;
  const compare =
    options.compare ??
    (movements.compare_with === undefined || movements.compare_with === 'latest'
      ? movements.compare_with
      : join(pipeline.folder, movements.compare_with));
  const earlier = await runToCompare(compare, out, currency);
  const folder = await beginRun(out, started.replace(/[-:]/g, '').replace(/\.\d+Z$/, 'Z'));
  const log = new RunLog(join(folder.building, 'log.jsonl'), effects.now);
  try {
    const outcome = await buildRun(
      pipeline,
      options,
      { dataFolder, folder, started, earlier },
      withLog(effects, log),
    );
    await log.close();
    effects.signal.throwIfAborted();
    await finishRun(folder);
    return outcome;
  } catch (error) {
    await log.close().catch(() => {});
    await abandonRun(folder);
    throw exhausted(error, pipeline.settings.engine.memory_limit);
  }
}

/** Where the runs of a pipeline go. */
export function outFolderOf(pipeline: Pipeline, options: Pick<RunOptions, 'out'>): string {
  return resolve(
    options.out ?? (pipeline.settings.out ? join(pipeline.folder, pipeline.settings.out) : 'out'),
  );
}

export async function dataFolderOf(pipeline: Pipeline, options: Pick<RunOptions, 'data'>): Promise<string> {
  const folder =
    options.data === undefined ? join(pipeline.folder, pipeline.settings.data) : resolve(options.data);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw noSuchFolder.error(
      { path: folder, key: `data: ${pipeline.settings.data}` },
      { file: pipeline.file },
    );
  return folder;
}

async function buildRun(
  pipeline: Pipeline,
  options: RunOptions,
  place: {
    dataFolder: string;
    folder: RunFolder;
    started: string;
    earlier: Awaited<ReturnType<typeof runToCompare>>;
  },
  effects: Effects,
): Promise<RunOutcome> {
  const { settings } = pipeline;
  const { dataFolder, folder, started, earlier } = place;
  const { compared } = earlier;
  const locale = options.locale ?? settings.locale;
  const begun = effects.elapsed();
  const stages: { stage: string; milliseconds: number; steps: readonly StepRecord[] }[] = [];
  const timed = async <T>(
    stage: string,
    work: () => Promise<{ result: T; steps: StepRecord[]; rows?: number }>,
  ) => {
    effects.signal.throwIfAborted();
    effects.progress.stage(stage);
    const from = effects.elapsed();
    const { result, steps, rows } = await work();
    const milliseconds = effects.elapsed() - from;
    stages.push({ stage, milliseconds, steps });
    effects.log({ level: 'info', event: 'stage finished', stage, milliseconds, rows });
    effects.progress.finished(stage, { milliseconds, ...(rows === undefined ? {} : { rows }) });
    return result;
  };

  // Charts and clustering are large libraries: they load while the database reads the exports.
  const later = { models: import('../models/models.ts'), reports: import('../reports/reports.ts') };
  effects.log({ level: 'info', event: 'run started', id: folder.id, version, pipeline: pipeline.file });
  const located = await locate(pipeline.sources, dataFolder);
  const identities = await identitiesBefore(located, Date.parse(effects.now()));
  const base = options.fresh === true ? 'asked' : await findBase(pipeline, folder.out, located);
  const isNew = typeof base === 'string';
  if (!isNew) await copyWarehouse(base, folder.building);
  effects.log({
    level: 'info',
    event: 'warehouse begun',
    from: isNew ? null : base.id,
    why: isNew ? base : null,
  });
  const database = await openWarehouse(pipeline, folder, located);
  const drawer = openDrawer();
  const interrupt = (): void => database.interrupt();
  effects.signal.addEventListener('abort', interrupt);
  const unwatch = await watchStatements(database, effects.progress);
  let isWhole = false;
  try {
    let changes: Changes | undefined;
    const reading = await timed('ingest', async () => {
      const result = isNew
        ? await ingest(database, pipeline.sources, settings.quality, {
            dataFolder,
            workFolder: join(folder.building, '.work'),
            effects,
            timeZone: settings.time_zone,
          })
        : await takeOver(database);
      if (isNew) await keepReading(database, pipeline, result);
      await writeQuarantine(database, folder.building);
      changes = isNew
        ? await changesSince(database, folder.out, pipeline)
        : await nothingChanged(database, base.id, pipeline);
      const rows = result.files.reduce((sum, file) => sum + file.rowsRead, 0);
      return { result, steps: [], rows };
    });

    const asOf = options.asOf ?? settings.as_of;
    const facts = await timed('features', async () => {
      const context = { currency: settings.currency, effects, ...(asOf === undefined ? {} : { asOf }) };
      const result = await buildFeatures(database, settings, context);
      return { result, steps: result.steps, rows: sumRows(result.steps) };
    });

    const groups = await timed('models', async () => {
      const { buildModels } = await later.models;
      const result = await buildModels(database, settings, effects, compared);
      return { result, steps: result.steps, rows: sumRows(result.steps) };
    });

    if (!isNew) await forgetOthers(database);
    const built = [...facts.steps, ...groups.steps];
    const checked = await selfCheck(database, reading.files, built);
    const findings = [
      ...reading.findings,
      ...facts.findings,
      ...earlier.findings,
      ...groups.findings,
      ...checked.findings,
    ];
    const seenAs = { ...settings, as_of: facts.asOf, locale, compared_with: compared?.fingerprint };
    const print = fingerprint(seenAs, version, reading.files);
    const context = reportContext(pipeline, {
      locale,
      asOf: facts.asOf,
      periodStart: facts.periodStart,
      findings,
      fingerprint: print,
      effects,
    });

    const summary = await timed('reports', async () => {
      const { readReports, writeReports } = await later.reports;
      // Before anything else asks the database for much; the tables are written while JavaScript draws.
      const read = await readReports(database, context);
      const into = join(folder.building, 'tables');
      const [written, exported] = await together(
        writeReports(database, folder.building, read, drawer),
        exportTables(
          database,
          into,
          effects,
          settings.tables.up_to_rows,
          isNew ? undefined : { folder: base.folder, steps: built, outputs: base.record.outputs },
        ),
        closeWarehouse(database),
      );
      return { result: written.summary, steps: [exported, ...written.steps] };
    });

    const ties = await tieOuts(database);
    database.close();
    const warehouse = await stampOf(folder.building);
    const exit = findings.some(({ severity }) => severity === 'failure') ? exitCodes.data : exitCodes.done;
    const finished = effects.now();
    const record: RunRecord = {
      run: {
        id: folder.id,
        pipeline: pipeline.file,
        started,
        finished,
        seconds: Math.round(effects.elapsed() - begun) / 1000,
        status: exit === exitCodes.done ? 'done' : 'failed_checks',
        exitCode: exit,
        reuse: {
          build: buildId(),
          reading: readingKey(pipeline),
          warehouse,
          identities: provenIdentities(identities, located, reading.files, recordedName),
          from: isNew ? null : base.id,
          why: isNew ? base : null,
        },
      },
      versions: {
        whalecurve: version,
        node: process.version,
        duckdb: duckdbVersion(),
        platform: `${process.platform}-${process.arch}`,
      },
      fingerprint: print,
      settings: { ...settings, locale },
      asOf: facts.asOf,
      periodStart: facts.periodStart,
      comparedWith: compared === undefined ? null : comparedRecord(compared),
      sources: Object.fromEntries(
        reading.sources.map(({ name, table, columns }) => [name, { table, columns }]),
      ),
      inputs: reading.files,
      tables: reading.tables,
      changes: changes ?? null,
      stages,
      checks: checked.checks,
      tieOuts: ties,
      findings: findings.map((finding) => findingRecord(finding, locale)),
      headline: summary,
      outputs: await outputsOf(folder.building),
    };
    await writeRecord(folder.building, record);
    effects.log({ level: 'info', event: 'run finished', id: folder.id, exit });
    isWhole = true;
    return { folder: folder.final, id: folder.id, exit, summary, findings, record };
  } finally {
    unwatch();
    effects.signal.removeEventListener('abort', interrupt);
    await drawer.close();
    if (isWhole) database.close();
    else await database.abandon();
  }
}

/** All of them, or the first fault – but only when none of them writes any more, so that the folder can be removed. */
async function together<T extends readonly Promise<unknown>[]>(
  ...work: T
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work) as Promise<{ [K in keyof T]: Awaited<T[K]> }>;
}

function sumRows(steps: readonly StepRecord[]): number {
  return steps.reduce((sum, step) => sum + step.rows, 0);
}
