import { costTables } from './features/costs.ts';
import { creditTables } from './features/credit.ts';
import { currencyTables } from './features/currency.ts';
import { customerTables } from './features/customers.ts';
import { lineTables } from './features/lines.ts';
import { receivableTables } from './features/receivables.ts';
import { statementTables } from './features/statement.ts';

/**
 * Facts about customers, in the schema `features`: written by the features stage. Each SQL model of that name is
 * cast to its contract here; a model without a contract is an inner step of its stage.
 */
export const featureTables = {
  ...customerTables,
  ...costTables,
  ...statementTables,
  ...receivableTables,
  ...creditTables,
  ...currencyTables,
  ...lineTables,
} as const;
