import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import type { SqlModel } from './sql-model.ts';
import { literal, qualified } from './sql-text.ts';

/**
 * What a table was made of, so that a later run can tell whether it would come out the same. In the warehouse:
 * `built.models`: one row for each SQL model with its key (a hash of its text and of the keys of what it reads), the
 * keys of what it reads, and whether this run has seen to it. `built.reading`: the key of everything that ingest wrote.
 * Whatever else a model reads (settings, tables that TypeScript has written) has its content for a key.
 *
 * A model that is built again and comes out as it was keeps the key under which these rows were first made (`content`),
 * and what reads it stays: a rate changes the profit of customers, and not which customers there are.
 *
 * A database without the schema `built` remembers nothing, and everything is built.
 */
export interface Known {
  readonly key: string;
  /** The key with which its rows were first made; this is what its readers know it by. */
  readonly content: string;
  readonly reads: Readonly<Record<string, string>>;
  readonly rows: number;
}

/** What the models of a stage can be compared with. */
export interface Memory {
  /** As the run before left them. */
  readonly before: ReadonlyMap<string, Known>;
  /** What readers know tables by: as this run has made or found them, and the contents of those that are no models. */
  readonly keys: Map<string, string>;
  /** To be kept, once the stage is through. */
  readonly made: Map<string, Known>;
}

/**
 * A row of many settings, each of which concerns few models: its columns have keys of their own, and a model reads
 * those that its text names. No model may hand on all of its columns unnamed; `tests/pipeline/run-settings.test.ts`
 * changes each of them and compares with a run from nothing.
 */
const byColumn = 'settings.run';

/** The schemas that ingest writes, of which every table is what the exports and their mapping say. */
const readingSchemas = new Set(['raw', 'stored', 'traced', 'canonical', 'ingest']);

export async function createMemory(database: Database, reading: string): Promise<void> {
  await database.run('create schema if not exists built');
  await database.run(
    'create table if not exists built.models (step varchar, key varchar, content varchar, reads json, row_count bigint, is_current boolean)',
  );
  await database.run('create or replace table built.reading (key varchar, outcome json)');
  await database.run('insert into built.reading (key) values ($key)', { key: reading });
}

/**
 * Begins a run on the warehouse of another one: nothing is current yet, and all tables of these schemas that no model
 * made are gone, so that none stays behind of a setting that is not there any more.
 */
export async function beginAnew(database: Database, schemas: readonly string[]): Promise<void> {
  await database.run('update built.models set is_current = false');
  const known = new Set(
    (await database.rows<{ step: string }>('select step from built.models')).map(({ step }) => step),
  );
  await dropTables(database, schemas, (name) => !known.has(name));
}

/** Takes away the models that this run did not build, because nothing asks for them any more. */
export async function forgetOthers(database: Database): Promise<void> {
  const others = new Set(
    (await database.rows<{ step: string }>('select step from built.models where not is_current')).map(
      ({ step }) => step,
    ),
  );
  if (others.size === 0) return;
  const schemas = [...new Set([...others].map((name) => name.split('.')[0]!))];
  await dropTables(database, schemas, (name) => others.has(name));
  await database.run('delete from built.models where not is_current');
}

async function dropTables(
  database: Database,
  schemas: readonly string[],
  which: (name: string) => boolean,
): Promise<void> {
  const found = await database.rows<{ name: string; type: string }>(
    `select table_schema || '.' || table_name as name, table_type as type from information_schema.tables
     where table_schema in (${schemas.map(literal).join(', ')})`,
  );
  const drops = found
    .filter(({ name }) => which(name))
    .map(({ name, type }) => `drop ${type === 'VIEW' ? 'view' : 'table'} ${qualified(name)}`);
  if (drops.length > 0) await database.run(drops.join(';\n'));
}

interface Kept {
  readonly step: string;
  readonly key: string;
  readonly content: string;
  readonly reads: string;
  readonly n: number;
  readonly current: boolean;
}

/** What is known before a stage is built; nothing where the database keeps no memory. */
export async function memoryOf(database: Database, models: readonly SqlModel[]): Promise<Memory | undefined> {
  const [reading] = await database
    .rows<{ key: string }>('select key from built.reading')
    .catch(() => [] as { key: string }[]);
  if (reading === undefined) return undefined;
  const rows = await database.rows<Kept>(
    'select step, key, content, cast(reads as varchar) as reads, row_count as n, is_current as current from built.models',
  );
  const before = new Map<string, Known>();
  const keys = new Map<string, string>();
  for (const { step, key, content, reads, n, current } of rows) {
    if (current) keys.set(step, content);
    else before.set(step, { key, content, reads: JSON.parse(reads) as Record<string, string>, rows: n });
  }
  const own = new Set(models.map(({ name }) => name));
  const contents: string[] = [];
  for (const read of new Set(models.flatMap(({ reads }) => reads))) {
    if (readingSchemas.has(read.split('.')[0]!)) keys.set(read, reading.key);
    else if (!own.has(read) && !keys.has(read)) contents.push(read);
  }
  for (const [name, key] of await contentsOf(database, contents)) keys.set(name, key);
  if (contents.includes(byColumn)) {
    const row = await database.row(`select * from ${qualified(byColumn)}`);
    for (const [column, value] of Object.entries(row))
      keys.set(`${byColumn}.${column}`, JSON.stringify(value));
  }
  return { before, keys, made: new Map() };
}

/** Tables beyond this many rows are not looked at twice: that they came out as they were is not worth the look. */
export const mostCompared = 1_000_000;

/** A table's rows in one number, whatever their order. */
export async function contentOf(database: Database, table: string): Promise<string> {
  const [content] = await contentsOf(database, [table]);
  return content![1];
}

async function contentsOf(database: Database, tables: readonly string[]): Promise<[string, string][]> {
  if (tables.length === 0) return [];
  const rows = await database.rows<{ name: string; key: string }>(
    tables
      .map(
        (name) =>
          `select ${literal(name)} as name, concat_ws(' ', count(*), coalesce(sum(cast(hash(whole_row) as hugeint)), 0)) as key from ${qualified(name)} as whole_row`,
      )
      .join(' union all '),
  );
  return rows.map(({ name, key }) => [name, key]);
}

/** The key of a model whose reads are all known. */
export function keyOf(model: SqlModel, { keys }: Memory): Known {
  const named = (column: string): boolean => new RegExp(`\\b${column}\\b`).test(model.sql);
  const columns = [...keys.keys()].filter(
    (name) => name.startsWith(`${byColumn}.`) && named(name.slice(byColumn.length + 1)),
  );
  const tables = model.reads.flatMap((read) =>
    read === byColumn ? columns : read === model.name ? [] : [read],
  );
  const reads = Object.fromEntries(tables.sort().map((read) => [read, keys.get(read) ?? '']));
  const key = createHash('sha256')
    .update(JSON.stringify([model.sql, reads]))
    .digest('hex')
    .slice(0, 32);
  return { key, content: key, reads, rows: 0 };
}

/** What is other than it was: the tables read that have changed; nothing where the model is new or its text is. */
export function changedReads(now: Known, before: Known | undefined): string[] {
  if (before === undefined) return [];
  return Object.keys(now.reads)
    .filter((read) => now.reads[read] !== before.reads[read])
    .sort();
}

/** Keeps what a stage has made or found unchanged. */
export async function remember(database: Database, { made }: Memory): Promise<void> {
  if (made.size === 0) return;
  const steps = [...made.keys()].map(literal).join(', ');
  await database.run(`delete from built.models where step in (${steps})`);
  await database.append(
    'built.models',
    ['step', 'key', 'content', 'reads', 'row_count', 'is_current'],
    [...made].map(([step, { key, content, reads, rows }]) => [
      step,
      key,
      content,
      JSON.stringify(reads),
      rows,
      true,
    ]),
  );
}

/**
 * Tables that TypeScript makes together out of others, made only where something they are made of has changed: what
 * they read, or the settings in `text`. `make` gives the number of rows. Their readers know them by their contents.
 */
export async function takeOverOrMake(
  database: Database,
  { tables, reads, text }: { tables: readonly string[]; reads: readonly string[]; text: string },
  make: () => Promise<number>,
): Promise<{ rows: number; reused?: boolean; because?: readonly string[] }> {
  const models = tables.map((name): SqlModel => ({ name, sql: text, reads: [...reads], kind: 'table' }));
  const memory = await memoryOf(database, models);
  if (memory === undefined) return { rows: await make() };
  const known = models.map((model) => ({
    name: model.name,
    now: keyOf(model, memory),
    before: memory.before.get(model.name),
  }));
  const reused = known.every(({ now, before }) => before?.key === now.key);
  const rows = reused ? known[0]!.before!.rows : await make();
  for (const { name, now, before } of known) {
    const content = reused ? before!.content : await contentOf(database, name);
    memory.made.set(name, { ...now, content, rows });
  }
  await remember(database, memory);
  if (memory.before.size === 0) return { rows };
  return { rows, reused, because: changedReads(known[0]!.now, known[0]!.before) };
}
