import type { Reader } from './reader.ts';

export interface PoolMonth {
  readonly pool: string;
  readonly month: string;
  readonly line: string;
  readonly method: string;
  readonly cost: number;
  readonly practical_minutes: number | null;
  readonly used_minutes: number | null;
  readonly capacity_cost_rate: number | null;
  readonly charged: number;
  readonly unused: number | null;
  readonly unattributed: number | null;
  readonly overused_minutes: number | null;
  readonly used_fallback: boolean | null;
}

export interface ServeData {
  readonly pools: readonly PoolMonth[];
  readonly poolTotals: readonly (Omit<PoolMonth, 'month' | 'capacity_cost_rate'> & { rate: number | null })[];
  /** Which accounts feed which cost pool. */
  readonly poolAccounts: readonly { pool: string; account: string }[];
}

export async function readServe({ database, rows }: Reader): Promise<ServeData> {
  return {
    pools: await database.rows('select * from features.pool_periods order by pool, month'),
    poolTotals: await database.rows(
      `select pool, line, method, sum(cost) as cost, sum(practical_minutes) as practical_minutes,
              sum(used_minutes) as used_minutes,
              cast(sum(cost) as double) / nullif(sum(practical_minutes), 0) as rate, sum(charged) as charged,
              sum(unused) as unused, sum(unattributed) as unattributed, sum(overused_minutes) as overused_minutes,
              coalesce(bool_or(used_fallback), false) as used_fallback
       from features.pool_periods group by pool, line, method order by sum(cost) desc, pool`,
    ),
    poolAccounts: await rows(
      'settings.pool_accounts',
      'select pool, account from settings.pool_accounts order by pool, account',
    ),
  };
}
