import { statementLines } from '../../contracts/statement.ts';
import type { Row } from '../../engine/database.ts';
import { type CurrencyTrace, traceCurrencies, traceOwed } from './currencies.ts';
import { findCustomer, withRun } from './run.ts';

/** One customer of a finished run: statement, ranks, groups and causes. Read from the run's own warehouse. */
/** The subtotals of a customer in a calendar year, and the months of it that have any entry. */
export interface YearOfCustomer {
  readonly year: string;
  readonly months: number;
  readonly net_sales: number;
  readonly gross_margin: number;
  readonly contribution: number;
  readonly net_profit: number;
}

export interface Explanation {
  readonly run: string;
  readonly currency: string;
  readonly asOf: string;
  readonly periodStart: string;
  readonly customer: Row;
  readonly rankedCustomers: number;
  readonly statement: readonly {
    line: string;
    kind: string;
    amount: number;
    shareOfNetSales: number | null;
    companyShare: number | null;
  }[];
  readonly causes: readonly Row[];
  /** What the lever of each cause gives: cash, capacity, and the volume loss at which it breaks even. */
  readonly levers: readonly Row[];
  /** Of a customer with a loss: what leaves with it, and what stays. */
  readonly letGo: Row | null;
  /** Lowest and highest profit with the factors of the cost pools moved; null where there is none to move. */
  readonly sensitivity: Row | null;
  readonly years: readonly YearOfCustomer[];
  /** What is owed by currency; empty where all of it is in the reporting currency. */
  readonly owed: readonly Row[];
  /** What is open and since when; null without receivables. */
  readonly ageing: Row | null;
  readonly pools: readonly Row[];
  /** How smoothly its orders run, each with the median of the ranked customers; null where nothing is known. */
  readonly friction: Row | null;
  /** By currency of the invoice; null where all are in the reporting currency. */
  readonly currencies: CurrencyTrace | null;
  readonly group: Row | null;
  readonly clusterLabel: Row | null;
}

export async function explainCustomer(given: string, run: string | undefined): Promise<Explanation> {
  return withRun(run, async ({ database, record, currency }) => {
    const id = await findCustomer(database, given);
    const customer = await database.row('select * from models.customers where customer_id = $id', { id });
    const [company] = await database.rows(
      'select * from features.company_statement where section = $section',
      {
        section: 'ordinary',
      },
    );
    const share = (row: Row | undefined, line: string): number | null => {
      const sales = Number(row?.net_sales ?? 0);
      return sales > 0 ? Number(row?.[line] ?? 0) / sales : null;
    };
    return {
      run: record.run.id,
      currency,
      asOf: record.asOf,
      periodStart: record.periodStart,
      customer,
      rankedCustomers: Number((await database.row('select count(*) as n from models.whale_curve')).n),
      statement: statementLines.map(({ id: line, kind }) => ({
        line,
        kind,
        amount: Number(customer[line] ?? 0),
        shareOfNetSales: share(customer, line),
        companyShare: share(company, line),
      })),
      years: await database.rows<YearOfCustomer>(yearsSql, { id }),
      causes: await database.rows('select * from models.causes where customer_id = $id order by rank', {
        id,
      }),
      levers: await database.rows('select * from models.levers where customer_id = $id order by rank', {
        id,
      }),
      letGo: (await database.rows('select * from models.let_go where customer_id = $id', { id }))[0] ?? null,
      sensitivity:
        (await database.rows('select * from models.sensitivity where customer_id = $id', { id }))[0] ?? null,
      ageing:
        (await database.rows('select * from features.ageing where customer_id = $id', { id }))[0] ?? null,
      pools: await database.rows(
        `select charges.pool, pools.label_en, pools.label_zh, pools.level, charges.line,
                sum(charges.quantity) as quantity, sum(charges.amount) as amount, pools.avoidable
         from features.pool_charges as charges join settings.pools as pools using (pool)
         where charges.customer_id = $id group by all order by sum(charges.amount) desc, charges.pool`,
        { id },
      ),
      friction: (await database.rows(frictionSql, { id }))[0] ?? null,
      currencies: await traceCurrencies(database, id),
      owed: await traceOwed(database, id),
      group:
        (
          await database.rows('select * from models.customer_groups where group_id = $group', {
            group: String(customer.group_id ?? id),
          })
        )[0] ?? null,
      clusterLabel:
        (
          await database.rows(
            'select label_en, label_zh from models.cluster_profiles where cluster = $cluster',
            {
              cluster: Number(customer.cluster ?? -1),
            },
          )
        )[0] ?? null,
    };
  });
}

const yearsSql = `
  select strftime(month, '%Y') as year, count(*) as months, sum(net_sales) as net_sales,
         sum(gross_margin) as gross_margin, sum(contribution) as contribution, sum(net_profit) as net_profit
  from features.profit_statement where customer_id = $id group by year order by year`;

const friction = [
  'revisions_per_order',
  'sent_back_per_order',
  'cancellations_per_order',
  'return_rate',
  'lines_per_order',
];
const frictionSql = `
  with medians as (
    select ${friction.map((name) => `median(${name}) as ${name}`).join(', ')}
    from features.behaviour join features.customers using (customer_id) where is_ranked
  )
  select ${friction.map((name) => `own.${name}, medians.${name} as ${name}_median`).join(', ')}
  from features.behaviour as own cross join medians
  where own.customer_id = $id and own.orders > 0`;
