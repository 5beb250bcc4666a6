import { sqlTypes, type TableContract } from '../../../src/contracts/contract.ts';
import { statementLines } from '../../../src/contracts/statement.ts';
import type { Database } from '../../../src/engine/database.ts';
import { identifier, literal, qualified } from '../../../src/engine/sql-text.ts';

type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

export async function createTable(
  database: Database,
  schema: string,
  contract: TableContract,
): Promise<void> {
  const columns = Object.entries(contract.columns).map(
    ([name, { type }]) => `${identifier(name)} ${sqlTypes[type]}`,
  );
  await database.run(`create table ${qualified(`${schema}.${contract.name}`)} (${columns.join(', ')})`);
}

export async function insert(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 400) {
    const part = rows.slice(at, at + 400);
    const columns = Object.keys(part[0]!);
    const values = part.map((row) => `(${columns.map((name) => text(row[name] ?? null)).join(', ')})`);
    await database.run(
      `insert into ${qualified(table)} (${columns.map(identifier).join(', ')}) values ${values.join(', ')}`,
    );
  }
}

const text = (value: Value): string => (typeof value === 'string' ? literal(value) : String(value));

const lineColumns = [...statementLines.map((line) => line.id), 'allocated_cost'];
export const sums = lineColumns.map((line) => `sum(${line}) as ${line}`).join(', ');
