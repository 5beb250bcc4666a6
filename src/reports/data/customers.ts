import type { Database, Row } from '../../engine/database.ts';
import { grouped, type Reader } from './reader.ts';

export interface CustomerRow extends Row {
  readonly customer_id: string;
  readonly name: string;
  readonly net_sales: number;
  readonly net_profit: number;
  readonly profit_rank: number;
}

export interface CauseRow {
  readonly customer_id: string;
  readonly line: string;
  /** What the share is of: `net_sales`, `gross_sales`, `invoiced_sales`, `list_sales`. */
  readonly base: string;
  readonly share: number;
  readonly peer_median: number;
  /** `industry_and_size`, `size` or `all`. */
  readonly peer_group: string;
  readonly peers: number;
  readonly effect: number;
  readonly rank: number;
}

export interface CustomerData {
  /** Ranked customers, best first: all of them, or the first and last when there are too many to embed. */
  readonly customers: readonly CustomerRow[];
  /** Ranked customers there are in all. */
  readonly rankedCustomers: number;
  readonly months: readonly string[];
  /** customer → [net sales by month, profit by month], in the order of `months`. */
  readonly history: ReadonlyMap<string, readonly [readonly number[], readonly number[]]>;
  readonly causes: ReadonlyMap<string, readonly CauseRow[]>;
}

/** Months of history the page carries for each customer, the latest. */
const monthsEmbedded = 36;

export async function readCustomers({
  database,
  ranked,
  embedded,
  embeddedStatement,
}: Reader): Promise<CustomerData> {
  const months = (
    await database.rows<{ month: string }>('select month from features.monthly_statement order by month')
  )
    .map(({ month }) => month.slice(0, 7))
    .slice(-monthsEmbedded);
  const causes = await database.rows<CauseRow>(
    `select customer_id, line, base, share, peer_median, peer_group, peers, effect, rank from models.causes
     where customer_id in (${embedded}) order by customer_id, rank, line`,
  );
  return {
    rankedCustomers: ranked,
    customers: await database.rows<CustomerRow>(
      `select c.* exclude (group_id), nullif(c.group_id, c.customer_id) as group_id,
              b.first_purchase, b.last_purchase, b.lines_per_order, b.sales_minutes, b.complaints, b.open_cases,
              b.satisfaction
       from models.customers as c left join features.behaviour as b using (customer_id)
       where c.customer_id in (${embedded}) order by c.profit_rank, c.customer_id`,
    ),
    months,
    history: await historyByCustomer(database, await embeddedStatement(), months),
    causes: grouped(causes, (row) => row.customer_id),
  };
}

/** As columns of numbers: two thousand customers have tens of thousands of months. */
async function historyByCustomer(
  database: Database,
  statement: string,
  months: readonly string[],
): Promise<CustomerData['history']> {
  const ids = await database.rows<{ customer_id: string }>(
    `select distinct customer_id from ${statement} order by customer_id`,
  );
  const [places, numbers, sales, profits] = (await database.numbers(
    `select cast(dense_rank() over (order by customer_id) - 1 as integer) as place,
            cast(100 * year(month) + month(month) as integer) as number,
            cast(net_sales as double) as sales, cast(net_profit as double) as profit
     from ${statement}`,
  )) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const position = new Map(months.map((month, index) => [Number(month.replace('-', '')), index]));
  const entries = ids.map(() => [months.map(() => 0), months.map(() => 0)] as const);
  for (let row = 0; row < places.length; row++) {
    const index = position.get(numbers[row]!);
    if (index === undefined) continue;
    const [ofSales, ofProfit] = entries[places[row]!]!;
    ofSales[index] = Math.round(sales[row]!);
    ofProfit[index] = Math.round(profits[row]!);
  }
  return new Map(ids.map(({ customer_id }, place) => [customer_id, entries[place]!]));
}
