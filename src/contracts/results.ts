import { canonicalTables } from './canonical.ts';
import type { TableContract } from './contract.ts';
import { featureTables } from './feature-tables.ts';
import { modelTables } from './model-tables.ts';

/** The tables that the stages after ingest write for one another and for people. */
export { featureTables, modelTables };

/** Schema of the warehouse → its tables by contract. */
export const contractsBySchema: Readonly<Record<string, Readonly<Record<string, TableContract>>>> = {
  canonical: canonicalTables,
  features: featureTables,
  models: modelTables,
};
