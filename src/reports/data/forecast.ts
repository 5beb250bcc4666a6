import type { Reader } from './reader.ts';

/** What customers are expected to bring, how far that can be trusted, and whose value is at risk. */
export interface LifetimeFit {
  readonly model_wanted: string;
  readonly model: string | null;
  readonly verdict: 'fitted' | 'at_bound' | 'no_dropout' | 'too_few';
  readonly horizon: string | null;
  readonly customers: number;
  readonly repeaters: number;
  readonly r: number | null;
  readonly r_error: number | null;
  readonly alpha: number | null;
  readonly alpha_error: number | null;
  readonly a_or_s: number | null;
  readonly a_or_s_error: number | null;
  readonly b_or_beta: number | null;
  readonly b_or_beta_error: number | null;
  readonly log_likelihood: number | null;
  readonly nbd_log_likelihood: number | null;
  readonly likelihood_ratio: number | null;
  readonly p_value: number | null;
  readonly value_model: 'gamma_gamma' | 'own_mean' | 'none';
  readonly p: number | null;
  readonly p_error: number | null;
  readonly q: number | null;
  readonly q_error: number | null;
  readonly v: number | null;
  readonly v_error: number | null;
  readonly calibration_end: string | null;
  readonly holdout_days: number | null;
  readonly holdout_model: string | null;
  readonly holdout_customers: number | null;
  readonly holdout_mae: number | null;
  readonly holdout_rmse: number | null;
  readonly naive_mae: number | null;
  readonly naive_rmse: number | null;
}

export interface HoldoutRow {
  readonly repeat_purchases: number;
  readonly customers: number;
  readonly actual: number;
  readonly expected: number;
  readonly naive: number;
}

/** A tenth of the customers, the most valuable first. */
export interface Tenth {
  readonly tenth: number;
  readonly customers: number;
  readonly lifetime_value: number;
  readonly lowest: number;
  readonly highest: number;
  readonly expected_sales: number;
}

export interface AliveBand {
  /** 1: below 10 %, 2: to 50 %, 3: to 90 %, 4: above. */
  readonly band: number;
  readonly customers: number;
  /** Overdue or dormant by their own rhythm: a second opinion. */
  readonly late: number;
  readonly expected_sales: number;
  readonly lifetime_value: number;
}

export interface AtRisk {
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly p_alive: number;
  readonly p_alive_low: number | null;
  readonly p_alive_high: number | null;
  readonly last_purchase: string | null;
  readonly quiet_days: number;
  readonly usual_days: number | null;
  readonly lifetime_value: number;
  /** What it would be worth if it were sure to go on, less what is expected. */
  readonly at_risk: number;
}

export interface ForecastData {
  readonly fit: LifetimeFit | null;
  readonly holdout: readonly HoldoutRow[];
  readonly tenths: readonly Tenth[];
  readonly bands: readonly AliveBand[];
  readonly atRisk: readonly AtRisk[];
}

const nothing: ForecastData = { fit: null, holdout: [], tenths: [], bands: [], atRisk: [] };

/** Below this chance a customer counts as gone, above its counterpart as safe; between them a call can still help. */
export const doubtful = { from: 0.1, to: 0.9, shown: 20 } as const;

export async function readForecast({ database, present }: Reader): Promise<ForecastData> {
  if (!present.has('models.lifetime_fit') || !present.has('models.rhythm')) return nothing;
  const [fit] = await database.rows<LifetimeFit>('select * from models.lifetime_fit');
  if (fit === undefined) return nothing;
  return {
    fit,
    holdout: await database.rows<HoldoutRow>(
      'select * from models.lifetime_holdout order by repeat_purchases',
    ),
    tenths: await database.rows<Tenth>(
      `select value_tenth as tenth, count(*) as customers, sum(lifetime_value) as lifetime_value,
              min(lifetime_value) as lowest, max(lifetime_value) as highest, sum(expected_sales) as expected_sales
       from models.lifetime where value_tenth is not null group by value_tenth order by value_tenth`,
    ),
    bands: await database.rows<AliveBand>(
      `select case when p_alive < ${doubtful.from} then 1 when p_alive < 0.5 then 2
                   when p_alive < ${doubtful.to} then 3 else 4 end as band,
              count(*) as customers, count(case when r.state in ('overdue', 'dormant') then 1 end) as late,
              sum(expected_sales) as expected_sales, sum(lifetime_value) as lifetime_value
       from models.lifetime join models.rhythm as r using (customer_id) where p_alive is not null group by band order by band`,
    ),
    atRisk: await database.rows<AtRisk>(
      `select l.customer_id, c.name, nullif(trim(c.owner), '') as owner, l.p_alive, l.p_alive_low, l.p_alive_high,
              r.last_purchase, r.quiet_days, r.usual_days, l.lifetime_value,
              cast(l.lifetime_value as double) * (1 / l.p_alive - 1) as at_risk
       from models.lifetime as l
       join features.customers as c using (customer_id)
       join models.rhythm as r using (customer_id)
       where l.p_alive between ${doubtful.from} and ${doubtful.to} and l.lifetime_value > 0
       order by at_risk desc, l.customer_id limit ${doubtful.shown}`,
    ),
  };
}

const names: Readonly<Record<string, string>> = {
  mbg_nbd: 'MBG/NBD',
  bg_nbd: 'BG/NBD',
  pareto_nbd: 'Pareto/NBD',
  nbd: 'NBD',
};

/** A model by the name of the literature, the same in every language. */
export const modelName = (model: string | null): string => (model === null ? '–' : (names[model] ?? model));
