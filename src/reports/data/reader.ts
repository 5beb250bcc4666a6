import type { Database } from '../../engine/database.ts';

/** How many ranked customers the page carries whole; beyond that, this many from the top and from the bottom. */
export const embedding = { whole: 2000, first: 1500, last: 500 } as const;

/** What the readers of each topic share. All sums are made in SQL on decimals; what arrives here is only shown. */
export interface Reader {
  readonly database: Database;
  /** Tables of the warehouse, `schema.name`. */
  readonly present: ReadonlySet<string>;
  /** Ranked customers there are in all. */
  readonly ranked: number;
  /** A select for the ids of the customers that the page carries; `temp.embedded_customers` has their numbers too. */
  readonly embedded: string;
  /** A table with net sales and profit of those customers by month, made when it is first asked for. */
  embeddedStatement(): Promise<string>;
  /** Rows of a query, none where the table it is about does not exist. */
  rows<T extends object>(table: string, sql: string): Promise<T[]>;
}

export async function readerOf(database: Database): Promise<Reader> {
  // Worked out once, because a dozen readers ask for them.
  const { ranked } = await database.row<{ ranked: number }>(
    'select count(*) as ranked from models.customers where is_ranked',
  );
  const { whole, first, last } = embedding;
  await database.run(`create or replace temp table embedded_customers as
    with ranked as (select customer_id, profit_rank from models.customers where is_ranked),
    embedded as (
      (select customer_id from ranked order by profit_rank, customer_id limit ${ranked <= whole ? whole : first})
      union
      (select customer_id from ranked order by profit_rank desc, customer_id desc limit ${last})
    )
    select embedded.customer_id, numbers.customer_number
    from embedded
    left join features.customer_numbers as numbers using (customer_id)`);
  return readerWith(database, { present: await database.tables(), ranked });
}

/** A reader on a second connection, of the same customers. */
export async function readerBeside(reader: Reader, beside: Database): Promise<Reader> {
  const chosen = await reader.database.rows<{ customer_id: string; customer_number: number | null }>(
    'select customer_id, customer_number from temp.embedded_customers order by customer_id',
  );
  await beside.run(
    'create or replace temp table embedded_customers (customer_id varchar, customer_number integer)',
  );
  await beside.append(
    'temp.embedded_customers',
    ['customer_id', 'customer_number'],
    chosen.map(({ customer_id, customer_number }) => [customer_id, customer_number]),
  );
  return readerWith(beside, reader);
}

function readerWith(database: Database, { present, ranked }: Pick<Reader, 'present' | 'ranked'>): Reader {
  let statement: Promise<void> | undefined;
  return {
    database,
    present,
    ranked,
    embeddedStatement: async () => {
      statement ??= database.run(`create or replace temp table embedded_statement as
        select customer_id, month, net_sales, net_profit
        from features.customer_months join temp.embedded_customers using (customer_number)`);
      await statement;
      return 'temp.embedded_statement';
    },
    embedded: 'select customer_id from temp.embedded_customers',
    rows: async <T extends object>(table: string, sql: string): Promise<T[]> =>
      present.has(table) ? database.rows<T>(sql) : [],
  };
}

/** Rows by one of their columns, in the order they came in. */
export function grouped<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
