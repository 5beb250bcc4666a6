import type { Reader } from './reader.ts';

export interface Range {
  readonly customer_id: string;
  readonly name: string;
  readonly net_profit: number;
  readonly lowest: number;
  readonly lowest_in: string;
  readonly highest: number;
  readonly highest_in: string;
}

export interface ScenarioRow {
  readonly scenario: string;
  readonly pool: string;
  readonly driver: string | null;
  readonly change: number;
  readonly total_profit: number;
  readonly unprofitable: number;
  readonly changed_sign: number;
}

export interface SensitivityData {
  /** Customers that keep the sign of their profit in every scenario, of how many; null where nothing can be moved. */
  readonly certainty: { readonly customers: number; readonly keep: number } | null;
  /** Those that do not, most profit at stake first. */
  readonly unsure: readonly Range[];
  /** customer → lowest and highest profit in any scenario. */
  readonly ranges: ReadonlyMap<string, readonly [number, number]>;
  /** Most total profit at stake first. */
  readonly scenarios: readonly ScenarioRow[];
}

const shown = 20;

export async function readSensitivity({ database, embedded }: Reader): Promise<SensitivityData> {
  const [certainty] = await database.rows<{ customers: number; keep: number }>(
    `select count(*) as customers, count(*) filter (where keeps_sign) as keep
     from models.sensitivity having count(*) > 0`,
  );
  if (certainty === undefined) return { certainty: null, unsure: [], ranges: new Map(), scenarios: [] };
  const ranges = await database.rows<{ customer_id: string; lowest: number; highest: number }>(
    `select customer_id, lowest, highest from models.sensitivity
     where customer_id in (${embedded}) order by customer_id`,
  );
  return {
    certainty,
    unsure: await database.rows(
      `select s.customer_id, c.name, s.net_profit, s.lowest, s.lowest_in, s.highest, s.highest_in
       from models.sensitivity as s join models.customers as c using (customer_id)
       where not s.keeps_sign order by s.highest - s.lowest desc, s.customer_id limit ${shown}`,
    ),
    ranges: new Map(ranges.map(({ customer_id, lowest, highest }) => [customer_id, [lowest, highest]])),
    scenarios: await database.rows(
      `select scenario, pool, driver, change, total_profit, unprofitable, changed_sign
       from models.sensitivity_scenarios
       order by abs(total_profit - (select total_profit from models.concentration)) desc, scenario`,
    ),
  };
}
