import { modelTables } from '../../contracts/results.ts';
import { takeOverOrMake } from '../../engine/built.ts';
import type { Database } from '../../engine/database.ts';
import type { Effects, StepRecord } from '../../engine/effects.ts';
import { keepGarbageLow } from '../../engine/memory.ts';
import { buildSqlModels, loadSqlModels, type SqlModel } from '../../engine/sql-models.ts';
import type { Finding } from '../../language/messages.ts';
import { readersOf } from '../readers.ts';
import { type Choice, choosePurchases } from './choose.ts';
import { lifetimeFindings } from './findings.ts';
import { type Period, predict } from './predict.ts';
import type { LifetimeSettings } from './settings.ts';
import { chooseSpend, type Spend } from './spend.ts';
import { type Triplets, tripletsOf } from './triplets.ts';
import { appendScores, createScores, type Span, writeEstimates, writeSettings, writeSpend } from './write.ts';

/** Tables that the fitting writes; models that read them are built after it. */
const fitted: ReadonlySet<string> = new Set([
  'models.lifetime_scores_all',
  'models.lifetime_scores_calibration',
  'models.lifetime_spend',
  'models.lifetime_estimates',
]);

/** All that the fitting reads, beside the wanted model. */
const fittedTo = ['models.lifetime_triplets', 'models.lifetime_periods', 'models.lifetime_summary'];

/**
 * Purchase days → chance of being alive, expected purchases and value of each customer until the horizon: reads
 * `features.purchase_days`, `features.documents`, `features.customers`, `features.customer_profit` and `settings.run`; writes
 * `models.lifetime`, `models.lifetime_fit` and `models.lifetime_holdout`. Data that carries no such claim gives empty
 * figures and a finding that says so. Same facts and settings, same rows.
 */
export async function buildLifetime(
  database: Database,
  settings: LifetimeSettings,
  effects: Effects,
): Promise<{ steps: StepRecord[]; findings: Finding[] }> {
  await writeSettings(database, settings);
  const models = await loadSqlModels(database, new URL('./sql/', import.meta.url), 'models');
  const later = readersOf(fitted, models);
  const build = (some: readonly SqlModel[]): Promise<StepRecord[]> =>
    buildSqlModels(database, some, modelTables, 'models', effects);

  const summaries = await build(models.filter(({ name }) => !later.has(name)));
  effects.signal.throwIfAborted();
  effects.progress.step('models.lifetime_scores');
  const started = effects.elapsed();
  const making = { tables: [...fitted], reads: fittedTo, text: settings.model };
  const { rows, ...why } = await takeOverOrMake(database, making, () => fitSpans(database, settings));
  const fitting: StepRecord = {
    stage: 'models',
    step: 'models.lifetime_scores',
    rows,
    milliseconds: effects.elapsed() - started,
    ...why,
  };
  effects.log({ level: 'debug', event: 'lifetime models fitted', ...fitting });
  effects.signal.throwIfAborted();
  const results = await build(models.filter(({ name }) => later.has(name)));
  return { steps: [...summaries, fitting, ...results], findings: await lifetimeFindings(database, settings) };
}

/** Writes what `fitted` names; how many triplets were scored. */
async function fitSpans(database: Database, settings: LifetimeSettings): Promise<number> {
  keepGarbageLow();
  await createScores(database);
  const { choice, data, rows } = await score(database, settings, 'all');
  const checked = await score(database, settings, 'calibration');
  const spend = await fitValues(database);
  await writeSpend(database, spend);
  await writeEstimates(database, settings, { data, choice, spend, checked: checked.choice });
  return rows + checked.rows;
}

/** Fits one span of history and writes what the fit says about each of its triplets. */
async function score(
  database: Database,
  settings: LifetimeSettings,
  span: Span,
): Promise<{ choice: Choice; data: Triplets; rows: number }> {
  const data = await readTriplets(database, span);
  const periods = await readPeriods(database, span);
  const choice = choosePurchases(settings.model, data);
  if (choice.fit === undefined || periods.length === 0) return { choice, data, rows: 0 };
  // Of the days held back only what was expected is compared with what came.
  const prediction = predict(choice.fit, data, periods, span === 'all');
  await appendScores(database, span, data, prediction);
  return { choice, data, rows: data.size };
}

async function readTriplets(database: Database, span: Span): Promise<Triplets> {
  const [x, last, age, customers] = await database.numbers(
    `select cast(columns(* exclude (span)) as integer) from models.lifetime_triplets
     where span = $span order by x, last_days, age_days`,
    { span },
  );
  const weeks = (days: Float64Array): Float64Array => days.map((day) => day / 7);
  return tripletsOf(x!, weeks(last!), weeks(age!), customers!);
}

async function readPeriods(database: Database, span: Span): Promise<Period[]> {
  const [days, factors] = await database.numbers(
    `select until_days, factor from models.lifetime_periods where span = $span order by position`,
    { span },
  );
  return Array.from(days!, (day, index) => ({ until: day / 7, factor: factors![index]! }));
}

async function fitValues(database: Database): Promise<Spend> {
  const [x, value] = await database.numbers(
    `select cast(x as integer) as x, cast(mean_value as double) as value from models.lifetime_summary
     where span = 'all' and x > 0 and mean_value > 0 order by x, mean_value`,
  );
  return chooseSpend(x!, value!);
}
