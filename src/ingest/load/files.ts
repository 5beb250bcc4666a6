import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, isInterruption } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { ProductError } from '../../language/messages.ts';
import type { LocatedFile } from '../locate.ts';
import { messages } from '../messages.ts';
import { bytesOf } from '../read/bytes.ts';
import { type Outline, type ReadFile, wantedHeaders } from '../read/file.ts';
import { formatOf } from '../read/format.ts';
import { readJson } from '../read/json.ts';
import { readPages } from '../read/pages.ts';
import { beyondDoubt } from '../read/settled.ts';
import { outlineText, readText } from '../read/text.ts';
import { readWorkbook } from '../read/workbook.ts';
import { unpackEntry } from '../read/zip.ts';
import type { SourceSettings } from '../settings.ts';
import { damagedParquet, isDamage, readParquetFile } from './parquet.ts';
import { createRaw, loadFile, type RawTable } from './raw.ts';

/** From the files of a source to its raw table: each by the reader of its format, archives unpacked. */

/** The files a profile is held against: of those that lie in an archive, a copy. */
export async function unpackedForProfiles(
  sources: readonly SourceSettings[],
  named: readonly LocatedFile[],
  temporary: string,
): Promise<LocatedFile[]> {
  const files: LocatedFile[] = [];
  for (const [position, { name, applied }] of sources.entries()) {
    const file = named.find((one) => one.source === name);
    if (file === undefined) continue;
    if (applied === undefined || file.entry === undefined) files.push(file);
    else {
      const copy = join(temporary, `profile-${position}`);
      await unpackEntry(file.path, file.entry, file.name, copy);
      files.push({ ...file, path: copy });
    }
  }
  return files;
}

/** A look ahead gains nothing where there is less to read than this; a row has about as many bytes. */
const bytesOfRow = 80;

/**
 * The files of a source by their first lines, where these say that the database can read them as they are: it may begin
 * while they are still being proven. Nothing where one is of another kind, or all are too small.
 *
 * @param rows about as many rows are worth it
 */
export async function outlineFiles(
  source: SourceSettings,
  located: readonly LocatedFile[],
  rows: number,
): Promise<Outline[] | undefined> {
  const own = located.filter((one) => one.source === source.name);
  if (own.reduce((sum, { bytes }) => sum + bytes, 0) < rows * bytesOfRow) return undefined;
  const wanted = wantedHeaders(source);
  const outlines: Outline[] = [];
  for (const file of own) {
    if (file.entry !== undefined) return undefined;
    // What is wrong with a file is told by who reads it.
    const kind = await formatOf(file.path, file.name).catch(() => undefined);
    const outline = kind?.format === 'text' ? await outlineText(file, kind.gzip, wanted) : undefined;
    if (outline === undefined) return undefined;
    outlines.push(outline);
  }
  return outlines;
}

/** Decodes and checks the files of a source; nothing is loaded yet. */
export async function readFiles(
  database: Database,
  source: SourceSettings,
  located: readonly LocatedFile[],
  temporary: string,
): Promise<ReadFile[]> {
  const wanted = wantedHeaders(source);
  const files: ReadFile[] = [];
  for (const [index, file] of located.filter((one) => one.source === source.name).entries())
    files.push(await readOne(database, file, wanted, `${temporary}-${index}.csv`, false));
  await beyondDoubt(files);
  return files;
}

/** Loads the files of a source. Where DuckDB and our own count differ, the file is written anew and loaded again. */
export async function loadFiles(
  database: Database,
  source: SourceSettings,
  files: ReadFile[],
  temporary: string,
): Promise<{ files: ReadFile[]; raw: RawTable }> {
  const wanted = wantedHeaders(source);
  const raw = await createRaw(database, source.name, files);
  for (const [index, file] of files.entries()) {
    const loaded = await tryLoad(database, source.name, raw, file, index);
    if (loaded === file.rows || file.take.kind !== 'direct') continue;
    await database.run(`delete from raw.${identifier(source.name)} where _file = ${index}`);
    const again = await readOne(database, file.located, wanted, `${temporary}-${index}.csv`, true);
    files[index] = again;
    await loadFile(database, source.name, raw, again, index);
  }
  await beyondDoubt(files);
  return { files, raw };
}

/** A file that looked regular and yet is refused counts as not loaded. */
async function tryLoad(
  database: Database,
  source: string,
  raw: RawTable,
  file: ReadFile,
  index: number,
): Promise<number> {
  try {
    return await loadFile(database, source, raw, file, index);
  } catch (cause) {
    if (file.take.kind === 'direct' && !isInterruption(cause)) return -1;
    if (file.take.kind === 'parquet' && isDamage(cause)) throw damagedParquet(file.located.name, cause);
    throw cause;
  }
}

async function readOne(
  database: Database,
  file: LocatedFile,
  wanted: readonly string[],
  temporary: string,
  rewrite: boolean,
): Promise<ReadFile> {
  if (file.entry !== undefined) {
    // What lies in an archive is read as the file it is, from a copy.
    const copy = `${temporary}.entry`;
    await unpackEntry(file.path, file.entry, file.name, copy);
    const { entry: _, ...outside } = file;
    const read = await readOne(database, { ...outside, path: copy }, wanted, temporary, rewrite);
    return { ...read, located: { ...file, name: read.located.name } };
  }
  const { format, gzip } = await formatOf(file.path, file.name);
  if (format === 'text') return readText(file, gzip, wanted, temporary, rewrite);
  if (format === 'json') return readJson(file, gzip, wanted, temporary);
  if (format === 'pages') return readPages(file, gzip, wanted, temporary);
  if (gzip) return readUnpacked(database, file, wanted, temporary);
  if (format === 'workbook') return readWorkbook(file, wanted, temporary);
  if (format === 'parquet') return readParquetFile(database, file, wanted);
  // A large library, and hardly anyone's export: it loads when it is needed.
  const { readArrow } = await import('../read/arrow.ts');
  return readArrow(file, format === 'arrow_stream', wanted, temporary);
}

/** Workbooks, Parquet and Arrow are read by jumping about in them, so a packed one is unpacked to a copy; its hash is as stored. */
async function readUnpacked(
  database: Database,
  file: LocatedFile,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const copy = `${temporary}.unpacked`;
  const hash = createHash('sha256');
  try {
    await writeFile(copy, bytesOf(file.path, true, hash));
  } catch (cause) {
    if (cause instanceof ProductError) throw cause;
    throw messages.unreadable.error({ file: file.name, why: (cause as Error).message }, undefined, cause);
  }
  const read = await readOne(database, { ...file, path: copy }, wanted, temporary, false);
  return {
    ...read,
    located: { ...file, name: read.located.name },
    sha256: hash.digest('hex'),
    bytes: file.bytes,
  };
}
