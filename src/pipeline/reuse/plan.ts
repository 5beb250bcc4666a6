import { join } from 'node:path';
import { changedReads, keyOf, memoryOf } from '../../engine/built.ts';
import { Database } from '../../engine/database.ts';
import { inReadingOrder, type SqlModel } from '../../engine/sql-models.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { prepareFeatures } from '../../features/features.ts';
import type { LocatedFile } from '../../ingest/ingest.ts';
import { prepareModels } from '../../models/models.ts';
import type { Pipeline } from '../load.ts';
import type { NotReused } from '../record.ts';
import { type Base, findBase } from './base.ts';
import type { ReusableStep } from './roots.ts';

/** What a run would take over from the one before it, and what it would compute again and why. */
export interface PlannedReuse {
  readonly from: string | null;
  readonly why: NotReused | null;
  readonly steps: readonly ReusableStep[];
}

export async function planReuse(
  pipeline: Pipeline,
  out: string,
  located: readonly LocatedFile[],
  asOf: string | undefined,
): Promise<PlannedReuse> {
  const base = await findBase(pipeline, out, located);
  if (typeof base === 'string') return { from: null, why: base, steps: [] };
  const database = await Database.open({ path: ':memory:', threads: 1 });
  try {
    await lookInto(database, base);
    const models = await plannedModels(database, pipeline, asOf);
    return { from: base.id, why: null, steps: models.map(({ step }) => step) };
  } finally {
    database.close();
  }
}

/**
 * An empty database in which every table of a run is to be seen as it is there, and settings can be written and models
 * built anew without touching it. The run's own are in the catalog `warehouse`.
 */
export async function lookInto(database: Database, base: Base): Promise<void> {
  await database.run(`attach ${literal(join(base.folder, 'warehouse.duckdb'))} as warehouse (read_only)`);
  const tables = await database.rows<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_catalog = 'warehouse' and table_schema in ('canonical', 'settings', 'features', 'models') order by 1, 2`,
  );
  const schemas = ['built', ...new Set(tables.map(({ schema }) => schema))];
  const views = tables.map(({ schema, name }) => {
    const table = `${identifier(schema)}.${identifier(name)}`;
    // Settings are written anew, where this pipeline file says something of them.
    return `create ${schema === 'settings' ? 'table' : 'view'} ${table} as from warehouse.${table}`;
  });
  await database.run(
    [
      ...schemas.map((schema) => `create schema ${identifier(schema)}`),
      ...views,
      'create table built.reading as from warehouse.built.reading',
      'create table built.models as select * replace (false as is_current) from warehouse.built.models',
    ].join(';\n'),
  );
}

/** A model as this pipeline file wants it, and whether the run's own would come out the same. */
export interface PlannedModel {
  readonly model: SqlModel;
  readonly step: ReusableStep;
}

/** Writes the settings of the pipeline file into a database that looks into a run, and says what they leave as it was. */
export async function plannedModels(
  database: Database,
  { settings }: Pipeline,
  asOfGiven: string | undefined,
): Promise<PlannedModel[]> {
  const asOf = asOfGiven ?? settings.as_of;
  const context = { currency: settings.currency, ...(asOf === undefined ? {} : { asOf }) };
  const { models: features } = await prepareFeatures(database, settings, context);
  const models = inReadingOrder([...features, ...(await prepareModels(database, settings))]);
  const memory = await memoryOf(database, models);
  if (memory === undefined) return [];
  return models.map((model): PlannedModel => {
    const now = keyOf(model, memory);
    const before = memory.before.get(model.name);
    const reused = before?.key === now.key;
    memory.keys.set(model.name, reused ? before!.content : now.key);
    return { model, step: { step: model.name, reused, because: changedReads(now, before) } };
  });
}
