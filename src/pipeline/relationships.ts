import type { TableContract } from '../contracts/contract.ts';
import { featureTables, modelTables } from '../contracts/results.ts';
import type { Database } from '../engine/database.ts';
import { identifier, qualified } from '../engine/sql-text.ts';

/** A column of a result that refers to another table, and how many of its values are not there. */
export interface Relationship {
  readonly table: string;
  readonly column: string;
  readonly references: string;
  /** Rows with such a value. */
  readonly orphans: number;
  /** One of them: the first in order. */
  readonly example: string | null;
}

/**
 * Every relationship that the contracts of the results declare, held against the finished tables in one query. Not of
 * derived views, whose ids and lines are looked up in the tables that they refer to.
 */
export async function checkRelationships(database: Database): Promise<Relationship[]> {
  // Tables of a part that a pipeline does not use, such as campaigns, are not there.
  const there = await database.tables();
  const declared = [
    ...relationshipsOf('features', featureTables),
    ...relationshipsOf('models', modelTables),
  ].filter(({ table, references }) => there.has(table) && there.has(references.replace(/\.[^.]*$/, '')));
  if (declared.length === 0) return [];
  const parts = declared.map(({ table, column, references }, position) => {
    const [schema, name, to] = references.split('.') as [string, string, string];
    const value = `source.${identifier(column)}`;
    return `select ${position} as position, count(*) as orphans, cast(min(${value}) as varchar) as example
      from ${qualified(table)} as source anti join ${qualified(`${schema}.${name}`)} as target
        on target.${identifier(to)} = ${value}
      where ${value} is not null`;
  });
  const found = await database.rows<{ orphans: number; example: string | null }>(
    `${parts.join('\nunion all\n')}\norder by position`,
  );
  return declared.map((one, index) => ({ ...one, ...found[index]! }));
}

function relationshipsOf(
  schema: string,
  contracts: Readonly<Record<string, TableContract>>,
): Pick<Relationship, 'table' | 'column' | 'references'>[] {
  return Object.values(contracts).flatMap(({ name, columns, derived }) =>
    Object.entries(derived === true ? {} : columns).flatMap(([column, { references }]) => {
      const table = `${schema}.${name}`;
      return references === undefined || references === `${table}.${column}`
        ? []
        : [{ table, column, references }];
    }),
  );
}
