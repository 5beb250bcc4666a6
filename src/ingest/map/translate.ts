import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { type Finding, ProductError } from '../../language/messages.ts';
import type { ReadFile } from '../read/file.ts';
import { cleanCells, type Mapped } from './cells.ts';
import { type Converted, convert } from './convert.ts';
import { weigh } from './evidence.ts';
import { layOut } from './layout.ts';
import { convertPlain, type Plain } from './plain.ts';

/** Below this a source is read the long way before the short way has found its feet. */
const worthIt = 100_000;

/** Raw rows → values, the short way where the rows are many and plain, the long way for the others. */
export async function translate(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  work: string,
  { plainFrom = worthIt, timeZone }: { plainFrom?: number | undefined; timeZone?: string | undefined } = {},
): Promise<{ part: Converted; findings: Finding[] }> {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const plain = rows >= plainFrom ? await convertPlain(database, mapping, files, work) : undefined;
  return (
    (plain && (await translateOdd(database, mapping, files, work, plain, timeZone))) ??
    (await translateAll(database, mapping, files, work, timeZone))
  );
}

async function translateAll(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  work: string,
  timeZone: string | undefined,
): Promise<{ part: Converted; findings: Finding[] }> {
  const cells = await cleanCells(database, mapping);
  const evidence = await weigh(database, mapping, files, cells, undefined, timeZone);
  if (evidence === undefined) throw new Error('all rows are weighed together');
  const layout = await layOut(database, mapping, files, cells);
  const part = await convert(database, mapping, files, evidence, layout, cells, work);
  return { part, findings: [...evidence.findings, ...layout.findings] };
}

/** The rest of a source whose plain rows are in `work` already; nothing where they must be weighed with the others. */
async function translateOdd(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  work: string,
  { odd, facts }: Plain,
  timeZone: string | undefined,
): Promise<{ part: Converted; findings: Finding[] } | undefined> {
  const cells = await cleanCells(database, mapping, odd);
  // What the odd rows leave open is asked with all rows in view, so that the question shows the right example.
  const evidence = await weigh(database, mapping, files, cells, facts, timeZone).catch((cause: unknown) => {
    if (cause instanceof ProductError) return undefined;
    throw cause;
  });
  if (evidence === undefined) return undefined;
  const layout = await layOut(database, mapping, files, cells, true);
  const rest = 'ingest_odd_work';
  const part = await convert(database, mapping, files, evidence, layout, cells, rest);
  await database.run(`insert into ${identifier(work)} by name from ${rest}`);
  await database.run(`drop table ${rest}`);
  return { part: { ...part, work }, findings: [...evidence.findings, ...layout.findings] };
}
