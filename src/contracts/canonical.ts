import { customerTables } from './canonical/customers.ts';
import { financeTables } from './canonical/finance.ts';
import { marketingTables } from './canonical/marketing.ts';
import { salesTables } from './canonical/sales.ts';

/**
 * The canonical tables: what every source system is mapped onto. The definitions follow the field's terms.
 * They live in the schema `canonical` of the warehouse.
 */
export const canonicalTables = {
  ...customerTables,
  ...salesTables,
  ...financeTables,
  ...marketingTables,
} as const;
export type CanonicalTable = keyof typeof canonicalTables;
export const canonicalTableNames = Object.keys(canonicalTables) as CanonicalTable[];
