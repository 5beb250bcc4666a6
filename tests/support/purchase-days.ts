import { featureTables } from '../../src/contracts/results.ts';
import type { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildSqlModels, loadSqlModels } from '../../src/engine/sql-models.ts';

/** Numbers for the customers there are, as the features stage gives them. */
export async function numberCustomers(database: Database): Promise<void> {
  await database.run(`create or replace table features.customer_numbers as
    select cast(row_number() over (order by customer_id) as integer) as customer_number, customer_id
    from features.customers`);
}

/** `features.purchase_days` of the documents there are, by the product's own model. */
export async function countPurchaseDays(database: Database): Promise<void> {
  const models = await loadSqlModels(
    database,
    new URL('../../src/features/sql/', import.meta.url),
    'features',
  );
  const wanted = models.filter(({ name }) => name === 'features.purchase_days');
  await buildSqlModels(database, wanted, featureTables, 'features', quietEffects());
}
