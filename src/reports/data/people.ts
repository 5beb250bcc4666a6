import type { RhythmState, ScorecardDimension } from '../../contracts/models/retention.ts';
import type { Reader } from './reader.ts';

/** Salespeople and markets, who is due, and cohorts: what the page “People and markets” shows. */
export interface Scorecard {
  readonly dimension: ScorecardDimension;
  readonly value: string;
  readonly customers: number;
  readonly won: number | null;
  readonly kept: number | null;
  readonly lost: number | null;
  readonly returned: number | null;
  readonly kept_share: number | null;
  readonly kept_low: number | null;
  readonly kept_high: number | null;
  readonly net_sales: number;
  readonly net_profit: number;
  readonly profit_rate: number | null;
  readonly profit_gap: number | null;
  readonly growth: number | null;
  readonly eroding: number;
  readonly eroding_share: number | null;
  readonly given_back: number;
}

export interface CohortCell {
  readonly cohort: string;
  readonly step: number;
  readonly unit: 'quarter' | 'year';
  readonly is_partial: boolean;
  readonly customers: number;
  readonly active: number;
  readonly active_share: number;
  readonly net_sales: number | null;
  readonly net_profit: number | null;
}

export interface StateSum {
  readonly state: RhythmState;
  readonly customers: number;
  readonly year_sales: number | null;
  readonly year_profit: number | null;
}

export interface PeopleData {
  /** The company first, then every dimension by profit. */
  readonly scorecards: readonly Scorecard[];
  readonly cohorts: readonly CohortCell[];
  readonly states: readonly StateSum[];
}

export async function readPeople({ database, present }: Reader): Promise<PeopleData> {
  if (!present.has('models.scorecards')) return { scorecards: [], cohorts: [], states: [] };
  return {
    scorecards: await database.rows<Scorecard>(
      `select * from models.scorecards
       order by dimension <> 'company', dimension, value = '', net_profit desc, value`,
    ),
    cohorts: await database.rows<CohortCell>(
      `select cohort, step, unit, is_partial, customers, active, active_share, net_sales, net_profit
       from models.cohorts order by cohort <> 'before', cohort, step`,
    ),
    states: await database.rows<StateSum>(
      `select state, count(*) as customers, sum(year_sales) as year_sales, sum(year_profit) as year_profit
       from models.rhythm group by state order by state`,
    ),
  };
}
