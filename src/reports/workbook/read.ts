import { statementLines } from '../../contracts/statement.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { CurvePoint } from '../data/curve.ts';
import type { CustomerRow } from '../data/customers.ts';
import { lineIds, type Statement } from '../data/lines.ts';

/** How many customers the workbook holds; beyond that, as many of the best and of the rest as the page. A spreadsheet is no warehouse. */
export const holding = { whole: 5000, first: 1500, last: 500 } as const;

/** How many customers between the first and the last keep the curve a curve. */
const between = 1000;

/** A point of the whale curve; the band is the page's. */
export type ListedPoint = Omit<CurvePoint, 'lowest' | 'highest'>;

export interface WorkbookRows {
  /** All customers: the ranked by profit, then the others. */
  readonly customers: readonly CustomerRow[];
  readonly allCustomers: number;
  /** The whale curve: every ranked customer, or the first, the last and every so manieth between them. */
  readonly curve: readonly ListedPoint[];
  /** The statement of all customers together, ranked or not. */
  readonly total: Statement;
}

/** What the workbook shows beyond `ReportData`: every customer, also those the page leaves to its search. */
export async function readWorkbookRows(database: Database): Promise<WorkbookRows> {
  const { n } = await database.row<{ n: number }>('select count(*) as n from models.customers');
  const first = n <= holding.whole ? holding.whole : holding.first;
  const sums = lineIds.map((line) => `sum(${identifier(line)}) as ${identifier(line)}`).join(', ');
  return {
    allCustomers: n,
    total: await database.row<Statement>(`select ${sums} from models.customers`),
    curve: await database.rows<ListedPoint>(
      `select w.rank, w.customer_id, c.name, w.net_profit, w.cumulative_profit, w.customers_share
       from models.whale_curve as w join models.customers as c using (customer_id)
       where $n <= ${holding.whole} or w.rank <= ${holding.first} or w.rank % $step = 0
          or w.rank > (select count(*) from models.whale_curve) - ${holding.last}
       order by w.rank`,
      { n, step: Math.ceil(n / between) },
    ),
    customers: await database.rows<CustomerRow>(
      `with places as (select customer_id, is_ranked, profit_rank from models.customers),
       kept as (
         (select customer_id from places order by is_ranked desc, profit_rank, customer_id limit ${first})
         union
         (select customer_id from places order by is_ranked, profit_rank desc nulls first, customer_id desc limit ${holding.last}))
       select c.*, b.last_purchase
       from kept
       join models.customers as c using (customer_id)
       left join features.behaviour as b using (customer_id)
       order by c.is_ranked desc, c.profit_rank, c.customer_id`,
    ),
  };
}

const signs = new Map(
  statementLines.map((line) => [line.id as string, line.kind === 'component' ? line.sign : 1]),
);

/** An amount as it adds up: costs below nought. Amounts of the statement are stored above it. */
export function signed(line: string, amount: unknown): number | null {
  if (amount === null || amount === undefined) return null;
  const value = Number(amount) * (signs.get(line) ?? 1);
  return value === 0 ? 0 : value;
}
