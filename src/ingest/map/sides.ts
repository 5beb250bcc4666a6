import type { Database } from '../../engine/database.ts';
import { cellsOf, type Mapped, numericTypes } from './cells.ts';

/**
 * Columns whose amounts carry a word for debit or credit: `1.234,50 H`, `250.00 CR`, `贷 100`. In a ledger that is a
 * sign, for there debit is positive by contract; in a list of sales it is none, and the rows are set aside.
 */
export async function sidedColumns(
  database: Database,
  mapping: Mapped,
  table: string,
): Promise<ReadonlySet<string>> {
  if (mapping.source.table !== 'ledger') return new Set();
  const cells = cellsOf(mapping, (type) => numericTypes.has(type));
  if (cells.length === 0) return new Set();
  const row = await database.row<Record<string, boolean | null>>(
    `select ${cells.map(({ alias }) => `bool_or(ingest_has_side(${alias})) as ${alias}`).join(', ')} from ${table} where _shape is null`,
  );
  return new Set(cells.flatMap(({ alias }) => (row[alias] === true ? [alias] : [])));
}
