import type { Reader } from './reader.ts';

/** A point of the whale curve, with the range of the running total in the scenarios of the sensitivity. */
export interface CurvePoint {
  readonly rank: number;
  readonly customer_id: string;
  readonly name: string;
  readonly net_profit: number;
  readonly cumulative_profit: number;
  readonly customers_share: number;
  /** Null where nothing can be moved. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

export interface Curve {
  /** Every ranked customer, or so many of them that the eye sees no difference: the peak and both ends among them. */
  readonly points: readonly CurvePoint[];
  /** Ranked customers there are in all: the last rank. */
  readonly customers: number;
  /** The rank of the last customer with a profit, where the running total is highest; 0 without one. */
  readonly peak: number;
}

export interface CurveData {
  readonly curve: Curve;
}

/** About as many points as the page is wide: the file stays small however many customers there are. */
const drawn = 800;

export async function readCurve({ database }: Reader): Promise<CurveData> {
  const { customers, peak } = await database.row<{ customers: number; peak: number }>(
    'select count(*) as customers, coalesce(max(rank) filter (where net_profit > 0), 0) as peak from models.whale_curve',
  );
  // Nobody is ranked: the report says so.
  if (customers === 0) return { curve: { points: [], customers, peak } };
  const points = await database.rows<CurvePoint>(
    `select w.rank, w.customer_id, c.name, w.net_profit, w.cumulative_profit, w.customers_share, b.lowest, b.highest
     from models.whale_curve as w
     join features.customers as c using (customer_id)
     left join models.sensitivity_curve as b using (rank)
     where w.rank in (${ranksDrawn(customers, peak).join(', ')})
     order by w.rank`,
  );
  return { curve: { points, customers, peak } };
}

/** The ranks of a curve of so many customers that are drawn or listed, in order. */
export function ranksDrawn(customers: number, peak: number): number[] {
  const stride = Math.max(1, Math.ceil(customers / drawn));
  const ranks = new Set([...ranksListed(customers, peak), peak + 1]);
  for (let rank = 1; rank <= customers; rank += stride) ranks.add(rank);
  return [...ranks].filter((rank) => rank >= 1 && rank <= customers).sort((a, b) => a - b);
}

/** The first customer, every tenth part of the way, the peak and the last: what stands in the table beside the curve. */
export function ranksListed(customers: number, peak: number): number[] {
  const tenths = Array.from({ length: 10 }, (_, i) => Math.round(((i + 1) / 10) * (customers - 1)) + 1);
  return [...new Set([1, peak, ...tenths])]
    .filter((rank) => rank >= 1 && rank <= customers)
    .sort((a, b) => a - b);
}
