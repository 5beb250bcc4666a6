import type { Database } from '../../../src/engine/database.ts';
import { quietEffects } from '../../../src/engine/effects.ts';
import { buildLifetime } from '../../../src/models/lifetime/lifetime.ts';
import { buildRetention } from '../../../src/models/retention/retention.ts';
import { modelSettings } from '../../../src/models/settings.ts';
import { countPurchaseDays, numberCustomers } from '../purchase-days.ts';

/**
 * The invoices behind it, one a month at most, and what the real models make of them: some customers come late, some
 * stop, so that there is somebody overdue, gone and new.
 */
export async function purchases(database: Database): Promise<void> {
  await database.run(`insert into features.line_profit by name
    with numbered as (select customer_id, row_number() over (order by customer_id) as place from features.customers)
    select 'I-' || customer_id || '-' || month as invoice_id, '1' as line_no, customer_id,
      cast(month + interval 14 day as date) as invoiced_on, month, true as in_period, 'goods' as class, 'sale' as kind,
      1 as quantity, gross_sales - discounts as net_amount, true as is_purchase, gross_sales, discounts, 0 as returns
    from features.profit_statement join numbered using (customer_id)
    where not (place % 7 = 5 and month > date '2025-11-01') and not (place % 9 = 4 and month < date '2025-04-01')
      and not (place % 11 = 3 and month > date '2026-03-01') and (place + month(month)) % (1 + place % 3) = 0`);
  await database.run(`insert into features.documents by name
    select invoice_id, customer_id, invoiced_on, month, in_period, class, kind, is_purchase, net_amount, gross_sales,
      discounts, returns, 1 as lines, cast(gross_sales <> 0 as bigint) as gross_sales_lines,
      cast(discounts <> 0 as bigint) as discounts_lines, 0 as returns_lines, 0 as cost_of_goods_lines,
      0 as freight_and_fees_billed_lines, 0 as bad_debt_lines
    from features.line_profit`);
  const lines = ['gross_sales', 'discounts', 'returns', 'cost_of_goods', 'freight_and_fees_billed'];
  await database.run(`create table features.customer_sales as
    select customer_id, ${lines.map((line) => `sum(${line}_lines) as ${line}_lines`).join(', ')}
    from features.documents group by customer_id`);
  await numberCustomers(database);
  await database.run(`insert into features.customer_months by name
    select numbers.customer_number, statement.* exclude (customer_id)
    from features.profit_statement as statement join features.customer_numbers as numbers using (customer_id)`);
  await countPurchaseDays(database);
  const { lifetime, retention } = modelSettings.parse({});
  await buildLifetime(database, lifetime, quietEffects());
  await buildRetention(database, retention, quietEffects());
}
