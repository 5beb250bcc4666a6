import { statementLines } from '../../contracts/statement.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { writeTable } from '../write-table.ts';
import type { MovementSettings } from './settings.ts';

/** A finished run to compare with. */
export interface EarlierRun {
  /** Its folder’s name. */
  readonly id: string;
  /** What went into it; stands in the tables instead of the name, which holds a time of the clock. */
  readonly fingerprint: string;
  /** Its `warehouse.duckdb`. */
  readonly warehouse: string;
}

const lines = statementLines.map(({ id }) => identifier(id));

/**
 * Writes `settings.movements` and what the models need to know of an earlier run: `models.earlier_run`,
 * `earlier_statements`, `earlier_products` and `earlier_groups`, all empty where there is none. The earlier warehouse
 * is only read.
 */
export async function readEarlierRun(
  database: Database,
  settings: MovementSettings,
  earlier: EarlierRun | undefined,
): Promise<void> {
  await writeTable(database, 'settings.movements', { months: 'bigint' }, [[settings.months]]);
  const amounts = lines.map((line) => `${line} decimal(18, 4)`).join(', ');
  await database.run(`
    create or replace table models.earlier_run (fingerprint varchar, as_of date, period_start date);
    create or replace table models.earlier_statements (customer_id varchar, ${amounts});
    create or replace table models.earlier_products
      (customer_id varchar, product_id varchar, sold decimal(18, 4), cost decimal(18, 4),
       units_sold decimal(18, 4), units decimal(18, 4));
    create or replace table models.earlier_groups (customer_id varchar, tier varchar, segment varchar);
  `);
  if (earlier === undefined) return;
  await database.run(`attach ${literal(earlier.warehouse)} as earlier (read_only)`);
  try {
    await database.run(
      `insert into models.earlier_run
       select cast($fingerprint as varchar), as_of, period_start from earlier.settings.run`,
      { fingerprint: earlier.fingerprint },
    );
    await database.run(
      `insert into models.earlier_statements
       select customer_id, ${lines.join(', ')} from earlier.models.customers where is_ranked order by customer_id`,
    );
    // The same sums as in `compared_bases.sql`, over the whole period of that run.
    await database.run(
      `insert into models.earlier_products
       select customer_id, coalesce(product_id, ''),
              sum(case when kind = 'sale' then gross_sales - discounts else 0 end),
              sum(case when kind = 'sale' then cost_of_goods else 0 end),
              sum(case when kind <> 'sale' then 0 when product_id is null then gross_sales - discounts
                       else quantity end),
              sum(case when product_id is null then gross_sales - discounts - returns
                       when kind = 'credit_note' then 0 else quantity end)
       from earlier.features.line_profit
       where in_period and class in ('goods', 'service')
       group by all order by all`,
    );
    await database.run(
      `insert into models.earlier_groups
       select customer_id, tier, segment from earlier.models.customers where is_ranked order by customer_id`,
    );
  } finally {
    await database.run('detach earlier');
  }
}
