import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { type Finding, ProductError } from '../../language/messages.ts';
import { type Stored, traceStored } from '../load/stored.ts';
import type { Outline, ReadFile } from '../read/file.ts';
import { cleanCells, type Mapped } from './cells.ts';
import { type Converted, convert } from './convert.ts';
import { weigh } from './evidence.ts';
import { layOut } from './layout.ts';
import { type Plain, readPlain } from './plain.ts';

type Translated = { part: Converted; findings: Finding[] };
type Plainly = Translated & { readonly files: readonly ReadFile[] };

/** The long way: all rows of a source are in its raw table, as text. */
export async function translate(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  work: string,
  timeZone: string | undefined,
): Promise<Translated> {
  const cells = await cleanCells(database, mapping);
  const evidence = await weigh(database, mapping, files, cells, undefined, timeZone);
  if (evidence === undefined) throw new Error('all rows are weighed together');
  const layout = await layOut(database, mapping, files, cells);
  const part = await convert(database, mapping, files, evidence, layout, cells, work);
  return { part, findings: [...evidence.findings, ...layout.findings] };
}

/**
 * The short way for the plain rows of a source, the long way for the others; nothing is in the raw table yet. Nothing
 * where all rows must go the long way together; the raw table is empty then as well.
 *
 * @param proof the files that `outlines` tell of, when they are proven
 */
export async function translatePlain(
  database: Database,
  mapping: Mapped,
  outlines: readonly Outline[],
  proof: Promise<readonly ReadFile[]>,
  work: string,
  timeZone: string | undefined,
): Promise<Plainly | undefined> {
  const plain = await readPlain(database, mapping, outlines, proof);
  if (plain === undefined) return undefined;
  const { files, odd } = plain;
  const translated =
    odd === undefined
      ? { part: { mapped: mapping, files, work, counted: false }, findings: [] }
      : await translateOdd(database, mapping, { ...plain, odd }, timeZone);
  if (translated === undefined) {
    await database.run(`drop table ${plain.stored.table}`);
    await database.run(`delete from raw.${identifier(mapping.source.name)}`);
    return undefined;
  }
  const traced = await traceStored(database, plain.stored, files);
  await database.run(`create or replace temp view ${identifier(work)} as from ${traced}`);
  return { ...translated, part: { ...translated.part, work, stored: plain.stored }, files };
}

/** The odd rows of a source, into its stored table; nothing where they must be weighed with the others. */
async function translateOdd(
  database: Database,
  mapping: Mapped,
  { odd, facts, stored, files }: Plain & { readonly odd: string },
  timeZone: string | undefined,
): Promise<Translated | undefined> {
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
  await insertInto(database, stored, rest);
  await database.run(`drop table ${rest}`);
  return { part, findings: [...evidence.findings, ...layout.findings] };
}

/** Rows with their own number, behind the plain ones, whose numbers are their places. */
async function insertInto(database: Database, { table, columns }: Stored, rest: string): Promise<void> {
  const names = ['_file', '_row', '_reason', ...columns].map(identifier).join(', ');
  await database.run(
    `insert into ${table} (${names}, _told)
     select ${names}, case when _field is not null or _value is not null then [_field, _value] end
     from ${rest} order by _file, _row`,
  );
}
