import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableContract } from '../contracts/contract.ts';
import { contractsBySchema } from '../contracts/results.ts';
import { Database } from '../engine/database.ts';
import { descriptionOf } from '../engine/describe.ts';
import type { Effects } from '../engine/effects.ts';
import { moveWhole } from '../engine/move-whole.ts';
import type { Locale } from '../language/locale.ts';
import { suggest } from '../language/suggest.ts';
import { contractOf, exportedTables, orderOf } from './exports.ts';
import { cannotWrite, tableTooLongForArrow, unknownTable } from './messages.ts';
import { readRecord } from './read-record.ts';

/** The tables of a finished run, for whoever wants one as a file: the large ones above all, which a run leaves inside. */

export const tableFormats = ['parquet', 'arrow'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A table of a run that has a contract. */
export interface RunTable {
  /** What to call it: `profit_statement`; with its schema where another is called the same, `features.customers`. */
  readonly name: string;
  /** In the warehouse: `features.profit_statement`. */
  readonly table: string;
  readonly rows: number;
  readonly grain: string;
}

interface Known extends RunTable {
  readonly contract: TableContract;
}

/** All tables of a run, those that a run hands out by itself first. */
export async function tablesOfRun(run: string, locale: Locale): Promise<RunTable[]> {
  const database = await openRun(run);
  try {
    const known = await knownTables(database, locale);
    return known.map(({ name, table, rows, grain }) => ({ name, table, rows, grain }));
  } finally {
    database.close();
  }
}

/**
 * Writes tables of a run as files, each whole or not at all. Returns the files in the order of the names.
 *
 * @throws ProductError for a name that is no table, a table too long for the format, a folder that cannot be written
 */
export async function handOut(
  run: string,
  wish: {
    readonly names: readonly string[];
    readonly format: TableFormat;
    readonly folder: string;
    readonly locale: Locale;
  },
  effects: Effects,
): Promise<string[]> {
  const { format, folder, locale } = wish;
  const { exportParquet, mostArrowRowsAsked } = await import('../engine/export.ts');
  const building = await buildingIn(folder);
  const database = await openRun(run, join(building, 'spill'));
  const interrupt = (): void => database.interrupt();
  effects.signal.addEventListener('abort', interrupt);
  try {
    const known = await knownTables(database, locale);
    const wanted = wish.names.map((name) => find(known, name));
    const tooLong = wanted.find(({ rows }) => format === 'arrow' && rows > mostArrowRowsAsked);
    if (tooLong !== undefined)
      throw tableTooLongForArrow.error({ table: tooLong.name, rows: tooLong.rows, most: mostArrowRowsAsked });
    const files: string[] = [];
    for (const { name, table, contract } of wanted) {
      effects.signal.throwIfAborted();
      const file = `${name}.${format}`;
      const order = orderOf(contract);
      if (format === 'parquet') await exportParquet(database, table, join(building, file), order);
      else {
        const { writeArrowFile } = await import('../engine/arrow.ts');
        await writeArrowFile(database, table, join(building, file), order, descriptionOf(contract));
      }
      files.push(file);
    }
    for (const file of files) await moveWhole(join(building, file), join(folder, file));
    return files.map((file) => join(folder, file));
  } finally {
    effects.signal.removeEventListener('abort', interrupt);
    database.close();
    await rm(building, { recursive: true, force: true });
  }
}

/** A folder in the one that is written to, so that what is whole is only renamed. */
async function buildingIn(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return await mkdtemp(join(folder, '.tables-'));
  } catch (cause) {
    throw cannotWrite.error({ path: folder, problem: (cause as NodeJS.ErrnoException).code ?? '' });
  }
}

/** The warehouse of a run, with the memory that its pipeline file allows. */
async function openRun(run: string, temporaryFolder?: string): Promise<Database> {
  const { settings } = await readRecord(run);
  const limit = (settings as { readonly engine?: { readonly memory_limit?: string } }).engine?.memory_limit;
  return Database.open({
    path: join(run, 'warehouse.duckdb'),
    readOnly: true,
    ...(limit === undefined ? {} : { memoryLimit: limit }),
    ...(temporaryFolder === undefined ? {} : { temporaryFolder }),
  });
}

async function knownTables(database: Database, locale: Locale): Promise<Known[]> {
  const there = await database.tables();
  const names = new Map<string, string>(Object.entries(exportedTables).map(([name, table]) => [table, name]));
  const taken = new Set(names.values());
  for (const [schema, contracts] of Object.entries(contractsBySchema))
    for (const own of Object.keys(contracts)) {
      const table = `${schema}.${own}`;
      if (names.has(table)) continue;
      names.set(table, taken.has(own) ? table : own);
      taken.add(own);
    }
  const known: Known[] = [];
  for (const [table, name] of names) {
    if (!there.has(table)) continue;
    const contract = contractOf(table);
    known.push({ name, table, rows: await database.count(table), grain: contract.grain[locale], contract });
  }
  return known;
}

function find(known: readonly Known[], wanted: string): Known {
  const found = known.find(({ name, table }) => wanted === name || wanted === table);
  if (found !== undefined) return found;
  const names = known.map(({ name }) => name);
  const suggestion = suggest(wanted, [...names, ...known.map(({ table }) => table)]);
  throw unknownTable.error({ table: wanted, suggestion, known: names.join(', ') });
}
