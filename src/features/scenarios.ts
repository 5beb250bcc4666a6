import type { FeatureSettings, PoolSettings } from './settings.ts';

/** One way to split one cost pool: what was moved against the pipeline file. */
export interface AllocationScenario {
  /** `base`, `<pool> +20%` or `<pool>/<driver> +20%`. */
  readonly scenario: string;
  readonly pool: string;
  /** The driver whose factor was moved; null in `base`, and where all of the pool moved together. */
  readonly driver: string | null;
  /** 0.2: a fifth up. Nought in `base`. */
  readonly change: number;
}

/**
 * The splits that the allocation models compute: `base`, and for the sensitivity each factor up and down on its own,
 * the others held. The whole of a time equation moves as well: slower work uses more of the capacity. Moving all
 * weights of a driver share changes nothing, nor does the weight of a single driver, so these are left out. Direct
 * pools rest on documents and are not moved.
 */
export function allocationScenarios(
  settings: Pick<FeatureSettings, 'costs' | 'sensitivity'>,
): AllocationScenario[] {
  const { share } = settings.sensitivity;
  return Object.entries(settings.costs).flatMap(([pool, one]) => {
    const drivers = Object.keys(factorsOf(one));
    if (drivers.length === 0) return [];
    const base: AllocationScenario = { scenario: 'base', pool, driver: null, change: 0 };
    if (share === 0) return [base];
    const moved = [
      ...(one.method === 'time_driven' ? [null] : []),
      ...(drivers.length > 1 ? drivers : []),
    ].flatMap((driver) =>
      [share, -share].map((change) => ({ scenario: nameOf(pool, driver, change), pool, driver, change })),
    );
    return [base, ...moved];
  });
}

/** The factors of a pool by driver: minutes of the time equation, or weights of the share. */
export function factorsOf(pool: PoolSettings): Readonly<Record<string, number>> {
  if (pool.method === 'time_driven') return pool.minutes as Record<string, number>;
  if (pool.method === 'driver_share') return pool.drivers as Record<string, number>;
  return {};
}

function nameOf(pool: string, driver: string | null, change: number): string {
  const percent = `${change > 0 ? '+' : '−'}${Math.round(Math.abs(change) * 1e4) / 100}%`;
  return driver === null ? `${pool} ${percent}` : `${pool}/${driver} ${percent}`;
}
