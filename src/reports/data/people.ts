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

/** A campaign of the pipeline file: its list and what that can show. */
export interface CampaignRow {
  readonly campaign: string;
  readonly label_en: string;
  readonly label_zh: string;
  readonly treated: number;
  readonly control: number;
  readonly left_out: number;
  readonly days: number;
  readonly detectable_share: number | null;
}

/** What a mailing has brought, by outcome. */
export interface LiftRow {
  readonly campaign: string;
  readonly outcome: 'net_sales' | 'gross_margin';
  readonly sent_on: string;
  readonly days: number;
  readonly is_complete: boolean;
  readonly treated: number;
  readonly control: number;
  readonly mean_treated: number | null;
  readonly mean_control: number | null;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly detectable: number | null;
  readonly verdict: 'gain' | 'loss' | 'not_shown' | 'too_few' | 'void';
}

export interface PeopleData {
  /** The company first, then every dimension by profit. */
  readonly scorecards: readonly Scorecard[];
  readonly cohorts: readonly CohortCell[];
  readonly states: readonly StateSum[];
  readonly campaigns: readonly CampaignRow[];
  readonly lifts: readonly LiftRow[];
}

export async function readPeople({ database, present, rows }: Reader): Promise<PeopleData> {
  if (!present.has('models.scorecards'))
    return { scorecards: [], cohorts: [], states: [], campaigns: [], lifts: [] };
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
    campaigns: await rows<CampaignRow>(
      'settings.campaigns',
      `select s.campaign, s.label_en, s.label_zh, p.treated, p.control, p.days, p.detectable_share,
              (select count(*) from models.campaign_targets as t
               where t.campaign = s.campaign and t.left_out is not null) as left_out
       from settings.campaigns as s join models.campaign_power as p using (campaign) order by s.position`,
    ),
    lifts: await rows<LiftRow>(
      'models.campaign_lift',
      'select * from models.campaign_lift order by campaign, outcome desc',
    ),
  };
}
