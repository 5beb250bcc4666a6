import { canonicalTables } from '../../src/contracts/canonical.ts';
import { sqlTypes, type TableContract } from '../../src/contracts/contract.ts';
import { featureTables, modelTables } from '../../src/contracts/results.ts';
import { type Bindable, Database } from '../../src/engine/database.ts';
import { identifier, qualified } from '../../src/engine/sql-text.ts';

/**
 * Warehouses for tests: an in-memory database as one stage leaves it to the next, with tables from the contracts
 * and only the columns a test cares about.
 */
const contracts: Readonly<Record<string, Readonly<Record<string, TableContract>>>> = {
  canonical: canonicalTables,
  features: featureTables,
  models: modelTables,
};

/** A warehouse after ingest: every canonical table exists and is empty. Close it with `database.close()`. */
export async function openWarehouse(): Promise<Database> {
  const database = await Database.open({ path: ':memory:', threads: 1 });
  for (const schema of ['raw', 'canonical', 'ingest', 'settings', 'features', 'models'])
    await database.run(`create schema if not exists ${identifier(schema)}`);
  for (const table of Object.keys(canonicalTables)) await createTable(database, `canonical.${table}`);
  return database;
}

/** Creates an empty table from its contract, e.g. `features.customer_profit`. */
export async function createTable(database: Database, table: string): Promise<void> {
  const columns = Object.entries(contractOf(table).columns)
    .map(([name, column]) => `${identifier(name)} ${sqlTypes[column.type]}`)
    .join(', ');
  await database.run(`create table if not exists ${qualified(table)} (${columns})`);
}

/** All feature tables of the contracts, empty: what the models stage reads. */
export async function createFeatureTables(database: Database): Promise<void> {
  for (const table of Object.keys(featureTables)) await createTable(database, `features.${table}`);
}

/**
 * Appends rows; columns left out are null. `invoice_lines` means `canonical.invoice_lines`; any other schema is
 * written out, and its table is created from the contract when it is not there yet.
 */
export async function fill(
  database: Database,
  table: string,
  rows: readonly Readonly<Record<string, Bindable>>[],
): Promise<void> {
  const name = table.includes('.') ? table : `canonical.${table}`;
  await createTable(database, name);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  for (const column of columns)
    if (!(column in contractOf(name).columns)) throw new Error(`${name} has no column ${column}`);
  await database.append(
    name,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
}

/** Short form of an invoice line: what every one needs, the rest by name. */
let lineNumber = 0;
export function line(over: Readonly<Record<string, Bindable>>): Record<string, Bindable> {
  lineNumber += 1;
  return { invoice_id: `I${lineNumber}`, line_no: '1', quantity: 1, ...over };
}

function contractOf(table: string): TableContract {
  const [schema, name] = table.split('.') as [string, string];
  const contract = contracts[schema]?.[name];
  if (contract === undefined) throw new Error(`no contract for ${table}`);
  return contract;
}
