import type { TableContract } from '../contracts/contract.ts';
import type { Database } from './database.ts';
import type { Effects } from './effects.ts';
import { castTo, type SqlModel } from './sql-models.ts';
import { qualified } from './sql-text.ts';

/** The models among `changed` that the targets cannot do without, in the order they came in. */
export function neededFor(changed: readonly SqlModel[], targets: readonly string[]): SqlModel[] {
  const byName = new Map(changed.map((model) => [model.name, model]));
  const needed = new Set<string>();
  const visit = (name: string): void => {
    const model = byName.get(name);
    if (model === undefined || needed.has(name)) return;
    needed.add(name);
    model.reads.forEach(visit);
  };
  targets.forEach(visit);
  return changed.filter(({ name }) => needed.has(name));
}

/**
 * Builds models for an answer that is not kept: no order, no check of contracts, nothing written but to memory. What one
 * model alone reads becomes a view, so that of a wide statement only the sums are reckoned that somebody asks for.
 * A table or view of the same name is replaced. `contracts` is keyed by schema and name.
 */
export async function buildForAnswer(
  database: Database,
  models: readonly SqlModel[],
  contracts: Readonly<Record<string, Readonly<Record<string, TableContract>>>>,
  targets: readonly string[],
  effects: Effects,
): Promise<void> {
  const readers = (name: string): number =>
    models.filter(({ reads }) => reads.includes(name)).length + (targets.includes(name) ? 2 : 0);
  const there = await database.rows<{ name: string; type: string }>(
    `select table_schema || '.' || table_name as name, table_type as type from information_schema.tables
     where table_catalog = current_catalog()`,
  );
  const types = new Map(there.map(({ name, type }) => [name, type === 'VIEW' ? 'view' : 'table']));
  for (const [index, model] of models.entries()) {
    effects.signal.throwIfAborted();
    effects.progress.step(model.name, index, models.length);
    const [schema, name] = model.name.split('.') as [string, string];
    const contract = contracts[schema]?.[name];
    const sql = contract === undefined ? model.sql : castTo(contract, model.sql, false);
    const kind = model.kind === 'view' || readers(model.name) === 1 ? 'view' : 'table';
    const before = types.get(model.name);
    const target = qualified(model.name);
    if (before !== undefined) await database.run(`drop ${before} ${target}`);
    await database.run(`create ${kind} ${target} as ${sql}`);
  }
}
