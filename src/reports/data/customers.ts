import type { Row } from '../../engine/database.ts';
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
  readonly history: ReadonlyMap<string, readonly [number[], number[]]>;
  readonly causes: ReadonlyMap<string, readonly CauseRow[]>;
}

/** Months of history the page carries for each customer, the latest. */
const monthsEmbedded = 36;

export async function readCustomers({
  database,
  embedded,
  embeddedStatement,
}: Reader): Promise<CustomerData> {
  const ranked = await database.row<{ n: number }>(
    'select count(*) as n from models.customers where is_ranked',
  );
  const months = (
    await database.rows<{ month: string }>('select month from features.monthly_statement order by month')
  )
    .map(({ month }) => month.slice(0, 7))
    .slice(-monthsEmbedded);
  const statement = await embeddedStatement();
  const history = await database.rows<{ customer_id: string; month: string; sales: number; profit: number }>(
    `select customer_id, month, net_sales as sales, net_profit as profit from ${statement} order by customer_id, month`,
  );
  const causes = await database.rows<CauseRow>(
    `select customer_id, line, base, share, peer_median, peer_group, peers, effect, rank from models.causes
     where customer_id in (${embedded}) order by customer_id, rank, line`,
  );
  return {
    rankedCustomers: ranked.n,
    customers: await database.rows<CustomerRow>(
      `select c.* exclude (group_id), nullif(c.group_id, c.customer_id) as group_id,
              b.first_purchase, b.last_purchase, b.lines_per_order, b.sales_minutes, b.complaints, b.open_cases,
              b.satisfaction
       from models.customers as c left join features.behaviour as b using (customer_id)
       where c.customer_id in (${embedded}) order by c.profit_rank, c.customer_id`,
    ),
    months,
    history: historyByCustomer(history, months),
    causes: grouped(causes, (row) => row.customer_id),
  };
}

function historyByCustomer(
  rows: readonly { customer_id: string; month: string; sales: number; profit: number }[],
  months: readonly string[],
): CustomerData['history'] {
  const position = new Map(months.map((month, index) => [month, index]));
  const history = new Map<string, [number[], number[]]>();
  for (const row of rows) {
    let entry = history.get(row.customer_id);
    if (entry === undefined) {
      entry = [months.map(() => 0), months.map(() => 0)];
      history.set(row.customer_id, entry);
    }
    const index = position.get(row.month.slice(0, 7));
    if (index === undefined) continue;
    entry[0][index] = Math.round(row.sales);
    entry[1][index] = Math.round(row.profit);
  }
  return history;
}
