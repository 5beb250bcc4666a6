import type { TableContract } from '../contracts/contract.ts';
import type { Database } from './database.ts';
import { identifier, literal, qualified } from './sql-text.ts';

/** What a table and its columns mean, as the contract says it: for the warehouse and for files made from it. */
export function descriptionOf(contract: TableContract): { table: string; columns: Map<string, string> } {
  const columns = Object.entries(contract.columns).map(([name, { meaning, unit }]): [string, string] => [
    name,
    unit === undefined ? meaning.en : `${meaning.en} [${unit}]`,
  ]);
  return { table: contract.grain.en, columns: new Map(columns) };
}

/**
 * Writes the contracts of a schema's tables into the warehouse, so that whoever opens it finds the meaning beside the
 * column; of tables that this run did not need and so did not make it says nothing. One transaction: each comment by
 * itself would be a commit of its own, and wait for the disk.
 */
export async function describeTables(
  database: Database,
  schema: string,
  contracts: Readonly<Record<string, TableContract>>,
): Promise<void> {
  const present = await database.tables();
  const made = Object.entries(contracts).filter(([name]) => present.has(`${schema}.${name}`));
  const comments = made.flatMap(([name, contract]) => {
    const target = qualified(`${schema}.${name}`);
    const { table, columns } = descriptionOf(contract);
    return [
      `comment on table ${target} is ${literal(table)}`,
      ...[...columns].map(
        ([column, text]) => `comment on column ${target}.${identifier(column)} is ${literal(text)}`,
      ),
    ];
  });
  await database.run(['begin', ...comments, 'commit'].join(';\n'));
}
