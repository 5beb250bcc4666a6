/** The tables that the stages after ingest write for one another and for people. */
export { featureTables } from './feature-tables.ts';
export { modelTables } from './model-tables.ts';
