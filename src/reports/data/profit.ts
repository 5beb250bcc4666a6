import type { Row } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { lineIds, type Statement } from './lines.ts';
import { grouped, type Reader } from './reader.ts';

export interface Concentration {
  readonly measure: string;
  readonly customers: number;
  readonly net_sales: number;
  readonly total_profit: number;
  readonly profitable: number;
  readonly unprofitable: number;
  readonly sum_positive: number;
  readonly sum_negative: number;
  readonly peak_share: number | null;
  readonly peak_customers_share: number | null;
  readonly top_20_share: number | null;
  readonly gini: number | null;
}

export interface SectionRow extends Row {
  readonly section: string;
  readonly customers: number;
}

export interface Surprise {
  readonly position: number;
  readonly customer_id: string;
  readonly name: string;
  readonly kind: string;
  readonly sales_rank: number;
  readonly profit_rank: number;
  readonly net_sales: number;
  readonly net_profit: number;
  readonly expected_profit: number;
  readonly gap: number;
  readonly eaten_by: string | null;
  readonly cause: string | null;
  readonly cause_effect: number | null;
}

export interface CauseLine {
  readonly line: string;
  readonly customers: number;
  readonly effect: number;
  readonly eroding: number;
  readonly eroding_effect: number;
  /** The part of `eroding_effect` that is cash; the rest frees capacity. Null where no lever says. */
  readonly eroding_cash: number | null;
}

/** A customer of a month: one of those that made most, or lost most. */
export interface MonthCustomer {
  readonly month: string;
  readonly customer_id: string;
  readonly name: string;
  readonly net_profit: number;
}

const extremesShown = 3;

export interface ProfitData {
  readonly concentration: Concentration;
  readonly causesByLine: readonly CauseLine[];
  readonly medianShares: Statement;
  readonly total: Statement;
  readonly surprises: readonly Surprise[];
  readonly company: readonly SectionRow[];
  /** The statement of all customers by month, every line of it. */
  readonly monthly: readonly (Statement & { month: string; net_sales: number; net_profit: number })[];
  /** By month: the customers that made and lost most. */
  readonly extremes: ReadonlyMap<string, readonly MonthCustomer[]>;
}

export async function readProfit({ database, embeddedStatement }: Reader): Promise<ProfitData> {
  const sum = (line: string): string => `sum(${identifier(line)}) as ${identifier(line)}`;
  return {
    concentration: await database.row<Concentration>('select * from models.concentration'),
    causesByLine: await database.rows(
      `with eroded as (
         select causes.line, count(*) as customers, sum(causes.effect) as effect, sum(levers.cash_gain) as cash
         from models.causes as causes
         join models.customers as c using (customer_id)
         left join models.levers as levers on levers.customer_id = causes.customer_id and levers.line = causes.line
         where causes.rank = 1 and c.net_profit < 0
         group by causes.line
       )
       select causes.line, count(*) as customers, sum(causes.effect) as effect,
              coalesce(any_value(eroded.customers), 0) as eroding,
              coalesce(any_value(eroded.effect), 0) as eroding_effect, any_value(eroded.cash) as eroding_cash
       from models.causes as causes left join eroded on eroded.line = causes.line
       group by causes.line order by sum(causes.effect) desc, causes.line`,
    ),
    medianShares: Object.fromEntries(
      (
        await database.rows<{ line: string; median_share: number | null }>(
          'select line, median_share from models.line_medians order by line',
        )
      ).map(({ line, median_share }) => [line, median_share]),
    ),
    total: await database.row(`select ${lineIds.map(sum).join(', ')} from models.customers where is_ranked`),
    surprises: await database.rows(
      `select s.*, c.name, c.cause_effect from models.surprises as s join models.customers as c using (customer_id)
       order by position`,
    ),
    company: await database.rows<SectionRow>('select * from features.company_statement order by section'),
    monthly: await database.rows('select * from features.monthly_statement order by month'),
    extremes: grouped(
      await database.rows<MonthCustomer>(
        `select s.month, s.customer_id, c.name, s.net_profit
         from ${await embeddedStatement()} as s join features.customers as c using (customer_id)
         qualify row_number() over (partition by s.month order by s.net_profit desc, s.customer_id) <= ${extremesShown}
           or (s.net_profit < 0
             and row_number() over (partition by s.month order by s.net_profit, s.customer_id) <= ${extremesShown})
         order by s.month, s.net_profit desc, s.customer_id`,
      ),
      (row) => row.month,
    ),
  };
}
