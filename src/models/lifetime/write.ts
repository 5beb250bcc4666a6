import type { Bindable, Database } from '../../engine/database.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { Choice } from './choose.ts';
import { interval, type Prediction } from './predict.ts';
import type { LifetimeSettings } from './settings.ts';
import { leastQ, type Spend } from './spend.ts';
import { type Triplets, totals } from './triplets.ts';

export const spans = ['all', 'calibration'] as const;
export type Span = (typeof spans)[number];

/** The settings as a table for SQL. */
export async function writeSettings(database: Database, settings: LifetimeSettings): Promise<void> {
  await database.run('create schema if not exists settings');
  const { model, horizon_months, until, annual_rate, margin, holdout_months } = settings;
  await oneRow(database, 'settings.lifetime', {
    model: ['varchar', model],
    horizon_months: ['bigint', horizon_months],
    until: ['date', until ?? null],
    annual_rate: ['decimal(9, 6)', annual_rate],
    margin: ['decimal(9, 6)', margin ?? null],
    holdout_months: ['bigint', holdout_months ?? null],
  });
}

/** What is told of each triplet of a span: of the days held back only what was expected, to hold it against what came. */
const told: Readonly<Record<Span, readonly (readonly [column: string, of: keyof Prediction])[]>> = {
  all: [
    ['p_alive', 'alive'],
    ['p_alive_low', 'aliveLow'],
    ['p_alive_high', 'aliveHigh'],
    ['expected', 'expected'],
    ['log_error', 'logError'],
    ['likely_low', 'likelyLow'],
    ['likely_high', 'likelyHigh'],
    ['discounted', 'discounted'],
  ],
  calibration: [['expected', 'expected']],
};

export async function createScores(database: Database): Promise<void> {
  for (const span of spans) {
    const columns = told[span].map(([column]) => `${column} double`).join(', ');
    await database.run(
      `create or replace table models.lifetime_scores_${span} (x integer, last_days integer, age_days integer, ${columns})`,
    );
  }
}

/** What a model says about each triplet of a span. */
export async function appendScores(
  database: Database,
  span: Span,
  { x, times, last, age }: Triplets,
  prediction: Prediction,
): Promise<void> {
  const days = (indices: Int32Array): Int32Array => indices.map((index) => Math.round(times[index]! * 7));
  const scores = told[span].map(([, of]) => prediction[of]);
  await database.appendColumns(`models.lifetime_scores_${span}`, [x, days(last), days(age), ...scores]);
}

/** What SQL needs to value a purchase: parameters and their covariance, or only a mean. */
export async function writeSpend(database: Database, { fit, mean }: Spend): Promise<void> {
  const [p, q, v] = fit?.theta ?? [];
  const of = (row: number, column: number): number | undefined => fit?.covariance?.[row * 3 + column];
  await oneRow(
    database,
    'models.lifetime_spend',
    doubles({
      p,
      q,
      v,
      mean,
      least_q: leastQ,
      pp: of(0, 0),
      qq: of(1, 1),
      vv: of(2, 2),
      pq: of(0, 1),
      pv: of(0, 2),
      qv: of(1, 2),
    }),
  );
}

/** The fits in one row; `models.lifetime_fit` adds the holdout. */
export async function writeEstimates(
  database: Database,
  settings: LifetimeSettings,
  fits: { data: Triplets; choice: Choice; spend: Spend; checked: Choice },
): Promise<void> {
  const { data, choice, spend, checked } = fits;
  const { fit, verdict } = choice;
  const [r, alpha, third, fourth] = fit?.theta ?? [];
  const [rError, alphaError, thirdError, fourthError] = fit?.errors ?? [];
  const [p, q, v] = spend.fit?.theta ?? [];
  const [pError, qError, vError] = spend.fit?.errors ?? [];
  const means = spend.mean === undefined ? 'none' : 'own_mean';
  await oneRow(database, 'models.lifetime_estimates', {
    model_wanted: ['varchar', settings.model],
    model: ['varchar', fit?.model.name ?? null],
    verdict: ['varchar', verdict],
    customers: ['bigint', data.customers],
    repeaters: ['bigint', totals(data).repeaters],
    triplets: ['bigint', data.size],
    ...doubles({
      r,
      r_error: rError,
      alpha,
      alpha_error: alphaError,
      a_or_s: third,
      a_or_s_error: thirdError,
      b_or_beta: fourth,
      b_or_beta_error: fourthError,
      log_likelihood: fit?.logLikelihood,
      nbd_log_likelihood: choice.logLikelihoodNbd,
      likelihood_ratio: choice.ratio,
      p_value: choice.p,
    }),
    holdout_model: ['varchar', checked.fit?.model.name ?? null],
    value_model: ['varchar', spend.fit === undefined ? means : 'gamma_gamma'],
    value_customers: ['bigint', spend.customers],
    ...doubles({
      p,
      p_error: pError,
      q,
      q_error: qError,
      v,
      v_error: vError,
      value_log_likelihood: spend.fit?.logLikelihood,
      value_mean: spend.mean,
      value_correlation: spend.correlation,
      interval,
    }),
  });
}

type Cell = readonly [type: string, value: Bindable];

function doubles(values: Readonly<Record<string, number | undefined>>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, ['double', value ?? null] as const]),
  );
}

async function oneRow(
  database: Database,
  table: string,
  cells: Readonly<Record<string, Cell>>,
): Promise<void> {
  const names = Object.keys(cells);
  const columns = names.map((name) => `${identifier(name)} ${cells[name]![0]}`).join(', ');
  await database.run(`create or replace table ${qualified(table)} (${columns})`);
  await database.append(table, names, [names.map((name) => cells[name]![1])]);
}
