import { grouped, type Reader } from './reader.ts';

/** What a lever gives at one customer: cash, capacity, and the volume loss at which the cash is gone. */
export interface LeverRow {
  readonly customer_id: string;
  readonly line: string;
  readonly cash_gain: number;
  readonly capacity_freed: number;
  readonly minutes_freed: number | null;
  readonly break_even_volume_loss: number | null;
}

/** One lever over all customers it fits. */
export interface LeverLine {
  readonly line: string;
  readonly customers: number;
  readonly cash_gain: number;
  readonly capacity_freed: number;
  readonly minutes_freed: number | null;
  /** Median over the customers where it gives cash. */
  readonly break_even_volume_loss: number | null;
}

export interface LetGo {
  readonly customer_id: string;
  readonly name: string;
  readonly net_sales: number;
  readonly net_profit: number;
  readonly cost_that_stays: number;
  readonly lever_gain: number;
  readonly profit_change: number;
  readonly worth_letting_go: boolean;
  readonly levers_fall_short: boolean;
}

export interface LetGoTotals {
  readonly losing: number;
  readonly worth: number;
  readonly fall_short: number;
  /** What the company would gain by letting go those worth it. */
  readonly gain: number;
  /** What it would lose by letting the other losing customers go. */
  readonly harm: number;
}

export interface ActionData {
  /** customer → its levers, in the order of their effect. */
  readonly levers: ReadonlyMap<string, readonly LeverRow[]>;
  readonly leverLines: readonly LeverLine[];
  /** Losing customers by what letting them go would change: the worth first, then those that would hurt most. */
  readonly letGo: readonly LetGo[];
  /** The same for the customers that the page carries. */
  readonly letGoOf: ReadonlyMap<string, LetGo>;
  readonly letGoTotals: LetGoTotals | null;
}

const shown = 10;

export async function readActions({ database, embedded }: Reader): Promise<ActionData> {
  const levers = await database.rows<LeverRow>(
    `select customer_id, line, cash_gain, capacity_freed, minutes_freed, break_even_volume_loss
     from models.levers where customer_id in (${embedded}) order by customer_id, rank, line`,
  );
  const letGo = await database.rows<LetGo>(
    `select l.customer_id, c.name, c.net_sales, l.net_profit, l.cost_that_stays, l.lever_gain, l.profit_change,
            l.worth_letting_go, l.levers_fall_short
     from models.let_go as l join models.customers as c using (customer_id)
     where l.customer_id in (${embedded}) order by l.profit_change desc, l.customer_id`,
  );
  const [totals] = await database.rows<LetGoTotals>(
    `select count(*) as losing, count(*) filter (where worth_letting_go) as worth,
            count(*) filter (where levers_fall_short) as fall_short,
            coalesce(sum(profit_change) filter (where worth_letting_go), 0) as gain,
            coalesce(-sum(profit_change) filter (where not worth_letting_go), 0) as harm
     from models.let_go having count(*) > 0`,
  );
  return {
    levers: grouped(levers, (row) => row.customer_id),
    leverLines: await database.rows(
      `select line, count(*) as customers, sum(cash_gain) as cash_gain, sum(capacity_freed) as capacity_freed,
              sum(minutes_freed) as minutes_freed,
              median(break_even_volume_loss) filter (where cash_gain > 0) as break_even_volume_loss
       from models.levers group by line order by sum(cash_gain) desc, line`,
    ),
    letGo: [
      ...letGo.filter((row) => row.worth_letting_go).slice(0, shown),
      ...letGo
        .filter((row) => !row.worth_letting_go)
        .slice(-shown)
        .reverse(),
    ],
    letGoOf: new Map(letGo.map((row) => [row.customer_id, row])),
    letGoTotals: totals ?? null,
  };
}
