import { readdir, readFile } from 'node:fs/promises';
import { sqlTypes, type TableContract } from '../contracts/contract.ts';
import { changedReads, contentOf, type Known, keyOf, memoryOf, mostCompared, remember } from './built.ts';
import { checkRows, filledColumns } from './check-rows.ts';
import type { Database } from './database.ts';
import type { Effects, StepRecord } from './effects.ts';
import type { SqlModel } from './sql-model.ts';
import { identifier, qualified } from './sql-text.ts';

export type { SqlModel } from './sql-model.ts';

export async function loadSqlModels(database: Database, folder: URL, schema: string): Promise<SqlModel[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const texts = await Promise.all(
    files.map(async (file) => (await readFile(new URL(file, folder), 'utf8')).trim().replace(/;$/, '')),
  );
  const reads = await tablesRead(database, texts, files);
  return inReadingOrder(
    texts.map((sql, index) => ({
      name: `${schema}.${files[index]!.slice(0, -'.sql'.length)}`,
      sql,
      reads: reads[index]!,
      kind: /^--\s*kind:\s*view\s*$/m.test(sql) ? 'view' : 'table',
    })),
  );
}

/** Tables beyond this many rows keep every thread of DuckDB busy with one statement; below it a statement has one. */
const fewRows = 200_000;

/**
 * Builds all models of a stage, each after those it reads; two at a time while tables are small. In a warehouse that
 * has been taken over from another run, a model whose text and reads are as they were stays as it is. `contracts` is keyed by
 * the name without schema. The records are in the order of the models.
 */
export async function buildSqlModels(
  database: Database,
  models: readonly SqlModel[],
  contracts: Readonly<Record<string, TableContract>>,
  stage: string,
  effects: Effects,
): Promise<StepRecord[]> {
  const memory = await memoryOf(database, models);
  const build = async (lane: Database, model: SqlModel): Promise<StepRecord> => {
    const started = effects.elapsed();
    const contract = contracts[model.name.split('.')[1]!];
    const known = memory && keyOf(model, memory);
    const before = memory?.before.get(model.name);
    const reused = before !== undefined && before.key === known?.key;
    const was = reused ? undefined : await contentBefore(lane, model, before);
    const rows = reused ? before.rows : await buildOne(lane, model, contract);
    const same = was !== undefined && rows === before?.rows && was === (await contentOf(lane, model.name));
    if (memory !== undefined && known !== undefined) {
      const content = reused || same ? before!.content : known.key;
      memory.keys.set(model.name, content);
      memory.made.set(model.name, { ...known, content, rows });
    }
    const held = isChecked(contract) ? { unique: contract.key, filled: filledColumns(contract) } : {};
    const why = known && memory?.before.size ? { reused, because: changedReads(known, before) } : {};
    const record = {
      stage,
      step: model.name,
      rows,
      milliseconds: effects.elapsed() - started,
      ...held,
      ...why,
      ...(same ? { same } : {}),
    };
    effects.log({ level: 'debug', event: reused ? 'model taken over' : 'model built', ...record });
    return record;
  };
  const second = models.length > 1 && (await isSmall(database)) ? await database.beside() : undefined;
  try {
    const records = await inLanes(second ? [database, second] : [database], models, (lane, model, begun) => {
      effects.signal.throwIfAborted();
      effects.progress.step(model.name, begun, models.length);
      return build(lane, model);
    });
    if (memory !== undefined) await remember(database, memory);
    return models.map(({ name }) => records.get(name)!);
  } finally {
    second?.close();
  }
}

/** Hands each model to a free lane as soon as what it reads is there. After a fault nothing is begun any more. */
async function inLanes<T>(
  lanes: readonly Database[],
  models: readonly SqlModel[],
  build: (lane: Database, model: SqlModel, begun: number) => Promise<T>,
): Promise<Map<string, T>> {
  const open = new Set(models.map(({ name }) => name));
  const waiting = [...models];
  const running = new Map<Database, Promise<void>>();
  const built = new Map<string, T>();
  const begin = async (lane: Database, model: SqlModel): Promise<void> => {
    built.set(model.name, await build(lane, model, models.length - waiting.length));
    open.delete(model.name);
    running.delete(lane);
  };
  try {
    for (;;) {
      for (const lane of lanes) {
        if (running.has(lane)) continue;
        const next = waiting.findIndex(({ reads }) => !reads.some((name) => open.has(name)));
        if (next >= 0) running.set(lane, begin(lane, waiting.splice(next, 1)[0]!));
      }
      if (running.size === 0) return built;
      await Promise.race(running.values());
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

async function isSmall(database: Database): Promise<boolean> {
  const { rows } = await database.row<{ rows: number }>(
    'select coalesce(max(estimated_size), 0) as rows from duckdb_tables() where not temporary',
  );
  return rows <= fewRows;
}

/** What a table that is about to be built again holds, so that it can be told whether it comes out the same. */
async function contentBefore(
  database: Database,
  model: SqlModel,
  before: Known | undefined,
): Promise<string | undefined> {
  if (before === undefined || model.kind === 'view' || before.rows > mostCompared) return undefined;
  return contentOf(database, model.name);
}

async function buildOne(
  database: Database,
  model: SqlModel,
  contract: TableContract | undefined,
): Promise<number> {
  const target = qualified(model.name);
  if (model.kind === 'view') {
    await database.run(
      `create or replace view ${target} as ${contract ? castTo(contract, model.sql, false) : model.sql}`,
    );
    if (isChecked(contract)) await checkRows(database, model.name, contract, 0);
    return 0;
  }
  let rows: number;
  try {
    rows = await database.make(
      `create or replace table ${target} as ${contract ? castTo(contract, model.sql) : model.sql}`,
    );
  } catch (cause) {
    throw new Error(`model ${model.name}: ${(cause as Error).message}`, { cause });
  }
  if (contract) await checkRows(database, model.name, contract, rows);
  return rows;
}

/** A model's rows in the columns and types of its contract; sorted by its key where rows are few enough to be looked at. */
export function castTo(contract: TableContract, sql: string, sorted = true): string {
  const columns = Object.entries(contract.columns).map(
    ([name, column]) => `cast(model.${identifier(name)} as ${sqlTypes[column.type]}) as ${identifier(name)}`,
  );
  const inOrder = sorted && contract.key.length > 0 && contract.many !== true;
  const order = inOrder ? ` order by ${contract.key.map(identifier).join(', ')}` : '';
  return `select ${columns.join(', ')} from (\n${sql}\n) as model${order}`;
}

const isChecked = (contract: TableContract | undefined): contract is TableContract =>
  contract !== undefined && contract.derived !== true;

/** The tables that each text reads, from DuckDB's parser, asked once for all of them. */
async function tablesRead(
  database: Database,
  texts: readonly string[],
  files: readonly string[],
): Promise<string[][]> {
  const rows = await database.rows<{ tree: string }>(
    `select json_serialize_sql(sql) as tree from (values ${texts.map((_, index) => `(${index}, cast($t${index} as varchar))`).join(', ')}) as texts(position, sql) order by position`,
    Object.fromEntries(texts.map((sql, index) => [`t${index}`, sql])),
  );
  return rows.map(({ tree }, index) => {
    const parsed = JSON.parse(tree) as { error?: boolean; error_message?: string };
    if (parsed.error === true) throw new Error(`model ${files[index]}: ${parsed.error_message}`);
    const names = new Set<string>();
    const visit = (node: unknown): void => {
      if (Array.isArray(node)) node.forEach(visit);
      else if (typeof node === 'object' && node !== null) {
        const { type, schema_name, table_name } = node as Record<string, unknown>;
        if (type === 'BASE_TABLE' && schema_name) names.add(`${schema_name}.${table_name}`);
        Object.values(node).forEach(visit);
      }
    };
    visit(parsed);
    return [...names].sort();
  });
}

/** Models of several folders in one order. */
export function inReadingOrder(models: readonly SqlModel[]): SqlModel[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const ordered: SqlModel[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (model: SqlModel, path: readonly string[]): void => {
    if (state.get(model.name) === 'done') return;
    if (state.get(model.name) === 'open')
      throw new Error(`models read one another in a circle: ${[...path, model.name].join(' → ')}`);
    state.set(model.name, 'open');
    for (const read of model.reads) {
      const below = byName.get(read);
      if (below) visit(below, [...path, model.name]);
    }
    state.set(model.name, 'done');
    ordered.push(model);
  };
  for (const model of models) visit(model, []);
  return ordered;
}
